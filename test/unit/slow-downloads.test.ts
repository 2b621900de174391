import assert from "node:assert/strict";
import { test } from "node:test";
import { isAnyDue, planSlowDownloads, type SlowDownload } from "../../src/site/downloads/slow-downloads.js";

const BUILT = Date.parse("2026-11-21T12:00:30Z") / 1000;

function slow(sessionCount: number, more: Partial<SlowDownload> = {}): SlowDownload {
  return { stem: "all", builtSeconds: BUILT, sessionCount, key: "a", isOutdated: false, ...more };
}

/** What becomes of a download that was built, now that it would hold other sessions. */
function planAfter(sessionCount: number, minutes: number, mayWait = true): SlowDownload | undefined {
  const now = { stem: "all", sessionCount: sessionCount + 1, key: "b" };
  return planSlowDownloads([now], [slow(sessionCount)], BUILT + minutes * 60, mayWait)[0];
}

function isDueAfter(sessionCount: number, minutes: number): boolean {
  const isDue = planAfter(sessionCount, minutes)?.isOutdated === false;
  assert.equal(isAnyDue([slow(sessionCount, { isOutdated: true })], BUILT + minutes * 60), isDue);
  return isDue;
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
  assert.equal(isAnyDue([slow(110_000)], BUILT + 9999 * 60), false);
  assert.equal(isDueAfter(110_000, -1), true);
});

test("what waits says of how many sessions it was built and when, and what is built says so anew", () => {
  assert.deepEqual(planAfter(110_000, 21), slow(110_000, { isOutdated: true }));
  const builtSeconds = BUILT + 22 * 60;
  assert.deepEqual(planAfter(110_000, 22), slow(110_001, { key: "b", builtSeconds }));
});

test("what may not wait is built at once", () => {
  assert.deepEqual(planAfter(110_000, 1, false), slow(110_001, { key: "b", builtSeconds: BUILT + 60 }));
});

test("what holds the same sessions as when it was made stays as it is, however long ago that was", () => {
  const same = { stem: "all", sessionCount: 110_000, key: "a" };
  for (const isOutdated of [false, true]) {
    const before = [slow(110_000, { isOutdated })];
    for (const [minutes, mayWait] of [
      [1, true],
      [9999, true],
      [1, false],
    ] as const) {
      assert.deepEqual(planSlowDownloads([same], before, BUILT + minutes * 60, mayWait), [slow(110_000)]);
    }
  }
  assert.deepEqual(
    planSlowDownloads([same], [slow(110_000)], BUILT - 60, true),
    [slow(110_000, { builtSeconds: BUILT - 60 })],
    "a clock that was ahead made it",
  );
});

test("5,000 sessions and fewer follow each minute: such a download is not slow", () => {
  const states = [4999, 5000, 5001].map((sessionCount) => ({ stem: `${sessionCount}`, sessionCount, key: "" }));
  assert.deepEqual(
    planSlowDownloads(states, [], BUILT, true).map(({ stem }) => stem),
    ["5001"],
  );
  assert.deepEqual(
    planSlowDownloads([{ stem: "all", sessionCount: 5000, key: "b" }], [slow(5001)], BUILT + 120, true),
    [],
  );
  const shrunk = { stem: "all", sessionCount: 5000, key: "a" };
  assert.deepEqual(planSlowDownloads([shrunk], [slow(5001)], BUILT + 120, true), []);
});

test("a download that is gone is forgotten", () => {
  assert.deepEqual(planSlowDownloads([], [slow(110_000)], BUILT, true), []);
});
