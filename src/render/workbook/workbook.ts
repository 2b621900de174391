import type { WorkbookFormats, WorkbookSheet } from "../../site/downloads/workbook-sheet.js";
import type { Zone } from "../../status/zone.js";
import { openWorkbookFrames, type SheetFrame, type SheetOutline, type WorkbookFrame } from "./workbook-frame.js";
import { workbookRowWriter } from "./workbook-row.js";
import { SheetBytes } from "./workbook-sheet-bytes.js";
import { zipFiles, type ZippedFile } from "./zip.js";

/** More rows continue on another sheet; a sheet ends at 1,048,576 rows. */
const MAX_SHEET_ROWS = 1_000_000;
const WRITE_BYTES = 1 << 17;
/** Most workbooks have few rows. */
const FIRST_BYTES = 1 << 14;
/** The fastest: most of the work for a large workbook is to compress it. */
const SHEET_LEVEL = 1;

/**
 * Writes sheets as an XLSX file, piece by piece: neither the rows nor the file need be in memory as a whole. Equal
 * input gives equal bytes at any time.
 *
 * @param maxSheetRows rows a sheet, without its header and its total
 */
export type WorkbookRenderer = <Row>(
  sheets: readonly WorkbookSheet<Row>[],
  maxSheetRows?: number,
) => AsyncGenerator<Uint8Array>;

/** @param zone the site's zone: cells show its local time */
export function openWorkbookRenderer(formats: WorkbookFormats, zone: Zone): WorkbookRenderer {
  const toFrame = openWorkbookFrames(formats);
  return (sheets, maxSheetRows = MAX_SHEET_ROWS) => zipFiles(listFiles(sheets, toFrame, zone, maxSheetRows));
}

/** The files of a workbook. How many sheets its tables take is known once their rows are written. */
async function* listFiles<Row>(
  tables: readonly WorkbookSheet<Row>[],
  toFrame: (sheets: readonly SheetOutline[]) => Promise<WorkbookFrame>,
  zone: Zone,
  maxRows: number,
): AsyncGenerator<ZippedFile> {
  let outlines = tables.map((table) => toOutline(table));
  let frame = await toFrame(outlines);
  let place = 0;
  for (const table of tables) {
    const rows = table.rows[Symbol.iterator]();
    const state: RowsLeft<Row> = { rows, next: rows.next() };
    for (let number = 1; number === 1 || state.next.done !== true; number += 1, place += 1) {
      if (number > 1) {
        const further = { ...toOutline(table), name: `${table.name} ${number}` };
        outlines = [...outlines.slice(0, place), further, ...outlines.slice(place)];
        frame = await toFrame(outlines);
      }
      const sheet = frame.sheets[place];
      if (sheet === undefined) throw new RangeError("a sheet without a frame");
      yield { name: sheet.path, pieces: writeSheet(table, state, sheet, frame, zone, maxRows), level: SHEET_LEVEL };
    }
  }
  yield* frame.files;
}

/** The rows of a table that are not written yet. */
interface RowsLeft<Row> {
  readonly rows: Iterator<Row>;
  next: IteratorResult<Row>;
}

function toOutline<Row>({ name, columns, frozenColumnCount, totalRow }: WorkbookSheet<Row>): SheetOutline {
  return {
    name,
    columns: columns.map(({ title, width, kind }) => ({ title, width, kind })),
    frozenColumnCount,
    hasTotal: totalRow !== null,
  };
}

/** Writes a sheet with as many of the rows as fit; the total is at the end of the last sheet. */
function* writeSheet<Row>(
  { columns, totalRow }: WorkbookSheet<Row>,
  left: RowsLeft<Row>,
  { head, toTail }: SheetFrame,
  { styles }: WorkbookFrame,
  zone: Zone,
  maxRows: number,
): Generator<Uint8Array> {
  const writeRow = workbookRowWriter(columns, styles, false, zone);
  const bytes = new SheetBytes(FIRST_BYTES);
  bytes.ascii(head);
  let rowCount = 0;
  for (; left.next.done !== true && rowCount < maxRows; left.next = left.rows.next()) {
    writeRow(bytes, left.next.value, ++rowCount + 1);
    const piece = bytes.takeFull(WRITE_BYTES);
    if (piece !== null) yield piece;
  }
  if (totalRow !== null && left.next.done === true) {
    workbookRowWriter(columns, styles, true, zone)(bytes, totalRow, rowCount + 2);
  }
  bytes.ascii(toTail(rowCount + 1));
  yield bytes.take();
}
