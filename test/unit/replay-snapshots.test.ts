import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { replaySnapshots } from "../../src/history/replay-snapshots.js";
import type { ServerSnapshot } from "../../src/history/server-snapshot.js";
import { makeZone } from "../../src/status/zone.js";
import { makeClient } from "../support/make-client.js";

const at = (iso: string): number => Date.parse(iso) / 1000;
const SINCE = at("2026-11-20T10:00:00Z");
const CONTEXT = { zone: makeZone("UTC"), userFrom: "common_name", usersIgnoreCase: false } as const;

/** Of clients who have been connected since one time, by name: what the server received. */
function snapshot(iso: string, received: Readonly<Record<string, number>>): ServerSnapshot {
  const established = Object.entries(received).map(([name, bytes]) =>
    makeClient({ name, since: SINCE, received: bytes, sent: 2 * bytes }),
  );
  return { server: "vpn", timeSeconds: at(iso), established, connecting: [] };
}

function usageOf(snapshots: readonly ServerSnapshot[]): unknown[] {
  return replaySnapshots(snapshots, CONTEXT).usage.map(({ user, day, bytesReceived, bytesSent }) => {
    return [user, day, bytesReceived, bytesSent];
  });
}

describe("an archive of several days", () => {
  it("gives each session a row for each midnight, with its total less all of its earlier rows", () => {
    const snapshots = [
      snapshot("2026-11-20T12:00:00Z", { alice: 100, bob: 7 }),
      snapshot("2026-11-21T12:00:00Z", { alice: 150, bob: 7 }),
      snapshot("2026-11-22T12:00:00Z", { alice: 1150, bob: 9 }),
      snapshot("2026-11-23T12:00:00Z", { alice: 1151, bob: 9 }),
    ];
    const expected = [
      ["alice", "2026-11-20", 100, 200],
      ["bob", "2026-11-20", 7, 14],
      ["alice", "2026-11-21", 50, 100],
      ["bob", "2026-11-21", 0, 0],
      ["alice", "2026-11-22", 1000, 2000],
      ["bob", "2026-11-22", 2, 4],
    ];
    assert.deepEqual(usageOf(snapshots), expected);
    assert.deepEqual(usageOf([...snapshots].reverse()), expected);
  });
  it("gives a session that one snapshot did not show its row for the days in between", () => {
    const snapshots = [
      snapshot("2026-11-20T12:00:00Z", { alice: 100 }),
      snapshot("2026-11-21T12:00:00Z", { alice: 150 }),
      snapshot("2026-11-21T13:00:00Z", {}),
      snapshot("2026-11-22T12:00:00Z", { alice: 400 }),
      snapshot("2026-11-23T12:00:00Z", { alice: 500 }),
    ];
    assert.deepEqual(usageOf(snapshots), [
      ["alice", "2026-11-20", 100, 200],
      ["alice", "2026-11-21", 50, 100],
      ["alice", "2026-11-22", 250, 500],
    ]);
    const { sessions } = replaySnapshots(snapshots, CONTEXT);
    assert.deepEqual(
      sessions.map(({ user, endSeconds }) => [user, endSeconds]),
      [["alice", at("2026-11-23T12:00:00Z")]],
    );
  });
});
