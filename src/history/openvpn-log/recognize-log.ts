import type { Zone } from "../../status/zone.js";
import { LogClock } from "./log-clock.js";
import { isLogLine, LogLineReader } from "./log-line.js";

/** The kind of a file, by its beginning. */
type LogKind =
  | "log"
  /** Syslog's old format: no year. */
  | "without-year"
  /** `--suppress-timestamps`: no times at all. */
  | "without-times";

const OLD_SYSLOG =
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^\s[]\S{0,254} [^\s[\]:]{0,60}(?:ovpn|openvpn)[^\s[\]:]{0,60}(?:\[\d{1,10}\])?: /i;
/** What OpenVPN writes when it starts, and of a client that connects. */
const BARE_MESSAGE =
  /^(?:OpenVPN \d\.\d[^\n[]{0,99} \[SSL|Initialization Sequence Completed$|\S{7,60} (?:TLS: Initial packet|VERIFY OK: |peer info: ))/;
const MAX_LINES = 50;

/**
 * Recognizes OpenVPN's log by its first lines. In the journal of a machine, other programs may come first.
 *
 * @param beginning the beginning of a file; its last line may be cut off
 */
export function recognizeLog(beginning: string): LogKind | undefined {
  const lines = beginning.split("\n", MAX_LINES).map((line) => line.trimEnd());
  const written = lines.filter((line) => line !== "" && !line.startsWith("-- "));
  if (isLogLine(written[0] ?? "")) return "log";
  if (written.some((line) => OLD_SYSLOG.test(line))) return "without-year";
  return written.some((line) => BARE_MESSAGE.test(line)) ? "without-times" : undefined;
}

/** The time of OpenVPN's first line, in epoch seconds; `Infinity`: there is none in the beginning of the file. */
export function findLogStart(beginning: string, zone: Zone): number {
  const reader = new LogLineReader();
  for (const text of beginning.split("\n")) {
    const line = reader.read(text);
    if (line !== undefined) return new LogClock(zone).read(line.time);
  }
  return Infinity;
}
