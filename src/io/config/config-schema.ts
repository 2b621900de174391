import { isAbsolute, normalize } from "node:path";
import * as v from "valibot";
import { isTextEncoding } from "../../status/decode-status-text.js";
import { makeZone } from "../../status/zone.js";
import { DATE_ORDERS } from "../../text/format/date-format.js";
import { parseDays, parseDuration } from "../../text/format/parse-duration.js";
import { isSafeToPaste } from "../../text/format/printed-command.js";
import { parseColor } from "../../text/format/readable-color.js";
import { LANGUAGES } from "../../text/i18n/language.js";

/*
 * The keys of the config file, with what each may hold and its default. A message says what is expected, in words that
 * can follow "expected".
 */

const TEXT = v.pipe(v.string("a text in quotes"), v.nonEmpty("a text in quotes"));
const LANGUAGE = v.picklist(LANGUAGES, LANGUAGES.map((language) => `"${language}"`).join(" or "));
/** An IANA zone that this system knows. */
const ZONE = v.pipe(TEXT, converted(zoneName, 'a time zone like "Europe/Berlin"'));
/** A label of the Encoding standard, of an encoding that contains ASCII. */
const ENCODING = v.pipe(TEXT, v.check(isTextEncoding, 'an encoding like "windows-1252" or "iso-8859-2"'));
/** Not relative to the config: OpenVPN's own config names the file, too. */
const EVENTS = v.pipe(
  TEXT,
  v.check(
    (path) => isAbsolute(path) && isSafeToPaste(path),
    'an absolute path like "/var/spool/openvpn-status-site/berlin.events"',
  ),
  v.transform(normalize),
);
const DURATION = v.pipe(TEXT, converted(parseDuration, 'a duration like "90s", "5m", "12h" or "90d"'));
/** In seconds; `null` for "off". */
const DAYS_OR_OFF = v.pipe(TEXT, converted(daysOrOff, '"off" or a number of days like "90d"'));
/** `.mmdb` so that a misspelt "off" is not taken for a path. */
const GEOIP = v.pipe(
  TEXT,
  v.check(
    (text) => text === "bundled" || text === "off" || text.endsWith(".mmdb"),
    '"bundled", "off" or the path of a file .mmdb',
  ),
);
const RECENT_DAYS = "a whole number from 1 to 366";

export const SERVER_SCHEMA = v.strictObject(
  {
    name: v.optional(TEXT),
    status: TEXT,
    timezone: v.optional(ZONE),
    encoding: v.optional(ENCODING),
    password_file: v.optional(TEXT),
    events: v.optional(EVENTS),
  },
  "tables headed [[server]]",
);

export const SITE_SCHEMA = v.strictObject({
  title: v.optional(TEXT, "OpenVPN"),
  language: v.optional(LANGUAGE, "en"),
  timezone: v.optional(ZONE),
  out: v.optional(TEXT, "out"),
  history: v.optional(TEXT, "history"),
  aliases: v.optional(TEXT),
  geoip: v.optional(GEOIP, "bundled"),
  recent_days: v.optional(
    v.pipe(v.number(RECENT_DAYS), v.integer(RECENT_DAYS), v.minValue(1, RECENT_DAYS), v.maxValue(366, RECENT_DAYS)),
    7,
  ),
  expected: v.optional(v.array(TEXT, 'a list of names like ["branch-1", "backup-*"]'), []),
  keep: v.optional(DAYS_OR_OFF, "off"),
  stale_after: v.optional(DURATION, "5m"),
  user_from: v.optional(v.picklist(["common_name", "username"], '"common_name" or "username"'), "common_name"),
  users_ignore_case: v.optional(v.boolean("true or false, without quotes"), false),
  accent: v.optional(
    v.pipe(
      TEXT,
      v.check((text) => parseColor(text) !== undefined, 'a color like "#0969da"'),
    ),
  ),
  logo: v.optional(TEXT),
  stylesheet: v.optional(TEXT),
  date_format: v.optional(v.picklist(DATE_ORDERS, '"iso", "dmy" or "mdy"')),
  command: v.optional(v.pipe(TEXT, v.check(isSafeToPaste, "a command in one line, without invisible characters"))),
  server: v.optional(v.array(SERVER_SCHEMA, "tables headed [[server]]"), []),
});

/** The flags that are keys as well; and those of `parse`. */
export const FLAG_SCHEMA = v.object({
  title: v.optional(TEXT),
  language: v.optional(LANGUAGE),
  timezone: v.optional(ZONE),
  out: v.optional(TEXT),
  history: v.optional(TEXT),
  aliases: v.optional(TEXT),
  encoding: v.optional(ENCODING),
});

/** The value that a text stands for; the converter returns `undefined` for a text that stands for none. */
function converted<Value>(
  convert: (text: string) => Value | undefined,
  expected: string,
): v.RawTransformAction<string, Value> {
  return v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const value = convert(dataset.value);
    if (value !== undefined) return value;
    addIssue({ message: expected });
    return NEVER;
  });
}

function zoneName(name: string): string | undefined {
  try {
    return makeZone(name).name;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

function daysOrOff(text: string): number | null | undefined {
  return text === "off" ? null : parseDays(text);
}
