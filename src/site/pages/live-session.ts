import { durationSeconds } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";
import { confirmedServers } from "../freshness.js";
import { getOrInsert } from "../../history/get-or-insert.js";
import { userLink, type UserLink } from "./page-frame.js";
import { toServerPath } from "./server-links.js";
import { canonicalAddress } from "../../status/ip-address.js";
import type { ConnectedUser } from "../live-facts.js";
import { toPresenceView, type PresenceView } from "./presence-view.js";
import { countedFromDay } from "../../rollup/session-shares.js";
import type { LiveIndex } from "../site-index.js";
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
  /** Between the last two snapshots; null if they do not show it, or are too far apart for a current rate. */
  readonly rate: LiveRate | null;
  /** How many sessions of the user began from the same public address; null if that is not known. */
  readonly seenCount: number | null;
  /** The user's presence in the last days; null where nothing is known. */
  readonly presence: PresenceView | null;
}

/** In bits per second, in the server's directions. */
interface LiveRate {
  readonly received: number;
  readonly sent: number;
}

/** A mean over a longer time is not the current rate. */
const MAX_STEP_SECONDS = 900;

/** The sessions that are still connected, newest first, by the sources. */
export function liveSessions(input: SiteInput, index: LiveIndex): readonly LiveSession[] {
  const confirmed = confirmedServers(input);
  const snapshots = new Map(input.sources.map(({ server, snapshotSeconds }) => [server, snapshotSeconds]));
  // A later proof comes from a clock that was ahead of the last snapshot's.
  const isProven = ({ server, lastSeenSeconds }: Session): boolean =>
    confirmed.has(server) && lastSeenSeconds === snapshots.get(server);
  const paths = new Map<string, string>();
  const facts = new Map(index.facts.connected.map((one) => [one.user, one]));
  // One certificate may be connected from thousands of addresses.
  const counts = new Map<string, ReadonlyMap<string, number>>();
  const countAddresses = (user: string) => getOrInsert(counts, user, () => new Map(facts.get(user)?.addresses));
  return input.openSessions.map((session) => ({
    session,
    link: userLink(index, session.user),
    serverPath: getOrInsert(paths, session.server, () => toServerPath(index, session.server)),
    connectedSeconds: durationSeconds(session, session.lastSeenSeconds),
    unconfirmedSinceSeconds: isProven(session) ? null : session.lastSeenSeconds,
    countedFrom: countedFromDay(session, index.usage.get(session.id), index.calendar),
    country: input.countries.find(session.publicIp),
    rate: isProven(session) ? toRate(session) : null,
    seenCount: countAddresses(session.user).get(canonicalAddress(session.publicIp)) ?? null,
    presence: toPresence(facts.get(session.user)),
  }));
}

/** How long today is, is not known yet. */
function toPresence(facts: ConnectedUser | undefined): PresenceView | null {
  return facts === undefined ? null : toPresenceView(`${facts.presence}1`, facts.traffic);
}

function toRate({ readings }: Session): LiveRate | null {
  const step = readings?.step;
  if (step === undefined || step.seconds > MAX_STEP_SECONDS) return null;
  return { received: (8 * step.bytesReceived) / step.seconds, sent: (8 * step.bytesSent) / step.seconds };
}

/** Whether the version or platform of any client is known, so that the table needs the column. */
export function isAnyClientKnown(live: readonly LiveSession[]): boolean {
  return live.some(({ session: { clientVersion, platform } }) => clientVersion !== "" || platform !== "");
}
