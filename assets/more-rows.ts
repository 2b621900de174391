import { fetchPage } from "./fetch-page.js";
import { readTables, type Row, type TableView } from "./table-view.js";

/**
 * The rows of a list that are on its other pages. They are fetched when the viewer filters or sorts, who means the
 * whole list.
 *
 * @returns undefined where nothing is missing, or nothing can be fetched, as from `file://`
 */
export async function fetchMoreRows(view: TableView): Promise<readonly Row[] | undefined> {
  const [first, ...others] = readParts(view);
  if (first === undefined || location.protocol === "file:") return undefined;
  // Only the first page links to all others.
  const isFirst = first.ariaCurrent === "page";
  const firstView = isFirst ? view : await fetchTable(first.href, view.key);
  const links = isFirst || firstView === undefined ? others : readParts(firstView).slice(1);
  const parts = await Promise.all(
    links.filter(({ href }) => href !== toAddress()).map(({ href }) => fetchTable(href, view.key)),
  );
  return [...(isFirst ? [] : [firstView]), ...parts].flatMap((part) => toRows(part));
}

function readParts({ table }: TableView): readonly HTMLAnchorElement[] {
  const list = (table.closest(".scroll") ?? table).parentElement;
  return [...(list?.querySelectorAll<HTMLAnchorElement>(":scope > .parts a") ?? [])];
}

/** The address of this page, without filter and sorts. */
function toAddress(): string {
  return new URL(location.pathname, location.href).href;
}

function toRows(view: TableView | undefined): readonly Row[] {
  return view?.groups.flatMap(({ rows }) => rows) ?? [];
}

async function fetchTable(url: string, key: string): Promise<TableView | undefined> {
  const main = (await fetchPage(url)).querySelector("main");
  if (main === null) return undefined;
  // Links are relative to their own page.
  for (const link of main.querySelectorAll<HTMLAnchorElement>("a[href]"))
    link.href = new URL(link.getAttribute("href") ?? "", url).href;
  return readTables(main).find((view) => view.key === key);
}
