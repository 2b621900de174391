import { addDays } from "../../history/local-day.js";
import type { ChartFigure } from "../charts/site-chart.js";
import { QUARTER_SECONDS, WEEK_DAYS } from "../past-week.js";
import type { LiveIndex } from "../site-index.js";
import { SPARK_BARS, toAreaSpark, toBarSpark, type Sparkline } from "./sparkline.js";
import { DAY_SECONDS } from "../../text/time-units.js";

/** How many were connected a week ago at this time of the day. */
export interface WeekAgo {
  readonly day: string;
  readonly atSeconds: number;
  readonly clients: number;
}

/**
 * Null unless every server was checked then, and these were all there were.
 *
 * @param servers those that have a source now
 * @param isSite whether these are all of the site
 */
export function findWeekAgo(
  { calendar, today, facts }: Pick<LiveIndex, "calendar" | "today" | "facts">,
  nowSeconds: number,
  servers: ReadonlySet<string>,
  isSite: boolean,
): WeekAgo | null {
  const quarter = Math.floor((nowSeconds - calendar.toDayStart(today)) / QUARTER_SECONDS);
  const { weekAgo } = facts.pastWeek;
  const own = weekAgo.filter(([server]) => servers.has(server));
  if (own.length < servers.size || servers.size === 0 || (isSite && weekAgo.length > own.length)) return null;
  let clients = 0;
  for (const [, quarters] of own) {
    const then = quarters[quarter] ?? null;
    if (then === null) return null;
    clients += then;
  }
  const day = addDays(today, -WEEK_DAYS);
  return { day, atSeconds: calendar.toDayStart(day) + quarter * QUARTER_SECONDS, clients };
}

/** The highest peak of the days before today; null where the record does not reach back far enough. */
export function findPastPeak(
  { today, facts }: Pick<LiveIndex, "today" | "facts">,
  dayCount: number,
): { readonly peak: number; readonly dayCount: number } | null {
  const firstDay = addDays(today, -dayCount);
  if (!facts.days.some(({ day }) => day <= firstDay)) return null;
  const past = facts.days.filter(({ day }) => day >= firstDay && day < today);
  const peak = Math.max(0, ...past.map((outline) => outline.peak));
  return peak === 0 ? null : { peak, dayCount };
}

/** The share of the usual value; null if that is unknown. */
export function toPercent(value: number | null, usual: number | null): number | null {
  return value === null || usual === null ? null : Math.round((100 * value) / usual);
}

/** Pictures of a tile's last days, today included; null where there is nothing to compare today with. */
export interface DaySparks {
  readonly peak: Sparkline | null;
  readonly sessions: Sparkline | null;
  readonly traffic: Sparkline | null;
}

/** @param now today's figures, with running sessions */
export function toDaySparks(
  { today, facts }: Pick<LiveIndex, "today" | "facts">,
  now: { readonly peak: number; readonly sessions: number; readonly traffic: number | null },
): DaySparks {
  const byDay = new Map(facts.days.map((outline) => [outline.day, outline]));
  const days = Array.from({ length: SPARK_BARS - 1 }, (_, at) => byDay.get(addDays(today, at + 1 - SPARK_BARS)));
  const traffic = days.map((day) => (day?.bytesReceived ?? 0) + (day?.bytesSent ?? 0));
  return {
    peak: toBarSpark([...days.map((day) => day?.peak ?? 0), now.peak]),
    sessions: toBarSpark([...days.map((day) => day?.sessionCount ?? 0), now.sessions]),
    traffic: toBarSpark([...traffic, now.traffic ?? 0]),
  };
}

/** The page's chart of connections, small. */
export function toConnectedSpark(charts: readonly ChartFigure[]): Sparkline | null {
  for (const { drawing } of charts) {
    if (drawing.kind !== "connections") continue;
    const toShare = (seconds: number): number => (seconds - drawing.fromSeconds) / DAY_SECONDS;
    return toAreaSpark(
      drawing.spans.map(({ startSeconds, endSeconds, clients }) => {
        return { from: toShare(startSeconds), to: toShare(endSeconds), value: clients };
      }),
    );
  }
  return null;
}
