/**
 * The description of one sheet of a workbook: its columns, and the rows that they read. `render/workbook/workbook.ts`
 * writes them all, so another workbook only takes another description.
 */
export interface WorkbookSheet<Row> {
  /** At most 31 characters, none of `: \ / ? * [ ]`. */
  readonly name: string;
  readonly columns: readonly WorkbookColumn<Row>[];
  /** How many columns at the left stay in view, as the header always does. */
  readonly frozenColumnCount: number;
  /** Iterated once. */
  readonly rows: Iterable<Row>;
  /** A bold row below the others, which filters leave alone; null if the sheet has none. */
  readonly totalRow: Row | null;
}

/**
 * One column. A text may come from a status log or an alias and is hostile; an instant is in epoch seconds and shown by
 * the zone's clocks; a count is a whole number; hours are read in seconds and written as their 3600th part; a ratio is
 * shown with one decimal. `null` and the empty text are empty cells.
 */
export type WorkbookColumn<Row> = { readonly title: WorkbookTitle; readonly width: number } & (
  | { readonly kind: "text"; readonly read: (row: Row) => string }
  | { readonly kind: WorkbookNumberKind; readonly read: (row: Row) => number | null }
);

export type WorkbookNumberKind = "instant" | "count" | "hours" | "ratio";

/** A text, or a day of the data such as `2026-11-21`, which becomes a date. */
export type WorkbookTitle = string | { readonly day: string };

/** How a spreadsheet shows dates, in the letters of its file format. */
export interface WorkbookFormats {
  readonly instant: string;
  /** For a day in a title. */
  readonly day: string;
}
