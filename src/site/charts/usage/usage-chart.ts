import type { SessionSpan } from "../../../rollup/peak.js";
import type { LiveFacts } from "../../live-facts.js";
import { HOUR_SECONDS } from "../../../text/time-units.js";

/** The periods that have a chart besides the last 24 hours: all of finished days. */
export const USAGE_SPANS = ["7d", "30d", "12m"] as const;
export type UsageSpan = (typeof USAGE_SPANS)[number];

/** How the site was used in equal parts of a period: hours, days or weeks. */
export interface UsageChart {
  readonly span: UsageSpan;
  /** In order and contiguous. */
  readonly slots: readonly UsageSlot[];
  /** Up to which day they reach. */
  readonly lastDay: string;
  /** The gaps in monitoring, where they are known to the second, in epoch seconds. */
  readonly gaps: readonly SessionSpan[];
}

export interface UsageSlot {
  /** An hour by its beginning in epoch seconds, a day by itself, a week by its Monday. */
  readonly begin: number | string;
  /** The most clients at one time; null where nothing is known. */
  readonly peak: number | null;
  /** Without samples: the most sessions on record at one time; else 0. */
  readonly recorded: number;
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

/** @param gaps in the hours of the past week */
export function toUsageChart(
  span: UsageSpan,
  { pastWeek, weekRecord, usage }: Pick<LiveFacts, "pastWeek" | "weekRecord" | "usage">,
  gaps: readonly SessionSpan[],
): UsageChart {
  const rows = { "7d": pastWeek.hours, "30d": usage.days, "12m": usage.weeks }[span];
  const recorded = new Map<number | string, number>(weekRecord);
  return {
    span,
    slots: rows.map(([begin, peak, bytesReceived, bytesSent]) => {
      return { begin, peak, recorded: recorded.get(begin) ?? 0, bytesReceived, bytesSent };
    }),
    lastDay: usage.days.at(-1)?.[0] ?? "",
    gaps: span === "7d" ? gaps : [],
  };
}

/** From the beginning of the first hour to the end of the last one. */
export function hoursSpan({ hours }: LiveFacts["pastWeek"]): SessionSpan {
  const [first = 0] = hours[0] ?? [];
  const [last = first - HOUR_SECONDS] = hours.at(-1) ?? [];
  return { startSeconds: first, endSeconds: last + HOUR_SECONDS };
}
