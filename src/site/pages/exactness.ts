import type { Totals } from "../../rollup/totals.js";
import type { SiteIndex } from "../site-index.js";

/** How exact a page's totals are. */
export type Exactness =
  /** OpenVPN itself reported every session and its end. */
  | { readonly kind: "exact" }
  /** There was at least as much as the totals say. */
  | ({ readonly kind: "at-least" } & Pick<Totals, "exactEnds" | "boundedEnds" | "unboundedEnds" | "missingSeconds">);

/**
 * Judges totals. A server without events may have had sessions that no snapshot showed, so exact ends alone do not make
 * totals exact.
 *
 * @param servers those that the totals are of
 */
export function toExactness(
  { hasEvents }: Pick<SiteIndex, "hasEvents">,
  { exactEnds, boundedEnds, unboundedEnds, missingSeconds }: Totals,
  servers: Iterable<string>,
): Exactness {
  const isExact =
    exactEnds > 0 &&
    boundedEnds + unboundedEnds === 0 &&
    [...servers].every((server) => hasEvents.get(server) === true);
  return isExact ? { kind: "exact" } : { kind: "at-least", exactEnds, boundedEnds, unboundedEnds, missingSeconds };
}

/**
 * For totals of the whole site: also a server on which no session was seen may have had some.
 *
 * @param servers those with sessions in the totals
 */
export function toSiteExactness(
  index: Pick<SiteIndex, "hasEvents">,
  totals: Totals,
  servers: Iterable<string>,
): Exactness {
  return toExactness(index, totals, new Set([...index.hasEvents.keys(), ...servers]));
}
