import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Session } from "../../src/history/session.js";
import { toUtcDay } from "../../src/history/local-day.js";
import { findConcurrentAddresses } from "../../src/rollup/concurrent-addresses.js";
import { groupSessions } from "../../src/site/pages/group-sessions.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { indexAll } from "../support/full-index.js";
import { toTimelineChart } from "../../src/site/charts/timeline/timeline-chart.js";
import { lastFinalDay, toUserDaysChart } from "../../src/site/charts/user-days/user-days-chart.js";
import { at, exampleInput, exampleSession } from "../support/example-site.js";

const COUNTED = at("2026-11-20T09:00:00Z");

/** Started by a clock that stood at the date of a firmware, and counts from 10:00 in Berlin. */
function unbelieved(more: Partial<Session> = {}): Session {
  return exampleSession({
    user: "alice",
    startSeconds: at("2018-01-01T00:00:10Z"),
    endSeconds: COUNTED + 3600,
    firstSeenSeconds: COUNTED + 60,
    countedFromSeconds: COUNTED,
    ...more,
  });
}

const before = exampleSession({ user: "alice", startSeconds: COUNTED - 7200, endSeconds: COUNTED - 3600 });
const after = exampleSession({ user: "alice", startSeconds: COUNTED + 1800, endSeconds: COUNTED + 5400 });

describe("a session whose start is not believed", () => {
  const session = unbelieved();
  const index = indexAll(exampleInput({ endedSessions: [after, session, before] }));
  const day = index.days.get("2026-11-20");

  it("is listed on the day from which it counts, between the others", () => {
    assert.deepEqual([...index.days.keys()], ["2026-11-20"]);
    assert.deepEqual(
      day?.sessions.map(({ id }) => id),
      [after.id, session.id, before.id],
    );
    assert.deepEqual(day.carried, []);
    assert.equal(day.totals.sessionCount, 3);
    assert.deepEqual(
      groupSessions(day.sessions, index.calendar.toDay).map((group) => [group.day, group.sessions.length]),
      [["2026-11-20", 3]],
    );
  });
  it("counts from there for hours, peaks and the user's first sight", () => {
    assert.equal(index.users.get("alice")?.totals.connectedSeconds, 3 * 3600);
    assert.equal(day?.peak, 2);
    const apart = indexAll(exampleInput({ endedSessions: [session, before] }));
    assert.equal(apart.days.get("2026-11-20")?.peak, 1);
    const alone = indexAll(exampleInput({ endedSessions: [session] }));
    assert.equal(alone.users.get("alice")?.firstSeenSeconds, COUNTED);
  });
  it("has its bar from there in the day's timeline", () => {
    assert.ok(day !== undefined);
    const chart = toTimelineChart(index, day, monitoringGaps([], 300), {
      mostLanes: 40,
      runningFirst: false,
      asOfSeconds: 0,
    });
    const bars = chart.lanes
      .flatMap((lane) => lane.bars)
      .map(({ startSeconds, isFromBefore }) => [startSeconds / 3600, isFromBefore]);
    assert.deepEqual(bars, [
      [8, false],
      [10, false],
      [10.5, false],
    ]);
  });
  it("proves no second address at one time", () => {
    const other = { ...after, publicIp: "198.51.100.7" };
    assert.equal(
      findConcurrentAddresses([other, { ...session, publicIp: "203.0.113.7" }], () => true, toUtcDay).count,
      0,
    );
  });
});

describe("a session that started and ended while the clock was not set", () => {
  const session = unbelieved({ startSeconds: 12, endSeconds: 300, lastSeenSeconds: 300, firstSeenSeconds: 40 });
  const index = indexAll(exampleInput({ endedSessions: [session] }));
  const user = index.users.get("alice");

  it("is listed on the day from which it counts, without hours", () => {
    assert.deepEqual([...index.days.keys()], ["2026-11-20"]);
    assert.equal(user?.totals.connectedSeconds, 0);
    assert.equal(index.days.get("2026-11-20")?.peak, 1);
    assert.equal(user.lastSeenSeconds, COUNTED);
  });
  it("is in the user's chart on that day", () => {
    assert.ok(user !== undefined);
    assert.equal(lastFinalDay(user, [], index.calendar), "2026-11-20");
    const shown = toUserDaysChart(index, user, "2026-11-20", new Set());
    assert.deepEqual(
      shown.filter(({ totals }) => totals !== null).map(({ day }) => day),
      ["2026-11-20"],
    );
  });
});
