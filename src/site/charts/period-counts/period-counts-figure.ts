import { formatInteger } from "../../../text/format/format-number.js";
import { formatDay, type Wording } from "../../../text/format/date-format.js";
import { formatMonth, formatWeekday } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { Figure } from "../figure.js";
import { countTicks, type CountTick } from "../axis-ticks.js";
import type { Counts, MonthsChart, PeriodCounts } from "./period-counts-chart.js";
import { joinParts } from "../gap-words.js";
import { toDayAxis, toMonthAxis, type PeriodAxis } from "../period-axis.js";
import { chartPath } from "../../site-paths.js";
import { describeTop } from "../describe-top.js";

/** Sessions, users and peak in each day or month, as a picture shows them. */
export interface PeriodCountsDrawing {
  readonly kind: "period-counts";
  readonly axis: PeriodAxis;
  /** Without the periods that are still to come, in order. */
  readonly slots: readonly PeriodCountsSlot[];
  readonly sessionTicks: readonly CountTick[];
  /** The scale of users and peak, which are far lower than sessions where people connect often. */
  readonly userTicks: readonly CountTick[];
}

interface PeriodCountsSlot {
  /** Its number among the axis' slots. */
  readonly at: number;
  /** The tooltip. */
  readonly title: string;
  /** Null where nothing was recorded. */
  readonly counts: Counts | null;
}

type PeriodCountsFigure = Figure<PeriodCountsDrawing>;

/** Each of the chart's two panels is low. */
const MAX_TICK_STEPS = 3;

/** A month's days as a chart. */
export function toDaysFigure(
  { language, dateFormat }: Wording,
  month: string,
  days: readonly PeriodCounts[],
): PeriodCountsFigure {
  const t = messagesIn(language);
  return {
    ...toPeriodCountsFigure(language, days, {
      axis: toDayAxis(
        language,
        days.map(({ period }) => period),
      ),
      toName: (day) => `${formatWeekday(language, day)} ${formatDay(dateFormat, day)}`,
      periodTitle: t.column.day,
      unrecorded: t.periodCounts.unrecordedDays,
      note: "",
    }),
    path: chartPath("days", month),
    title: t.periodCounts.daysHeading(formatMonth(language, month)),
  };
}

/** All months as a chart. There must be at least one. */
export function toMonthsFigure(language: Language, { months, hasOlder }: MonthsChart): PeriodCountsFigure {
  const t = messagesIn(language);
  const note = hasOlder ? t.periodCounts.newestMonths(months.length) : "";
  return {
    ...toMonthCountsFigure(language, months, note),
    path: chartPath("months"),
    title: t.periodCounts.monthsHeading,
  };
}

/** A year's months as a chart. */
export function toYearFigure(language: Language, year: string, months: readonly PeriodCounts[]): PeriodCountsFigure {
  return {
    ...toMonthCountsFigure(language, months, ""),
    path: chartPath("months", year),
    title: messagesIn(language).periodCounts.yearHeading(year),
  };
}

function toMonthCountsFigure(
  language: Language,
  months: readonly PeriodCounts[],
  note: string,
): Omit<PeriodCountsFigure, "path" | "title"> {
  const t = messagesIn(language);
  return toPeriodCountsFigure(language, months, {
    axis: toMonthAxis(
      language,
      months.map(({ period }) => period),
    ),
    toName: (month) => formatMonth(language, month),
    periodTitle: t.column.month,
    unrecorded: t.periodCounts.unrecordedMonths,
    note,
  });
}

interface PeriodWords {
  readonly axis: PeriodAxis;
  readonly toName: (period: string) => string;
  readonly periodTitle: string;
  readonly unrecorded: (count: number) => string;
  readonly note: string;
}

function toPeriodCountsFigure(
  language: Language,
  periods: readonly PeriodCounts[],
  { axis, toName, periodTitle, unrecorded, note }: PeriodWords,
): Omit<PeriodCountsFigure, "path" | "title"> {
  const t = messagesIn(language);
  const { column } = t;
  const integer = (value: number): string => formatInteger(language, value);
  const known = periods.filter(({ state }) => state !== "to-come");
  const summary = summarize(periods, { language, toName, unrecorded, note });
  const [first, last] = [periods[0], periods.at(-1)];
  const span =
    first === undefined || last === undefined ? "" : t.periodCounts.span(toName(first.period), toName(last.period));
  return {
    description: [span, summary].filter((text) => text !== "").join(" "),
    context: first === undefined || last === undefined ? "" : `${toName(first.period)} – ${toName(last.period)}`,
    summary,
    legend: [
      { sign: "soft", label: column.sessions },
      { sign: "dot", label: column.users },
      { sign: "peak", label: t.periodCounts.peak },
      ...(periods.some(({ state }) => state === "unrecorded")
        ? [{ sign: "gap", label: t.periodCounts.unrecorded } as const]
        : []),
    ],
    readOut: { kind: "slots" },
    table: {
      caption: t.periodCounts.tableCaption,
      columns: [
        { title: periodTitle, isNumber: false },
        ...[column.sessions, column.users, column.peak].map((title) => ({ title, isNumber: true })),
      ],
      rows: [...known]
        .reverse()
        .map(({ period, state, counts: { sessions, users, peak } }) => [
          toName(period),
          ...(state === "recorded"
            ? [sessions, users, peak].map(integer)
            : [t.periodCounts.unrecorded, t.unknown, t.unknown]),
        ]),
    },
    drawing: {
      kind: "period-counts",
      axis,
      slots: periods.flatMap(({ period, state, counts }, at): PeriodCountsSlot[] => {
        if (state === "to-come") return [];
        if (state === "unrecorded")
          return [{ at, title: `${toName(period)}: ${t.periodCounts.unrecorded}`, counts: null }];
        const figures = [
          `${column.sessions} ${integer(counts.sessions)}`,
          `${column.users} ${integer(counts.users)}`,
          `${column.peak} ${integer(counts.peak)}`,
        ];
        return [{ at, title: `${toName(period)}: ${figures.join(", ")}`, counts }];
      }),
      sessionTicks: countTicks(Math.max(0, ...periods.map(({ counts }) => counts.sessions)), MAX_TICK_STEPS),
      userTicks: countTicks(
        Math.max(0, ...periods.flatMap(({ counts }) => [counts.users, counts.peak])),
        MAX_TICK_STEPS,
      ),
    },
  };
}

function summarize(
  periods: readonly PeriodCounts[],
  { language, toName, unrecorded, note }: Omit<PeriodWords, "axis" | "periodTitle"> & { readonly language: Language },
): string {
  const t = messagesIn(language);
  const describe = (toCount: (counts: Counts) => number, toText: (count: string, when: string) => string): string =>
    describeTop(
      periods,
      ({ counts }) => toCount(counts),
      (count, { period }) => toText(formatInteger(language, count), toName(period)),
    );
  const unrecordedCount = periods.filter(({ state }) => state === "unrecorded").length;
  const sentences = [
    describe(({ sessions }) => sessions, t.periodCounts.mostSessions),
    describe(({ users }) => users, t.periodCounts.mostUsers),
    describe(({ peak }) => peak, t.periodCounts.highestPeak),
    unrecordedCount === 0 ? "" : unrecorded(unrecordedCount),
    note,
  ];
  return joinParts(sentences);
}
