import type { ClockZone } from "../text/format-time.js";
import { formatDateTime } from "../text/format-time.js";
import { formatDuration } from "../text/format-duration.js";
import { formatOneDecimal } from "../text/format-number.js";
import type { Language } from "../text/language.js";
import { messagesIn } from "../text/messages.js";
import type { ConnectionsChart } from "./connections-chart.js";

/** What the 24-hour connections chart says in words. Times are epoch seconds. */
export interface ConnectionsTexts {
  readonly title: string;
  /** For those who do not see the picture. */
  readonly description: (chart: ConnectionsChart) => string;
  /** For those who do: without its span, and empty if nothing was monitored. */
  readonly summary: (chart: ConnectionsChart) => string;
  readonly noData: string;
  readonly gap: (startSeconds: number, endSeconds: number) => string;
}

/** The chart's words in one language and zone: the picture and the page beside it say the same. */
export function connectionsChartTexts(language: Language, zone: ClockZone): ConnectionsTexts {
  const t = messagesIn(language);
  const time = (epochSeconds: number): string => formatDateTime(language, zone, epochSeconds);
  const summary = ({ peak, meanClients, unmonitoredMinutes }: ConnectionsChart): string =>
    [
      peak === null ? "" : t.chart.connectionsMost(peak.clients, time(peak.atSeconds)),
      meanClients === null ? "" : t.chart.connectionsMean(formatOneDecimal(language, meanClients)),
      peak === null || unmonitoredMinutes === 0
        ? ""
        : t.chart.unmonitored(formatDuration(language, unmonitoredMinutes * 60)),
    ]
      .filter((sentence) => sentence !== "")
      .join(" ");
  return {
    title: t.chart.connectionsHeading,
    description: (chart) =>
      `${t.chart.connectionsSpan(time(chart.fromSeconds), time(chart.toSeconds))} ${summary(chart) || t.chart.noData}`,
    summary,
    noData: t.chart.noData,
    gap: (startSeconds, endSeconds) => t.chart.gap(time(startSeconds), time(endSeconds)),
  };
}
