import type { SessionSpan } from "../../rollup/peak.js";
import type { Zone } from "../../status/zone.js";
import { formatMinutes } from "../../text/format/format-duration.js";
import { formatTime } from "../../text/format/format-time.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { LegendEntry } from "./figure.js";

/** Gaps beyond these are only counted. */
const MAX_NAMED_GAPS = 3;

/** What hatched bands mean, and when they are: `no data 03:05–03:42`. Empty where there are none. */
export function gapLegend(gaps: readonly SessionSpan[], language: Language, zone: Zone): readonly LegendEntry[] {
  if (gaps.length === 0) return [];
  const toSpanName = ({ startSeconds, endSeconds }: SessionSpan): string =>
    `${formatTime(zone, startSeconds)}–${formatTime(zone, endSeconds)}`;
  return [{ sign: "gap", label: nameGaps(gaps, language, toSpanName) }];
}

/** `no data 03:05–03:42, 04:10–04:15`: names the first gaps and counts the others. */
export function nameGaps(
  gaps: readonly SessionSpan[],
  language: Language,
  toSpanName: (gap: SessionSpan) => string,
): string {
  const t = messagesIn(language);
  const more = gaps.length - MAX_NAMED_GAPS;
  const times = gaps.slice(0, MAX_NAMED_GAPS).map(toSpanName).join(", ");
  return t.chart.noDataAt(more <= 0 ? times : `${times} ${t.chart.moreGaps(more)}`);
}

/**
 * `no data for 37 min`; nothing where there is no gap. The same gap has the same length on every page. The time
 * before the very first check is no gap.
 *
 * @param since the time of the very first check if the chart covers it; else null
 */
export function gapSummary(
  gaps: readonly SessionSpan[],
  since: number | null,
  language: Language,
  zone: Zone,
): readonly string[] {
  const t = messagesIn(language);
  const seconds = gaps
    .filter(({ endSeconds }) => since === null || endSeconds > since)
    .reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
  return [
    ...(seconds === 0 ? [] : [t.chart.noDataFor(formatMinutes(language, seconds))]),
    ...(since === null ? [] : [t.chart.recordingSince(formatTime(zone, since))]),
  ];
}

/** The summary of a chart of the last 24 hours before anything is known. */
export function emptySummary(since: number | null, language: Language, zone: Zone): string {
  const t = messagesIn(language);
  if (since === null) return t.chart.noData;
  return joinParts([t.chart.recordingSince(formatTime(zone, since)), t.chart.chartFills]);
}

/** Parts of a summary, in one line. */
export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
