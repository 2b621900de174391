import type { Client, Routing } from "./status.js";

/** A row that can be read in several ways. Which one is right only the routing table may tell, which comes later in the file. */
export interface AmbiguousRow {
  /** Its place among the clients. */
  readonly index: number;
  /** The likeliest last. */
  readonly readings: readonly Client[];
  /** Whether a client that stays unsettled is marked as ambiguous. */
  readonly isMarked: boolean;
}

/**
 * Puts the right reading in the place of each unsettled row. A route names its client's common name and real address
 * beyond doubt, for the name stands in its middle: the one reading that has a route is right.
 */
export function resolveNames(clients: Client[], rows: readonly AmbiguousRow[], routes: Iterable<Routing>): void {
  if (rows.length === 0) return;
  const routed = namesByAddress(routes);
  for (const { index, readings, isMarked } of rows) {
    const right = readings.filter(({ realAddress, commonName }) => routed.get(realAddress.asWritten)?.has(commonName));
    const client = right.at(-1) ?? readings.at(-1);
    if (client !== undefined)
      clients[index] = right.length === 1 || !isMarked ? client : { ...client, ambiguous: true };
  }
}

/** The common names of routes, by real address as written. */
function namesByAddress(routes: Iterable<Routing>): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { realAddress, commonName } of routes) {
    const known = names.get(realAddress.asWritten);
    if (known === undefined) names.set(realAddress.asWritten, new Set([commonName]));
    else known.add(commonName);
  }
  return names;
}
