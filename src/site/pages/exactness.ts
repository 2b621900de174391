import type { CoveredSpan } from "../../history/event-coverage.js";
import type { Totals } from "../../rollup/totals.js";
import type { SiteIndex } from "../site-index.js";

/** How exact a page's totals are. */
export type Exactness =
  /** OpenVPN itself reported every session and its end. */
  | { readonly kind: "exact" }
  /** OpenVPN reported every session, but not every end: at most `missingSeconds` are missing from the totals. */
  | ({ readonly kind: "at-most" } & EndCounts)
  /** The totals are a minimum. */
  | ({ readonly kind: "at-least" } & EndCounts);

type EndCounts = Pick<Totals, "exactEnds" | "boundedEnds" | "unboundedEnds" | "missingSeconds">;

/** A period of totals. */
type Period = CoveredSpan;

/** The period of totals of everything. */
export const ALL_TIME: Period = { startSeconds: -Infinity, endSeconds: Infinity };

type EventIndex = Pick<SiteIndex, "eventSpans" | "servers">;

/**
 * Judges totals. A server without events may have had sessions that no snapshot showed, so exact ends alone do not
 * make totals exact.
 *
 * @param servers the servers of the totals
 */
export function toExactness(index: EventIndex, totals: Totals, servers: Iterable<string>, period: Period): Exactness {
  const { exactEnds, boundedEnds, unboundedEnds, missingSeconds } = totals;
  const counts = { exactEnds, boundedEnds, unboundedEnds, missingSeconds };
  const isLimited = exactEnds + boundedEnds > 0 && unboundedEnds === 0;
  if (!isLimited || ![...servers].every((server) => isCovered(index, server, period))) {
    return { kind: "at-least", ...counts };
  }
  return boundedEnds === 0 ? { kind: "exact" } : { kind: "at-most", ...counts };
}

/**
 * The same for totals of the whole site: a server on which no session was seen may have had some.
 *
 * @param servers those with sessions in the totals
 */
export function toSiteExactness(
  index: EventIndex,
  totals: Totals,
  servers: Iterable<string>,
  period: Period,
): Exactness {
  return toExactness(index, totals, new Set([...index.eventSpans.keys(), ...servers]), period);
}

/** Whether OpenVPN reported every session of a server in a period, as far as the history reaches back. */
export function isCovered(index: EventIndex, server: string, period: Period): boolean {
  const spans = index.eventSpans.get(server) ?? [];
  const startSeconds = Math.max(period.startSeconds, toRecordStart(index, server));
  if (startSeconds >= period.endSeconds) return spans.length > 0;
  return spans.some((span) => span.startSeconds <= startSeconds && period.endSeconds <= span.endSeconds);
}

/** A key that changes with what `isCovered` finds for any server in any part of a period. */
export function toCoverageKey(index: EventIndex, { startSeconds, endSeconds }: Period): unknown {
  const cut = (seconds: number): number => Math.min(Math.max(seconds, startSeconds), endSeconds);
  const withEvents = [...index.eventSpans].filter(([, spans]) => spans.length > 0);
  // A server that comes or goes matters only if some server has events.
  if (withEvents.length === 0) return null;
  const covered = withEvents.map(([server, spans]) => {
    const parts = spans.map((span) => [cut(span.startSeconds), cut(span.endSeconds)] as const);
    return [server, cut(toRecordStart(index, server)), parts.filter(([start, end]) => start < end)];
  });
  return [covered, withEvents.length < index.eventSpans.size];
}

/** Since when the history has anything of a server. */
function toRecordStart({ eventSpans, servers }: EventIndex, server: string): number {
  const firstStarts = servers.get(server)?.months.map(({ firstStartSeconds }) => firstStartSeconds) ?? [];
  const spanStarts = eventSpans.get(server)?.map(({ startSeconds }) => startSeconds) ?? [];
  return Math.min(Infinity, ...firstStarts, ...spanStarts);
}
