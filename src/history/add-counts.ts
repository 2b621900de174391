/** Adds two counts. The sum is capped at 2^53 - 1, since a larger number in the history would be refused when read. */
export function addCounts(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
