import assert from "node:assert/strict";
import { test } from "node:test";
import { durationSeconds } from "../../src/history/counted-from.js";
import { groupSessions } from "../../src/site/pages/group-sessions.js";
import { peaks } from "../../src/rollup/peak.js";
import { bytesSinceUsage, sessionShares } from "../../src/rollup/session-shares.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { at, BERLIN, exampleSession } from "../support/example-site.js";

const days = makeCalendar(BERLIN);

function usageRow(day: string, id: string, bytesReceived: number, bytesSent: number) {
  return { day, id, user: "alice", server: "berlin", bytesReceived, bytesSent };
}

test("sessions are grouped by user and day, newest first, the day being the zone's", () => {
  const sessions = [
    exampleSession({ user: "alice", startSeconds: at("2026-11-21T09:00:00Z") }),
    exampleSession({ user: "bob", startSeconds: at("2026-11-21T08:00:00Z") }),
    exampleSession({ user: "alice", startSeconds: at("2026-11-20T23:30:00Z") }),
    exampleSession({ user: "alice", startSeconds: at("2026-11-20T22:30:00Z") }),
  ];
  const groups = groupSessions(sessions, days.toDay);
  assert.deepEqual(
    groups.map(({ user, day, sessions: { length } }) => [user, day, length]),
    [
      ["alice", "2026-11-21", 2],
      ["bob", "2026-11-21", 1],
      ["alice", "2026-11-20", 1],
    ],
  );
});

test("a user named like an object's property is grouped like any other", () => {
  const groups = groupSessions(
    [exampleSession({ user: "__proto__" }), exampleSession({ user: "constructor" })],
    days.toDay,
  );
  assert.deepEqual(
    groups.map(({ user }) => user),
    ["__proto__", "constructor"],
  );
});

test("an ended session's hours are split at local midnight; its last day has what no usage row holds", () => {
  const session = exampleSession({
    user: "alice",
    startSeconds: at("2026-11-19T21:00:00Z"),
    endSeconds: at("2026-11-21T01:00:00Z"),
    bytesReceived: 1000,
    bytesSent: 500,
  });
  const usage = [usageRow("2026-11-19", session.id, 100, 50), usageRow("2026-11-20", session.id, 700, 250)];
  assert.deepEqual(sessionShares(session, usage, days), [
    { day: "2026-11-19", connectedSeconds: 2 * 3600, bytesReceived: 100, bytesSent: 50, end: null },
    { day: "2026-11-20", connectedSeconds: 24 * 3600, bytesReceived: 700, bytesSent: 250, end: null },
    { day: "2026-11-21", connectedSeconds: 2 * 3600, bytesReceived: 200, bytesSent: 200, end: { kind: "unbounded" } },
  ]);
});

test("a running session counts only the days before the one it was last seen on", () => {
  const session = exampleSession({
    user: "alice",
    startSeconds: at("2026-11-19T21:00:00Z"),
    endSeconds: null,
    lastSeenSeconds: at("2026-11-20T23:00:30Z"),
    bytesReceived: 1000,
    bytesSent: 500,
  });
  const usage = [usageRow("2026-11-19", session.id, 100, 50), usageRow("2026-11-20", session.id, 700, 250)];
  assert.deepEqual(sessionShares(session, usage, days), [
    { day: "2026-11-19", connectedSeconds: 2 * 3600, bytesReceived: 100, bytesSent: 50, end: null },
    { day: "2026-11-20", connectedSeconds: 24 * 3600, bytesReceived: 700, bytesSent: 250, end: null },
    { day: "2026-11-21", connectedSeconds: 0, bytesReceived: null, bytesSent: null, end: null },
  ]);
  assert.deepEqual(bytesSinceUsage(session, usage), { bytesReceived: 200, bytesSent: 200 });
});

test("traffic that an imported history never knew stays unknown", () => {
  const session = exampleSession({ user: "alice", bytesReceived: null, bytesSent: null });
  assert.deepEqual(sessionShares(session, undefined, days), [
    { day: "2026-11-20", connectedSeconds: 3600, bytesReceived: null, bytesSent: null, end: { kind: "unbounded" } },
  ]);
});

test("the days of a DST change have 23 and 25 hours", () => {
  const session = exampleSession({
    user: "alice",
    startSeconds: at("2026-10-24T21:00:00Z"),
    endSeconds: at("2026-10-26T00:00:00Z"),
  });
  assert.deepEqual(
    sessionShares(session, undefined, days).map(({ day, connectedSeconds }) => [day, connectedSeconds / 3600]),
    [
      ["2026-10-24", 1],
      ["2026-10-25", 25],
      ["2026-10-26", 1],
    ],
  );
});

test("a session of an older version, dated before OpenVPN existed, fills no decades and no hours", () => {
  const session = exampleSession({ user: "alice", startSeconds: 17, endSeconds: at("2026-11-20T10:00:00Z") });
  assert.deepEqual(
    sessionShares(session, undefined, days).map(({ day, connectedSeconds }) => [day, connectedSeconds]),
    [["2026-11-20", 0]],
  );
});

test("a start years before the last proof, in a row of an older version, counts for 31 days", () => {
  const endSeconds = at("2026-11-20T10:00:00Z");
  const session = exampleSession({ user: "alice", startSeconds: at("2018-01-01T00:00:10Z"), endSeconds });
  const shares = sessionShares(session, undefined, days);
  assert.deepEqual([shares.length, shares[0]?.day], [32, "2026-10-20"]);
  assert.equal(durationSeconds(session, endSeconds), 31 * 86_400);
});

test("a long tunnel whose start is believed lasts from there, but fills no more than 31 days before the first look", () => {
  const [firstSeenSeconds, endSeconds] = [at("2026-11-20T10:00:00Z"), at("2026-11-20T11:00:00Z")];
  const startSeconds = firstSeenSeconds - 100 * 86_400;
  const countedFromSeconds = firstSeenSeconds - 31 * 86_400;
  const tunnel = exampleSession({ user: "alice", startSeconds, endSeconds, firstSeenSeconds, countedFromSeconds });
  assert.equal(sessionShares(tunnel, undefined, days).length, 32);
  assert.equal(durationSeconds(tunnel, endSeconds), 100 * 86_400 + 3600);
});

test("the peak of a period counts every session that overlaps it, and a momentary one too", () => {
  const spans = [
    { startSeconds: 0, endSeconds: 250 },
    { startSeconds: 110, endSeconds: 120 },
    { startSeconds: 120, endSeconds: 130 },
    { startSeconds: 150, endSeconds: 150 },
    { startSeconds: 199, endSeconds: 300 },
  ];
  const periods = [
    { key: "before", startSeconds: -100, endSeconds: 0 },
    { key: "first", startSeconds: 0, endSeconds: 100 },
    { key: "second", startSeconds: 100, endSeconds: 200 },
    { key: "third", startSeconds: 200, endSeconds: 300 },
    { key: "after", startSeconds: 300, endSeconds: 400 },
  ];
  assert.deepEqual(
    [...peaks(spans, periods)],
    [
      ["before", 0],
      ["first", 1],
      ["second", 2],
      ["third", 2],
      ["after", 0],
    ],
  );
});
