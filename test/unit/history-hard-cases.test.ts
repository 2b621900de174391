import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { getReadings } from "../../src/history/counters.js";
import type { Session } from "../../src/history/session.js";
import { makeClient, type ClientSketch } from "../support/make-client.js";
import { at } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";

const NOON = at("2026-11-21T12:00:00Z");
const DAY = 86_400;
const since = NOON - 600;
const alice = (more: Partial<ClientSketch> = {}): ReturnType<typeof makeClient> =>
  makeClient({ name: "alice", since, id: "0", ...more });

function facts(run: HistoryRun): readonly string[] {
  return [...run.known.ended.values(), ...run.known.open].map(
    ({ user, startSeconds, endSeconds }) =>
      `${user} ${startSeconds - NOON} ${endSeconds === null ? "open" : String(endSeconds - NOON)}`,
  );
}

describe("what an admin's years bring", () => {
  it("a snapshot older than the last, replayed out of order: no corruption, no ghost", () => {
    const run = new HistoryRun().see(NOON, [alice()]).see(NOON + 60, []);
    const before = run.known;
    run.see(NOON, [alice()], { nowSeconds: NOON + 120 });
    assert.deepEqual(
      [run.known.open, [...run.known.ended], run.known.samples],
      [before.open, [...before.ended], before.samples],
    );
  });
  it("cron off for a week: who is still there has one session, who is gone ended when last proven", () => {
    const bob = makeClient({ name: "bob", since, id: "1", address: "203.0.113.11:4" });
    const run = new HistoryRun().see(NOON, [alice(), bob]).see(NOON + 7 * DAY, [alice({ received: 9 })]);
    assert.deepEqual(facts(run), ["bob -600 0", "alice -600 open"]);
    assert.equal(run.known.usage.length, 1, "a row for the day of the last proof, none for days without one");
    assert.equal(run.known.samples.at(-1)?.bytesReceived, 0, "nobody knows when the bytes were moved");
  });
  it("OpenVPN restarts: client ids begin again at 0, and every session is a new one", () => {
    const run = new HistoryRun().see(NOON, [alice(), makeClient({ name: "bob", since, id: "1" })]);
    run.see(NOON + 60, [makeClient({ name: "bob", since: NOON + 30, id: "0" }), alice({ since: NOON + 31, id: "1" })]);
    assert.deepEqual(facts(run), ["alice -600 0", "bob -600 0", "bob 30 open", "alice 31 open"]);
  });
  it("SIGUSR1: the same client comes back with the same id and address, as a second session", () => {
    const run = new HistoryRun()
      .see(NOON, [alice({ received: 50 })])
      .see(NOON + 60, [alice({ since: NOON + 30, received: 7 })]);
    assert.deepEqual(facts(run), ["alice -600 0", "alice 30 open"]);
    assert.deepEqual(run.known.open[0]?.bytesReceived, 7);
  });
  it("a float: the address changes, the session does not", () => {
    const run = new HistoryRun().see(NOON, [alice()]).see(NOON + 60, [alice({ address: "198.51.100.9:1" })]);
    assert.deepEqual(facts(run), ["alice -600 open"]);
    assert.equal(run.known.open[0]?.publicIp, "198.51.100.9");
  });
  it("counters that begin again: the session and its days add up", () => {
    const midnight = at("2026-11-22T00:00:00Z");
    const run = new HistoryRun()
      .see(midnight - 60, [alice({ received: 100 })])
      .see(midnight - 30, [alice({ received: 1 })]);
    run.see(midnight + 60, [alice({ received: 5 })]).see(midnight + DAY, [alice({ received: 120 })]);
    assert.equal(run.known.open[0]?.bytesReceived, 220);
    assert.deepEqual(
      run.known.usage.map(({ bytesReceived }) => bytesReceived),
      [100, 5],
    );
  });
  it("a server renamed: its sessions go on under the new name, with their ids and their earlier days", () => {
    const run = new HistoryRun().see(at("2026-11-21T23:59:00Z"), [alice()], { server: "old" });
    run.see(at("2026-11-22T00:01:00Z"), [alice()], { server: "old" });
    const id = run.known.open[0]?.id;
    run.see(at("2026-11-22T00:02:00Z"), [alice()], { server: "new" });
    assert.deepEqual(
      run.known.open.map((session) => [session.id, session.server]),
      [[id, "new"]],
    );
    assert.equal(run.known.usage[0]?.id, id);
  });
  it("status-version changed: ids and names come and go, the session stays and forgets nothing", () => {
    const full = alice({ username: "al", cipher: "AES-256-GCM" });
    const bare = makeClient({ name: "alice", since });
    const run = new HistoryRun()
      .see(NOON, [full])
      .see(NOON + 60, [bare])
      .see(NOON + 120, [full]);
    assert.deepEqual(facts(run), ["alice -600 open"]);
    const [session] = run.known.open;
    assert.deepEqual([session?.username, session?.clientId, session?.cipher], ["al", "0", "AES-256-GCM"]);
  });
  it("a session over months: one row, and a usage row for each midnight, which add up to its total", () => {
    const run = new HistoryRun({ zone: "Europe/Berlin" });
    for (let day = 0; day <= 120; day++) run.see(NOON + day * DAY, [alice({ received: 1000 * (day + 1), sent: day })]);
    const [session] = run.known.open;
    const usage = run.known.usage.filter(({ id }) => id === session?.id);
    assert.equal(new Set(usage.map(({ day }) => day)).size, 120);
    const sum = usage.reduce((total, { bytesReceived }) => total + bytesReceived, 0);
    assert.equal(sum + 1000, session?.bytesReceived);
  });
  it("two servers with one common name: each has its own session, also of one second, id and address", () => {
    const run = new HistoryRun();
    const observe = (timeSeconds: number, ...servers: readonly string[]): void => {
      const observed = ["a", "b"].map((server) => {
        const established = servers.includes(server) ? [alice()] : [];
        const snapshot = { server, timeSeconds, established, connecting: [] };
        return { server, source: `/run/${server}`, state: "ok" as const, detail: "", snapshot };
      });
      run.run(observed, timeSeconds);
    };
    observe(NOON, "a", "b");
    observe(NOON + 60, "b");
    assert.deepEqual(facts(run), ["alice -600 0", "alice -600 open"]);
    assert.deepEqual([run.known.open[0]?.server, run.ended.length], ["b", 1]);
    assert.notEqual(run.known.open[0]?.id, run.ended[0]?.id);
  });
});

interface Step {
  readonly advance: number;
  readonly connected: readonly boolean[];
  readonly grown: number;
  readonly restart: boolean;
  readonly float: boolean;
  readonly server: string;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    // Mostly minutes; sometimes a clock that jumps, or cron that was off.
    advance: fc.oneof(fc.constantFrom(60, 60, 60, 300), fc.integer({ min: -2 * DAY, max: 9 * DAY })),
    connected: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    grown: fc.integer({ min: -500, max: 1000 }),
    restart: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
    float: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
    server: fc.constantFrom("vpn", "vpn", "vpn", "renamed"),
  }),
  { maxLength: 40 },
);

describe("any course of snapshots", () => {
  it("gives no session twice, none that ends before it starts or after its last proof, and no confirmed bytes that fall", () => {
    fc.assert(
      fc.property(steps, (course) => {
        const run = new HistoryRun({ zone: "Europe/Berlin" });
        let now = NOON;
        let [started, bytes, port, ids] = [NOON - 60, 1000, 1, 0];
        let before: ReadonlyMap<string, Session> = new Map();
        for (const step of course) {
          now += step.advance;
          bytes = Math.max(0, bytes + step.grown);
          if (step.float) port++;
          if (step.restart) [started, ids, bytes] = [now - 1, 0, 0];
          const clients = step.connected.flatMap((isConnected, index) =>
            isConnected
              ? [
                  makeClient({
                    name: index < 2 ? "twin" : `user ${index}`,
                    since: started,
                    id: String(ids + index),
                    address: `203.0.113.${index}:${port}`,
                    received: bytes + index,
                    sent: bytes,
                  }),
                ]
              : [],
          );
          run.see(now, clients, { server: step.server });
          const sessions = [...run.known.open, ...run.known.ended.values()];
          assert.equal(new Set(sessions.map(({ id }) => id)).size, sessions.length);
          for (const session of sessions) {
            assert.ok(session.endSeconds === null || session.endSeconds >= session.startSeconds);
            const earlier = before.get(session.id);
            if (earlier === undefined) continue;
            assert.equal(session.startSeconds, earlier.startSeconds);
            const { confirmed, last } = getReadings(earlier).received;
            const inDoubt = Math.max(0, last - confirmed);
            assert.ok((session.bytesReceived ?? 0) >= (earlier.bytesReceived ?? 0) - inDoubt);
          }
          before = new Map(sessions.map((session) => [session.id, session]));
          for (const { bytesReceived, bytesSent } of [...run.known.usage, ...run.known.samples]) {
            assert.ok(bytesReceived >= 0 && bytesSent >= 0);
          }
          for (const [id, sum] of usageSums(run)) assert.ok(sum <= (before.get(id)?.bytesReceived ?? 0));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function usageSums(run: HistoryRun): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { id, bytesReceived } of run.known.usage) sums.set(id, (sums.get(id) ?? 0) + bytesReceived);
  return sums;
}
