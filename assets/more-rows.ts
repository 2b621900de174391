import { fetchPage } from "./fetch-page.js";
import { readTables, type Row, type TableView } from "./table-view.js";

/**
 * The rows of a list that are on its other pages. They are fetched when something is looked for, since the viewer means
 * the whole list.
 *
 * @returns undefined where nothing is missing, or nothing can be fetched, as from `file://`
 */
export async function fetchMoreRows({ table }: TableView): Promise<readonly Row[] | undefined> {
  const links = [...(table.parentElement?.querySelectorAll<HTMLAnchorElement>(".parts a:not([aria-current])") ?? [])];
  if (links.length === 0 || location.protocol === "file:") return undefined;
  const parts = await Promise.all(links.map(({ href }) => fetchRows(href)));
  return parts.flat();
}

async function fetchRows(url: string): Promise<readonly Row[]> {
  const main = (await fetchPage(url)).querySelector("main");
  if (main === null) return [];
  // Links are relative to their own page.
  for (const link of main.querySelectorAll<HTMLAnchorElement>("a[href]"))
    link.href = new URL(link.getAttribute("href") ?? "", url).href;
  return readTables(main)
    .slice(0, 1)
    .flatMap(({ groups }) => groups.flatMap(({ rows }) => rows));
}
