import { describeMismatch } from "../text/format/describe-mismatch.js";
/** Cells of columns that this version does not know, by column name, without the empty ones. */
export type UnknownCells = Readonly<Record<string, string>>;

/** Which columns a kind of file has. */
export interface CsvColumns {
  /** In the order of a new file. */
  readonly columns: readonly string[];
  /** A file whose header lacks one of these is of another kind, or damaged. */
  readonly required: readonly string[];
}

/**
 * Where one file has a table's columns, by the names in its header. So a file with other columns can be read: an older
 * version wrote fewer, a newer one more.
 */
export interface CsvLayout {
  readonly header: readonly string[];
  /** For each of the table's columns its field in the file's records; -1 where the file lacks it. */
  readonly fieldByColumn: readonly number[];
  /** The file's other columns, each with its field. */
  readonly unknown: readonly (readonly [name: string, field: number])[];
  /** Whether the header is that of a new file, as nearly all are: then no record needs to be rearranged. */
  readonly isStandard: boolean;
}

/** @returns the layout, or what is wrong with the header */
export function layOutCsv({ columns, required }: CsvColumns, header: readonly string[]): CsvLayout | string {
  const lacking = required.find((column) => !header.includes(column));
  if (lacking !== undefined) {
    return describeMismatch(`a header with the columns ${required.join(", ")}`, JSON.stringify(header.join(",")));
  }
  const repeated = header.find((column, field) => header.indexOf(column) !== field);
  if (repeated !== undefined) return describeMismatch("each column once", `${JSON.stringify(repeated)} twice`);
  return {
    header,
    fieldByColumn: columns.map((column) => header.indexOf(column)),
    unknown: header.flatMap((name, field) => (columns.includes(name) ? [] : [[name, field] as const])),
    isStandard: header.length === columns.length && header.every((name, field) => name === columns[field]),
  };
}

/** The layout with the table's columns, and those of the rows' unknown cells, added at its end where it lacks them. */
export function extendCsvLayout(
  table: CsvColumns,
  header: readonly string[],
  unknownCells: Iterable<UnknownCells | undefined>,
): CsvLayout {
  const wanted = new Set(header);
  for (const column of table.columns) wanted.add(column);
  for (const cells of unknownCells) for (const column of Object.keys(cells ?? {})) wanted.add(column);
  const layout = layOutCsv(table, [...wanted]);
  if (typeof layout === "string") throw new Error(layout);
  return layout;
}
