import { countedFrom, countedUntil } from "../history/counted-from.js";
import { mayStartRepeat } from "../history/earlier-boot.js";
import { EARLIEST_SET_CLOCK_SECONDS } from "../history/earliest-set-clock.js";
import type { Session } from "../history/session.js";
import { canonicalAddress } from "../status/ip-address.js";
import { concurrentStays, MAX_HANDOVER_SECONDS, type ConcurrentStays } from "../rollup/concurrent-stays.js";
import { publicAddress } from "../rollup/public-address.js";
import { slugOf } from "../rollup/slug.js";
import type { Totals } from "../rollup/totals.js";

/** What is known of a user beside the sessions themselves. It changes with them and with days, not with minutes. */
export interface UserFacts {
  readonly user: string;
  /** By `slugOf`; another user may have the same one. */
  readonly ownSlug: string;
  readonly totals: Totals;
  /** Running ones too. */
  readonly sessionCount: number;
  /** In which the user was connected, newest first. */
  readonly monthNames: readonly string[];
  /** The servers of all sessions. */
  readonly servers: readonly string[];
  /** When the first session began, by a clock that was set if there is any such. */
  readonly firstSeenSeconds: number;
  /** When the first and the last session that have ended did; null if none has. */
  readonly firstEndSeconds: number | null;
  readonly lastEndSeconds: number | null;
  /**
   * How often a session followed an earlier one on the same local day, on average over the days on which the user began
   * a session: (sessions begun − those days) / those days.
   */
  readonly reconnectsPerDay: number;
  /** How many different public addresses all sessions came from. */
  readonly addressCount: number;
  readonly concurrent: ConcurrentStays;
  /** Whether `concurrent` may change although no session starts or ends: by what is yet to be proven of a running one. */
  readonly isRestless: boolean;
}

interface UserSessions {
  /** Newest start first. */
  readonly sessions: readonly Session[];
  readonly totals: Totals;
  readonly months: ReadonlyMap<string, { readonly days: ReadonlyMap<string, Totals> }>;
}

/** @param own all sessions of the user */
export function userFacts(user: string, own: UserSessions): UserFacts {
  const { sessions, totals } = own;
  const addresses = new Set(sessions.map(({ publicIp }) => canonicalAddress(publicIp)));
  addresses.delete("");
  const first = sessions.findLast((session) => countedFrom(session) >= EARLIEST_SET_CLOCK_SECONDS) ?? sessions.at(-1);
  const ends = sessions.filter(({ endSeconds }) => endSeconds !== null).map(countedUntil);
  return {
    user,
    ownSlug: slugOf(user),
    totals,
    sessionCount: sessions.length,
    monthNames: [...own.months.keys()].sort().reverse(),
    servers: [...new Set(sessions.map(({ server }) => server))],
    firstSeenSeconds: first === undefined ? 0 : countedFrom(first),
    firstEndSeconds: extreme(ends, Math.min),
    lastEndSeconds: extreme(ends, Math.max),
    reconnectsPerDay: reconnectsPerDay(own),
    addressCount: addresses.size,
    concurrent: concurrentStays(sessions),
    isRestless: isRestless(sessions),
  };
}

function extreme(values: readonly number[], choose: (a: number, b: number) => number): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => choose(a, b));
}

function reconnectsPerDay({ sessions, months }: UserSessions): number {
  let beginDayCount = 0;
  for (const { days } of months.values()) {
    for (const { sessionCount } of days.values()) if (sessionCount > 0) beginDayCount += 1;
  }
  return beginDayCount === 0 ? 0 : (sessions.length - beginDayCount) / beginDayCount;
}

/** See `concurrentStays`: whether a running session and one of another address may yet overlap for long enough, or their end be proven. */
function isRestless(sessions: readonly Session[]): boolean {
  return sessions.some((open) => {
    if (open.endSeconds !== null || mayStartRepeat(open)) return false;
    const own = publicAddress(open.publicIp);
    if (own === undefined) return false;
    return sessions.some((other) => {
      const others = publicAddress(other.publicIp);
      if (others === undefined || others === own || mayStartRepeat(other)) return false;
      if ((other.endSeconds ?? Infinity) < countedFrom(open)) return false;
      const meaningfulFrom = Math.max(countedFrom(open), countedFrom(other)) + MAX_HANDOVER_SECONDS;
      if (open.lastSeenSeconds <= meaningfulFrom) return true;
      if (other.endSeconds === null) return other.lastSeenSeconds <= meaningfulFrom;
      return open.lastSeenSeconds < other.endSeconds;
    });
  });
}
