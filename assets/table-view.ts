import type { FilteredRow } from "./filter.js";

/** A row that can be filtered and sorted; in history tables and the live table it is a session. */
export interface Row extends FilteredRow {
  readonly tr: HTMLTableRowElement;
  /** Of the session; empty in other tables. */
  readonly id: string;
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
  /** The cells that span all rows (day, user, alias). */
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
}

/** The tables of a page as it was loaded. */
export function readTables(main: HTMLElement): readonly TableView[] {
  return [...main.querySelectorAll<HTMLTableElement>(".live, .sessions, .figures")].map((table) => ({
    table,
    key: `${table.className} ${table.caption?.textContent ?? ""}`,
    isHistory: table.matches(".sessions"),
    isFiltered: table.matches(".live, .sessions, [data-filter]"),
    groups: [...table.tBodies].map(readGroup),
  }));
}

function readGroup(tbody: HTMLTableSectionElement): Group {
  const cells = [...tbody.querySelectorAll<HTMLTableCellElement>(":scope > tr > [rowspan]")];
  const rows = [...tbody.rows].map((tr) => readRow(tr, cells));
  return { tbody, cells, rows, key: rows.at(-1)?.id ?? "" };
}

function readRow(tr: HTMLTableRowElement, groupCells: readonly HTMLTableCellElement[]): Row {
  const userLink = [...groupCells, tr]
    .map((place) => place.querySelector<HTMLAnchorElement>("a[href*='users/']") ?? undefined)
    .find((link) => link !== undefined);
  const parts = [...new Set([...groupCells, ...[...tr.cells].filter((cell) => cell.querySelector("dl") === null)])];
  const values = tr.querySelectorAll("dd");
  let words: string | undefined;
  return {
    tr,
    id: tr.dataset["id"] ?? "",
    userLink,
    user: slugIn(userLink?.href ?? ""),
    server: tr.dataset["server"] ?? "",
    isOpen: tr.querySelector(".status:is(.running, .unconfirmed)") !== null,
    words: () =>
      (words ??= [...parts, ...values]
        .map((part) => part.textContent)
        .join("\n")
        .toLowerCase()),
  };
}

function slugIn(href: string): string {
  return /\/users\/([^/]+)\/index\.html$/.exec(href)?.[1] ?? "";
}
