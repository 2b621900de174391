import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { heldSessions } from "../../src/history/ended-sessions.js";
import { addDays, toLocalDay, toMonth } from "../../src/history/local-day.js";
import { monthParts } from "../../src/history/month-parts.js";
import type { Session } from "../../src/history/session.js";
import { makeZone } from "../../src/status/zone.js";
import { at, exampleSession } from "../support/example-site.js";

const DAY_SECONDS = 86_400;

const sessions = fc
  .array(
    fc.record({
      startSeconds: fc.integer({ min: at("2025-10-20T00:00:00Z"), max: at("2026-03-10T00:00:00Z") }),
      lengthSeconds: fc.oneof(fc.integer({ min: 0, max: DAY_SECONDS }), fc.integer({ min: 0, max: 90 * DAY_SECONDS })),
      isOpen: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((rows) =>
    rows.map(({ startSeconds, lengthSeconds, isOpen }, index) => {
      const lastSeenSeconds = startSeconds + lengthSeconds;
      const endSeconds = isOpen ? null : lastSeenSeconds;
      return exampleSession({ user: "alice", id: `s${index}`, startSeconds, endSeconds, lastSeenSeconds });
    }),
  );

/** The local months in which a session was connected. */
function monthsOf({ startSeconds, lastSeenSeconds }: Session, zoneName: string): ReadonlySet<string> {
  const zone = makeZone(zoneName);
  const months = new Set<string>();
  const last = toLocalDay(zone, lastSeenSeconds);
  for (let day = toLocalDay(zone, startSeconds); day <= last; day = addDays(day, 1)) months.add(toMonth(day));
  return months;
}

for (const zoneName of ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
  test(`parts of months have whatever was connected in them, in ${zoneName}`, () => {
    fc.assert(
      fc.property(sessions, fc.constantFrom(1, 5, 1000), (all, maxSessions) => {
        const open = all.filter(({ endSeconds }) => endSeconds === null);
        const ended = all.filter(({ endSeconds }) => endSeconds !== null);
        const parts = [...monthParts({ open, ended: heldSessions(ended, []) }, maxSessions)];

        const months = parts.flatMap((part) => [...part.months]);
        assert.deepEqual(months, [...new Set(months)].sort(), "each month is in one part, in order");
        const begun = parts.flatMap((part) => part.begun.map(({ id }) => id));
        assert.deepEqual(begun.sort(), ended.map(({ id }) => id).sort(), "each session began in one part");
        for (const session of all) {
          for (const month of monthsOf(session, zoneName)) {
            const part = parts.find((one) => one.months.has(month));
            assert.ok(part, month);
            if (session.endSeconds !== null) assert.ok(part.ended.includes(session), `${session.id} in ${month}`);
          }
        }
        for (const part of parts) assert.equal(new Set(part.ended).size, part.ended.length, "none twice");
      }),
      { numRuns: 300 },
    );
  });
}

test("a part has as many months as have so many sessions, and at least one", () => {
  const days = ["2026-01-05", "2026-01-06", "2026-02-03", "2026-03-03", "2026-03-04", "2026-03-05", "2026-04-01"];
  const ended = days.map((day) => {
    const startSeconds = at(`${day}T12:00:00Z`);
    return exampleSession({
      user: "alice",
      id: day,
      startSeconds,
      endSeconds: startSeconds + 60,
      lastSeenSeconds: startSeconds + 60,
    });
  });
  const monthsAt = (maxSessions: number): readonly string[] =>
    Array.from(monthParts({ open: [], ended: heldSessions(ended, []) }, maxSessions), (part) =>
      [...part.months].join(),
    );
  assert.deepEqual(monthsAt(7), ["2026-01,2026-02,2026-03,2026-04"]);
  assert.deepEqual(monthsAt(3), ["2026-01,2026-02", "2026-03", "2026-04"]);
  assert.deepEqual(monthsAt(1), ["2026-01", "2026-02", "2026-03", "2026-04"]);
  assert.deepEqual([...monthParts({ open: [], ended: heldSessions([], []) }, 1)], []);
});
