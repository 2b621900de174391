import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isKeepDue, keepInRun } from "../../src/commands/keep-in-run.js";
import { heldSessions } from "../../src/history/ended-sessions.js";
import { isKeepHeld, readKeepClock } from "../../src/history/keep-clock.js";
import { isExpired } from "../../src/history/retention.js";
import { NO_CLOCK, type ServerClock } from "../../src/history/server-clock.js";
import type { SourceRow } from "../../src/history/source-state.js";
import { at, makeSession } from "../support/make-session.js";

const NOON = at("2026-11-21T12:00:00Z");
const DAY = 86_400;

function row(clock: Partial<ServerClock>, more: Partial<SourceRow> = {}): SourceRow {
  return {
    server: "vpn",
    source: "/run/vpn",
    state: "ok",
    stateSinceSeconds: NOON,
    reported: false,
    rowsReported: false,
    keepReported: false,
    ...NO_CLOCK,
    ...clock,
    ...more,
  };
}

describe("keep counts back", () => {
  const before = [row({ snapshotSeconds: NOON - 60 }), row({ snapshotSeconds: NOON - 9000 }), row({})];
  it("from the newest snapshot accepted before the run", () => {
    const after = [row({ snapshotSeconds: NOON })];
    assert.deepEqual(readKeepClock(before, after, NOON), { kind: "at", seconds: NOON - 60 });
    assert.deepEqual(readKeepClock(before, after, null), { kind: "at", seconds: NOON - 60 });
  });
  it("from now, where that is earlier", () => {
    assert.deepEqual(readKeepClock(before, before, NOON - DAY), { kind: "at", seconds: NOON - DAY });
  });
  it("from nothing before the first snapshot, and not for 24 hours of snapshots after two more than a day apart", () => {
    assert.deepEqual(readKeepClock([row({})], [row({ snapshotSeconds: NOON })], NOON), { kind: "unknown" });
    const jumped = [row({ snapshotSeconds: NOON }), row({ snapshotSeconds: NOON, jumpedFromSeconds: NOON - 3 * DAY })];
    assert.deepEqual(readKeepClock(before, jumped, NOON), { kind: "held" });
  });
});

describe("that keep deletes less than the time now says", () => {
  it("is worth a word where the newest snapshot is more than a day old, or after a jump", () => {
    assert.equal(isKeepHeld({ kind: "at", seconds: NOON - DAY }, NOON), false);
    assert.equal(isKeepHeld({ kind: "at", seconds: NOON - DAY - 1 }, NOON), true);
    assert.equal(isKeepHeld({ kind: "held" }, NOON), true);
    assert.equal(isKeepHeld({ kind: "unknown" }, NOON), false);
  });
});

describe("what keep comes to in a run", () => {
  const session = makeSession({ user: "alice", startSeconds: NOON - 90 * DAY, endSeconds: NOON - 89 * DAY });
  const ended = heldSessions([session], []);
  const config = { keepSeconds: 30 * DAY };
  const [before, after] = [[row({ snapshotSeconds: NOON - 3600 })], [row({ snapshotSeconds: NOON })]];
  it("is by what was known before it", () => {
    const keep = keepInRun({ sources: before, ended }, after, config, NOON);
    assert.deepEqual([keep.clock, keep.notice], [{ kind: "at", seconds: NOON - 3600 }, null]);
  });
  it("is said where it holds a session back, and where that is over; not where nothing is held back", () => {
    const ahead = NOON + 2 * DAY;
    const old = [row({ snapshotSeconds: NOON - 60 * DAY })];
    const begins = keepInRun({ sources: old, ended }, old, config, NOON);
    assert.deepEqual([begins.notice, begins.sources[0]?.keepReported], ["begins", true]);
    assert.equal(keepInRun({ sources: begins.sources, ended }, begins.sources, config, NOON).notice, null);
    const ends = keepInRun({ sources: begins.sources, ended }, after, config, NOON - 60 * DAY);
    assert.deepEqual([ends.notice, ends.sources[0]?.keepReported], ["ends", false]);
    assert.equal(keepInRun({ sources: before, ended: heldSessions([], []) }, before, config, ahead).notice, null);
    const off = keepInRun({ sources: begins.sources, ended }, after, { keepSeconds: null }, NOON);
    assert.deepEqual([off.notice, off.sources[0]?.keepReported], [null, false]);
  });
});

describe("a run that could go on from the last one decides about keep", () => {
  const current = [row({ snapshotSeconds: NOON })];
  it("where a session is older than is kept, by the clock that counts", () => {
    assert.equal(isKeepDue(current, current, NOON - 1, NOON), true);
    assert.equal(isKeepDue(current, current, NOON, NOON + 60), false);
    assert.equal(isKeepDue(current, current, null, NOON), false);
    const jumped = [row({ snapshotSeconds: NOON, jumpedFromSeconds: NOON - 3 * DAY })];
    assert.equal(isKeepDue(current, jumped, NOON - 1, NOON), false);
  });
  it("where it has been said that nothing is deleted, and that is over", () => {
    const said = [row({ snapshotSeconds: NOON }, { keepReported: true })];
    assert.equal(isKeepDue(said, said, null, NOON + 60), true);
    assert.equal(isKeepDue(said, said, null, NOON + 2 * DAY), false);
    assert.equal(isKeepDue(said, [row({ snapshotSeconds: NOON, jumpedFromSeconds: 1 })], null, NOON + 60), false);
  });
});

describe("a session that ended by a clock that was not set", () => {
  it("is as old as what it counts from", () => {
    const session = makeSession({ user: "alice", startSeconds: 12, endSeconds: 600, countedFromSeconds: NOON });
    assert.equal(isExpired(session, 30 * DAY, NOON + 30 * DAY), false);
    assert.equal(isExpired(session, 30 * DAY, NOON + 30 * DAY + 1), true);
  });
});
