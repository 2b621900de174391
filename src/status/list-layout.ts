import type { StatusLines } from "./status-lines.js";

/**
 * Which field of a row holds which column of a list, by the list's own header: every release of OpenVPN has added
 * some. Unknown columns have their place but no meaning.
 */
export interface ListLayout {
  readonly columns: readonly string[];
  /** Fields in front of the first column: the row's tag, in versions 2 and 3. */
  readonly offset: number;
  /** Fields of a whole row. */
  readonly width: number;
  /** Fields, in order, whose value a client chooses: they may hold the separator. */
  readonly freeFields: readonly number[];
  /** By field: whether a text can stand there. `undefined` where nothing is known. */
  readonly checks: readonly (FieldCheck | undefined)[];
}

export type FieldCheck = (text: string) => boolean;

/** What OpenVPN writes in a list. */
export interface ListColumns {
  readonly required: readonly string[];
  /** By column: a check of its texts, or `free` where a client chooses them. */
  readonly rules: ReadonlyMap<string, FieldCheck | "free">;
}

export interface RowShape {
  readonly offset: number;
  /** Whether names may hold what separates fields: commas (versions 1, 2), not tabs (3). */
  readonly separatorIsFree: boolean;
}

/**
 * Lays out a list by its header, which is the current line.
 *
 * @throws ParsingError if a required column is missing or one stands twice.
 */
export function layOutList(
  lines: StatusLines,
  columns: readonly string[],
  { required, rules }: ListColumns,
  { offset, separatorIsFree }: RowShape,
): ListLayout {
  if (!required.every((column) => columns.includes(column))) {
    throw lines.error(`a header with the columns ${required.join(", ")}`);
  }
  if (new Set(columns).size < columns.length) throw lines.error("a header that names each column once");
  const freeFields: number[] = [];
  const checks: (FieldCheck | undefined)[] = new Array<undefined>(offset).fill(undefined);
  for (const column of columns) {
    const rule = rules.get(column);
    if (rule === "free" && separatorIsFree) freeFields.push(checks.length);
    checks.push(rule === "free" ? undefined : rule);
  }
  return { columns, offset, width: offset + columns.length, freeFields, checks };
}

/** The field of a column, -1 if the list has none of this name. */
export function fieldOf(layout: ListLayout, column: string): number {
  const index = layout.columns.indexOf(column);
  return index < 0 ? -1 : index + layout.offset;
}
