import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays } from "../../src/history/local-day.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import type { UserDay } from "../../src/rollup/user-day.js";
import { findDayNotices } from "../../src/site/notices/find-day-notices.js";
import { NO_PAST } from "../../src/site/notices/user-past.js";
import { makeZone } from "../../src/status/zone.js";
import { emptyUserRollup } from "../support/merge-rollups.js";

const calendar = makeCalendar(makeZone("UTC"));

/** In the plainest way: all days of the last 90 are put in order. */
function expectedOf(before: readonly UserDay[], [day, , reconnects, , received, sent]: UserDay): readonly unknown[] {
  const recent = before.filter(([earlier]) => earlier >= addDays(day, -90));
  const usualOf = (values: readonly number[], share: number): number =>
    [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
  const ofReconnects = recent.filter(([, sessionCount]) => sessionCount > 0).map(([, , count]) => count);
  const ofBytes = recent.filter(([, , , , one, other]) => one !== null || other !== null);
  const usualReconnects = usualOf(ofReconnects, 0.5);
  const usualBytes = usualOf(
    ofBytes.map(([, , , , one, other]) => (one ?? 0) + (other ?? 0)),
    0.95,
  );
  const bytes = (received ?? 0) + (sent ?? 0);
  return [
    ...(ofReconnects.length >= 7 && reconnects >= 10 && reconnects > 3 * usualReconnects
      ? [["flapping", day, reconnects, usualReconnects]]
      : []),
    ...(ofBytes.length >= 7 && bytes > 1e9 && bytes > 3 * usualBytes ? [["much-traffic", day, bytes, usualBytes]] : []),
  ];
}

test("what is usual is the middle of all reconnects and what 95 of 100 days do not exceed, of 90 days", () => {
  const traffic = fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 40, arbitrary: fc.integer({ min: 0, max: 3 }).map((number) => number * 0.2e9) },
    fc.integer({ min: 1, max: 12 }).map((number) => number * 0.6e9),
  );
  const reconnects = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 5 }) },
    fc.integer({ min: 8, max: 20 }),
  );
  const step = fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 60 }));
  const days = fc
    .array(fc.tuple(step, fc.constantFrom(0, 1, 1, 1), reconnects, traffic, traffic), {
      minLength: 1,
      maxLength: 130,
      size: "max",
    })
    .map((rows) => {
      let day = "2026-01-01";
      return rows.map(([after, sessions, count, received, sent]): UserDay => {
        day = addDays(day, after);
        return [day, sessions, count, 60, received, sent];
      });
    });
  let found = 0;
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 31 }), (all, count) => {
      const [before, ofMonth] = [all.slice(0, -count), all.slice(-count)];
      const rollup = { ...emptyUserRollup("alice"), newestDays: [...ofMonth].reverse() };
      const notices = findDayNotices(rollup, { ...NO_PAST, days: before }, calendar).map((notice) => {
        if (notice.kind === "flapping") return [notice.kind, notice.day, notice.reconnects, notice.usualReconnects];
        return notice.kind === "much-traffic" ? [notice.kind, notice.day, notice.bytes, notice.usualBytes] : [];
      });
      const expected = ofMonth.flatMap((one, place) => expectedOf(all.slice(0, before.length + place), one));
      assert.deepEqual(notices, expected);
      found += expected.length;
    }),
    { numRuns: 1000, seed: 20261128 },
  );
  assert.ok(found > 200, `${found} notices`);
});
