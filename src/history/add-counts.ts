/** The sum of two counts, at most 2^53 - 1: what is more would be read from the history as damage. */
export function addCounts(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
