import { EARLIEST_SET_CLOCK_SECONDS } from "../earliest-set-clock.js";
import type { ImportedSession } from "../import-sessions.js";
import type { Zone } from "../../status/zone.js";
import { LogClock } from "./log-clock.js";
import { toImportedSession, type LogConnection, type LogEnd, type LogPlace } from "./log-connection.js";
import { toLogEvent } from "./log-event.js";
import { LogLineReader } from "./log-line.js";
import { ServerLog } from "./server-log.js";
import { MAX_LINE_LENGTH } from "../../status/limits.js";
import { MAX_CLOCK_AHEAD_SECONDS } from "../clock-ahead.js";

/** Why something in a log gives no session. */
export type LogFlaw =
  | { readonly kind: "still-connected" }
  | { readonly kind: "no-beginning" }
  | { readonly kind: "unset-clock" }
  | { readonly kind: "ends-before-start" }
  | { readonly kind: "ahead-of-now" }
  | { readonly kind: "too-long" };

export interface LogPartLeftOut {
  readonly place: LogPlace;
  readonly flaw: LogFlaw;
}

export interface LogSessions {
  /** In the order in which they ended. */
  readonly sessions: readonly ImportedSession[];
  readonly leftOut: readonly LogPartLeftOut[];
  /** Whether OpenVPN wrote any of the lines. */
  readonly isOpenvpn: boolean;
  /** Whether a time of a session was a local time. */
  readonly isLocal: boolean;
  /** The programs that wrote about clients, if there are several servers in the log; otherwise empty. */
  readonly severalServers: readonly string[];
}

interface LogContext {
  readonly server: string;
  /** The zone of local times. */
  readonly zone: Zone;
  readonly nowSeconds: number;
}

/** A process that wrote into the log. */
interface ServerProcess {
  readonly program: string;
  readonly log: ServerLog;
  firstSeconds: number;
  lastSeconds: number;
  hasClients: boolean;
}

/**
 * Reads OpenVPN's own log, line by line: connections that begin and end in it become sessions. Several files of one log
 * are read in order of time; what a file repeats of those before it is skipped.
 */
export class OpenvpnLogReader {
  readonly #context: LogContext;
  readonly #lines = new LogLineReader();
  readonly #clock: LogClock;
  readonly #processes = new Map<string, ServerProcess>();
  readonly #sessions = new Map<string, ImportedSession>();
  readonly #leftOut: LogPartLeftOut[] = [];
  #path = "";
  #line = 0;
  #isOpenvpn = false;
  #isLocal = false;
  #reachedSeconds = -Infinity;
  /** Lines before this time are in the files before. */
  #skippedUntil = -Infinity;

  constructor(context: LogContext) {
    this.#context = context;
    this.#clock = new LogClock(context.zone);
  }

  startFile(path: string): void {
    this.#path = path;
    this.#line = 0;
    this.#skippedUntil = this.#reachedSeconds;
  }

  readLine(text: string): void {
    this.#line += 1;
    if (text.length > MAX_LINE_LENGTH) {
      this.#leaveOut({ kind: "too-long" });
      return;
    }
    const line = this.#lines.read(text.endsWith("\r") ? text.slice(0, -1) : text);
    if (line === undefined) return;
    const seconds = this.#clock.read(line.time);
    if (seconds < this.#skippedUntil) return;
    this.#skippedUntil = -Infinity;
    // A clock that was set back continues from there in the next file.
    this.#reachedSeconds = seconds;
    const writer = this.#findProcess(line.program, line.processId, seconds);
    writer.lastSeconds = seconds;
    const event = toLogEvent(line.message, writer.log.knows);
    if (event === undefined) return;
    this.#isOpenvpn = true;
    if (event.kind === "initiated") {
      writer.hasClients = true;
      this.#isLocal ||= line.time.kind === "local";
    }
    writer.log.take(event, seconds, { path: this.#path, line: this.#line });
  }

  finish(): LogSessions {
    // In the order of their first lines.
    const servers = [...this.#processes.values()].filter(({ hasClients }) => hasClients);
    const severalServers = findSeveralServers(servers);
    for (const [index, { log }] of servers.entries()) {
      const next = servers[index + 1];
      if (next === undefined) log.finish();
      else log.endUnseen(next.firstSeconds);
    }
    return {
      sessions: [...this.#sessions.values()],
      leftOut: this.#leftOut,
      isOpenvpn: this.#isOpenvpn,
      isLocal: this.#isLocal,
      severalServers,
    };
  }

  #findProcess(program: string, processId: string, seconds: number): ServerProcess {
    const key = `${program} ${processId}`;
    let writer = this.#processes.get(key);
    if (writer === undefined) {
      const log = new ServerLog({
        ended: (connection, end) => {
          this.#end(connection, end);
        },
        lost: ({ place }) => this.#leftOut.push({ place, flaw: { kind: "still-connected" } }),
        endedUnknown: (place) => this.#leftOut.push({ place, flaw: { kind: "no-beginning" } }),
      });
      writer = { program, log, firstSeconds: seconds, lastSeconds: seconds, hasClients: false };
      this.#processes.set(key, writer);
    }
    return writer;
  }

  #end(connection: LogConnection, end: LogEnd): void {
    const { server, zone, nowSeconds } = this.#context;
    const { startSeconds, place } = connection;
    const flaw = findFlaw(startSeconds, end.endSeconds, nowSeconds);
    if (flaw !== null) {
      this.#leftOut.push({ place, flaw });
      return;
    }
    const imported = toImportedSession(connection, end, server, this.#isLocal ? zone : null);
    this.#sessions.set(imported.session.id, imported);
  }

  #leaveOut(flaw: LogFlaw): void {
    this.#leftOut.push({ place: { path: this.#path, line: this.#line }, flaw });
  }
}

function findFlaw(startSeconds: number, endSeconds: number, nowSeconds: number): LogFlaw | null {
  if (startSeconds < EARLIEST_SET_CLOCK_SECONDS) return { kind: "unset-clock" };
  if (endSeconds < startSeconds) return { kind: "ends-before-start" };
  return endSeconds > nowSeconds + MAX_CLOCK_AHEAD_SECONDS ? { kind: "ahead-of-now" } : null;
}

/** Two programs, or two processes of one program at the same time, are two servers. */
function findSeveralServers(servers: readonly ServerProcess[]): readonly string[] {
  const programs = [...new Set(servers.map(({ program }) => program))];
  const isOverlapping = servers.some((one, index) => {
    const next = servers[index + 1];
    return next !== undefined && next.firstSeconds < one.lastSeconds;
  });
  return programs.length > 1 || isOverlapping ? programs : [];
}
