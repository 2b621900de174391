/**
 * Describes the entry with the highest value, the first one of several.
 *
 * @returns the empty text if there is no entry, or if all values are zero
 */
export function describeTop<Entry>(
  entries: readonly Entry[],
  toValue: (entry: Entry) => number,
  toText: (value: number, entry: Entry) => string,
): string {
  const top = Math.max(0, ...entries.map(toValue));
  const first = entries.find((entry) => toValue(entry) === top);
  return top === 0 || first === undefined ? "" : toText(top, first);
}
