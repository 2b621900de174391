import { decodeStatusText } from "./decode-status-text.js";
import { findForeignText } from "./foreign-text.js";
import { parseClientStatistics, STATISTICS_FIRST_LINE } from "./parse-client-statistics.js";
import { parseTaggedStatus, TAGGED_FIRST_LINE } from "./parse-tagged-status.js";
import { parseTitledStatus, TITLED_FIRST_LINE } from "./parse-titled-status.js";
import { END_OF_TEXT, ParsingError, quoted } from "./parsing-error.js";
import { makeTimeReader } from "./read-times.js";
import { type RowSetAside, RowsSetAside } from "./rows-set-aside.js";
import type { ClientStatistics, Status } from "./status.js";
import { StatusLines } from "./status-lines.js";
import { makeZone, type Zone } from "./zone.js";
import { MAX_STATUS_BYTES } from "./limits.js";

export interface ParseStatusOptions {
  /** IANA name of the server's zone, for logs without `time_t` (version 1). Default `UTC`. */
  readonly timezone?: string;
  /** A label that `TextDecoder` knows; used if the log is given as bytes. Default `utf-8`. */
  readonly encoding?: string;
}

interface ParseStatusFileOptions {
  /** The server's zone, for files without `time_t`. */
  readonly zone: Zone;
  readonly encoding?: string;
  /** About when the file was written, in epoch seconds (its mtime); see `Clocks`. */
  readonly nearSeconds?: number;
}

/**
 * Parses a server's status log of version 1, 2 or 3, from any release of OpenVPN. Everything after the first END line
 * is ignored.
 *
 * @throws ParsingError with the line if the text is not a complete status log of a server.
 * @throws RangeError if the zone or the encoding is unknown.
 */
export function parseStatus(text: string | Uint8Array, options: ParseStatusOptions = {}): Status {
  const { timezone = "UTC", encoding = "utf-8" } = options;
  return requireServerStatus(parseStatusFile(text, { zone: makeZone(timezone), encoding }));
}

/**
 * Parses what OpenVPN's `status` option writes: a server's status log, or a client's statistics.
 *
 * @throws ParsingError with the line if the text is neither.
 * @throws RangeError if the encoding is unknown.
 */
export function parseStatusFile(text: string | Uint8Array, options: ParseStatusFileOptions): Status | ClientStatistics {
  return parse(text, options, null);
}

/**
 * Like {@link parseStatusFile}, but sets aside the rows of a server's log that are malformed or impossible, and takes
 * the others. A torn file is still refused.
 *
 * @returns `rowsSetAside` in file order
 */
export function parseStatusFileLeniently(
  text: string | Uint8Array,
  options: ParseStatusFileOptions,
): { readonly parsed: Status | ClientStatistics; readonly rowsSetAside: readonly RowSetAside[] } {
  const setAside = new RowsSetAside();
  return { parsed: parse(text, options, setAside), rowsSetAside: setAside.rows };
}

function parse(
  text: string | Uint8Array,
  options: ParseStatusFileOptions,
  setAside: RowsSetAside | null,
): Status | ClientStatistics {
  const { zone, encoding = "utf-8", nearSeconds } = options;
  requireSize(text);
  const decoded = decodeStatusText(text, encoding);
  const foreign = findForeignText(decoded);
  if (foreign !== undefined) throw foreign;
  const lines = new StatusLines(decoded);
  const clocks = { times: makeTimeReader(zone), ...(nearSeconds === undefined ? {} : { nearSeconds }) };
  const firstLine = lines.nextFilled();
  if (firstLine === undefined) {
    throw new ParsingError({ reason: "empty", line: 1, expected: "a status log", found: END_OF_TEXT });
  }
  if (firstLine === TITLED_FIRST_LINE) return parseTitledStatus(lines, clocks, setAside);
  if (firstLine === STATISTICS_FIRST_LINE) return parseClientStatistics(lines, clocks);
  const separator = TAGGED_FIRST_LINE.exec(firstLine)?.[1];
  if (separator !== undefined) return parseTaggedStatus(lines, clocks, separator === "," ? "," : "\t", setAside);
  throw lines.error(`"${TITLED_FIRST_LINE}" or a TITLE row`);
}

/** @throws ParsingError with the reason `client-statistics` if the file is a client's. */
export function requireServerStatus(parsed: Status | ClientStatistics): Status {
  if (parsed.kind === "server") return parsed;
  throw new ParsingError({
    reason: "client-statistics",
    line: 1,
    expected: "the status log of a server",
    found: `${quoted(STATISTICS_FIRST_LINE)}, which a client or a point-to-point tunnel writes`,
  });
}

function requireSize(text: string | Uint8Array): void {
  if (text.length <= MAX_STATUS_BYTES) return;
  const foreign = findForeignText(text);
  if (foreign !== undefined) throw foreign;
  throw new ParsingError({
    reason: "invalid",
    line: 1,
    expected: "at most 16 MiB",
    found: `${text.length} ${typeof text === "string" ? "characters" : "bytes"}`,
  });
}
