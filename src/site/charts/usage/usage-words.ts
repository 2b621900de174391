import { toLocalDay } from "../../../history/local-day.js";
import type { SessionSpan } from "../../../rollup/peak.js";
import { sumKnown } from "../../../rollup/session-shares.js";
import type { Zone } from "../../../status/zone.js";
import { formatBytesOrUnknown } from "../../../text/format/format-bytes.js";
import { formatInteger } from "../../../text/format/format-number.js";
import { formatDay, type Wording } from "../../../text/format/date-format.js";
import { formatDateTime, formatWeekday } from "../../../text/format/format-time.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { LegendEntry } from "../figure.js";
import { gapSummary, joinParts, nameGaps } from "../gap-words.js";
import type { UsageChart, UsageSlot } from "./usage-chart.js";

/** The language, date format and zone of a usage chart's texts. */
export interface UsageWords extends Wording {
  readonly zone: Zone;
}

/** From the first day to the last one. */
export function toPeriod({ slots, lastDay }: UsageChart, { language, dateFormat, zone }: UsageWords): string {
  const { begin = lastDay } = slots[0] ?? {};
  const first = typeof begin === "number" ? toLocalDay(zone, begin) : begin;
  return messagesIn(language).usage.period(formatDay(dateFormat, first), formatDay(dateFormat, lastDay));
}

/** The name of a slot: an hour, a day, or a week with its first day. */
export function toName(
  { begin }: UsageSlot,
  span: UsageChart["span"],
  { language, dateFormat, zone }: UsageWords,
): string {
  if (typeof begin === "number") {
    return `${formatWeekday(language, toLocalDay(zone, begin))} ${formatDateTime(dateFormat, zone, begin)}`;
  }
  const day = formatDay(dateFormat, begin);
  return span === "12m" ? messagesIn(language).usage.weekFrom(day) : `${formatWeekday(language, begin)} ${day}`;
}

/** Peak, download and upload. */
export function toCells(slot: UsageSlot, { language }: UsageWords): readonly string[] {
  const { peak, recorded, bytesReceived, bytesSent } = slot;
  const t = messagesIn(language);
  const most =
    peak !== null
      ? formatInteger(language, peak)
      : recorded === 0
        ? t.chart.noDataShort
        : t.chart.recorded(formatInteger(language, recorded));
  return [most, formatBytesOrUnknown(language, bytesSent), formatBytesOrUnknown(language, bytesReceived)];
}

/** The title of a slot: its name, and its figures. */
export function toTitle(slot: UsageSlot, span: UsageChart["span"], words: UsageWords): string {
  const t = messagesIn(words.language);
  const [peak = "", download = "", upload = ""] = toCells(slot, words);
  const figures = slot.peak === null ? peak : `${t.chart.connectedCount(peak)}, ↓ ${download}, ↑ ${upload}`;
  return `${toName(slot, span, words)}: ${figures}`;
}

/** The summary below the chart: the peak, the totals, and how much is unknown. */
export function summarize({ span, slots, gaps }: UsageChart, words: UsageWords): string {
  const { language, zone } = words;
  const t = messagesIn(language);
  const most = (toCount: (slot: UsageSlot) => number | null): { readonly count: number; readonly text: string } => {
    const count = Math.max(0, ...slots.map((slot) => toCount(slot) ?? 0));
    const top = slots.find((slot) => toCount(slot) === count);
    const text =
      count === 0 || top === undefined
        ? t.chart.nobody
        : t.chart.connectionsMost(formatInteger(language, count), toName(top, span, words));
    return { count, text };
  };
  const [seen, recorded] = [most(({ peak }) => peak), most((slot) => slot.recorded)];
  const sum = (toValue: (slot: UsageSlot) => number | null): string =>
    formatBytesOrUnknown(language, slots.map(toValue).reduce(sumKnown, null));
  const unknown = slots.filter((slot) => slot.peak === null).length;
  return joinParts([
    // Hours that only the record has may have had more clients.
    ...(seen.count === 0 && recorded.count > 0 ? [] : [seen.text]),
    ...(recorded.count > seen.count ? [t.chart.recorded(recorded.text)] : []),
    `↓ ${sum(({ bytesSent }) => bytesSent)}`,
    `↑ ${sum(({ bytesReceived }) => bytesReceived)}`,
    ...(span === "7d"
      ? gapSummary(gaps, null, language, zone)
      : unknown === 0
        ? []
        : [span === "30d" ? t.periodCounts.unrecordedDays(unknown) : t.usage.unrecordedWeeks(unknown)]),
  ]);
}

/** The entries for hatched areas and for sessions on record; none if the chart has neither. */
export function toLegend({ slots, gaps }: UsageChart, words: UsageWords): readonly LegendEntry[] {
  const { language, dateFormat, zone } = words;
  const t = messagesIn(language);
  const recordWords = slots.some(({ recorded }) => recorded > 0)
    ? [{ sign: "record", label: t.chart.fromRecord } as const]
    : [];
  if (gaps.length === 0) {
    const isAll = slots.every(({ peak }) => peak !== null);
    return isAll ? [] : [{ sign: "gap", label: t.periodCounts.unrecorded }, ...recordWords];
  }
  const toSpanName = ({ startSeconds, endSeconds }: SessionSpan): string =>
    `${formatDateTime(dateFormat, zone, startSeconds)} – ${formatDateTime(dateFormat, zone, endSeconds)}`;
  return [{ sign: "gap", label: nameGaps(gaps, language, toSpanName) }, ...recordWords];
}
