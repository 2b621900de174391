import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { HistoryRun } from "../support/run-history.js";
import { makeClient } from "../support/make-client.js";

const START = 1_795_000_000;

/** What happens to a counter between two snapshots; a fault shows in one reading alone. */
type Turn =
  | { readonly kind: "grows"; readonly bytes: number }
  | { readonly kind: "begins-again"; readonly bytes: number }
  | { readonly kind: "reads-low"; readonly share: number }
  | { readonly kind: "reads-high"; readonly bytes: number };

const bytes = fc.integer({ min: 1, max: 1_000_000 });
const quiet = fc.array(fc.record({ kind: fc.constant("grows" as const), bytes }), { minLength: 3, maxLength: 5 });
const fault: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ kind: fc.constant("begins-again" as const), bytes }),
  fc.record({ kind: fc.constant("reads-low" as const), share: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
  fc.record({ kind: fc.constant("reads-high" as const), bytes: fc.integer({ min: 2_000_000, max: 1_000_000_000 }) }),
);
const story = fc
  .array(fc.tuple(quiet, fault), { maxLength: 6 })
  .chain((parts) => quiet.map((last): readonly Turn[] => [...parts.flatMap(([calm, one]) => [...calm, one]), ...last]));

/** Readings, and what was truly moved by the last one: bytes between a reading and a new beginning are not known. */
function play(turns: readonly Turn[]): { readonly readings: readonly number[]; readonly moved: number } {
  let [counter, moved] = [0, 0];
  const readings = turns.map((turn) => {
    switch (turn.kind) {
      case "grows":
        counter += turn.bytes;
        moved += turn.bytes;
        return counter;
      case "begins-again":
        counter = Math.min(turn.bytes, Math.floor(counter / 4));
        moved += counter;
        return counter;
      case "reads-low":
        return Math.floor(counter * turn.share);
      case "reads-high":
        return counter + turn.bytes;
    }
  });
  return { readings, moved };
}

/**
 * Whether each new counter is, at its first two readings, below what was confirmed of the old one: otherwise nobody can
 * tell that it is new.
 */
function isToldApart(turns: readonly Turn[], readings: readonly number[]): boolean {
  return turns.every((turn, index) => {
    if (turn.kind !== "begins-again") return true;
    const [final = 0, last = 0, first = 0, second = 0] = readings.slice(index - 2);
    return first < final && second < last;
  });
}

describe("counters that begin again, and single wrong readings", () => {
  it("add up to what was moved: in the session, its days and its samples", () => {
    let toldApart = 0;
    fc.assert(
      fc.property(story, (turns) => {
        const { readings, moved } = play(turns);
        fc.pre(isToldApart(turns, readings));
        toldApart += 1;
        const history = new HistoryRun({ zone: "UTC" });
        history.see(START, []);
        readings.forEach((received, index) => {
          const client = makeClient({ name: "alice", since: START + 10, id: "0", received, sent: 2 * received });
          history.see(START + 60 + index * 240, [client]);
        });
        history.see(START + 60 + readings.length * 240, []);
        const [session] = history.known.ended.values();
        assert.equal(session?.bytesReceived, moved);
        assert.equal(session.bytesSent, 2 * moved);
        const samples = history.known.samples.map(({ bytesReceived }) => bytesReceived);
        assert.equal(
          samples.reduce((sum, count) => sum + count, 0),
          moved,
        );
        assert.ok(history.known.usage.every(({ bytesReceived }) => bytesReceived <= moved));
        assert.equal(session.readings, undefined);
      }),
      { numRuns: 300 },
    );
    assert.ok(toldApart >= 300);
  });

  it("never bill a wrong reading on a day that it outlived", () => {
    const midnight = Date.parse("2026-11-22T00:00:00Z") / 1000;
    const history = new HistoryRun({ zone: "UTC" });
    const see = (after: number, received: number): void => {
      history.see(midnight + after, [makeClient({ name: "alice", since: midnight - 600, id: "0", received })]);
    };
    history.see(midnight - 601, []);
    see(-180, 1000);
    see(-60, 5_000_000);
    see(60, 1200);
    see(120, 1300);
    assert.deepEqual(
      history.known.usage.map(({ day, bytesReceived }) => [day, bytesReceived]),
      [["2026-11-21", 1000]],
    );
    assert.equal(history.known.open[0]?.bytesReceived, 1300);
  });
});
