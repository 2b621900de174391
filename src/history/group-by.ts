import { getOrInsert } from "./get-or-insert.js";

/** Groups rows by key, with the keys in the order of their first rows. (Node 20 has no Map.groupBy.) */
export function groupBy<Row, Key>(rows: Iterable<Row>, toKey: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) getOrInsert(groups, toKey(row), () => []).push(row);
  return groups;
}
