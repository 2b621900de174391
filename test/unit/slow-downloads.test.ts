import assert from "node:assert/strict";
import { test } from "node:test";
import { dueDownloads } from "../../src/site/downloads/slow-downloads.js";

const BUILT = Date.parse("2026-11-21T12:00:30Z") / 1000;

function isDueAfter(sessionCount: number, minutes: number, isOutdated = true): boolean {
  const download = { stem: "all", user: null, month: null, builtSeconds: BUILT, sessionCount, isOutdated };
  return dueDownloads([download], BUILT + minutes * 60).length > 0;
}

test("what is made of many sessions is due again after a minute for each 5,000 of them", () => {
  for (const [sessionCount, minutes] of [
    [5001, 2],
    [10_000, 2],
    [10_001, 3],
    [110_000, 22],
    [1_000_000, 200],
  ] as const) {
    assert.equal(isDueAfter(sessionCount, minutes - 1), false, `${sessionCount}: ${minutes - 1}`);
    assert.equal(isDueAfter(sessionCount, minutes), true, `${sessionCount}: ${minutes}`);
  }
});

test("minutes are those of the clock: cron's runs are never a whole minute apart", () => {
  assert.equal(isDueAfter(5001, 1.6), true);
  assert.equal(isDueAfter(5001, 1.4), false);
});

test("what is not out of date is never due, and what a clock that was ahead built is at once", () => {
  assert.equal(isDueAfter(110_000, 9999, false), false);
  assert.equal(isDueAfter(110_000, -1), true);
});
