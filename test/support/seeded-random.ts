/** Random numbers that depend on the seed alone, so that a test's findings can be reproduced. */
export interface SeededRandom {
  /** From 0 to 1, without 1. */
  readonly next: () => number;
  /** An integer from 0 to below a limit. */
  readonly below: (limit: number) => number;
  /** One of them. @throws if there is none */
  readonly pick: <T>(from: readonly T[]) => T;
  readonly shuffled: <T>(items: readonly T[]) => T[];
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error("there is nothing to pick from");
    return from[below(from.length)] as T;
  };
  const shuffled = <T>(items: readonly T[]): T[] => {
    const order = items.map((item) => ({ item, key: next() }));
    return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
  };
  return { next, below, pick, shuffled };
}
