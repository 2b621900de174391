import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ObservedSource } from "../../src/history/advance-history.js";
import type { Session } from "../../src/history/session.js";
import { takeBackEnds, takeBackProofs } from "../../src/history/take-back.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { makeClient, type ClientSketch } from "../support/make-client.js";
import { at, makeSession } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";

const DAY = 86_400;
const NOON = at("2026-11-21T12:00:00Z");
const START = NOON - 6 * 3600;
const BACK = NOON + 240;

function client(sketch: Partial<ClientSketch> = {}): EstablishedClient {
  return makeClient({ name: "alice", since: START, id: "0", received: 1000, sent: 2, ...sketch });
}

const bob = client({ name: "bob", id: "1", address: "203.0.113.11:4" });

/** More than a day of snapshots, the last at noon, and then one each minute by a clock that is ahead. */
function runAhead(aheadSeconds: number, ...shown: readonly (readonly EstablishedClient[])[]): HistoryRun {
  const run = new HistoryRun();
  for (let time = NOON - 30 * 3600; time < NOON; time += 6 * 3600) run.see(time, []);
  run.see(NOON, [client(), bob]);
  for (const [minute, clients] of shown.entries()) run.see(NOON + aheadSeconds + minute * 60, clients);
  return run;
}

/** In order of users: each session's user, last proof, end and `gone_by`, with times after noon. */
function facts(run: HistoryRun): readonly string[] {
  const after = (seconds: number | null): string => (seconds === null ? "-" : String(seconds - NOON));
  return [...run.known.ended.values(), ...run.known.open]
    .map(({ user, lastSeenSeconds, endSeconds, goneBySeconds }) =>
      [user, ...[lastSeenSeconds, endSeconds, goneBySeconds].map(after)].join(" "),
    )
    .sort();
}

for (const [what, ahead] of [
  ["3 days", 3 * DAY],
  ["2 years", 730 * DAY],
] as const) {
  describe(`a clock that was ahead by ${what} and has returned`, () => {
    it("has ended no session that is shown again", () => {
      const run = runAhead(ahead, [client(), bob], [bob], [bob]).see(BACK, [client({ received: 1100 }), bob]);
      assert.deepEqual(facts(run), ["alice 240 - -", "bob 240 - -"]);
      assert.equal(run.known.open.find(({ user }) => user === "alice")?.bytesReceived, 1100);
      assert.equal(run.known.samples.at(-1)?.clients, 2);
      run.see(BACK + 60, [bob]);
      assert.deepEqual(facts(run), ["alice 240 240 300", "bob 300 - -"]);
    });

    it("has shown nothing of when others ended: some time between the right snapshots", () => {
      for (const shown of [
        [[bob], [bob]],
        [[client(), bob], [bob]],
        [
          [client(), bob],
          [client(), bob],
        ],
      ]) {
        const run = runAhead(ahead, ...shown).see(BACK, [bob]);
        assert.deepEqual(facts(run), ["alice 0 0 240", "bob 240 - -"]);
      }
    });

    it("has shown nothing of a session that began just before but its start", () => {
      const carol = client({ name: "carol", id: "2", address: "203.0.113.12:4", since: NOON + 30 });
      const dora = client({ name: "dora", id: "3", address: "203.0.113.13:4", since: NOON - 10 });
      const run = runAhead(ahead, [bob, carol, dora], [bob, carol]).see(BACK, [bob]);
      assert.deepEqual(facts(run), ["alice 0 0 240", "bob 240 - -", "carol 30 30 240", "dora -10 -10 240"]);
      const goesOn = runAhead(ahead, [bob, carol], [bob, carol])
        .see(BACK, [bob, carol])
        .see(BACK + 60, [bob]);
      assert.deepEqual(facts(goesOn), ["alice 0 0 240", "bob 300 - -", "carol 240 240 300"]);
      const { firstSeenSeconds, countedFromSeconds } =
        [...goesOn.known.ended.values()].find(({ user }) => user === "carol") ?? {};
      assert.deepEqual([firstSeenSeconds, countedFromSeconds], [BACK, null]);
    });

    it("leaves a session whose start is not believed as it was shown", () => {
      const carol = client({ name: "carol", id: "2", address: "203.0.113.12:4", since: NOON - 2 * DAY });
      const run = runAhead(ahead, [bob, carol], [bob]).see(BACK, [bob]);
      assert.deepEqual(facts(run), ["alice 0 0 240", "bob 240 - -", `carol ${ahead} ${ahead} ${ahead + 60}`]);
    });

    it("reopens what the right clock had ended, if it is shown again, as at any time", () => {
      const run = runAhead(0).see(NOON + 60, [bob]);
      run.see(NOON + ahead, [bob]).see(BACK, [client(), bob]);
      assert.deepEqual(facts(run), ["alice 240 - -", "bob 240 - -"]);
    });

    it("leaves no samples", () => {
      const run = runAhead(ahead, [client(), bob], [bob]).see(BACK, [bob]);
      assert.deepEqual(
        run.known.samples.slice(-2).map(({ timeSeconds }) => timeSeconds),
        [NOON, BACK],
      );
    });

    it("leaves a session that began meanwhile as it was shown, ended or not", () => {
      const since = NOON + ahead + 50;
      const carol = client({ name: "carol", id: "2", address: "203.0.113.12:4", since });
      const dora = client({ name: "dora", id: "3", address: "203.0.113.13:4", since });
      const run = runAhead(ahead, [bob], [bob, carol, dora], [bob, dora]).see(BACK, [bob]);
      assert.deepEqual(facts(run), [
        "alice 0 0 240",
        "bob 240 - -",
        `carol ${ahead + 60} ${ahead + 60} ${ahead + 120}`,
        `dora ${ahead + 120} - -`,
      ]);
    });

    it("changes nothing of another server, whose clock has not returned", () => {
      const run = new HistoryRun();
      const seeBoth = (time: number, clients: readonly EstablishedClient[], others = clients): void => {
        const see = (
          server: string,
          timeSeconds: number,
          established: readonly EstablishedClient[],
        ): ObservedSource => {
          const snapshot = { server, timeSeconds, established, connecting: [] };
          return { server, source: `/run/${server}`, state: "ok", detail: "", snapshot };
        };
        run.run([see("vpn", time, clients), see("other", Math.max(time, lastOther), others)], time);
        lastOther = Math.max(time, lastOther);
      };
      let lastOther = 0;
      for (let time = NOON - 30 * 3600; time <= NOON; time += 6 * 3600) seeBoth(time, [client(), bob]);
      seeBoth(NOON + ahead, [client(), bob]);
      seeBoth(NOON + ahead + 60, [bob]);
      const others = <Of extends { readonly server: string }>(all: Iterable<Of>): readonly Of[] =>
        [...all].filter(({ server }) => server === "other");
      const before = [others(run.known.samples), others(run.known.open), others(run.known.ended.values())];
      assert.deepEqual(
        before.map(({ length }) => length),
        [8, 1, 1],
      );
      seeBoth(BACK, [bob], []);
      assert.deepEqual([others(run.known.samples), others(run.known.open), others(run.known.ended.values())], before);
      assert.deepEqual(
        facts(run).filter((fact) => fact.startsWith("alice")),
        ["alice 0 0 240", `alice ${ahead} ${ahead} ${ahead + 60}`],
      );
    });
  });
}

describe("what a clock that was ahead is not believed to have shown", () => {
  const clockReturn = { provenUntilSeconds: NOON, returnedSeconds: BACK };
  const ended = (fields: Partial<Session>): Session =>
    makeSession({
      user: "alice",
      startSeconds: START,
      firstSeenSeconds: START,
      lastSeenSeconds: NOON + DAY,
      endSeconds: NOON + DAY,
      endSource: "status",
      ...fields,
    });
  it("is not the end of an event, nor of an import", () => {
    for (const endSource of ["event", ""] as const) {
      const session = ended({ endSource });
      assert.equal(takeBackProofs(session, clockReturn), session);
    }
  });
  it("is not an end that the right clock has shown", () => {
    const session = ended({ lastSeenSeconds: NOON - 60, endSeconds: NOON - 60, goneBySeconds: NOON });
    assert.equal(takeBackProofs(session, clockReturn), session);
    assert.deepEqual(takeBackEnds([session], session.server, clockReturn), []);
  });
  it("is until when a session had an earlier address", () => {
    const seen = (...times: readonly number[]) =>
      times.map((lastSeenSeconds) => ({ address: "192.0.2.1", lastSeenSeconds }));
    const session = ended({ earlierAddresses: seen(NOON - 600, NOON + DAY - 60) });
    assert.deepEqual(takeBackProofs(session, clockReturn).earlierAddresses, seen(NOON - 600, NOON));
  });
  it("is a later proof than the last one of before", () => {
    const session = ended({ lastSeenSeconds: NOON - 60, endSeconds: NOON - 60, goneBySeconds: NOON + DAY });
    const { lastSeenSeconds, endSeconds, goneBySeconds } = takeBackProofs(session, clockReturn);
    assert.deepEqual([lastSeenSeconds, endSeconds, goneBySeconds], [NOON - 60, NOON - 60, BACK]);
  });
});
