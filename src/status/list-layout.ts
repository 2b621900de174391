import type { StatusLines } from "./status-lines.js";

/**
 * Maps the columns of a list to the fields of its rows. The list's own header decides, since most releases of OpenVPN
 * add columns. Unknown columns count as fields but are ignored.
 */
export interface ListLayout {
  readonly columns: readonly string[];
  /** Number of fields before the first column: 1 for the row's tag in versions 2 and 3. */
  readonly offset: number;
  /** Number of fields of a complete row. */
  readonly width: number;
  /** The fields, in order, whose value the client chooses and may contain the separator. */
  readonly freeFields: readonly number[];
  /** For each field, whether a text is valid there; `undefined` where nothing is known. */
  readonly checks: readonly (FieldCheck | undefined)[];
}

export type FieldCheck = (text: string) => boolean;

/** The columns of a list that this parser knows. */
export interface ListColumns {
  readonly required: readonly string[];
  /** For each column, a check of its texts, or `free` where the client chooses them. */
  readonly rules: ReadonlyMap<string, FieldCheck | "free">;
}

interface RowShape {
  readonly offset: number;
  /** Whether names may contain the separator: commas (versions 1 and 2) yes, tabs (version 3) no. */
  readonly separatorIsFree: boolean;
}

/**
 * Lays out a list by its header, which is the current line.
 *
 * @throws ParsingError if a required column is missing or a column is repeated.
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

/** The field of a column; -1 if the list does not have this column. */
export function findField(layout: ListLayout, column: string): number {
  const index = layout.columns.indexOf(column);
  return index < 0 ? -1 : index + layout.offset;
}
