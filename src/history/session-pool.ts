import { getReadings } from "./counters.js";
import type { Session } from "./session.js";

/** A free session of a pool, as an answer to a number of bytes. */
export interface PooledSession {
  readonly session: Session;
  readonly bytesReceived: number;
  /** Whether the session has no more bytes than asked for. */
  readonly fits: boolean;
  /** The session is somebody's from now on. */
  readonly take: () => void;
}

/**
 * Sessions of which one by one is taken, each time the closest in bytes. In log time: thousands of rows can share one
 * name, second and bare address.
 */
export class SessionPool {
  /** By bytes; of equal ones the first given is the last. */
  readonly #sorted: readonly { readonly session: Session; readonly bytesReceived: number }[];
  /** By place + 1: the same if its session is free, else one further left on the way to the next free one; 0: none. */
  readonly #freeAtOrBefore: number[];

  constructor(sessions: readonly Session[]) {
    this.#sorted = sessions
      .map((session) => ({ session, bytesReceived: lastReceivedReading(session) }))
      .reverse()
      .sort((a, b) => a.bytesReceived - b.bytesReceived);
    this.#freeAtOrBefore = [0];
    for (let place = 1; place <= sessions.length; place++) this.#freeAtOrBefore.push(place);
  }

  /** Of the free sessions with at most so many bytes the one with the most, else of all; the first given of equals. */
  closest(bytesReceived: number): PooledSession | undefined {
    const fitting = this.#free(this.#countUpTo(bytesReceived));
    const place = fitting === 0 ? this.#free(this.#sorted.length) : fitting;
    const found = this.#sorted[place - 1];
    if (found === undefined) return undefined;
    const take = (): void => {
      this.#freeAtOrBefore[place] = place - 1;
    };
    return { fits: fitting > 0, take, ...found };
  }

  #countUpTo(bytesReceived: number): number {
    let [from, to] = [0, this.#sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#sorted[middle]?.bytesReceived ?? 0) <= bytesReceived) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #free(place: number): number {
    let free = place;
    for (let next = this.#leftOf(free); next !== free; next = this.#leftOf(free)) {
      this.#freeAtOrBefore[free] = this.#leftOf(next);
      free = next;
    }
    return free;
  }

  #leftOf(place: number): number {
    return this.#freeAtOrBefore[place] ?? 0;
  }
}

/** What the session's row showed, not its total: counters that began again are lower. */
function lastReceivedReading(session: Session): number {
  const { settled, last } = getReadings(session).received;
  return Math.max(settled, last);
}
