import { toLocalDay } from "../history/local-day.js";
import type { Session } from "../history/session.js";
import {
  DOWNLOAD_COLUMNS,
  type DownloadColumn,
  type DownloadTable,
  type DownloadTexts,
} from "../site/downloads/download-table.js";
import type { Zone } from "../status/zone.js";
import { asciiBytes, asciiCodes, GrowingBytes } from "./growing-bytes.js";
import { DAY_SECONDS } from "../text/time-units.js";

const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = asciiBytes("\r\n");
const PIECE_BYTES = 1 << 17;
const FIRST_BYTES = 1 << 14;

const COMMA = 0x2c;
const PLUS = 0x2b;
const DASH = 0x2d;
const COLON = 0x3a;
const LETTER_T = 0x54;

// Texts that a spreadsheet may take for a formula: also after characters that it trims, and in forms that it converts
// to ASCII.
const LIKE_A_FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫⁺⁼₊₌−﬩]|^[\t\r\n]/u;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
// Nearly all texts consist of these characters, which is faster to check than that they match neither of the others.
const PLAIN = asciiCodes((code) => /[0-9A-Za-z .:@_-]/.test(String.fromCharCode(code)));
const PLAIN_AT_ENDS = asciiCodes((code) => /[0-9A-Za-z]/.test(String.fromCharCode(code)));

/**
 * Makes tables of sessions into CSV texts: the rows of the workbooks, for those who have no spreadsheet and for those
 * who open everything with one.
 *
 * Byte order mark and CRLF, without which Excel misreads names beyond ASCII; times in the zone with their offset, so
 * that the hour repeated in autumn is not lost (who wants dates in Excel has the workbook); numbers bare. A text that a
 * spreadsheet could take for a formula gets a leading `'`.
 *
 * @param zone the site's zone
 * @returns a file's bytes, piece by piece
 */
export function csvDownloads(texts: DownloadTexts, zone: Zone): (table: DownloadTable) => Iterable<Uint8Array> {
  return function* (table) {
    const bytes = new GrowingBytes(FIRST_BYTES);
    bytes.utf8(BYTE_ORDER_MARK);
    for (const { key } of DOWNLOAD_COLUMNS) {
      writeText(bytes, texts.columns[key]);
      bytes.character(COMMA);
    }
    endRow(bytes);
    for (const session of table.sessions) {
      for (const column of DOWNLOAD_COLUMNS) {
        writeField(bytes, column, session, table, texts, zone);
        bytes.character(COMMA);
      }
      endRow(bytes);
      const piece = bytes.takeFull(PIECE_BYTES);
      if (piece !== null) yield piece;
    }
    yield bytes.take();
  };
}

/** In place of the comma after the last field. */
function endRow(bytes: GrowingBytes): void {
  bytes.cutTo(bytes.length - 1);
  bytes.ascii(LINE_END);
}

function writeField(
  bytes: GrowingBytes,
  column: DownloadColumn,
  session: Session,
  table: DownloadTable,
  texts: DownloadTexts,
  zone: Zone,
): void {
  if (column.kind === "text") {
    writeText(bytes, column.read(session, table.names, texts));
    return;
  }
  const value = column.read(session);
  if (value === null) return;
  if (column.kind === "instant") writeInstant(bytes, value, zone);
  else bytes.integer(value);
}

function writeText(bytes: GrowingBytes, text: string): void {
  if (isPlainAtEnds(text) && bytes.plainText(text, PLAIN)) return;
  const safe = LIKE_A_FORMULA.test(text) ? `'${text}` : text;
  bytes.utf8(NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe);
}

function isPlainAtEnds(text: string): boolean {
  const end = text.length - 1;
  return end < 0 || (PLAIN_AT_ENDS[text.charCodeAt(0)] === 1 && PLAIN_AT_ENDS[text.charCodeAt(end)] === 1);
}

/** `2026-11-21T09:12:15+01:00` */
function writeInstant(bytes: GrowingBytes, epochSeconds: number, zone: Zone): void {
  const offset = zone.utcOffsetSecondsAt(epochSeconds);
  const localSeconds = epochSeconds + offset;
  const secondsIntoDay = localSeconds - Math.floor(localSeconds / DAY_SECONDS) * DAY_SECONDS;
  writeText(bytes, toLocalDay(zone, epochSeconds));
  bytes.character(LETTER_T);
  writeHoursMinutes(bytes, secondsIntoDay);
  bytes.character(COLON);
  bytes.digits(secondsIntoDay % 60, 2);
  bytes.character(offset < 0 ? DASH : PLUS);
  writeHoursMinutes(bytes, Math.abs(offset));
}

function writeHoursMinutes(bytes: GrowingBytes, seconds: number): void {
  bytes.digits(Math.floor(seconds / 3600), 2);
  bytes.character(COLON);
  bytes.digits(Math.floor(seconds / 60) % 60, 2);
}
