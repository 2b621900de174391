import type { Session } from "../../history/session.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { chartPath } from "../site-paths.js";
import { slugOfServer } from "../site-slugs.js";
import { connectionsChart } from "./connections/connections-chart.js";
import { connectionsFigure } from "./connections/connections-figure.js";
import { hoursChart } from "./hours/hours-chart.js";
import { hoursFigure } from "./hours/hours-figure.js";
import { lastDayUntil } from "./last-day.js";
import { inSite, keptChart, type SiteChart } from "./site-chart.js";
import { trafficChart } from "./traffic/traffic-chart.js";
import { trafficFigure } from "./traffic/traffic-figure.js";

/** Of one server, which `input` is split for, or of all together. */
export function lastDayCharts(
  input: SiteInput,
  index: SiteIndex,
  sessions: readonly Session[],
  server: string | null,
): readonly SiteChart[] {
  const { zone } = input;
  const slug = server === null ? null : slugOfServer(index, server);
  const [connections, traffic] = [chartPath("connections-24h", slug), chartPath("traffic-24h", slug)];
  const since = recordingSince(input);
  return [
    keptChart(connections, () =>
      inSite(input, server, connectionsFigure(connectionsChart(input, sessions), input, zone, connections, since)),
    ),
    keptChart(traffic, () => inSite(input, server, trafficFigure(trafficChart(input), input, zone, traffic, since))),
  ];
}

/** When the first of all checks was, if that was in the last 24 hours; else null. */
function recordingSince({ monitored, nowSeconds }: SiteInput): number | null {
  // Of a fleet's years these are more than a function takes as arguments.
  const first = monitored.reduce((least, { startSeconds }) => Math.min(least, startSeconds), Infinity);
  return Number.isFinite(first) && first > lastDayUntil(nowSeconds).startSeconds ? first : null;
}

/** Of one server, which `input` is split for, or of all together. */
export function toHoursChart(input: SiteInput, index: SiteIndex, server: string | null): SiteChart {
  const { clientHours, zone, language } = input;
  const path = chartPath("hours", server === null ? null : slugOfServer(index, server));
  return keptChart(path, () => inSite(input, server, hoursFigure(hoursChart(clientHours, zone), language, path)));
}
