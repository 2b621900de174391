import { addDays } from "../history/local-day.js";
import { sumKnown } from "../rollup/session-shares.js";
import type { DayOutline } from "../rollup/day-outline.js";
import { toWeekday } from "../text/weekday.js";

/** How the site was used on finished days, up to yesterday. It changes once a day. Plain data. */
export interface UsagePeriods {
  /** The last thirty days, oldest first. */
  readonly days: readonly PeriodUsage[];
  /** The weeks of the last twelve months, oldest first: by their Mondays. */
  readonly weeks: readonly PeriodUsage[];
}

type PeriodUsage = readonly [
  firstDay: string,
  /** The most sessions at one time; null where nothing was recorded. */
  peak: number | null,
  /** Null where no traffic is known. */
  bytesReceived: number | null,
  bytesSent: number | null,
];

const DAYS = 30;
const WEEKS = 53;

/** @param recorded the days for which it is known whether someone was connected */
export function toUsagePeriods(
  outlines: ReadonlyMap<string, DayOutline>,
  today: string,
  recorded: ReadonlySet<string>,
): UsagePeriods {
  const toDay = (day: string): PeriodUsage => {
    const outline = outlines.get(day);
    if (outline !== undefined) return [day, outline.peak, outline.bytesReceived, outline.bytesSent];
    return recorded.has(day) ? [day, 0, 0, 0] : [day, null, null, null];
  };
  const firstMonday = addDays(mondayBefore(addDays(today, -1)), -7 * (WEEKS - 1));
  const weeks = Array.from({ length: WEEKS }, (_, at): PeriodUsage => {
    const monday = addDays(firstMonday, 7 * at);
    const days = Array.from({ length: 7 }, (_each, number) => addDays(monday, number)).filter((day) => day < today);
    return sumDays(monday, days.map(toDay));
  });
  return { days: Array.from({ length: DAYS }, (_, at) => toDay(addDays(today, at - DAYS))), weeks };
}

function sumDays(monday: string, days: readonly PeriodUsage[]): PeriodUsage {
  const peaks = days.flatMap(([, peak]) => peak ?? []);
  return [
    monday,
    peaks.length === 0 ? null : Math.max(...peaks),
    days.reduce<number | null>((sum, [, , received]) => sumKnown(sum, received), null),
    days.reduce<number | null>((sum, [, , , sent]) => sumKnown(sum, sent), null),
  ];
}

/** The day itself, if it is one. */
function mondayBefore(day: string): string {
  return addDays(day, -((toWeekday(day) + 6) % 7));
}
