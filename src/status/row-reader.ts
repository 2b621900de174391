import type { ListLayout } from "./list-layout.js";
import { parsePeerAddress } from "./parse-peer-address.js";
import { parseCounter } from "./parse-whole-number.js";
import { ParsingError } from "./parsing-error.js";
import type { TimeReader } from "./read-times.js";
import type { RowSetAside, RowsSetAside } from "./rows-set-aside.js";
import type { PeerAddress } from "./status.js";
import type { StatusLines } from "./status-lines.js";

/** Reads typed fields of the row on the current line. Errors name the line and the column. */
export class RowReader {
  readonly lines: StatusLines;
  readonly times: TimeReader;
  /** Collects rows that cannot be used; `null`: the first such row refuses the file. */
  readonly setAside: RowsSetAside | null;
  // A client's address is in its own row and in each of its routes: it is parsed once.
  readonly #peers = new Map<string, PeerAddress>();
  #cutLine = -1;

  constructor(lines: StatusLines, times: TimeReader, setAside: RowsSetAside | null) {
    this.lines = lines;
    this.times = times;
    this.setAside = setAside;
  }

  /**
   * Records that the current line is a row that ends too early. OpenVPN writes each row as a whole, so the next line
   * is not a fragment from a torn read: it is the rest of this row, in which a name has a line break.
   */
  markCut(): void {
    this.#cutLine = this.lines.number;
  }

  /** Whether the line before the current one is such a row. */
  get followsCut(): boolean {
    return this.#cutLine === this.lines.number - 1;
  }

  /**
   * Sets a row aside, or refuses the file.
   *
   * @param error what reading the row threw
   * @param possibleNames see {@link RowSetAside.possibleNames}
   */
  refuseRow(list: RowSetAside["list"], error: unknown, possibleNames: readonly string[] = []): void {
    if (this.setAside === null || !(error instanceof ParsingError)) throw error;
    this.setAside.add(list, error, possibleNames);
  }

  peerAddress(text: string): PeerAddress {
    const known = this.#peers.get(text);
    if (known !== undefined) return known;
    const address = parsePeerAddress(text);
    if (address === undefined) throw this.lines.error("a Real Address such as 192.0.2.1:1194", text);
    this.#peers.set(text, address);
    return address;
  }

  count(text: string, column: string): number {
    const count = parseCounter(text);
    if (Number.isNaN(count)) throw this.lines.error(`${column} as a whole number`, text);
    return count;
  }

  /** An instant from a `time_t` column; the local time next to it only has to be well-formed. */
  instant(localTime: string, timeT: string, column: string): Date {
    if (!this.times.isLocalTime(localTime)) throw this.notATime(localTime, column);
    const seconds = this.times.readTimeT(timeT);
    if (Number.isNaN(seconds))
      throw this.lines.error(`${column} (time_t) in epoch seconds, up to the year 9999`, timeT);
    return new Date(seconds * 1000);
  }

  notATime(text: string, column: string): ParsingError {
    return this.lines.error(`${column} like 2026-11-21 08:12:15 or Sat Nov 21 08:12:15 2026`, text);
  }

  wrongWidth(layout: ListLayout, fields: readonly string[]): ParsingError {
    return this.lines.error(`${layout.width} fields as in the header, not ${fields.length}`);
  }
}
