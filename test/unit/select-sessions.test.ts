import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findExpired } from "../../src/build/keep-in-run.js";
import { readSelection } from "../../src/commands/flags/prune-flags.js";
import { heldSessions } from "../../src/history/ended-sessions.js";
import { isExpired } from "../../src/history/retention.js";
import type { Session } from "../../src/history/session.js";
import { selectSessions, type SelectedSessions } from "../../src/history/select-sessions.js";
import { makeZone } from "../../src/status/zone.js";
import { commandTextsIn } from "../../src/text/i18n/command-texts.js";
import { ProblemError } from "../../src/text/problem.js";
import { at, makeSession } from "../support/make-session.js";

const texts = commandTextsIn("en");
const berlin = makeZone("Europe/Berlin");
const NOW = at("2026-11-21T12:00:00Z");
const DAY = 86_400;
const alice = makeSession({ user: "alice", startSeconds: at("2026-11-20T08:12:15Z") });
const aliceAtB = makeSession({ user: "alice", server: "b", startSeconds: at("2026-11-20T08:12:15Z") });
const bob = makeSession({ user: "bob|2026-11-20 09:12:15", startSeconds: at("2026-11-19T23:30:00Z") });
const summer = makeSession({ user: "alice", startSeconds: at("2026-10-25T00:30:00Z") });
const winter = makeSession({ user: "alice", startSeconds: at("2026-10-25T01:30:00Z") });
const running = makeSession({ user: "alice", startSeconds: at("2026-11-21T09:00:00Z"), endSeconds: null });
const history = { ended: [alice, aliceAtB, bob, summer, winter], open: [running] };

function select(flags: Parameters<typeof readSelection>[0], names: readonly string[] = []): SelectedSessions {
  const selection = readSelection(flags, names, texts);
  assert.ok(selection !== null);
  return selectSessions(history, selection, { zone: berlin, nowSeconds: NOW });
}

describe("a selection by name", () => {
  it("finds a session by its id", () => {
    assert.deepEqual(select({}, [bob.id]).ended, [bob]);
  });
  it("finds sessions by user and start, in UTC, with an offset, and in site time", () => {
    for (const start of [
      "2026-11-20T08:12:15Z",
      "2026-11-20T10:12:15+02:00",
      "2026-11-20 09:12:15",
      "2026-11-20T09:12:15",
    ]) {
      assert.deepEqual(select({}, [`alice|${start}`]).ended, [alice, aliceAtB], start);
    }
    assert.deepEqual(select({}, ["alice|2026-11-20 08:12:15"]).ended, []);
  });
  it("splits at the last bar, for a name may hold one", () => {
    assert.deepEqual(select({}, [`${bob.user}|2026-11-20 00:30:00`]).ended, [bob]);
    assert.deepEqual(select({}, [bob.user]).ended, []);
  });
  it("matches both readings of a local time in the hour that the zone repeats, and one of UTC", () => {
    assert.deepEqual(select({}, ["alice|2026-10-25 02:30:00"]).ended, [summer, winter]);
    assert.deepEqual(select({}, ["alice|2026-10-25T01:30:00Z"]).ended, [winter]);
  });
  it("says which names no session has", () => {
    const names = ["nobody", "alice|yesterday", "alice|2026-03-29 02:30:00", bob.id];
    const { ended, unknownNames } = select({}, names);
    assert.deepEqual(ended, [bob]);
    assert.deepEqual(unknownNames, names.slice(0, 3));
  });
  it("keeps a connected session, and says so", () => {
    assert.deepEqual(select({}, [running.id]), { ended: [], connected: [running], unknownNames: [] });
  });
});

describe("a selection by conditions", () => {
  it("takes what fits all of them", () => {
    assert.deepEqual(select({ user: ["alice"] }).ended, [alice, aliceAtB, summer, winter]);
    assert.deepEqual(select({ user: ["alice"], server: ["b"] }).ended, [aliceAtB]);
    assert.deepEqual(select({ server: ["b", "vpn"] }).ended, history.ended);
    assert.deepEqual(select({ server: ["b"] }, [alice.id]).ended, []);
  });
  it("takes local days of the start, the first and the last included", () => {
    assert.deepEqual(select({ from: "2026-11-20" }).ended, [alice, aliceAtB, bob]);
    assert.deepEqual(select({ from: "2026-11-20", to: "2026-11-20" }).ended, [alice, aliceAtB, bob]);
    assert.deepEqual(select({ to: "2026-11-19" }).ended, [summer, winter]);
    assert.deepEqual(select({ to: "2026-11-21" }).connected, [running]);
  });
  it("takes by age what ended before now less N × 24 hours, by the second", () => {
    const ended = at("2026-10-25T02:30:00Z");
    const selection = readSelection({ "older-than": "27d" }, [], texts);
    assert.ok(selection !== null);
    const idsAt = (nowSeconds: number): unknown =>
      selectSessions({ ended: [winter], open: [running] }, selection, { zone: berlin, nowSeconds }).ended.length;
    assert.equal(idsAt(ended + 27 * DAY), 0);
    assert.equal(idsAt(ended + 27 * DAY + 1), 1);
  });
  it("is nothing by itself, and everything with --all", () => {
    assert.equal(readSelection({}, [], texts), null);
    assert.deepEqual(select({ all: true }).ended, history.ended);
    assert.deepEqual(select({ all: true }).connected, [running]);
  });
});

describe("retention", () => {
  it("is the rule of --older-than, and keeps what is still connected", () => {
    const ended = at("2026-10-25T02:30:00Z");
    const held = heldSessions([winter, alice], []);
    const expiredAt = (keepSeconds: number | null, seconds: number): readonly Session[] =>
      findExpired(held, { keepSeconds }, { kind: "at", seconds });
    assert.deepEqual(expiredAt(27 * DAY, ended + 27 * DAY), []);
    assert.deepEqual(expiredAt(27 * DAY, ended + 27 * DAY + 1), [winter]);
    assert.deepEqual(expiredAt(null, ended + 9999 * DAY), []);
    for (const kind of ["held", "unknown"] as const) {
      assert.deepEqual(findExpired(held, { keepSeconds: DAY }, { kind }), []);
    }
  });
  it("keeps a session that is connected, however long it has been", () => {
    assert.equal(isExpired({ ...running, startSeconds: 0 }, DAY, NOW + 9999 * DAY), false);
  });
});

describe("flags that select wrongly", () => {
  const wrong = [
    [{ from: "2026-02-30" }, /--from: expected a day/],
    [{ to: "yesterday" }, /--to: expected a day/],
    [{ from: "2026-11-21", to: "2026-11-20" }, /--from 2026-11-21 is after --to 2026-11-20/],
    [{ "older-than": "90m" }, /--older-than: expected a number of days, got "90m"/],
    [{ "older-than": "0d" }, /--older-than/],
    [{ all: true, user: ["alice"] }, /--all cannot be combined with other selections/],
  ] as const;
  for (const [flags, what] of wrong) {
    it(`are refused: ${JSON.stringify(flags)}`, () => {
      assert.throws(
        () => readSelection(flags, [], texts),
        (error) => error instanceof ProblemError && error.problem.kind === "usage" && what.test(error.message),
      );
    });
  }
});
