import type { EndedSessions } from "./ended-sessions.js";
import { groupBy } from "./group-by.js";
import { addDays, toMonth } from "./local-day.js";
import type { Session } from "./session.js";
import { usageSpan } from "./usage-span.js";

/** Some months of a history, in any zone, and the ended sessions that were connected in them. */
export interface MonthPart {
  readonly months: ReadonlySet<string>;
  /** All of those, and some that were connected just before or after. */
  readonly ended: readonly Session[];
  /** Those that began on the UTC days of these months: each session stands in one part so. */
  readonly begun: readonly Session[];
}

/**
 * A history in parts of whole months, oldest first: as many months as have so many sessions, and at least one. They cover
 * every month in which anyone was connected.
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
      // In a zone west of UTC a month goes on while the next one's first UTC day has begun.
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

/** Those from the first in which a session may be shown to the last in which one began. */
function monthsOfStarts(days: readonly string[], open: readonly Session[]): readonly string[] {
  const all = [...days, ...open.map((session) => usageSpan(session)[0])].sort();
  const [first, last] = [all[0], all.at(-1)];
  return first === undefined || last === undefined ? [] : monthsBetween(toMonth(addDays(first, -1)), toMonth(last));
}

/** Both among them; none if the first is the later one. */
function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  // After the year 9999 come five digits and a sign.
  for (let month = first; month <= last && !month.startsWith("+"); month = toMonth(addDays(`${month}-01`, 32)))
    months.push(month);
  return months;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
