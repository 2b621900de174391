import { formatShortMonth, formatWeekday } from "../../text/format/format-time.js";
import type { Language } from "../../text/i18n/language.js";
import { toWeekday } from "../../text/weekday.js";

/** The axis below a chart with a slot for each day or month. Places count in slots from the left edge. */
export interface PeriodAxis {
  /** At least the number of periods; the remaining slots stay empty. */
  readonly slotCount: number;
  readonly labels: readonly AxisLabel[];
  /** Where weeks or years begin. */
  readonly boundaries: readonly number[];
}

export interface AxisLabel {
  /** Where its middle is. */
  readonly at: number;
  /** The first or the second row below the axis. */
  readonly row: 0 | 1;
  readonly text: string;
  /** Hidden in charts that are narrower than this. */
  readonly fromPx: 0 | 400 | 560;
}

/** So that a single month is not as wide as the chart. */
const MIN_MONTH_SLOTS = 12;
const MAX_MONTHS_FOR_EACH_LABEL = 20;
const MAX_MONTHS_FOR_EACH_QUARTER = 24;
/** The share of the axis that a year needs for its number to fit from 400 pixels on. */
const MIN_YEAR_SHARE = 0.1;

const SATURDAY = 6;
const SUNDAY = 0;
const MONDAY = 1;

/** The number of each day, always shown for Mondays, and the names of the weekends below. */
export function toDayAxis(language: Language, days: readonly string[]): PeriodAxis {
  const labels: AxisLabel[] = [];
  const boundaries: number[] = [];
  for (const [slot, day] of days.entries()) {
    const weekday = toWeekday(day);
    if (weekday === MONDAY) boundaries.push(slot);
    labels.push({ at: slot + 0.5, row: 0, text: String(Number(day.slice(8))), fromPx: weekday === MONDAY ? 0 : 560 });
    const next = days[slot + 1];
    if (weekday === SATURDAY && next !== undefined) {
      const text = `${formatWeekday(language, day)} ${formatWeekday(language, next)}`;
      labels.push({ at: slot + 1, row: 1, text, fromPx: 400 });
    } else if (weekday === SATURDAY || (weekday === SUNDAY && slot === 0)) {
      labels.push({ at: slot + 0.5, row: 1, text: formatWeekday(language, day), fromPx: 400 });
    }
  }
  return { slotCount: days.length, labels, boundaries };
}

/** The names of as many months as fit, for up to five years, and the years below. */
export function toMonthAxis(language: Language, months: readonly string[]): PeriodAxis {
  const slotCount = Math.max(MIN_MONTH_SLOTS, months.length);
  const monthLabels = months.flatMap((month, slot): AxisLabel[] => {
    const beginsQuarter = Number(month.slice(5)) % 3 === 1;
    if (months.length > MAX_MONTHS_FOR_EACH_LABEL && !beginsQuarter) return [];
    const fromPx = monthLabelFrom(months.length, slot, beginsQuarter);
    return [{ at: slot + 0.5, row: 0, text: formatShortMonth(language, month), fromPx }];
  });
  const years = yearSpans(months);
  return {
    slotCount,
    labels: [
      ...monthLabels,
      ...years
        .filter(({ from, to }) => (to - from) / slotCount >= MIN_YEAR_SHARE)
        .map(({ year, from, to }): AxisLabel => {
          return { at: (from + to) / 2, row: 1, text: year, fromPx: 0 };
        }),
    ],
    boundaries: years.map(({ from }) => from),
  };
}

/** How wide a chart must be to show a month's name. */
function monthLabelFrom(count: number, slot: number, beginsQuarter: boolean): AxisLabel["fromPx"] {
  if (count > MAX_MONTHS_FOR_EACH_QUARTER) return 560;
  if (count > MIN_MONTH_SLOTS) return beginsQuarter ? 0 : 560;
  const isSecond = (count - 1 - slot) % 2 === 1;
  return isSecond ? 400 : 0;
}

function yearSpans(months: readonly string[]): readonly { year: string; from: number; to: number }[] {
  const spans: { year: string; from: number; to: number }[] = [];
  for (const [slot, month] of months.entries()) {
    const year = month.slice(0, 4);
    const last = spans.at(-1);
    if (last?.year === year) last.to = slot + 1;
    else spans.push({ year, from: slot, to: slot + 1 });
  }
  return spans;
}
