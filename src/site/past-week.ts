import { addDays } from "../history/local-day.js";
import { groupBy } from "../history/group-by.js";
import type { Sample } from "../history/sample.js";
import type { Calendar } from "../rollup/calendar.js";
import type { SessionSpan } from "../rollup/peak.js";
import { knownDay, mostClients, type KnownClients } from "./charts/last-day.js";
import { trafficInSteps } from "./charts/traffic/traffic-chart.js";
import { HOUR_SECONDS } from "../text/time-units.js";

/** The seven days before today, by samples. It changes once a day. Plain data. */
export interface PastWeek {
  /** In order and contiguous, from the beginning of the first day to that of today. */
  readonly hours: readonly WeekHour[];
  /** How many clients each server had on the day a week ago, at the beginning of each quarter of an hour. */
  readonly weekAgo: readonly (readonly [server: string, clients: readonly (number | null)[]])[];
}

/** Null where nothing is known. */
export type WeekHour = readonly [
  startSeconds: number,
  /** The most clients at one time, on all servers together. */
  peak: number | null,
  bytesReceived: number | null,
  bytesSent: number | null,
];

export const WEEK_DAYS = 7;
export const QUARTER_SECONDS = 900;

/** The seven days before a day, in epoch seconds. */
export function pastWeekSpan(today: string, calendar: Pick<Calendar, "toDayStart">): SessionSpan {
  const startSeconds = calendar.toDayStart(addDays(today, -WEEK_DAYS));
  return { startSeconds, endSeconds: calendar.toDayStart(today) };
}

/** @param samples in time order: those of the week and of some hours before it, and each server's first one after it */
export function toPastWeek(
  samples: readonly Sample[],
  today: string,
  { calendar, staleAfterSeconds }: { readonly calendar: Calendar; readonly staleAfterSeconds: number },
): PastWeek {
  const week = pastWeekSpan(today, calendar);
  const stepCount = Math.ceil((week.endSeconds - week.startSeconds) / HOUR_SECONDS);
  const steps = { fromSeconds: week.startSeconds, stepSeconds: HOUR_SECONDS, stepCount };
  const hours = Array.from({ length: stepCount }, (_, at) => {
    const startSeconds = week.startSeconds + at * HOUR_SECONDS;
    return { startSeconds, endSeconds: Math.min(startSeconds + HOUR_SECONDS, week.endSeconds) };
  });
  const peaks = mostClients(knownDay({ samples, staleAfterSeconds }, week).known, hours);
  const traffic = trafficInSteps(samples, steps, staleAfterSeconds);
  return {
    hours: hours.map(({ startSeconds }, at) => {
      const moved = traffic[at];
      return [startSeconds, peaks[at] ?? null, moved?.bytesReceived ?? null, moved?.bytesSent ?? null];
    }),
    weekAgo: toWeekAgo(samples, week, { calendar, staleAfterSeconds }),
  };
}

function toWeekAgo(
  samples: readonly Sample[],
  { startSeconds }: SessionSpan,
  { calendar, staleAfterSeconds }: { readonly calendar: Calendar; readonly staleAfterSeconds: number },
): PastWeek["weekAgo"] {
  const endSeconds = calendar.toDayStart(calendar.nextDay(calendar.toDay(startSeconds)));
  const quarters = Array.from(
    { length: Math.ceil((endSeconds - startSeconds) / QUARTER_SECONDS) },
    (_, at) => startSeconds + at * QUARTER_SECONDS,
  );
  return [...groupBy(samples, ({ server }) => server)].flatMap(([server, own]) => {
    const clients = clientsAt(
      knownDay({ samples: own, staleAfterSeconds }, { startSeconds, endSeconds }).known,
      quarters,
    );
    return clients.some((count) => count !== null) ? [[server, clients] as const] : [];
  });
}

/** @param instants in order */
function clientsAt(known: readonly KnownClients[], instants: readonly number[]): readonly (number | null)[] {
  let at = 0;
  return instants.map((instant) => {
    while ((known[at]?.endSeconds ?? Infinity) <= instant && (known[at]?.startSeconds ?? 0) < instant) at += 1;
    const span = known[at];
    return span !== undefined && span.startSeconds <= instant ? span.clients : null;
  });
}
