import { countedFrom } from "../history/counted-from.js";
import { mayStartRepeat } from "../history/earlier-boot.js";
import type { Session } from "../history/session.js";
import { canonicalAddress } from "../status/ip-address.js";
import { publicAddress } from "./public-address.js";

/** A session that overlapped an earlier one of the same user from another public address. */
interface ConcurrentSession {
  /** When the later one began, in epoch seconds. */
  readonly startSeconds: number;
  /**
   * When the first of the two ended; null while both run, or while the other one is not yet proven to have run until
   * then.
   */
  readonly endSeconds: number | null;
  /** The earlier session's, then the later one's. */
  readonly addresses: readonly [string, string];
}

export interface ConcurrentAddresses {
  /** How many sessions overlapped an earlier one from another address. */
  readonly count: number;
  /** Newest first: at least the newest five, if there are as many, and in a month the newest of each day. */
  readonly newest: readonly ConcurrentSession[];
}

/**
 * Shorter overlaps mean nothing: a dead peer's row stays in the status until the ping timeout, so a client that changes
 * networks overlaps with itself for that long.
 */
export const MAX_HANDOVER_SECONDS = 300;

export const NEWEST_CONCURRENT = 5;

/**
 * Finds where a name was connected from two public addresses at once, on one server or on several: shared
 * credentials, or one person with two devices. A session counts once, however many others it overlaps; a running one
 * lasts until its last proof. Sessions whose start is not believed and those without a public address
 * (`publicAddress`) prove nothing: behind carrier-grade NAT or a site's own router one client may show several
 * addresses.
 *
 * @param sessions one user's, newest start first
 * @param isCounted whether a session counts itself; the others only count as sessions that it overlapped
 * @param toDay the day of an instant
 */
export function findConcurrentAddresses(
  sessions: readonly Session[],
  isCounted: (session: Session) => boolean,
  toDay: (epochSeconds: number) => string,
): ConcurrentAddresses {
  // By address, in order of appearance: the session that is proven the longest. A session that has ended is removed
  // when a later one is compared with it, so each is compared about once.
  const longest = new Map<string, Session>();
  const found: ConcurrentSession[] = [];
  for (let at = sessions.length - 1; at >= 0; at -= 1) {
    const session = sessions[at];
    if (session === undefined || mayStartRepeat(session)) continue;
    const address = publicAddress(session.publicIp);
    if (address === undefined) continue;
    const meaningfulFrom = countedFrom(session) + MAX_HANDOVER_SECONDS;
    if (provenUntil(session) <= meaningfulFrom) continue;
    const other = otherAddressAt(longest, address, meaningfulFrom);
    if (other !== undefined && isCounted(session)) found.push(toConcurrentSession(other, session));
    const known = longest.get(address);
    if (known === undefined || provenUntil(known) < provenUntil(session)) longest.set(address, session);
  }
  const days = new Set<string>();
  const newest = found.reverse().filter(({ startSeconds }, place) => {
    const dayCount = days.size;
    days.add(toDay(startSeconds));
    return place < NEWEST_CONCURRENT || days.size > dayCount;
  });
  return { count: found.length, newest };
}

/** Merges the results of different months. */
export function mergeConcurrentAddresses(a: ConcurrentAddresses, b: ConcurrentAddresses): ConcurrentAddresses {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const newest = [...a.newest, ...b.newest].sort((one, other) => other.startSeconds - one.startSeconds);
  return { count: a.count + b.count, newest: newest.slice(0, NEWEST_CONCURRENT) };
}

/** Finds a session from another address that is proven beyond an instant, and removes those before it that are not. */
function otherAddressAt(longest: Map<string, Session>, own: string, seconds: number): Session | undefined {
  for (const [address, session] of longest) {
    if (provenUntil(session) <= seconds) longest.delete(address);
    else if (address !== own) return session;
  }
  return undefined;
}

function toConcurrentSession(earlier: Session, later: Session): ConcurrentSession {
  const end = Math.min(earlier.endSeconds ?? Infinity, later.endSeconds ?? Infinity);
  const isProven = Math.min(provenUntil(earlier), provenUntil(later)) >= end;
  return {
    startSeconds: countedFrom(later),
    endSeconds: isProven ? end : null,
    addresses: [canonicalAddress(earlier.publicIp), canonicalAddress(later.publicIp)],
  };
}

function provenUntil({ endSeconds, lastSeenSeconds }: Session): number {
  return endSeconds ?? lastSeenSeconds;
}
