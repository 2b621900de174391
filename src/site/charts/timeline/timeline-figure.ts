import { countedFrom, countedUntil, durationSeconds, isStartBelieved } from "../../../history/counted-from.js";
import type { Zone } from "../../../status/zone.js";
import { fitText } from "../../../text/format/fit-text.js";
import { visibleText } from "../../../text/format/visible-text.js";
import { formatDuration, formatHours, formatMinutes } from "../../../text/format/format-duration.js";
import { formatInteger } from "../../../text/format/format-number.js";
import { formatDateTime, formatLongDay, formatTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import { groupBy } from "../../../history/group-by.js";
import type { ChartTable, Figure } from "../figure.js";
import { hourTicks, type HourTick } from "../axis-ticks.js";
import type { SessionSpan } from "../../../rollup/peak.js";
import type { TimelineBar, TimelineChart, TimelineLane } from "./timeline-chart.js";

/** Longer lists are grouped by user: the day's page lists every session in its own table. */
const MOST_SESSION_ROWS = 60;
/** How much text fits beside the lanes of a wide chart, and of a narrow one, whose letters are larger. */
const MOST_NAME_EM = 13;
const MOST_BRIEF_NAME_EM = 7.2;

/** What the picture of a day's sessions shows. Times are seconds since the beginning of the day. */
export interface TimelineDrawing {
  readonly kind: "timeline";
  readonly lengthSeconds: number;
  readonly lanes: readonly TimelineDrawingLane[];
  readonly gaps: readonly (SessionSpan & { readonly title: string })[];
  readonly hourTicks: readonly HourTick[];
  /** What outlined bars and grey bands mean; empty where there are none. */
  readonly legend: { readonly running: string; readonly gap: string };
  /** Shown in the middle where there is no bar; else empty. */
  readonly note: string;
}

export interface TimelineDrawingLane {
  readonly label: string;
  /** For a narrow chart. */
  readonly briefLabel: string;
  readonly rowCount: number;
  readonly bars: readonly (TimelineBar & { readonly title: string })[];
}

/** A day's timeline in one language and zone: the picture, the words and the table say the same. */
export function timelineFigure(
  chart: TimelineChart,
  peak: number,
  language: Language,
  zone: Zone,
  path: string,
): Figure<TimelineDrawing> {
  const t = messagesIn(language);
  const summary = summarize(chart, peak, language);
  return {
    path,
    title: t.timelineChart.heading,
    description: `${t.timelineChart.what(formatLongDay(language, chart.day))} ${summary}`,
    summary,
    table:
      chart.sessions.length <= MOST_SESSION_ROWS
        ? sessionTable(chart, language, zone)
        : userTable(chart, language, zone),
    drawing: toDrawing(chart, language, zone),
  };
}

function summarize({ sessions, userCount, gaps }: TimelineChart, peak: number, language: Language): string {
  const t = messagesIn(language);
  const unmonitoredSeconds = gaps.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
  return [
    ...(sessions.length === 0
      ? [t.timelineChart.nobody]
      : [
          t.timelineChart.count(
            t.sessionCount(sessions.length, formatInteger(language, sessions.length)),
            userCount,
            formatInteger(language, peak),
          ),
        ]),
    ...(unmonitoredSeconds === 0 ? [] : [t.chart.unmonitored(formatMinutes(language, unmonitoredSeconds))]),
  ].join(" ");
}

function toDrawing(chart: TimelineChart, language: Language, zone: Zone): TimelineDrawing {
  const t = messagesIn(language);
  const time = ({ startSeconds, endSeconds }: SessionSpan): readonly [string, string] => [
    formatTime(zone, chart.fromSeconds + startSeconds),
    endSeconds === chart.lengthSeconds ? "24:00" : formatTime(zone, chart.fromSeconds + endSeconds),
  ];
  const toTitle = (user: string, bar: TimelineBar): string => {
    const [start, end] = time(bar);
    return t.timelineChart.bar(visibleText(user) || t.noName, start, bar.isRunning ? t.status.running : end);
  };
  const toDrawingLane = ({ user, rowCount, bars }: TimelineLane): TimelineDrawingLane => ({
    label: fitText(visibleText(user) || t.noName, MOST_NAME_EM),
    briefLabel: fitText(visibleText(user) || t.noName, MOST_BRIEF_NAME_EM),
    rowCount,
    bars: bars.map((bar) => ({ ...bar, title: toTitle(user, bar) })),
  });
  return {
    kind: "timeline",
    lengthSeconds: chart.lengthSeconds,
    lanes: [...chart.lanes.map(toDrawingLane), ...othersLanes(chart, language)],
    gaps: chart.gaps.map((gap) => ({ ...gap, title: t.chart.gap(...time(gap)) })),
    hourTicks: hourTicks(chart.fromSeconds, chart.fromSeconds + chart.lengthSeconds, zone),
    legend: {
      running: chart.lanes.some(({ bars }) => bars.some(({ isRunning }) => isRunning)) ? t.timelineChart.running : "",
      gap: chart.gaps.length === 0 ? "" : t.chart.notMonitored,
    },
    note: chart.sessions.length === 0 ? t.timelineChart.nobody : "",
  };
}

function othersLanes({ others, lengthSeconds }: TimelineChart, language: Language): readonly TimelineDrawingLane[] {
  if (others === null) return [];
  const label = messagesIn(language).timelineChart.others(others.userCount);
  return [
    {
      label,
      briefLabel: label,
      rowCount: 1,
      bars: others.spans.map((span) => ({
        ...span,
        row: 0,
        isFromBefore: span.startSeconds === 0,
        goesOn: span.endSeconds === lengthSeconds,
        isRunning: false,
        title: label,
      })),
    },
  ];
}

function sessionTable(chart: TimelineChart, language: Language, zone: Zone): ChartTable {
  const t = messagesIn(language);
  const time = timeOnDay(chart, language, zone);
  return {
    caption: t.timelineChart.sessionsCaption,
    columns: [
      { title: t.column.user, isNumber: false },
      { title: t.column.start, isNumber: true },
      { title: t.column.end, isNumber: true },
      { title: t.column.duration, isNumber: true },
    ],
    rows: chart.sessions.map(({ session }) => {
      const { user, startSeconds, endSeconds } = session;
      const start = time(startSeconds);
      return [
        user || t.noName,
        isStartBelieved(session) ? start : `${start} (${t.unsetClockStart})`,
        endSeconds === null ? t.status.running : time(endSeconds),
        endSeconds === null ? t.unknown : formatDuration(language, durationSeconds(session, endSeconds)),
      ];
    }),
  };
}

/** The hours are those on the day, as far as they are final. */
function userTable(chart: TimelineChart, language: Language, zone: Zone): ChartTable {
  const t = messagesIn(language);
  const time = timeOnDay(chart, language, zone);
  return {
    caption: t.timelineChart.usersCaption,
    columns: [
      { title: t.column.user, isNumber: false },
      { title: t.timelineChart.firstStart, isNumber: true },
      { title: t.timelineChart.lastEnd, isNumber: true },
      { title: t.column.sessions, isNumber: true },
      { title: t.column.hours, isNumber: true },
    ],
    rows: [...groupBy(chart.sessions, ({ session }) => session.user)].map(([user, sessions]) => [
      user || t.noName,
      ...sessions.slice(0, 1).map(({ session }) => time(countedFrom(session))),
      sessions.some(({ session }) => session.endSeconds === null)
        ? t.status.running
        : time(Math.max(...sessions.map(({ session }) => countedUntil(session)))),
      formatInteger(language, sessions.length),
      formatHours(
        language,
        sessions.reduce((sum, { finalSeconds }) => sum + finalSeconds, 0),
      ),
    ]),
  };
}

/** Only the time if it is on the day itself, else with its date. */
function timeOnDay(
  { fromSeconds, lengthSeconds }: TimelineChart,
  language: Language,
  zone: Zone,
): (epochSeconds: number) => string {
  return (epochSeconds) =>
    epochSeconds >= fromSeconds && epochSeconds < fromSeconds + lengthSeconds
      ? formatTime(zone, epochSeconds)
      : formatDateTime(language, zone, epochSeconds);
}
