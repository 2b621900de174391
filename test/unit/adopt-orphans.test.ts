import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { adoptOrphans } from "../../src/history/adopt-orphans.js";
import type { ServerSnapshot } from "../../src/history/server-snapshot.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { makeClient } from "../support/make-client.js";
import { HistoryRun } from "../support/run-history.js";

const NOON = Date.parse("2026-11-20T12:00:00Z") / 1000;
const [ALICE, BOB] = ["alice", "bob"].map((name, index) =>
  makeClient({ name, since: NOON - 60, address: `203.0.113.1${index}:4` }),
) as [EstablishedClient, EstablishedClient];

/** Where the open sessions of "old" are after the other servers' snapshots, by user; those that ended are "". */
function serversAfter(
  shown: Readonly<Record<string, readonly EstablishedClient[]>>,
  { configured = Object.keys(shown), maybe = {} }: { configured?: string[]; maybe?: Record<string, string> } = {},
): Readonly<Record<string, string>> {
  const { open } = new HistoryRun().see(NOON, [ALICE, BOB], { server: "old" }).known;
  const snapshots = Object.entries(shown).map(([server, established]): ServerSnapshot => {
    const name = maybe[server];
    const maybeConnected = name === undefined ? {} : { maybeConnected: new Set([name]) };
    return { server, timeSeconds: NOON + 60, established, connecting: [], ...maybeConnected };
  });
  const after = adoptOrphans(open, new Set(configured), new Map(snapshots.map((one) => [one.server, one])));
  return Object.fromEntries([
    ...after.open.map(({ user, server }) => [user, server] as const),
    ...after.ended.map(({ user }) => [user, ""] as const),
  ]);
}

describe("a session whose server is gone, among several servers", () => {
  it("moves to the only one that shows it", () => {
    const after = serversAfter({ one: [BOB], two: [], three: [ALICE] });
    assert.deepEqual(after, { alice: "three", bob: "one" });
  });
  it("ends where two show it, since it is unknown which of them it is", () => {
    assert.deepEqual(serversAfter({ one: [ALICE], two: [ALICE], three: [BOB] }), { alice: "", bob: "three" });
  });
  it("stays if its own shows it, whoever else does", () => {
    assert.deepEqual(serversAfter({ old: [ALICE], one: [ALICE, BOB] }), { alice: "old", bob: "one" });
    assert.deepEqual(serversAfter({ one: [ALICE, BOB], old: [ALICE] }), { alice: "old", bob: "one" });
  });
  it("waits while any of them has a malformed row with its name", () => {
    assert.deepEqual(serversAfter({ one: [], two: [] }, { maybe: { two: "bob" } }), { alice: "", bob: "old" });
    assert.deepEqual(serversAfter({ one: [], two: [] }, { maybe: { one: "bob" } }), { alice: "", bob: "old" });
  });
  it("waits while any of them shows nothing", () => {
    const after = serversAfter({ one: [] }, { configured: ["one", "two"] });
    assert.deepEqual(after, { alice: "old", bob: "old" });
  });
});
