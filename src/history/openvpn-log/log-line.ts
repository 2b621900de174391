import { parseLocalTime } from "../../status/parse-local-time.js";
import { toPossibleInstants } from "../possible-instants.js";
import { makeZone } from "../../status/zone.js";

/** One line of OpenVPN's log, without what syslog or the journal put before it. */
interface LogLine {
  readonly time: LogTime;
  /** Which program wrote it, and its process id, as in the journal; both empty in OpenVPN's own file. */
  readonly program: string;
  readonly processId: string;
  readonly message: string;
}

/** OpenVPN's own file has local times; the journal, and `--machine-readable-output`, have instants. */
export type LogTime =
  | { readonly kind: "instant"; readonly seconds: number }
  /** The local time as if it were UTC. */
  | { readonly kind: "local"; readonly seconds: number };

const OWN_ISO = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:us=\d{1,6} )?/;
const OWN_CTIME = /^((?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d \d{4}) (?:us=\d{1,6} )?/;
const MACHINE = /^(\d{9,10})\.\d{6} [0-9a-f]{1,8} /;
/** `journalctl -o short-iso`, and syslog with times as in RFC 3339. */
const JOURNAL =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d) [^\s[]\S{0,254} ([^\s[\]:]{1,100})(?:\[(\d{1,10})\])?: /;
const OPENVPN = /ovpn|openvpn/i;
const UTC = makeZone("UTC");

/** Whether a line begins with a time as in one of the logs that are read, whatever program wrote it. */
export function isLogLine(line: string): boolean {
  return [OWN_ISO, OWN_CTIME, MACHINE, JOURNAL].some((form) => form.test(line));
}

/** Reads lines one after the other. Successive lines often have the same time, so each text is parsed once. */
export class LogLineReader {
  #timeText = "";
  #time: LogTime | undefined;

  /** @returns `undefined` for a line that is not OpenVPN's, or has no time */
  read(line: string): LogLine | undefined {
    const own = OWN_ISO.exec(line) ?? OWN_CTIME.exec(line);
    if (own !== null) return this.#toLine(own[1] ?? "", "local", "", "", line.slice(own[0].length));
    const machine = MACHINE.exec(line);
    if (machine !== null) return this.#toLine(machine[1] ?? "", "instant", "", "", line.slice(machine[0].length));
    const journal = JOURNAL.exec(line);
    if (journal === null) return undefined;
    const [prefix, local = "", offset = "", program = "", processId = ""] = journal;
    if (!OPENVPN.test(program)) return undefined;
    const message = line.slice(prefix.length);
    // Without --suppress-timestamps, OpenVPN writes its own time as well.
    const repeated = OWN_ISO.exec(message) ?? OWN_CTIME.exec(message);
    return this.#toLine(local + offset, "instant", program, processId, message.slice(repeated?.[0].length ?? 0));
  }

  #toLine(
    timeText: string,
    kind: LogTime["kind"],
    program: string,
    processId: string,
    message: string,
  ): LogLine | undefined {
    if (timeText !== this.#timeText) {
      this.#timeText = timeText;
      const seconds = kind === "local" ? parseLocalTime(timeText) : (toPossibleInstants(timeText, UTC)[0] ?? NaN);
      this.#time = Number.isNaN(seconds) ? undefined : { kind, seconds };
    }
    return this.#time && { time: this.#time, program, processId, message };
  }
}
