import { fingerprint } from "../../fingerprint.js";
import type { LiveFacts } from "../../live-facts.js";
import type { SiteInput } from "../../site-input.js";
import { chartPath } from "../../site-paths.js";
import type { Figure } from "../figure.js";
import { gapsIn, type MonitoringGaps } from "../monitoring-gaps.js";
import { hoursSpan, USAGE_SPANS, toUsageChart } from "./usage-chart.js";
import { toUsageFigure, type UsageDrawing } from "./usage-figure.js";

/** The charts of 7 days, 30 days and 12 months, not made yet. They change once a day. */
export function makeUsageCharts(
  { language, dateFormat, zone, title }: Pick<SiteInput, "language" | "dateFormat" | "zone" | "title">,
  facts: Pick<LiveFacts, "pastWeek" | "weekRecord" | "usage">,
  monitoring: MonitoringGaps,
): readonly { readonly path: string; readonly key: string; readonly makeFigure: () => Figure<UsageDrawing> }[] {
  const gaps = gapsIn(monitoring, hoursSpan(facts.pastWeek), true);
  const { usage, pastWeek, weekRecord } = facts;
  const key = fingerprint(title, language, dateFormat, zone.name, usage, pastWeek.hours, weekRecord, gaps);
  return USAGE_SPANS.map((span) => ({
    path: chartPath(`usage-${span}`),
    key,
    makeFigure: () => toUsageFigure(toUsageChart(span, facts, gaps), { language, dateFormat, zone }),
  }));
}
