import { confirmedServers } from "../freshness.js";
import type { LiveSession } from "./live-session.js";
import { bytesSinceUsage, toLastDay, sumKnown } from "../../rollup/session-shares.js";
import type { ServerDay } from "../server-outline.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";

/** The present and today at a glance, of the whole site or of one server. */
export interface Tiles {
  /** The number of confirmed sessions; null if no source has a current status. */
  readonly connectedCount: number | null;
  /** How many users the confirmed sessions have. */
  readonly connectedUsers: number;
  readonly unconfirmedCount: number;
  /** Clients in their handshake, or refused. */
  readonly connectingCount: number;
  readonly peakToday: number;
  readonly sessionsToday: number;
  readonly usersToday: number;
  /** Null where unknown. */
  readonly receivedToday: number | null;
  readonly sentToday: number | null;
  /** Both directions. */
  readonly trafficToday: number | null;
}

/**
 * @param input with only the sources and open sessions that count
 * @param live the live table of the same sessions
 * @param today the final figures of the same servers' day; undefined if there are none
 */
export function toTiles(
  input: SiteInput,
  index: LiveIndex,
  live: readonly LiveSession[],
  today: ServerDay | undefined,
): Tiles {
  const confirmed = live.filter(({ unconfirmedSinceSeconds }) => unconfirmedSinceSeconds === null);
  const running = input.openSessions
    .filter((session) => toLastDay(session, index.calendar) === index.today)
    .map((session) => bytesSinceUsage(session, index.usage.get(session.id)));
  const receivedToday = running.reduce(
    (sum, bytes) => sumKnown(sum, bytes.bytesReceived),
    today?.totals.bytesReceived ?? null,
  );
  const sentToday = running.reduce((sum, bytes) => sumKnown(sum, bytes.bytesSent), today?.totals.bytesSent ?? null);
  return {
    connectedCount: confirmedServers(input).size === 0 ? null : confirmed.length,
    connectedUsers: new Set(confirmed.map(({ session }) => session.user)).size,
    unconfirmedCount: live.length - confirmed.length,
    connectingCount: input.sources.reduce((sum, source) => sum + (source.connectingCount ?? 0), 0),
    peakToday: today?.peak ?? 0,
    sessionsToday: today?.sessions.length ?? 0,
    usersToday: new Set(today?.sessions.map(({ user }) => user)).size,
    receivedToday,
    sentToday,
    trafficToday: sumKnown(receivedToday, sentToday),
  };
}
