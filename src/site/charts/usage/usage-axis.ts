import { toLocalDay } from "../../../history/local-day.js";
import type { Zone } from "../../../status/zone.js";
import { formatShortMonth, formatWeekday } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import type { AxisLabel, PeriodAxis } from "../period-axis.js";

/** Below hours: the weekday and the number of each day. */
export function toWeekHoursAxis(language: Language, zone: Zone, hours: readonly number[]): PeriodAxis {
  const labels: AxisLabel[] = [];
  const boundaries: number[] = [];
  const days = runs(hours.map((hour) => toLocalDay(zone, hour)));
  for (const { value: day, from, to } of days) {
    boundaries.push(from);
    const at = (from + to) / 2;
    labels.push({ at, row: 0, text: formatWeekday(language, day), fromPx: 0 });
    labels.push({ at, row: 1, text: String(Number(day.slice(8))), fromPx: 0 });
  }
  return { slotCount: hours.length, labels, boundaries };
}

/** A month that has fewer weeks is too narrow for its name. */
const MIN_WEEKS = 3;

/** Below weeks: the months in which they begin, and the years. */
export function toWeeksAxis(language: Language, mondays: readonly string[]): PeriodAxis {
  const labels: AxisLabel[] = [];
  const boundaries: number[] = [];
  const months = runs(mondays.map((monday) => monday.slice(0, 7)));
  const firstNamed = months.findIndex(({ from, to }) => to - from >= MIN_WEEKS);
  // Two adjacent years would read as one number.
  const isYearNear = months.slice(0, firstNamed + 3).some(({ value }) => value.endsWith("-01"));
  for (const [place, { value: month, from, to }] of months.entries()) {
    if (from > 0) boundaries.push(from);
    if (to - from < MIN_WEEKS) continue;
    const at = (from + to) / 2;
    labels.push({ at, row: 0, text: formatShortMonth(language, month), fromPx: place % 3 === 1 ? 0 : 560 });
    if (month.endsWith("-01") || (place === firstNamed && !isYearNear)) {
      labels.push({ at, row: 1, text: month.slice(0, 4), fromPx: 0 });
    }
  }
  return { slotCount: mondays.length, labels, boundaries };
}

interface Run {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** Neighbours with the same value. */
function runs(values: readonly string[]): readonly Run[] {
  const found: Run[] = [];
  for (const [at, value] of values.entries()) {
    const last = found.at(-1);
    if (last?.value === value) found[found.length - 1] = { ...last, to: at + 1 };
    else found.push({ value, from: at, to: at + 1 });
  }
  return found;
}
