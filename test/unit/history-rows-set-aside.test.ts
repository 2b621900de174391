import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NO_CLOCK } from "../../src/history/server-clock.js";
import { nextSourceRows, type SourceObservation } from "../../src/history/source-rows.js";
import type { SourceRow } from "../../src/history/source-state.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { makeClient } from "../support/make-client.js";
import { at } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";

const NOON = at("2026-11-21T12:00:00Z");
const SINCE = NOON - 600;
const client = (name: string, id: string, received = 10) => makeClient({ name, since: SINCE, id, received });
const alice = (received?: number) => client("alice", "0", received);
const bob = client("bob", "1");

/** A run whose status shows these clients, and rows of these names that cannot be read. */
function see(
  run: HistoryRun,
  timeSeconds: number,
  established: readonly EstablishedClient[],
  names: readonly string[] = [],
  server = "vpn",
): HistoryRun {
  const snapshot = { server, timeSeconds, established, connecting: [], maybeConnected: new Set(names) };
  return run.run([{ server, source: `/run/${server}`, state: "ok", detail: "", snapshot }], timeSeconds);
}

describe("a row that cannot be read", () => {
  it("neither ends nor proves the sessions of its name, and no other name's", () => {
    const run = see(new HistoryRun(), NOON, [alice(), client("alice", "7"), bob]);
    const before = run.known.open.filter(({ user }) => user === "alice");
    see(run, NOON + 60, [], ["alice", "carol"]);
    assert.deepEqual(run.known.open, before);
    assert.deepEqual(
      run.ended.map(({ user, end }) => [user, end]),
      [["bob", NOON]],
    );
    assert.equal(run.known.samples.at(-1)?.clients, 0, "what is counted is proven");
  });

  it("leaves its session to go on when it can be read again, with all its traffic", () => {
    const run = see(new HistoryRun(), NOON, [alice(10)]);
    const [first] = run.known.open;
    see(run, NOON + 60, [], ["alice"]);
    see(run, NOON + 120, [alice(70)]);
    const [session, ...others] = run.known.open;
    assert.deepEqual(others, []);
    assert.deepEqual([session?.id, session?.bytesReceived, session?.lastSeenSeconds], [first?.id, 70, NOON + 120]);
    assert.equal(run.known.samples.at(-1)?.bytesReceived, 60);
    assert.deepEqual(run.ended, []);
  });

  it("gives its session the last proof as its end once it is gone", () => {
    const run = see(new HistoryRun(), NOON, [alice()]);
    see(run, NOON + 60, [], ["alice"]);
    see(run, NOON + 120, []);
    assert.deepEqual(
      run.ended.map(({ user, end }) => [user, end]),
      [["alice", NOON]],
    );
    assert.deepEqual(run.known.open, []);
  });

  it("counts no traffic twice over a midnight", () => {
    const midnight = at("2026-11-22T00:00:00Z");
    const run = see(new HistoryRun(), midnight - 60, [alice(10)]);
    see(run, midnight + 60, [], ["alice"]);
    see(run, midnight + 120, [alice(30)]);
    see(run, midnight + 180, []);
    assert.deepEqual(
      run.known.usage.map(({ day, bytesReceived }) => [day, bytesReceived]),
      [["2026-11-21", 10]],
    );
    assert.equal(run.ended[0]?.received, 30);
  });

  it("keeps a session of a server that was renamed until it is readable there, as one session", () => {
    const run = see(new HistoryRun(), NOON, [alice(), bob], [], "old");
    see(run, NOON + 60, [], ["alice"], "new");
    assert.deepEqual(
      run.ended.map(({ user }) => user),
      ["bob"],
    );
    see(run, NOON + 120, [alice()], [], "new");
    assert.deepEqual(
      run.known.open.map(({ user, server }) => [user, server]),
      [["alice", "new"]],
    );
    assert.equal(run.ended.length, 1);
  });
});

describe("rows that are set aside are said", () => {
  const bad = {
    line: 5,
    list: "clients",
    commonName: "alice",
    possibleNames: ["alice"],
    reason: "expected x, got y",
  } as const;
  const seen = (fields: Partial<SourceObservation>): SourceObservation => {
    return { server: "vpn", source: "/s", state: "ok", detail: "", clock: NO_CLOCK, rowsSetAside: [], ...fields };
  };

  it("once when they begin and once when they end, whatever the source's state is meanwhile", () => {
    let rows: readonly SourceRow[] = [];
    const said = [
      seen({}),
      seen({ rowsSetAside: [bad] }),
      seen({ rowsSetAside: [{ ...bad, line: 6 }, bad] }),
      seen({ rowsSetAside: [bad], state: "stale" }),
      seen({ rowsSetAside: null, state: "missing" }),
      seen({ rowsSetAside: [bad], state: "ok" }),
      seen({ rowsSetAside: [] }),
      seen({ rowsSetAside: [] }),
    ].map((observation) => {
      const next = nextSourceRows(rows, [observation], NOON);
      rows = next.rows;
      return next.notices.map(({ kind }) => kind).join(" ");
    });
    assert.deepEqual(said, ["", "rows-begin", "", "begins", "begins", "ends", "rows-end", ""]);
  });
});
