import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findExpired, keepInRun } from "../../src/build/keep-in-run.js";
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

describe("what keep deletes", () => {
  const [old, young] = [31, 29].map((days) =>
    makeSession({ user: "alice", startSeconds: NOON - days * DAY - 3600, endSeconds: NOON - days * DAY }),
  );
  assert.ok(old !== undefined && young !== undefined);
  const ended = heldSessions([young, old], []);
  it("is what ended longer ago than is kept, by the clock that counts", () => {
    const expired = (keepSeconds: number | null): readonly string[] =>
      findExpired(ended, { keepSeconds }, { kind: "at", seconds: NOON }).map(({ id }) => id);
    assert.deepEqual(expired(30 * DAY), [old.id]);
    assert.deepEqual(expired(31 * DAY), []);
    assert.deepEqual(expired(28 * DAY), [old.id, young.id]);
    assert.deepEqual(expired(null), []);
  });
  it("is nothing while the clock may be wrong", () => {
    for (const kind of ["held", "unknown"] as const) {
      assert.deepEqual(findExpired(ended, { keepSeconds: DAY }, { kind }), []);
    }
  });
});

describe("a session that ended by a clock that was not set", () => {
  it("is as old as what it counts from", () => {
    const session = makeSession({ user: "alice", startSeconds: 12, endSeconds: 600, countedFromSeconds: NOON });
    assert.equal(isExpired(session, 30 * DAY, NOON + 30 * DAY), false);
    assert.equal(isExpired(session, 30 * DAY, NOON + 30 * DAY + 1), true);
  });
});
