import { getReadings } from "./counters.js";
import type { Session } from "./session.js";

/** The free session of a pool that is closest to a number of bytes. */
export interface PooledSession {
  readonly session: Session;
  readonly bytesReceived: number;
  /** Whether the session has at most that many bytes. */
  readonly fits: boolean;
  /** Takes the session out of the pool. */
  readonly take: () => void;
}

/**
 * Sessions that are taken one by one, each time the closest in bytes. This takes logarithmic time, since thousands of
 * rows can have the same name, start and bare address.
 */
export class SessionPool {
  /** In ascending order of bytes; among equals the first given is the last. */
  readonly #sorted: readonly { readonly session: Session; readonly bytesReceived: number }[];
  /**
   * Union-find, by place + 1: itself if its session is free, otherwise a place closer to the next free one to the
   * left; 0: none.
   */
  readonly #freeAtOrBefore: number[];

  constructor(sessions: readonly Session[]) {
    this.#sorted = sessions
      .map((session) => ({ session, bytesReceived: lastReceivedReading(session) }))
      .reverse()
      .sort((a, b) => a.bytesReceived - b.bytesReceived);
    this.#freeAtOrBefore = [0];
    for (let place = 1; place <= sessions.length; place++) this.#freeAtOrBefore.push(place);
  }

  /** The free session with the most bytes up to the given number, or else with the most of all; the first of equals. */
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
    for (let next = this.#goLeft(free); next !== free; next = this.#goLeft(free)) {
      this.#freeAtOrBefore[free] = this.#goLeft(next);
      free = next;
    }
    return free;
  }

  #goLeft(place: number): number {
    return this.#freeAtOrBefore[place] ?? 0;
  }
}

/** What the session's row showed, not its total: a counter that restarted is lower. */
function lastReceivedReading(session: Session): number {
  const { confirmed, last } = getReadings(session).received;
  return Math.max(confirmed, last);
}
