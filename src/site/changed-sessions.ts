import type { HistoryChange, LiveHistory } from "../history/history-change.js";
import type { Session } from "../history/session.js";
import type { SiteDays } from "../rollup/site-days.js";

/** The sessions that pages other than the live ones show otherwise after a change of the history than before. */
export interface ChangedSessions {
  /** As they were, where they were there, and as they are. */
  readonly versions: readonly Session[];
  /** Those that were not there. */
  readonly started: readonly Session[];
  /** Whether one went over to another server or user. */
  readonly hasMoved: boolean;
}

/** @param change takes no session away */
export function changedSessions(before: LiveHistory, change: HistoryChange, calendar: SiteDays): ChangedSessions {
  const beforeById = new Map(before.open.map((session) => [session.id, session]));
  const withNewUsage = new Set(change.usage.map(({ id }) => id));
  const versions: Session[] = [];
  const started: Session[] = [];
  let hasMoved = false;
  for (const session of [...change.open, ...change.ended]) {
    const earlier = beforeById.get(session.id);
    if (earlier === undefined) started.push(session);
    else if (isSameButFigures(earlier, session, calendar) && !withNewUsage.has(session.id)) continue;
    else versions.push(earlier);
    versions.push(session);
    hasMoved ||= earlier !== undefined && (earlier.server !== session.server || earlier.user !== session.user);
  }
  return { versions, started, hasMoved };
}

/** Whether two versions of a session differ at most in what moves each minute. */
function isSameButFigures(a: Session, b: Session, calendar: SiteDays): boolean {
  if (STILL.some((field) => a[field] !== b[field])) return false;
  if ((a.bytesReceived === null) !== (b.bytesReceived === null) || (a.bytesSent === null) !== (b.bytesSent === null)) {
    return false;
  }
  return (
    a.lastSeenSeconds === b.lastSeenSeconds || calendar.dayOf(a.lastSeenSeconds) === calendar.dayOf(b.lastSeenSeconds)
  );
}

const STILL = [
  "endSeconds",
  "server",
  "user",
  "commonName",
  "username",
  "startSeconds",
  "realAddress",
  "publicIp",
  "tunnelIp",
  "tunnelIpv6",
  "clientId",
  "cipher",
] as const satisfies readonly (keyof Session)[];
