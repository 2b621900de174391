import { parseWholeNumber } from "./parse-whole-number.js";
import { type Clocks, readUpdatedLine } from "./read-updated.js";
import type { ClientStatistics } from "./status.js";
import type { StatusLines } from "./status-lines.js";

export const STATISTICS_FIRST_LINE = "OpenVPN STATISTICS";

/**
 * Parses the status file of a client or of a point-to-point tunnel: counters by name.
 *
 * @param lines at the file's first line
 * @throws ParsingError
 */
export function parseClientStatistics(lines: StatusLines, clocks: Clocks): ClientStatistics {
  const updatedAt = readUpdatedLine(lines, clocks);
  const counters = new Map<string, number>();
  for (let line = lines.nextFilled(); line !== "END"; line = lines.nextFilled()) {
    if (line === undefined) throw lines.error('"END"');
    const [name = "", value = "", ...surplus] = line.split(",");
    const count = parseWholeNumber(value);
    if (name === "" || surplus.length > 0 || Number.isNaN(count)) {
      throw lines.error("a counter's name and a whole number");
    }
    counters.set(name, count);
  }
  return { kind: "client-statistics", updatedAt, counters };
}
