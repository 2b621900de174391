import type { EndedSessions } from "./ended-sessions.js";
import { groupBy } from "./group-by.js";
import { addDays, toMonth } from "./local-day.js";
import type { Session } from "./session.js";
import { usageSpan } from "./usage-span.js";

/** Some months of a history, whatever the zone, and the ended sessions that were connected in them. */
export interface MonthPart {
  readonly months: ReadonlySet<string>;
  /** All of these sessions, and some that were connected just before or after. */
  readonly ended: readonly Session[];
  /** The sessions that began on the UTC days of these months: each session is in exactly one part. */
  readonly begun: readonly Session[];
}

/**
 * Splits a history into parts of whole months, oldest first. Each part has as many months as fit into `maxSessions`,
 * but at least one. The parts cover every month in which anyone was connected.
 */
export function* monthParts(
  { ended, open }: { readonly ended: EndedSessions; readonly open: readonly Session[] },
  maxSessions: number,
): Generator<MonthPart> {
  const daysByMonth = groupBy(ended.days, toMonth);
  let carried: readonly Session[] = [];
  let months: string[] = [];
  let begun: readonly Session[] = [];
  for (const month of monthsOfStarts(ended.days, open)) {
    const ofMonth = (daysByMonth.get(month) ?? []).flatMap(ended.ofDay);
    if (months.length > 0 && begun.length + ofMonth.length > maxSessions) {
      // West of UTC, a month is not over when the first UTC day of the next month begins.
      const late = ofMonth.filter((session) => usageSpan(session)[0] < `${month}-01`);
      yield { months: new Set(months), ended: [...carried, ...begun, ...late], begun };
      carried = [...carried, ...begun].filter((session) => usageSpan(session)[1] >= `${month}-01`);
      [months, begun] = [[], []];
    }
    months.push(month);
    begun = [...begun, ...ofMonth];
  }
  const last = [...carried, ...begun];
  const lastDay = [...last, ...open].reduce((day, session) => later(day, usageSpan(session)[1]), "");
  if (months.length === 0) return;
  yield { months: new Set([...months, ...monthsBetween(months.at(-1) ?? "", toMonth(lastDay))]), ended: last, begun };
}

/** The months from the first in which a session may be shown to the last in which one began. */
function monthsOfStarts(days: readonly string[], open: readonly Session[]): readonly string[] {
  const all = [...days, ...open.map((session) => usageSpan(session)[0])].sort();
  const [first, last] = [all[0], all.at(-1)];
  return first === undefined || last === undefined ? [] : monthsBetween(toMonth(addDays(first, -1)), toMonth(last));
}

/** The months from the first to the last, inclusive; none if the first is later. */
function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  // Years after 9999 are written with a sign and more digits.
  for (let month = first; month <= last && !month.startsWith("+"); month = toMonth(addDays(`${month}-01`, 32)))
    months.push(month);
  return months;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
