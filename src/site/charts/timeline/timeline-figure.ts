import type { Zone } from "../../../status/zone.js";
import { fitText } from "../../../text/format/fit-text.js";
import { visibleText } from "../../../text/format/visible-text.js";
import { formatInteger } from "../../../text/format/format-number.js";
import { formatLongDay, formatTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import type { Figure, LegendEntry } from "../figure.js";
import { hourTicks, type HourTick } from "../axis-ticks.js";
import { gapLegend, gapSummary, joinParts } from "../gap-words.js";
import type { SessionSpan } from "../../../rollup/peak.js";
import type { TimelineBar, TimelineChart, TimelineLane } from "./timeline-chart.js";

/** How much text fits beside the lanes of the chart's own file. */
const MAX_NAME_EM = 13;

/** The content of the picture of a day's sessions. Times are seconds since the beginning of the day. */
export interface TimelineDrawing {
  readonly kind: "timeline";
  readonly lengthSeconds: number;
  readonly lanes: readonly TimelineDrawingLane[];
  readonly gaps: readonly (SessionSpan & { readonly title: string })[];
  readonly hourTicks: readonly HourTick[];
  /** The line after which nothing is known yet; null if the day is over. */
  readonly now: { readonly atSeconds: number; readonly label: string } | null;
  /** Shown in the middle where there is no bar; else empty. */
  readonly note: string;
}

export interface TimelineDrawingLane {
  readonly label: string;
  readonly rowCount: number;
  readonly bars: readonly TimelineDrawingBar[];
}

export interface TimelineDrawingBar extends SessionSpan {
  readonly row: number;
  readonly isFromBefore: boolean;
  readonly goesOn: boolean;
  /** Ended, where others are running. */
  readonly isSoft: boolean;
  readonly note: BarNote;
}

interface BarNote {
  readonly title: string;
  /** The session's row in the history; absent if a bar stands for several sessions. */
  readonly href?: string;
}

interface TimelineWords {
  readonly peak: number;
  readonly language: Language;
  readonly zone: Zone;
}

/** A day's timeline in one language and zone. The sessions themselves are in a table of the day's page. */
export function toTimelineFigure(chart: TimelineChart, words: TimelineWords, path: string): Figure<TimelineDrawing> {
  const { language } = words;
  const t = messagesIn(language);
  const summary = summarize(chart, words);
  return {
    path,
    title: t.timelineChart.heading,
    description: `${t.timelineChart.what(formatLongDay(language, chart.day))} ${summary}`,
    context: formatLongDay(language, chart.day),
    summary,
    legend: toLegend(chart, words),
    readOut: { kind: "bars" },
    table: null,
    drawing: toDrawing(chart, words),
  };
}

function summarize(chart: TimelineChart, { peak, language, zone }: TimelineWords): string {
  const t = messagesIn(language);
  const { sessionCount, userCount, recordingSince, fromSeconds, lengthSeconds, asOfSeconds } = chart;
  const isUnknown = chart.gaps.some(
    ({ startSeconds, endSeconds }) => startSeconds === 0 && endSeconds >= (asOfSeconds ?? lengthSeconds),
  );
  const integer = (count: number): string => formatInteger(language, count);
  return joinParts([
    ...(sessionCount > 0
      ? [t.timelineChart.count(t.sessionCount(sessionCount, integer(sessionCount)), userCount, integer(userCount))]
      : isUnknown
        ? []
        : [t.timelineChart.nobody]),
    ...(peak === 0 ? [] : [t.timelineChart.peak(integer(peak))]),
    ...gapSummary(gapsInTime(chart), recordingSince === null ? null : fromSeconds + recordingSince, language, zone),
  ]);
}

/** Running sessions are highlighted. Without any, all bars look the same and need no legend. */
function toLegend(chart: TimelineChart, { language, zone }: TimelineWords): readonly LegendEntry[] {
  const t = messagesIn(language);
  return [
    ...(hasRunning(chart)
      ? ([
          { sign: "line", label: t.status.running },
          { sign: "soft", label: t.status.ended },
        ] as const)
      : []),
    ...gapLegend(gapsInTime(chart), language, zone),
  ];
}

/** In epoch seconds. */
function gapsInTime({ gaps, fromSeconds }: TimelineChart): readonly SessionSpan[] {
  return gaps.map(({ startSeconds, endSeconds }) => ({
    startSeconds: fromSeconds + startSeconds,
    endSeconds: fromSeconds + endSeconds,
  }));
}

function hasRunning({ lanes }: TimelineChart): boolean {
  return lanes.some(({ bars }) => bars.some(({ isRunning }) => isRunning));
}

function toDrawing(chart: TimelineChart, { language, zone }: TimelineWords): TimelineDrawing {
  const t = messagesIn(language);
  const { fromSeconds, lengthSeconds, asOfSeconds } = chart;
  const time = (seconds: number): string =>
    seconds === lengthSeconds ? "24:00" : formatTime(zone, fromSeconds + seconds);
  const isSoft = hasRunning(chart) ? ({ isRunning }: TimelineBar) => !isRunning : () => false;
  const toLane = ({ user, rowCount, bars }: TimelineLane): TimelineDrawingLane => {
    const name = visibleText(user) || t.noName;
    return {
      label: fitText(name, MAX_NAME_EM),
      rowCount,
      bars: bars.map((bar) => {
        const { startSeconds, endSeconds, row, isFromBefore, goesOn, isRunning, sessionId, rowPath } = bar;
        const title = t.timelineChart.bar(
          name,
          isFromBefore ? t.timelineChart.before : time(startSeconds),
          isRunning ? t.status.running : goesOn ? t.timelineChart.after : time(endSeconds),
        );
        const note = { title, ...(rowPath === null ? {} : { href: `/${rowPath}#${sessionId}` }) };
        return { startSeconds, endSeconds, row, isFromBefore, goesOn, isSoft: isSoft(bar), note };
      }),
    };
  };
  return {
    kind: "timeline",
    lengthSeconds,
    lanes: [...chart.lanes.map(toLane), ...othersLanes(chart, language)],
    gaps: chart.gaps.map((gap) => ({ ...gap, title: t.chart.gap(time(gap.startSeconds), time(gap.endSeconds)) })),
    hourTicks: [
      ...hourTicks(fromSeconds, fromSeconds + lengthSeconds - 1, zone),
      { atSeconds: lengthSeconds, label: "24:00", isMinor: false },
    ],
    now: asOfSeconds === null ? null : { atSeconds: asOfSeconds, label: t.timelineChart.asOf(time(asOfSeconds)) },
    // A day with gaps may have had sessions.
    note: chart.sessionCount === 0 && chart.gaps.length === 0 ? t.timelineChart.nobody : "",
  };
}

function othersLanes({ others, lengthSeconds }: TimelineChart, language: Language): readonly TimelineDrawingLane[] {
  if (others === null) return [];
  const label = messagesIn(language).timelineChart.others(formatInteger(language, others.userCount));
  return [
    {
      label,
      rowCount: 1,
      bars: others.spans.map((span) => ({
        ...span,
        row: 0,
        isFromBefore: span.startSeconds === 0,
        goesOn: span.endSeconds === lengthSeconds,
        isSoft: true,
        note: { title: label },
      })),
    },
  ];
}
