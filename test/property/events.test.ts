import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import type { ClientEvent } from "../../src/history/client-event.js";
import type { ObservedSource } from "../../src/history/advance-history.js";
import { makeClient } from "../support/make-client.js";
import { connectEvent, disconnectEvent } from "../support/make-event.js";
import { at } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";

const BEGIN = at("2026-11-21T22:00:00Z");
const HORIZON_SECONDS = 3 * 3600;

/** A connection of a client. All seconds count from the beginning. */
interface Connection {
  readonly name: string;
  readonly start: number;
  /** When the hook ran and the client list began to show it. */
  readonly established: number;
  /** When it was gone. */
  readonly end: number;
  readonly bytesPerSecond: number;
  readonly port: number;
  /** The second at which its port changes; after its end: never. */
  readonly floats: number;
  readonly floatedPort: number;
  readonly tunnelIp: string;
  readonly clientId: string;
  /** The server was killed: there is no disconnect event. */
  readonly isKilled: boolean;
  readonly hasConnectEvent: boolean;
}

interface Line {
  readonly at: number;
  readonly event: ClientEvent;
}

const wishes = fc.record({
  name: fc.constantFrom("anna", "ben"),
  // Few of them, so that some clients of one name start in the same second, as duplicate-cn allows.
  start: fc.nat(HORIZON_SECONDS / 30).map((step) => step * 30),
  duration: fc.oneof(fc.nat(90), fc.nat(2 * 3600)),
  handshake: fc.nat(60),
  bytesPerSecond: fc.nat(1000),
  floatsAfter: fc.nat(3600),
  loses: fc.constantFrom(false, false, false, true),
});

const stories = fc.record({
  wishes: fc.array(wishes, { maxLength: 12 }),
  kills: fc.array(fc.nat(HORIZON_SECONDS), { maxLength: 2 }),
  runs: fc.array(
    fc.record({
      step: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.nat(1800)),
      /** How old the snapshot is; `null`: there is none. */
      age: fc.oneof({ weight: 5, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.constant(null) }),
      /** Lines of the event file that have not arrived yet, as by rsync. */
      lag: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) }),
    }),
    { maxLength: 60 },
  ),
});

type Story = typeof stories extends fc.Arbitrary<infer Value> ? Value : never;

function toConnections({ wishes: wanted, kills }: Story): readonly Connection[] {
  return wanted.flatMap(({ name, start, handshake, duration, bytesPerSecond, floatsAfter, loses }, number) => {
    const established = start + handshake;
    const kill = [...kills].sort((a, b) => a - b).find((time) => time >= start && time < established + duration);
    // A server that is killed during the handshake tells nobody of it.
    if (kill !== undefined && kill <= established) return [];
    return {
      name,
      start,
      established,
      end: kill ?? established + duration,
      bytesPerSecond,
      port: 10_000 + number,
      floats: established + floatsAfter,
      floatedPort: 20_000 + number,
      tunnelIp: `10.8.0.${number + 2}`,
      clientId: String(number),
      isKilled: kill !== undefined,
      hasConnectEvent: !loses,
    };
  });
}

/** What OpenVPN writes to its event file, in order. */
function toLines(connections: readonly Connection[]): readonly Line[] {
  return connections
    .flatMap((one): readonly Line[] => {
      const sketch = { name: one.name, since: BEGIN + one.start, port: one.port, tunnelIp: one.tunnelIp };
      const bytes = one.bytesPerSecond * (one.end - one.start);
      const port = one.end > one.floats ? one.floatedPort : one.port;
      return [
        ...(one.hasConnectEvent ? [{ at: one.established, event: connectEvent(sketch) }] : []),
        ...(one.isKilled
          ? []
          : [{ at: one.end, event: disconnectEvent({ ...sketch, port, end: BEGIN + one.end, received: bytes }) }]),
      ];
    })
    .sort((a, b) => a.at - b.at);
}

function toSnapshot(connections: readonly Connection[], time: number): NonNullable<ObservedSource["snapshot"]> {
  const established = connections
    .filter(({ established, end }) => established <= time && time < end)
    .map(({ name, start, port, floats, floatedPort, tunnelIp, clientId, bytesPerSecond }) =>
      makeClient({
        name,
        since: BEGIN + start,
        address: `203.0.113.10:${time >= floats ? floatedPort : port}`,
        id: clientId,
        tunnelIp,
        received: bytesPerSecond * (time - start),
      }),
    );
  return { server: "vpn", timeSeconds: BEGIN + time, established, connecting: [] };
}

function play(story: Story): { readonly history: HistoryRun; readonly connections: readonly Connection[] } {
  const connections = toConnections(story);
  const lines = toLines(connections);
  const history = new HistoryRun();
  let [now, read] = [0, 0];
  const run = (snapshotTime: number | null, until: number): void => {
    const events = lines.slice(read, Math.max(read, until)).map(({ event }) => event);
    read = Math.max(read, until);
    const position = { file: "/vpn.events", offset: read, tail: "" };
    const observed = { events, position, finished: [], isFirstRead: false, flaw: null };
    const source = { server: "vpn", source: "/run/vpn", detail: "", events: observed };
    history.run(
      snapshotTime === null
        ? [{ ...source, state: "missing" }]
        : [{ ...source, state: "ok", snapshot: toSnapshot(connections, snapshotTime) }],
      BEGIN + now,
    );
  };
  for (const { step, age, lag } of story.runs) {
    now += step;
    const written = lines.filter((line) => line.at <= now).length;
    run(age === null || age > now ? null : now - age, written - lag);
  }
  now = 3 * HORIZON_SECONDS;
  run(now, lines.length);
  return { history, connections };
}

it("sessions with events are exact, each once, in whatever order events and snapshots come", () => {
  fc.assert(
    fc.property(stories, (story) => {
      const { history, connections } = play(story);
      assert.deepEqual(history.known.open, []);
      const found = [...history.known.ended.values()];
      // Without a connect event, a disconnect in the handshake may be of a client that was refused.
      const isUncertain = ({ hasConnectEvent, start, end }: Connection): boolean =>
        !hasConnectEvent && end - start <= 120;
      const uncertain = new Set(connections.filter(isUncertain).map(({ tunnelIp }) => tunnelIp));
      const exact = connections.filter((one) => !one.isKilled && !isUncertain(one));
      const toKey = (...values: readonly (string | number | null)[]): string => values.join(" ");
      assert.deepEqual(
        found
          .filter(({ endSource, tunnelIp }) => endSource === "event" && !uncertain.has(tunnelIp))
          .map((one) => toKey(one.user, one.startSeconds, one.endSeconds, one.bytesReceived, one.tunnelIp))
          .sort(),
        exact
          .map((one) =>
            toKey(
              one.name,
              BEGIN + one.start,
              BEGIN + one.end,
              one.bytesPerSecond * (one.end - one.start),
              one.tunnelIp,
            ),
          )
          .sort(),
      );
      const killed = connections.filter((one) => one.isKilled || isUncertain(one));
      for (const session of found.filter(({ endSource }) => endSource !== "event")) {
        const one = killed.find(
          ({ start, tunnelIp }) => BEGIN + start === session.startSeconds && tunnelIp === session.tunnelIp,
        );
        assert.ok(one !== undefined, `a session that nobody had: ${JSON.stringify(session)}`);
        assert.ok((session.endSeconds ?? 0) <= BEGIN + one.end && BEGIN + one.end <= (session.goneBySeconds ?? 0));
      }
      const announced = killed.filter(({ hasConnectEvent }) => hasConnectEvent);
      assert.ok(found.length >= exact.length + announced.length);
      assert.equal(new Set(found.map(({ id }) => id)).size, found.length);

      const sum = (rows: Iterable<{ bytesReceived: number | null }>): number =>
        [...rows].reduce((total, { bytesReceived }) => total + (bytesReceived ?? 0), 0);
      assert.ok(sum(history.known.samples) <= sum(found), "no traffic counts twice in samples");
      for (const session of found) {
        const usage = history.known.usage.filter(({ id }) => id === session.id);
        assert.ok(sum(usage) <= (session.bytesReceived ?? 0), "no traffic counts twice in usage");
      }
    }),
    { numRuns: 500 },
  );
});
