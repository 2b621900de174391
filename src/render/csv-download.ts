import { toLocalDay } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import { DOWNLOAD_COLUMNS, type DownloadTable, type DownloadTexts } from "../site/downloads/download-table.js";
import type { Zone } from "../status/zone.js";

const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";
/** 40 MB of text. */
const MAX_KEPT_LINES = 250_000;
const PIECE_LENGTH = 1 << 17;

// Texts that a spreadsheet may take for a formula: also after characters that it trims, and in forms that it converts
// to ASCII.
const LIKE_A_FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫⁺⁼₊₌−﬩]|^[\t\r\n]/u;
// Nearly all texts match this, which is faster to check than that they match neither of the others.
const PLAIN = /^[0-9A-Za-z](?:[0-9A-Za-z .:@_-]*[0-9A-Za-z])?$/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * Makes tables of sessions into CSV texts: the rows of the workbooks, for those who have no spreadsheet and for those
 * who open everything with one.
 *
 * Byte order mark and CRLF, without which Excel misreads names beyond ASCII; times in the zone with their offset, so
 * that the hour repeated in autumn is not lost (who wants dates in Excel has the workbook); numbers bare. A text that a
 * spreadsheet could take for a formula gets a leading `'`.
 *
 * A session's line is the same in each of the up to five tables that show it, so it is kept for a while: csv-stringify,
 * which only makes whole tables, would cost a full build half as much as all its workbooks.
 *
 * @param zone the site's zone
 * @returns for all tables of one run, which must share their aliases: a file's bytes, piece by piece
 */
export function csvDownloads(texts: DownloadTexts, zone: Zone): (table: DownloadTable) => Iterable<Uint8Array> {
  let lines = new WeakMap<Session, string>();
  let keptCount = 0;
  const toLine = (session: Session, table: DownloadTable): string => {
    let line = lines.get(session);
    if (line === undefined) {
      line = csvLine(session, table, texts, zone);
      if (++keptCount > MAX_KEPT_LINES) [lines, keptCount] = [new WeakMap(), 1];
      lines.set(session, line);
    }
    return line;
  };
  const header = DOWNLOAD_COLUMNS.map(({ key }) => textField(texts.columns[key])).join(",");
  return function* (table) {
    let piece = `${BYTE_ORDER_MARK}${header}${LINE_END}`;
    for (const session of table.sessions) {
      piece += `${toLine(session, table)}${LINE_END}`;
      if (piece.length < PIECE_LENGTH) continue;
      yield Buffer.from(piece);
      piece = "";
    }
    yield Buffer.from(piece);
  };
}

function csvLine(session: Session, table: DownloadTable, texts: DownloadTexts, zone: Zone): string {
  return DOWNLOAD_COLUMNS.map((column) => {
    switch (column.kind) {
      case "text":
        return textField(column.read(session, table, texts));
      case "instant":
        return instantField(column.read(session), zone);
      case "count":
        return column.read(session) ?? "";
    }
  }).join(",");
}

function textField(text: string): string {
  if (PLAIN.test(text)) return text;
  const safe = LIKE_A_FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `2026-11-21T09:12:15+01:00` */
function instantField(epochSeconds: number | null, zone: Zone): string {
  if (epochSeconds === null) return "";
  const offset = zone.utcOffsetSecondsAt(epochSeconds);
  const clock = hoursMinutes(epochSeconds + offset);
  const seconds = twoDigits(epochSeconds);
  const sign = offset < 0 ? "-" : "+";
  return `${toLocalDay(zone, epochSeconds)}T${clock}:${seconds}${sign}${hoursMinutes(Math.abs(offset))}`;
}

function hoursMinutes(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${twoDigits(Math.floor(minutes / 60) % 24)}:${twoDigits(minutes)}`;
}

function twoDigits(value: number): string {
  return String(value % 60).padStart(2, "0");
}
