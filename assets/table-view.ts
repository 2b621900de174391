import type { FilteredRow } from "./filter.js";

/** A row that can be filtered and sorted; in history tables and the live table it is a session. */
export interface Row extends FilteredRow {
  readonly tr: HTMLTableRowElement;
  /** The session's id; empty in other tables. */
  readonly id: string;
  /** The session's user and start, to name it for screen readers; empty in other tables. */
  readonly what: string;
  /** The link to the user's page. */
  readonly userLink: HTMLAnchorElement | undefined;
}

/** A `<tbody>`: in a history table the sessions of a user on a day, newest first. */
export interface Group {
  readonly tbody: HTMLTableSectionElement;
  /**
   * Identifies a group by its oldest session, so that it stays the same when newer ones join. Empty in other tables.
   */
  readonly key: string;
  /** The row that sums up the others, if there are several. */
  readonly sum: HTMLTableRowElement | undefined;
  /** The cells that span all rows (day, user). */
  readonly cells: readonly HTMLTableCellElement[];
  readonly rows: readonly Row[];
}

/** A table as the server wrote it. */
export interface TableView {
  readonly table: HTMLTableElement;
  /** Identifies the table on a newer page. */
  readonly key: string;
  readonly isHistory: boolean;
  readonly isFiltered: boolean;
  readonly groups: readonly Group[];
  /** Rows that are on other pages of the list, once they are known: see `more-rows.ts`. */
  more: readonly Row[];
}

/** The tables of a page as it was loaded. */
export function readTables(main: HTMLElement): readonly TableView[] {
  return [...main.querySelectorAll<HTMLTableElement>(".live, .sessions, .figures")].map((table) => ({
    table,
    key: `${table.className} ${table.caption?.textContent ?? ""}`,
    isHistory: table.matches(".sessions"),
    isFiltered: table.matches(".live, .sessions, [data-filter]"),
    groups: [...table.tBodies].map(readGroup),
    more: [],
  }));
}

function readGroup(tbody: HTMLTableSectionElement): Group {
  const cells = [...tbody.querySelectorAll<HTMLTableCellElement>(":scope > tr > [rowspan]")];
  const [first] = tbody.rows;
  const sum = first?.matches(".sum") === true ? first : undefined;
  const rows = [...tbody.rows].filter((tr) => tr !== sum).map((tr) => readRow(tr, cells));
  return { tbody, sum, cells, rows, key: rows.at(-1)?.id ?? "" };
}

function readRow(tr: HTMLTableRowElement, groupCells: readonly HTMLTableCellElement[]): Row {
  const userLink = [...groupCells, tr]
    .map((place) => place.querySelector<HTMLAnchorElement>("a[href*='users/']") ?? undefined)
    .find((link) => link !== undefined);
  const details = tr.querySelector("details");
  let names: string | undefined;
  let words: string | undefined;
  return {
    tr,
    id: tr.dataset["id"] ?? "",
    what: (details?.querySelector("summary")?.ariaLabel ?? "").replace(/^[^:]*: /, ""),
    userLink,
    user: slugIn(userLink?.getAttribute("href") ?? ""),
    server: tr.dataset["server"] ?? "",
    isOpen: tr.hasAttribute("data-open"),
    marks: (tr.dataset["marks"] ?? "").split(" "),
    names: () => (names ??= readNames(userLink)),
    words: () => (words ??= readWords(tr, groupCells)),
  };
}

/** The name, with the alias beside it. */
function readNames(userLink: HTMLAnchorElement | undefined): string {
  return (userLink?.closest("th")?.textContent ?? "").toLowerCase();
}

/** Without the names of the fields in the row's details. */
function readWords(tr: HTMLTableRowElement, groupCells: readonly HTMLTableCellElement[]): string {
  const cells = [...tr.cells].filter((cell) => cell.querySelector("dl") === null);
  return [...new Set([...groupCells, ...cells]), ...tr.querySelectorAll("dd")]
    .map((part) => part.textContent)
    .join("\n")
    .toLowerCase();
}

function slugIn(href: string): string {
  return /(?:^|\/)users\/([^/]+)\/index\.html$/.exec(href)?.[1] ?? "";
}
