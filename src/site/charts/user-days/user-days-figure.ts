import { formatBytes, formatBytesOrUnknown } from "../../../text/format/format-bytes.js";
import { formatHours } from "../../../text/format/format-duration.js";
import { formatDay, type Wording } from "../../../text/format/date-format.js";
import { formatWeekday } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import { visibleText } from "../../../text/format/visible-text.js";
import type { Figure } from "../figure.js";
import { toDayAxis, type PeriodAxis } from "../period-axis.js";
import type { UserEntry } from "../../site-index.js";
import { chartPath } from "../../site-paths.js";
import { sumTotals, type Totals } from "../../../rollup/totals.js";
import type { UserDay } from "./user-days-chart.js";
import type { AxisScale } from "../axis-scale.js";
import type { BarRow } from "../bar-row.js";
import { joinParts } from "../gap-words.js";
import { toByteScale } from "../byte-scale.js";
import { toHourScale } from "./user-days-scales.js";
import { HOUR_SECONDS } from "../../../text/time-units.js";
import { describeTop } from "../describe-top.js";

/** A user's traffic and hours in each of some days, as a picture shows them. */
export interface UserDaysDrawing {
  readonly kind: "user-days";
  readonly axis: PeriodAxis;
  /** One for each slot, in order. */
  readonly days: readonly UserDaySlot[];
  readonly download: BarRow;
  readonly upload: BarRow;
  readonly hours: BarRow;
}

interface UserDaySlot {
  /** The tooltip. */
  readonly title: string;
  readonly isRecorded: boolean;
}

/** Shorter times are written as no hours. */
const MIN_NAMED_SECONDS = 180;

/** A user's days as a chart. */
export function toUserDaysFigure(
  wording: Wording,
  { user, slug }: Pick<UserEntry, "user" | "slug">,
  days: readonly UserDay[],
): Figure<UserDaysDrawing> {
  const t = messagesIn(wording.language);
  const { column, noName } = t;
  const summary = summarize(wording, days);
  const [from = "", to = ""] = [days[0], days.at(-1)].map((day) => formatDay(wording.dateFormat, day?.day ?? ""));
  const period = t.userDays.span(from, to);
  return {
    path: chartPath("user", slug),
    title: t.userDays.heading(period),
    description: `${visibleText(user) || noName}, ${period}: ${summary}`,
    context: `${visibleText(user) || noName} · ${period}`,
    summary,
    legend: days.some(({ isRecorded }) => !isRecorded) ? [{ sign: "gap", label: t.periodCounts.unrecorded }] : [],
    readOut: { kind: "slots" },
    table: {
      caption: t.userDays.tableCaption,
      columns: [
        { title: column.day, isNumber: false },
        ...[column.upload, column.download, column.hours].map((title) => ({ title, isNumber: true })),
      ],
      rows: [...days].reverse().map((day) => [toName(wording, day.day), ...toCells(wording.language, day)]),
    },
    drawing: toDrawing(wording, days),
  };
}

function toDrawing(wording: Wording, days: readonly UserDay[]): UserDaysDrawing {
  const { language } = wording;
  const { column } = messagesIn(language);
  const row = (
    heading: string,
    toValue: (totals: Totals) => number | null,
    toScale: (language: Language, most: number) => AxisScale,
  ): BarRow => {
    const values = days.map(({ totals }) => (totals === null ? 0 : (toValue(totals) ?? 0)));
    return { heading, values, scale: toScale(language, Math.max(0, ...values)) };
  };
  return {
    kind: "user-days",
    axis: toDayAxis(
      language,
      days.map(({ day }) => day),
    ),
    days: days.map((day) => ({ title: hoverText(wording, day), isRecorded: day.isRecorded })),
    download: row(`↓ ${column.download}`, ({ bytesSent }) => bytesSent, toByteScale),
    upload: row(`↑ ${column.upload}`, ({ bytesReceived }) => bytesReceived, toByteScale),
    hours: row(column.hours, ({ connectedSeconds }) => connectedSeconds / HOUR_SECONDS, toHourScale),
  };
}

function hoverText(wording: Wording, day: UserDay): string {
  const { language } = wording;
  const { column } = messagesIn(language);
  const [upload = "", download = "", hours = ""] = toCells(language, day);
  const figures =
    day.totals === null
      ? upload
      : `${column.upload} ${upload}, ${column.download} ${download}, ${column.hours} ${hours}`;
  return `${toName(wording, day.day)}: ${figures}`;
}

/** Upload, download and hours, or why there are none. */
function toCells(language: Language, { isRecorded, totals }: UserDay): readonly string[] {
  const t = messagesIn(language);
  const { unknown } = t;
  if (totals === null) return [isRecorded ? t.userDays.notConnected : t.periodCounts.unrecorded, unknown, unknown];
  return [
    formatBytesOrUnknown(language, totals.bytesReceived),
    formatBytesOrUnknown(language, totals.bytesSent),
    formatHours(language, totals.connectedSeconds),
  ];
}

function toName({ language, dateFormat }: Wording, day: string): string {
  return `${formatWeekday(language, day)} ${formatDay(dateFormat, day)}`;
}

function summarize(wording: Wording, days: readonly UserDay[]): string {
  const { language } = wording;
  const t = messagesIn(language);
  const connected = days.flatMap(({ day, totals }) => (totals === null ? [] : [{ day, totals }]));
  const all = sumTotals(connected.map(({ totals }) => totals));
  const describe = (toValue: (totals: Totals) => number, toText: (value: number, day: string) => string): string =>
    describeTop(
      connected,
      ({ totals }) => toValue(totals),
      (value, { day }) => toText(value, toName(wording, day)),
    );
  const unrecordedCount = days.filter(({ isRecorded }) => !isRecorded).length;
  const sentences = [
    t.userDays.totals(
      formatBytesOrUnknown(language, all.bytesReceived),
      formatBytesOrUnknown(language, all.bytesSent),
      formatHours(language, all.connectedSeconds),
      connected.length,
    ),
    describe(
      ({ bytesReceived, bytesSent }) => (bytesReceived ?? 0) + (bytesSent ?? 0),
      (size, day) => t.userDays.mostTraffic(formatBytes(language, size), day),
    ),
    describe(
      ({ connectedSeconds }) => (connectedSeconds < MIN_NAMED_SECONDS ? 0 : connectedSeconds),
      (seconds, day) => t.userDays.longest(formatHours(language, seconds), day),
    ),
    unrecordedCount === 0 ? "" : t.periodCounts.unrecordedDays(unrecordedCount),
  ];
  return joinParts(sentences);
}
