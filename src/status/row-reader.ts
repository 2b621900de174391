import type { ListLayout } from "./list-layout.js";
import { parsePeerAddress } from "./parse-peer-address.js";
import { parseCounter } from "./parse-whole-number.js";
import { ParsingError } from "./parsing-error.js";
import type { TimeReader } from "./read-times.js";
import type { RowSetAside, RowsSetAside } from "./rows-set-aside.js";
import type { PeerAddress } from "./status.js";
import type { StatusLines } from "./status-lines.js";

/** Reads typed fields of the current line's row; what does not fit is an error that names line and column. */
export class RowReader {
  readonly lines: StatusLines;
  readonly times: TimeReader;
  /** Where rows go that cannot be taken; `null`: the first one refuses the file. */
  readonly setAside: RowsSetAside | null;
  // A client's address stands in its own row and in each of its routes: parsed once.
  readonly #peers = new Map<string, PeerAddress>();

  constructor(lines: StatusLines, times: TimeReader, setAside: RowsSetAside | null) {
    this.lines = lines;
    this.times = times;
    this.setAside = setAside;
  }

  /**
   * Sets a row aside, or refuses the file for it.
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

  /** An instant from a time_t column; the time for people beside it only has to be one. */
  instant(localTime: string, timeT: string, column: string): Date {
    if (!this.times.isLocalTime(localTime)) throw this.notATime(localTime, column);
    const seconds = this.times.secondsOf(timeT);
    if (Number.isNaN(seconds))
      throw this.lines.error(`${column} (time_t) in epoch seconds, up to the year 9999`, timeT);
    return new Date(seconds * 1000);
  }

  notATime(text: string, column: string): ParsingError {
    return this.lines.error(`${column} as 2026-11-21 08:12:15 or Sat Nov 21 08:12:15 2026`, text);
  }

  wrongWidth(layout: ListLayout, fields: readonly string[]): ParsingError {
    return this.lines.error(`${layout.width} fields as in the header, not ${fields.length}`);
  }
}
