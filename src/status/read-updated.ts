import type { TimeReader } from "./read-times.js";
import type { StatusLines } from "./status-lines.js";

/** What reading the time of a log depends on. */
export interface Clocks {
  readonly times: TimeReader;
  /**
   * About when the file was written (its mtime), in epoch seconds. It decides in the hour that is repeated in autumn.
   */
  readonly nearSeconds?: number;
}

/**
 * Reads the time of a version 1 log or a statistics file: `Updated,<local time>` on the next line.
 *
 * @throws ParsingError
 */
export function readUpdatedLine(lines: StatusLines, clocks: Clocks): Date {
  const [label, localTime, ...surplus] = (lines.nextFilled() ?? "").split(",");
  if (label !== "Updated" || localTime === undefined || surplus.length > 0) {
    throw lines.error('"Updated," and a time');
  }
  return updatedAt(lines, localTime, clocks);
}

/**
 * Reads the time of a version 2 or 3 log: tag, local time, `time_t`.
 *
 * @throws ParsingError
 */
export function readTimeRow(lines: StatusLines, fields: readonly string[], clocks: Clocks): Date {
  const [, localTime = "", timeT] = fields;
  if (timeT === undefined) return updatedAt(lines, localTime, clocks);
  const seconds = clocks.times.readTimeT(timeT);
  if (fields.length > 3 || Number.isNaN(seconds) || !clocks.times.isLocalTime(localTime)) {
    throw lines.error("TIME, a local time and epoch seconds");
  }
  return new Date(seconds * 1000);
}

function updatedAt(lines: StatusLines, localTime: string, { times, nearSeconds }: Clocks): Date {
  const instants = times.readLocalTime(localTime);
  if (instants === undefined) {
    throw lines.error("a time like 2026-11-21 08:12:15 or Sat Nov 21 08:12:15 2026", localTime);
  }
  const { earlier, later } = instants;
  const isEarlier = nearSeconds !== undefined && Math.abs(earlier - nearSeconds) < Math.abs(later - nearSeconds);
  return new Date((isEarlier ? earlier : later) * 1000);
}
