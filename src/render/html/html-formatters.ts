import { durationSeconds, isStartBelieved } from "../../history/counted-from.js";
import { toEndBounds, type EndBounds } from "../../history/end-bounds.js";
import { toLocalDay } from "../../history/local-day.js";
import type { Session } from "../../history/session.js";
import { toPlatformName } from "../../site/client-names.js";
import type { Exactness } from "../../site/pages/exactness.js";
import type { Totals } from "../../rollup/totals.js";
import { parsePeerAddress } from "../../status/parse-peer-address.js";
import type { Zone } from "../../status/zone.js";
import { formatDay, type DateFormat } from "../../text/format/date-format.js";
import { formatBytesOrUnknown } from "../../text/format/format-bytes.js";
import { countryName } from "../../text/format/format-country.js";
import { formatAtMost, formatDuration, formatHours } from "../../text/format/format-duration.js";
import { formatInteger, formatOneDecimal } from "../../text/format/format-number.js";
import {
  formatDate,
  formatDateTime,
  formatDateTimeSeconds,
  formatInstant,
  formatLongDay,
  formatLongWeekday,
  formatMonth,
  formatShortMonth,
  formatTime,
  formatTimeSeconds,
  formatWeekday,
} from "../../text/format/format-time.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { Prose } from "./escape-html.js";

/** How templates write values: the formats of `text/` in one language and one zone. Times are epoch seconds. */
export interface HtmlFormatters {
  /** A user's name in a link or a heading, which cannot be empty. */
  readonly name: (user: string) => string;
  /** A client's platform as people call it. */
  readonly platform: (platform: string) => string;
  /** The name of a country, from its code. */
  readonly country: (code: string) => string;
  /** An alias or the site's title, in which emoji are kept. */
  readonly prose: (text: string) => Prose;
  readonly bytes: (sizeBytes: number | null) => string;
  /** A rate in Mbit/s, without its unit: `0.5`. */
  readonly megabits: (bitsPerSecond: number) => string;
  readonly integer: (value: number) => string;
  readonly oneDecimal: (value: number) => string;
  readonly duration: (durationSeconds: number) => string;
  /** How long a session lasted until an instant, as far as its start is believed. */
  readonly sessionDuration: (session: Session, untilSeconds: number) => string;
  readonly isStartBelieved: (session: Session) => boolean;
  readonly endBounds: (session: Session) => EndBounds | null;
  /** How exact totals are, in few words. */
  readonly exactness: (exactness: Exactness) => string;
  /** An upper limit of a duration. */
  readonly atMost: (durationSeconds: number) => string;
  /** The duration of totals; unknown if they are of running sessions alone and nothing is final yet. */
  readonly hours: (totals: Totals) => string;
  /**
   * By how much a value differs from an earlier one, with a blank before: ` (+7 %)`; empty where that is meaningless.
   */
  readonly change: (value: number | null, before: number | null) => string;
  /** Joins several notes. */
  readonly notes: (...notes: readonly string[]) => string;
  /** The port of an address with one, as a text; null if it has none. */
  readonly port: (address: string) => string | null;
  readonly date: (epochSeconds: number) => string;
  readonly time: (epochSeconds: number) => string;
  readonly timeSeconds: (epochSeconds: number) => string;
  readonly dateTime: (epochSeconds: number) => string;
  readonly dateTimeSeconds: (epochSeconds: number) => string;
  readonly instant: (epochSeconds: number) => string;
  /** A day of the data, short. */
  readonly day: (day: string) => string;
  readonly longDay: (day: string) => string;
  readonly weekday: (day: string) => string;
  /** The weekday of a day of the data, in full. */
  readonly longWeekday: (day: string) => string;
  readonly month: (month: string) => string;
  /** A month's name alone, short. */
  readonly shortMonth: (month: string) => string;
  /** An hour of the day, which may be that of the next day: `07`. */
  readonly hour: (hour: number) => string;
  /** How many calendar days an instant is after a day. */
  readonly daysAfter: (day: string, epochSeconds: number) => number;
  /** Whole percent of a maximum, for the length of a bar. */
  readonly percent: (value: number, max: number) => number;
}

/** A larger change is clearer from the two values. */
const MAX_PERCENT = 999;

/** Makes the formatters of the templates for the site's language, zone and date format. */
export function makeHtmlFormatters(language: Language, zone: Zone, dates: DateFormat): HtmlFormatters {
  const t = messagesIn(language);
  return {
    name: (user) => user || t.noName,
    platform: toPlatformName,
    country: (code) => countryName(language, code),
    prose: (text) => new Prose(text),
    bytes: (sizeBytes) => formatBytesOrUnknown(language, sizeBytes),
    megabits: (bitsPerSecond) => formatOneDecimal(language, bitsPerSecond / 1e6),
    integer: (value) => formatInteger(language, value),
    oneDecimal: (value) => formatOneDecimal(language, value),
    duration: (seconds) => formatDuration(language, seconds),
    sessionDuration: (session, untilSeconds) => formatDuration(language, durationSeconds(session, untilSeconds)),
    isStartBelieved,
    endBounds: toEndBounds,
    exactness: (exactness) => describeExactness(exactness, language),
    atMost: (seconds) => formatAtMost(language, seconds),
    hours: ({ connectedSeconds, exactEnds, boundedEnds, unboundedEnds }) =>
      connectedSeconds === 0 && exactEnds + boundedEnds + unboundedEnds === 0
        ? t.unknown
        : formatHours(language, connectedSeconds),
    change: toChange,
    notes: (...notes) => notes.filter((note) => note !== "").join(", "),
    port: toPort,
    date: (epochSeconds) => formatDate(dates, zone, epochSeconds),
    time: (epochSeconds) => formatTime(zone, epochSeconds),
    timeSeconds: (epochSeconds) => formatTimeSeconds(zone, epochSeconds),
    dateTime: (epochSeconds) => formatDateTime(dates, zone, epochSeconds),
    dateTimeSeconds: (epochSeconds) => formatDateTimeSeconds(dates, zone, epochSeconds),
    instant: formatInstant,
    day: (day) => formatDay(dates, day),
    longDay: (day) => formatLongDay(language, day),
    weekday: (day) => formatWeekday(language, day),
    longWeekday: (day) => formatLongWeekday(language, day),
    month: (month) => formatMonth(language, month),
    shortMonth: (month) => formatShortMonth(language, month),
    hour: (hour) => String(hour % 24).padStart(2, "0"),
    daysAfter: (day, epochSeconds) => {
      const date = toLocalDay(zone, epochSeconds);
      return date === day ? 0 : Math.round((Date.parse(date) - Date.parse(day)) / 86_400_000);
    },
    percent: (value, max) => (max === 0 ? 0 : Math.round((100 * value) / max)),
  };
}

function describeExactness(exactness: Exactness, language: Language): string {
  const t = messagesIn(language);
  if (exactness.kind === "at-most") return t.exactness.atMostMore(formatAtMost(language, exactness.missingSeconds));
  return exactness.kind === "exact" ? t.exactness.exact : t.exactness.atLeast;
}

function toChange(value: number | null, before: number | null): string {
  if (value === null || before === null || before === 0) return "";
  const percent = Math.round((100 * (value - before)) / before);
  if (percent > MAX_PERCENT) return "";
  const sign = percent > 0 ? "+" : percent < 0 ? "−" : "±";
  return ` (${sign}${Math.abs(percent)} %)`;
}

function toPort(address: string): string | null {
  const port = parsePeerAddress(address)?.port;
  return port === undefined || port === null ? null : String(port);
}
