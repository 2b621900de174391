import { countedFrom } from "../history/counted-from.js";
import { mayStartRepeat } from "../history/earlier-boot.js";
import type { Session } from "../history/session.js";
import { MAX_HANDOVER_SECONDS } from "./concurrent-addresses.js";
import { publicAddress } from "./public-address.js";

/**
 * Whether a user's concurrent addresses may change although no session starts or ends: a running session and one of
 * another address may still come to overlap for long enough, or the end of their overlap may still be proven.
 *
 * A user may have thousands of running sessions, where all devices share one certificate. So sessions are not compared
 * with each other, but with what is known of all from other addresses.
 *
 * @param sessions one user's
 */
export function hasPendingOverlap(sessions: readonly Session[]): boolean {
  if (!sessions.some(({ endSeconds }) => endSeconds === null)) return false;
  const seen = sessions.flatMap((session) => {
    const address = mayStartRepeat(session) ? undefined : publicAddress(session.publicIp);
    return address === undefined ? [] : [{ session, address, fromSeconds: countedFrom(session) }];
  });
  const [ends, starts, endedEnds] = [new HighestByAddress(), new HighestByAddress(), new HighestByAddress()];
  for (const { session, address, fromSeconds } of seen) {
    ends.add(address, session.endSeconds ?? Infinity);
    starts.add(address, fromSeconds);
    if (session.endSeconds !== null) endedEnds.add(address, session.endSeconds);
  }
  return seen.some(({ session: { endSeconds, lastSeenSeconds }, address, fromSeconds }) => {
    if (endSeconds !== null) return false;
    // An ended one will be proven the longer one of its address.
    if (endedEnds.of(address) >= lastSeenSeconds) return true;
    // It has not lasted for long enough, or not beside the one that came last. (Both of two running sessions are
    // checked.)
    if (lastSeenSeconds <= fromSeconds + MAX_HANDOVER_SECONDS) return ends.besides(address) >= fromSeconds;
    if (starts.besides(address) >= lastSeenSeconds - MAX_HANDOVER_SECONDS) return true;
    return endedEnds.besides(address) > lastSeenSeconds;
  });
}

/** The highest number of each address, and of all others together. */
class HighestByAddress {
  readonly #byAddress = new Map<string, number>();
  #highest = -Infinity;
  #topAddress = "";
  /** The highest number of all other addresses. */
  #second = -Infinity;

  add(address: string, value: number): void {
    this.#byAddress.set(address, Math.max(value, this.of(address)));
    if (address === this.#topAddress) {
      this.#highest = Math.max(value, this.#highest);
    } else if (value > this.#highest) {
      [this.#second, this.#highest, this.#topAddress] = [this.#highest, value, address];
    } else {
      this.#second = Math.max(value, this.#second);
    }
  }

  /** -Infinity if it has none. */
  of(address: string): number {
    return this.#byAddress.get(address) ?? -Infinity;
  }

  /** -Infinity if there are no others. */
  besides(address: string): number {
    return address === this.#topAddress ? this.#second : this.#highest;
  }
}
