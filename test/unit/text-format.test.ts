import assert from "node:assert/strict";
import { test } from "node:test";
import { compareNames } from "../../src/text/format/compare-names.js";
import { formatBytes } from "../../src/text/format/format-bytes.js";
import { formatDuration, formatHours, formatMinutes } from "../../src/text/format/format-duration.js";
import { formatInteger, formatOneDecimal } from "../../src/text/format/format-number.js";
import {
  formatDate,
  formatDateTime,
  formatDateTimeSeconds,
  formatInstant,
  formatLongDay,
  formatMonth,
  formatTime,
  formatWeekday,
} from "../../src/text/format/format-time.js";
import { at, BERLIN } from "../support/example-site.js";
import { formatDay } from "../../src/text/format/date-format.js";

test("sizes are in decimal units with one decimal from a kilobyte on", () => {
  const expected: readonly (readonly [number, string])[] = [
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [10_240, "10.2 kB"],
    [999_949, "999.9 kB"],
    [999_950, "1.0 MB"],
    [1_500_000_000, "1.5 GB"],
    [Number.MAX_SAFE_INTEGER, "9.0 PB"],
  ];
  for (const [sizeBytes, text] of expected) assert.equal(formatBytes("en", sizeBytes), text);
});

test("durations have seconds below one day and none from one day on", () => {
  const expected: readonly (readonly [number, string])[] = [
    [0, "0 s"],
    [12, "12 s"],
    [312, "5 min 12 s"],
    [7 * 3600 + 5 * 60 + 12, "7 h 05 min 12 s"],
    [86_399, "23 h 59 min 59 s"],
    [86_400, "1 d 0 h 00 min"],
    [2 * 86_400 + 7 * 3600 + 5 * 60 + 59, "2 d 7 h 05 min"],
  ];
  for (const [seconds, text] of expected) assert.equal(formatDuration("en", seconds), text);
});

test("durations of which the minutes are enough have seconds only where there is no minute", () => {
  const expected: readonly [number, string][] = [
    [59, "59 s"],
    [89, "1 min"],
    [90, "2 min"],
    [6000, "1 h 40 min"],
    [86_399, "1 d 0 h 00 min"],
    [86_400 + 59, "1 d 0 h 01 min"],
  ];
  for (const [seconds, text] of expected) assert.equal(formatMinutes("en", seconds), text);
  assert.equal(formatMinutes("de", 6000), "1 h 40 min");
});

test("numbers and hours are grouped by thousands", () => {
  assert.equal(formatInteger("en", 999), "999");
  assert.equal(formatInteger("en", 1_234_567), "1,234,567");
  assert.equal(formatOneDecimal("en", 1234.56), "1,234.6");
  assert.equal(formatHours("en", 675_000), "187.5");
});

test("times are those of the zone, on both sides of a DST change", () => {
  const winter = at("2026-11-21T07:12:15Z");
  const summer = at("2026-07-01T22:00:05Z");
  assert.equal(formatDateTime("iso", BERLIN, winter), "2026-11-21 08:12");
  assert.equal(formatDateTimeSeconds("iso", BERLIN, winter), "2026-11-21 08:12:15");
  assert.equal(formatDate("iso", BERLIN, summer), "2026-07-02");
  assert.equal(formatTime(BERLIN, summer), "00:00");
  assert.equal(formatTime(BERLIN, at("2026-10-25T00:30:00Z")), "02:30");
  assert.equal(formatTime(BERLIN, at("2026-10-25T01:30:00Z")), "02:30");
});

test("instants for programs are in UTC", () => {
  assert.equal(formatInstant(at("2026-11-21T08:12:15Z")), "2026-11-21T08:12:15Z");
  assert.equal(formatInstant(-1), "1969-12-31T23:59:59Z");
});

test("days and months have names", () => {
  assert.equal(formatLongDay("en", "2026-11-21"), "Saturday, 21 November 2026");
  assert.equal(formatWeekday("en", "2026-11-22"), "Sun");
  assert.equal(formatMonth("en", "2026-01"), "January 2026");
});

test("German writes numbers, sizes, durations, dates and names of days its own way", () => {
  assert.equal(formatInteger("de", 1234), "1.234");
  assert.equal(formatOneDecimal("de", 1234.56), "1.234,6");
  assert.equal(formatOneDecimal("de", 12.34), "12,3");
  assert.equal(formatBytes("de", 999), "999 B");
  assert.equal(formatBytes("de", 10_240), "10,2 kB");
  assert.equal(formatDuration("de", 7 * 3600 + 5 * 60 + 12), "7 h 05 min 12 s");
  assert.equal(formatDuration("de", 2 * 86_400 + 7 * 3600 + 5 * 60 + 59), "2 Tage 7 h 05 min");
  assert.equal(formatDuration("de", 86_400), "1 Tag 0 h 00 min");
  assert.equal(formatHours("de", 675_000), "187,5");
  const winter = at("2026-11-21T07:12:15Z");
  assert.equal(formatDate("dmy-dots", BERLIN, winter), "21.11.2026");
  assert.equal(formatDateTime("dmy-dots", BERLIN, winter), "21.11.2026 08:12");
  assert.equal(formatDateTimeSeconds("dmy-dots", BERLIN, winter), "21.11.2026 08:12:15");
  assert.equal(formatDay("dmy-dots", "2026-11-21"), "21.11.2026");
  assert.equal(formatDay("iso", "2026-11-21"), "2026-11-21");
  assert.equal(formatDay("dmy-slashes", "2026-11-21"), "21/11/2026");
  assert.equal(formatDateTime("mdy-slashes", BERLIN, winter), "11/21/2026 08:12");
  assert.equal(formatLongDay("de", "2026-11-21"), "Samstag, 21. November 2026");
  assert.equal(formatWeekday("de", "2026-11-22"), "So");
  assert.equal(formatMonth("de", "2026-03"), "März 2026");
});

test("names are ordered as people look for them, and no two are equal", () => {
  const names = ["bob", "alice10", "Bob", "alice2", "álice"];
  assert.deepEqual(
    names.sort((a, b) => compareNames("en", a, b)),
    ["álice", "alice2", "alice10", "bob", "Bob"],
  );
  assert.notEqual(compareNames("en", "a\u0000", "a"), 0);
});
