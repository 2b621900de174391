import type { Client, Routing } from "./status.js";

/**
 * A row with several possible readings. Only the routing table, which comes later in the file, may tell which is right.
 */
export interface AmbiguousRow {
  /** Position in the client list. */
  readonly index: number;
  /** The most likely one last. */
  readonly readings: readonly Client[];
  /** Whether the client is marked as ambiguous if the routing table does not decide. */
  readonly isMarked: boolean;
}

/**
 * Replaces each ambiguous row with the right reading. The common name is in the middle of a route's row, so a route is
 * never ambiguous: if just one reading has a route, it is right.
 */
export function resolveNames(clients: Client[], rows: readonly AmbiguousRow[], routes: Iterable<Routing>): void {
  if (rows.length === 0) return;
  const routed = collectNames(routes);
  for (const { index, readings, isMarked } of rows) {
    const right = readings.filter(({ realAddress, commonName }) => routed.get(realAddress.asWritten)?.has(commonName));
    const client = right.at(-1) ?? readings.at(-1);
    if (client !== undefined)
      clients[index] = right.length === 1 || !isMarked ? client : { ...client, ambiguous: true };
  }
}

/** The common names of routes, by real address as written. */
function collectNames(routes: Iterable<Routing>): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { realAddress, commonName } of routes) {
    const known = names.get(realAddress.asWritten);
    if (known === undefined) names.set(realAddress.asWritten, new Set([commonName]));
    else known.add(commonName);
  }
  return names;
}
