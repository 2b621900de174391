import type { Kill } from "./kill-runs.js";

/** This many calls are kept at the beginning and the end of a stretch. */
const EDGE_CALLS = 3;

/**
 * Leaves out kills that repeat what others show: of each stretch of calls of one kind it keeps those at both of its
 * ends, and between them every N-th.
 *
 * @param calls as `runCounted` gives them
 * @param kindOf the kind of a call
 * @param every N, by kind
 */
export function thinKills<KIND extends string>(
  kills: readonly Kill[],
  calls: readonly string[],
  kindOf: (call: string) => KIND,
  every: Readonly<Record<KIND, number>>,
): readonly Kill[] {
  const kinds = calls.map(kindOf);
  return kills.filter(({ at }) => {
    const kind = kinds[at - 1];
    if (kind === undefined) throw new Error(`there is no call ${at}`);
    const around = kinds.slice(Math.max(0, at - 1 - EDGE_CALLS), at + EDGE_CALLS);
    const isAtEnd = at <= EDGE_CALLS || at > calls.length - EDGE_CALLS || around.some((other) => other !== kind);
    return isAtEnd || at % every[kind] === 1 % every[kind];
  });
}
