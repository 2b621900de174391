import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { CallCounter } from "../support/count-calls.js";
import { filesBelow } from "../support/compare-folders.js";

// Before the program is loaded.
const counter = new CallCounter();
await counter.start();
const { FleetPlace } = await import("../support/fleet-place.js");

const SERVERS = 24;
/** What grows in proportion doubles, and what grows with the square becomes four times as much. */
const MAX_GROWTH = 2.2;
/** A piece that runs more rarely than each server does for each other is not looked at. */
const FEW_CALLS = (2 * SERVERS) ** 2 / 2;
const MAX_PIECE_GROWTH = 2.9;

const FLEETS = {
  "each client a user of its own": (client: string) => client,
  "one certificate for all": () => "device",
} as const;

for (const [what, toUser] of Object.entries(FLEETS)) {
  test(`twice as many servers: twice as many bytes and calls, with ${what}`, async (t) => {
    // What runs once, such as compiling the templates, is part of neither.
    await measureFleet(t, 2, toUser);
    const [once, twice] = [await measureFleet(t, SERVERS, toUser), await measureFleet(t, 2 * SERVERS, toUser)];
    for (const [index, { run, bytes, calls }] of twice.entries()) {
      const base = once[index];
      assert.ok(base !== undefined);
      const growth = [bytes / base.bytes, sum(calls.values()) / sum(base.calls.values())].map((ratio) =>
        ratio.toFixed(2),
      );
      t.diagnostic(`${run}: ${growth.join(" × as many bytes, ")} × as many calls`);
      assert.ok(bytes <= MAX_GROWTH * base.bytes, `${run}: bytes ${base.bytes} → ${bytes}`);
      const grown = [...calls].filter(([piece, count]) => {
        const before = base.calls.get(piece) ?? 0;
        return before > 0 && count >= FEW_CALLS && count > MAX_PIECE_GROWTH * before;
      });
      const named = grown.map(([piece, count]) => `${piece}: ${base.calls.get(piece) ?? 0} → ${count}`);
      assert.deepEqual(named, [], `${run}: these pieces grow faster than the number of servers`);
    }
  });
}

interface Measured {
  readonly run: string;
  readonly bytes: number;
  readonly calls: ReadonlyMap<string, number>;
}

/** What is on disk after each run, and what the run took. */
async function measureFleet(t: TestContext, servers: number, toUser: (client: string) => string): Promise<Measured[]> {
  const place = new FleetPlace(t, servers, toUser);
  const runs: Readonly<Record<string, () => Promise<void>>> = {
    "first build": () => place.run(0),
    "quiet run": () => place.run(60),
    "one leaves each server": () => place.run(60, 1),
    "all servers have gone quiet": () => place.runWithoutNews(7200),
  };
  const measured: Measured[] = [];
  for (const [run, act] of Object.entries(runs)) {
    const calls = await counter.count(act);
    const files = [...filesBelow(place.out).values(), ...filesBelow(place.history).values()];
    measured.push({ run, calls, bytes: sum(files.map(({ bytes }) => bytes.length)) });
  }
  return measured;
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, one) => total + one, 0);
}
