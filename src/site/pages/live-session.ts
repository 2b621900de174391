import { durationSeconds } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";
import { confirmedServers } from "../freshness.js";
import { getOrInsert } from "../../history/get-or-insert.js";
import { userLink, type UserLink } from "./page-frame.js";
import { pathOfServer } from "./server-links.js";
import { countedFromDay } from "../../rollup/session-shares.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";

/** A session in the live table. */
export interface LiveSession {
  readonly session: Session;
  readonly link: UserLink;
  /** The path of its server's page. */
  readonly serverPath: string;
  /** From its start to the last snapshot that proved it: see `durationSeconds`. */
  readonly connectedSeconds: number;
  /**
   * When the session was last proven, if the server's last accepted snapshot is too old or does not prove it; else
   * null.
   */
  readonly unconfirmedSinceSeconds: number | null;
  /** See `countedFromDay`. */
  readonly countedFrom: string | null;
  /** The code of the public address's country; empty if not known. */
  readonly country: string;
}

/** The sessions that are still connected, newest first, as far as the sources tell. */
export function liveSessions(input: SiteInput, index: SiteIndex): readonly LiveSession[] {
  const confirmed = confirmedServers(input);
  const snapshots = new Map(input.sources.map(({ server, snapshotSeconds }) => [server, snapshotSeconds]));
  // A later proof comes from a clock that was ahead of the last snapshot's.
  const isProven = ({ server, lastSeenSeconds }: Session): boolean =>
    confirmed.has(server) && lastSeenSeconds === snapshots.get(server);
  const paths = new Map<string, string>();
  return input.openSessions.map((session) => ({
    session,
    link: userLink(index, session.user),
    serverPath: getOrInsert(paths, session.server, () => pathOfServer(index, session.server)),
    connectedSeconds: durationSeconds(session, session.lastSeenSeconds),
    unconfirmedSinceSeconds: isProven(session) ? null : session.lastSeenSeconds,
    countedFrom: countedFromDay(session, index.usage.get(session.id), index.calendar),
    country: input.countries.find(session.publicIp),
  }));
}

export function isAnyClientKnown(live: readonly LiveSession[]): boolean {
  return live.some(({ session: { clientVersion, platform } }) => clientVersion !== "" || platform !== "");
}
