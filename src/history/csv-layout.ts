import { englishProblems } from "../text/i18n/problem-texts-en.js";
import { isWords, type Words } from "../text/problem.js";

/** The non-empty cells of columns that this version does not know, by column name. */
export type UnknownCells = Readonly<Record<string, string>>;

/** The columns of one kind of file. */
export interface CsvColumns {
  /** In the order of a new file. */
  readonly columns: readonly string[];
  /** If the header lacks one of these, the file is of another kind, or damaged. */
  readonly required: readonly string[];
}

/**
 * The position of a table's columns in one file, by the names in its header. This way other versions of this program
 * may write fewer or more columns.
 */
export interface CsvLayout {
  readonly header: readonly string[];
  /** For each of the table's columns, its field in the file's records; -1 if the file lacks it. */
  readonly fieldByColumn: readonly number[];
  /** The file's other columns, each with its field. */
  readonly unknown: readonly (readonly [name: string, field: number])[];
  /** Whether the header is that of a new file. Nearly all are, and their records need no rearranging. */
  readonly isStandard: boolean;
}

/** @returns the layout, or what is wrong with the header */
export function layOutCsv({ columns, required }: CsvColumns, header: readonly string[]): CsvLayout | Words {
  const lacking = required.find((column) => !header.includes(column));
  if (lacking !== undefined) {
    return ({ csv: t }) => t.mismatch(t.headerWith(required.join(", ")), JSON.stringify(header.join(",")));
  }
  const repeated = header.find((column, field) => header.indexOf(column) !== field);
  if (repeated !== undefined) {
    return ({ csv: t }) => t.mismatch(t.columnOnce, t.twice(JSON.stringify(repeated)));
  }
  return {
    header,
    fieldByColumn: columns.map((column) => header.indexOf(column)),
    unknown: header.flatMap((name, field) => (columns.includes(name) ? [] : [[name, field] as const])),
    isStandard: header.length === columns.length && header.every((name, field) => name === columns[field]),
  };
}

/** Appends to a header the columns of the table and of the rows' unknown cells that it lacks. */
export function extendCsvLayout(
  table: CsvColumns,
  header: readonly string[],
  unknownCells: Iterable<UnknownCells | undefined>,
): CsvLayout {
  const wanted = new Set(header);
  for (const column of table.columns) wanted.add(column);
  for (const cells of unknownCells) for (const column of Object.keys(cells ?? {})) wanted.add(column);
  const layout = layOutCsv(table, [...wanted]);
  if (isWords(layout)) throw new Error(layout(englishProblems));
  return layout;
}
