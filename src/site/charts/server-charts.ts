import type { Session } from "../../history/session.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { chartPath } from "../site-paths.js";
import { toServerSlug } from "../site-slugs.js";
import { toConnectionsChart } from "./connections/connections-chart.js";
import { toConnectionsFigure } from "./connections/connections-figure.js";
import { toHoursChart } from "./hours/hours-chart.js";
import { toHoursFigure } from "./hours/hours-figure.js";
import { lastDayUntil } from "./last-day.js";
import { inSite, makeKeptChart, type SiteChart } from "./site-chart.js";
import { toTrafficChart } from "./traffic/traffic-chart.js";
import { toTrafficFigure } from "./traffic/traffic-figure.js";

/** The charts of one server, for which `input` is split, or of all together. */
export function makeLastDayCharts(
  input: SiteInput,
  index: SiteIndex,
  sessions: readonly Session[],
  server: string | null,
): readonly SiteChart[] {
  const { zone } = input;
  const slug = server === null ? null : toServerSlug(index, server);
  const [connections, traffic] = [chartPath("connections-24h", slug), chartPath("traffic-24h", slug)];
  const since = recordingSince(input);
  return [
    makeKeptChart(connections, () =>
      inSite(input, server, toConnectionsFigure(toConnectionsChart(input, sessions), input, zone, connections, since)),
    ),
    makeKeptChart(traffic, () =>
      inSite(input, server, toTrafficFigure(toTrafficChart(input), input, zone, traffic, since)),
    ),
  ];
}

/** When the first of all checks was, if that was in the last 24 hours; else null. */
function recordingSince({ monitored, nowSeconds }: SiteInput): number | null {
  // For years of many servers, these are more than a function takes as arguments.
  const first = monitored.reduce((least, { startSeconds }) => Math.min(least, startSeconds), Infinity);
  return Number.isFinite(first) && first > lastDayUntil(nowSeconds).startSeconds ? first : null;
}

/** Of one server, which `input` is split for, or of all together. */
export function makeHoursChart(input: SiteInput, index: SiteIndex, server: string | null): SiteChart {
  const { clientHours, zone, language } = input;
  const path = chartPath("hours", server === null ? null : toServerSlug(index, server));
  return makeKeptChart(path, () =>
    inSite(input, server, toHoursFigure(toHoursChart(clientHours, zone), language, path)),
  );
}
