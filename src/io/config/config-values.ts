import { isAbsolute, normalize } from "node:path";
import * as v from "valibot";
import { isTextEncoding } from "../../status/decode-status-text.js";
import { makeZone } from "../../status/zone.js";
import { parseDays, parseDuration } from "../../text/format/parse-duration.js";
import { isSafeToPaste } from "../../text/format/printed-command.js";
import { LANGUAGES } from "../../text/i18n/language.js";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";
import type { Words } from "../../text/problem.js";

/* The kinds of values that keys of the config file may have. */

type Expectation = keyof ProblemTexts["config"]["expected"];

/** The message of a value: the key of a text about what is expected. */
export function expects(key: Expectation): Expectation {
  return key;
}

/** What is expected, by the message of an issue; a message of valibot's own stays as it is. */
export function readExpectation(message: string): Words {
  return ({ config: { expected: t } }) => {
    if (!Object.hasOwn(t, message)) return message;
    const text = t[message as Expectation];
    return typeof text === "string" ? text : text(LANGUAGES.map((language) => JSON.stringify(language)));
  };
}

export const TEXT = v.pipe(v.string(expects("text")), v.nonEmpty(expects("text")));
/** The path of a file or folder, a pattern, or an address. No system can open a path with a NUL character. */
export const PATH = v.pipe(
  TEXT,
  v.check((path) => !path.includes("\0"), expects("path")),
);
export const LANGUAGE = v.picklist(LANGUAGES, expects("language"));
/** An IANA zone that this system knows. */
export const ZONE = v.pipe(TEXT, converted(zoneName, expects("zone")));
/** A label of the Encoding standard, of an encoding that contains ASCII. */
export const ENCODING = v.pipe(TEXT, v.check(isTextEncoding, expects("encoding")));
/** Not relative to the config: OpenVPN's own config names the file, too. */
export const EVENTS = v.pipe(
  TEXT,
  v.check((path) => isAbsolute(path) && isSafeToPaste(path), expects("events")),
  v.transform(normalize),
);
export const DURATION = v.pipe(TEXT, converted(parseDuration, expects("duration")));
/** In seconds; `null` for "off". */
export const DAYS_OR_OFF = v.pipe(TEXT, converted(daysOrOff, expects("daysOrOff")));
/** `.mmdb` so that a misspelt "off" is not taken for a path. */
export const GEOIP = v.pipe(
  PATH,
  v.check((text) => text === "bundled" || text === "off" || text.endsWith(".mmdb"), expects("geoip")),
);
export const RECENT_DAYS = wholeNumber(1, 366, "recentDays");
export const LIMIT = wholeNumber(1, 1e9, "clientCount");

function wholeNumber(min: number, max: number, expected: Expectation): v.GenericSchema<number> {
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(min, expected), v.maxValue(max, expected));
}

/** A text that is converted; the converter returns `undefined` for an invalid text. */
export function converted<Value>(
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

function daysOrOff(text: string): number | null | undefined {
  return text === "off" ? null : parseDays(text);
}
