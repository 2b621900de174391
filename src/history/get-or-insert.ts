/** A map's entry, made if it is not there yet. */
export function getOrInsert<Key, Value>(entries: Map<Key, Value>, key: Key, make: () => Value): Value {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = make();
    entries.set(key, entry);
  }
  return entry;
}
