import { isAbsolute, normalize } from "node:path";
import * as v from "valibot";
import { NOTIFY_KINDS } from "../../history/sent-event.js";
import { SITE_PARTS } from "../../site/further/site-parts.js";
import { isTextEncoding } from "../../status/decode-status-text.js";
import { makeZone } from "../../status/zone.js";
import { DATE_ORDERS } from "../../text/format/date-format.js";
import { parseDays, parseDuration } from "../../text/format/parse-duration.js";
import { isSafeToPaste } from "../../text/format/printed-command.js";
import { parseColor } from "../../text/format/readable-color.js";
import { LANGUAGES } from "../../text/i18n/language.js";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";
import type { Words } from "../../text/problem.js";

/*
 * The keys of the config file, with what each may hold and its default. A message is the key of a text that says what is
 * expected.
 */

type Expectation = keyof ProblemTexts["config"]["expected"];

function expects(key: Expectation): Expectation {
  return key;
}

/** What is expected, by the message of an issue: one of valibot's own stays as it is. */
export function readExpectation(message: string): Words {
  return ({ config: { expected: t } }) => {
    if (!Object.hasOwn(t, message)) return message;
    const text = t[message as Expectation];
    return typeof text === "string" ? text : text(LANGUAGES.map((language) => JSON.stringify(language)));
  };
}

const TEXT = v.pipe(v.string(expects("text")), v.nonEmpty(expects("text")));
/** Of a file or folder, a pattern, or an address. No system can open a path with a NUL character. */
const PATH = v.pipe(
  TEXT,
  v.check((path) => !path.includes("\0"), expects("path")),
);
const LANGUAGE = v.picklist(LANGUAGES, expects("language"));
/** An IANA zone that this system knows. */
const ZONE = v.pipe(TEXT, converted(zoneName, expects("zone")));
/** A label of the Encoding standard, of an encoding that contains ASCII. */
const ENCODING = v.pipe(TEXT, v.check(isTextEncoding, expects("encoding")));
/** Not relative to the config: OpenVPN's own config names the file, too. */
const EVENTS = v.pipe(
  TEXT,
  v.check((path) => isAbsolute(path) && isSafeToPaste(path), expects("events")),
  v.transform(normalize),
);
const DURATION = v.pipe(TEXT, converted(parseDuration, expects("duration")));
/** In seconds; `null` for "off". */
const DAYS_OR_OFF = v.pipe(TEXT, converted(daysOrOff, expects("daysOrOff")));
/** `.mmdb` so that a misspelt "off" is not taken for a path. */
const GEOIP = v.pipe(
  PATH,
  v.check((text) => text === "bundled" || text === "off" || text.endsWith(".mmdb"), expects("geoip")),
);
const RECENT_DAYS = expects("recentDays");

const CLIENT_COUNT = expects("clientCount");
const LIMIT = v.pipe(
  v.number(CLIENT_COUNT),
  v.integer(CLIENT_COUNT),
  v.minValue(1, CLIENT_COUNT),
  v.maxValue(1e9, CLIENT_COUNT),
);

export const SERVER_SCHEMA = v.strictObject(
  {
    name: v.optional(TEXT),
    status: PATH,
    timezone: v.optional(ZONE),
    encoding: v.optional(ENCODING),
    password_file: v.optional(PATH),
    events: v.optional(EVENTS),
    ca: v.optional(PATH),
    cert: v.optional(PATH),
    max_clients: v.optional(LIMIT),
    pool_size: v.optional(LIMIT),
  },
  expects("servers"),
);

export const FURTHER_SITE_SCHEMA = v.strictObject(
  {
    out: PATH,
    title: v.optional(TEXT),
    users: v.optional(v.picklist(["aliases", "names"], expects("siteUsers")), "aliases"),
    addresses: v.optional(v.picklist(["masked", "full", "none"], expects("siteAddresses")), "masked"),
    pages: v.optional(v.array(v.picklist(SITE_PARTS, expects("sitePages")), expects("sitePages"))),
  },
  expects("sites"),
);

/** A run of each minute can wait no longer. */
const MOST_NOTIFY_SECONDS = 50;

export const NOTIFY_SCHEMA = v.strictObject(
  {
    command: PATH,
    kinds: v.optional(v.array(v.picklist(NOTIFY_KINDS, expects("notifyKinds")), expects("notifyKinds")), [
      ...NOTIFY_KINDS,
    ]),
    timeout: v.optional(v.pipe(TEXT, converted(notifyTimeout, expects("notifyTimeout"))), "20s"),
  },
  expects("notify"),
);

export const SITE_SCHEMA = v.strictObject({
  title: v.optional(TEXT, "OpenVPN"),
  language: v.optional(LANGUAGE, "en"),
  timezone: v.optional(ZONE),
  out: v.optional(PATH, "out"),
  history: v.optional(PATH, "history"),
  aliases: v.optional(PATH),
  geoip: v.optional(GEOIP, "bundled"),
  easyrsa_index: v.optional(PATH),
  max_clients: v.optional(LIMIT),
  pool_size: v.optional(LIMIT),
  recent_days: v.optional(
    v.pipe(v.number(RECENT_DAYS), v.integer(RECENT_DAYS), v.minValue(1, RECENT_DAYS), v.maxValue(366, RECENT_DAYS)),
    7,
  ),
  expected: v.optional(v.array(TEXT, expects("names")), []),
  keep: v.optional(DAYS_OR_OFF, "off"),
  stale_after: v.optional(DURATION, "5m"),
  user_from: v.optional(v.picklist(["common_name", "username"], expects("userFrom")), "common_name"),
  users_ignore_case: v.optional(v.boolean(expects("boolean")), false),
  metrics_per_client: v.optional(v.boolean(expects("boolean")), true),
  metrics_file: v.optional(
    v.pipe(
      PATH,
      v.check((path) => path.endsWith(".prom"), expects("metricsFile")),
    ),
  ),
  feed: v.optional(v.boolean(expects("boolean")), false),
  wall: v.optional(v.boolean(expects("boolean")), false),
  accent: v.optional(
    v.pipe(
      TEXT,
      v.check((text) => parseColor(text) !== undefined, expects("color")),
    ),
  ),
  logo: v.optional(PATH),
  stylesheet: v.optional(PATH),
  date_format: v.optional(v.picklist(DATE_ORDERS, expects("dateFormat"))),
  command: v.optional(v.pipe(TEXT, v.check(isSafeToPaste, expects("command")))),
  server: v.optional(v.array(SERVER_SCHEMA, expects("servers")), []),
  site: v.optional(v.array(FURTHER_SITE_SCHEMA, expects("sites")), []),
  notify: v.optional(
    v.pipe(
      v.unknown(),
      // `[[notify]]` is a list, which has keys, too: its positions.
      v.check((table) => !Array.isArray(table), expects("notify")),
      NOTIFY_SCHEMA,
    ),
  ),
});

/** The flags that are keys as well; and those of `parse`. */
export const FLAG_SCHEMA = v.object({
  title: v.optional(TEXT),
  language: v.optional(LANGUAGE),
  timezone: v.optional(ZONE),
  out: v.optional(PATH),
  history: v.optional(PATH),
  aliases: v.optional(PATH),
  encoding: v.optional(ENCODING),
});

/** The value that a text stands for; the converter returns `undefined` for a text that stands for none. */
function converted<Value>(
  convert: (text: string) => Value | undefined,
  expected: Expectation,
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

function notifyTimeout(text: string): number | undefined {
  const seconds = parseDuration(text);
  return seconds === undefined || seconds > MOST_NOTIFY_SECONDS ? undefined : seconds;
}

function daysOrOff(text: string): number | null | undefined {
  return text === "off" ? null : parseDays(text);
}
