import assert from "node:assert/strict";
import { appendFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { countLosses, idsIn, type Losses } from "../support/count-losses.js";
import { makeEventPlace, toEventLine, type EventPlace } from "../support/event-place.js";
import { copyPlace, DONE, historyTree, writeSnapshot } from "../support/gen-place.js";
import { everyKill, forEachKilled, runCounted } from "../support/kill-runs.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { thinKills } from "../support/thin-kills.js";

const HOST = makeHost(CLI, process.cwd());
const [BEFORE, NOW, NEXT, LAST] = [
  "2026-11-20T22:56:00Z",
  "2026-11-20T23:00:00Z",
  "2026-11-20T23:01:00Z",
  "2026-11-20T23:02:00Z",
];
const ALICE = { name: "alice", since: "2026-11-20T20:00:00Z" } as const;
const BOB = { name: "bob", since: "2026-11-20T22:57:00Z", port: 5, tunnelIp: "10.8.0.9" } as const;
const CAROL = { name: "carol", since: "2026-11-20T22:59:00Z" } as const;
/** What OpenVPN writes before the first run, between the two, and while the second one is killed. */
const LINES = {
  first: [toEventLine({ kind: "connect", ...ALICE })],
  second: [
    toEventLine({ kind: "connect", ...BOB }),
    toEventLine({ kind: "disconnect", ...BOB, duration: 17, received: 5, sent: 7 }),
    toEventLine({ kind: "connect", ...CAROL }),
    toEventLine({ kind: "disconnect", ...ALICE, duration: 10_700, received: 1500, sent: 4500 }),
  ],
  third: [toEventLine({ kind: "disconnect", ...CAROL, duration: 75, received: 1, sent: 2 })],
};

async function run(place: EventPlace, now: string): Promise<void> {
  assert.deepEqual(await runHere(place.args(now), HOST), DONE);
}

it("a gen with events that is killed at any call loses no session, and counts none twice", async (t) => {
  const folder = tempFolderInMemory(t);
  const place = makeEventPlace(join(folder, "place"));
  const spool = dirname(place.events);
  const write = (lines: readonly string[]): void => {
    appendFileSync(place.events, lines.join(""));
  };
  write(LINES.first);
  writeSnapshot(place, BEFORE, [["alice", ALICE.since, 1000]]);
  await run(place, BEFORE);
  assert.deepEqual(readdirSync(spool), ["vpn.events.taken"]);
  write(LINES.second);
  writeSnapshot(place, NOW, [["carol", CAROL.since, 0]]);

  const goOn = async (): Promise<ReadonlyMap<string, string | null>> => {
    await run(place, NOW);
    write(LINES.third);
    writeSnapshot(place, NEXT, []);
    await run(place, NEXT);
    await run(place, LAST);
    assert.deepEqual(readdirSync(spool), []);
    return historyTree(place.history);
  };
  const argv = [CLI, ...place.args(NOW)];
  const start = copyPlace(place, join(folder, "start"));
  const calls = await runCounted(argv, [place.history, spool], join(folder, "calls.json"));
  assert.match(calls.join("\n"), /vpn\.events\.taken$/m);
  const expected = await goOn();
  const ids = idsIn(place.history);
  assert.equal(ids.length, 3);
  const rows = expected.get("sessions/2026-11-20.csv")?.split("\n").slice(1, -1) ?? [];
  assert.deepEqual(
    rows.map((row) => {
      const [user, , , , end, , received, sent, , , , , , , , , , , source] = row.split(",");
      return [user, end, received, sent, source];
    }),
    [
      ["alice", "2026-11-20T22:58:20Z", "1500", "4500", "event"],
      ["bob", "2026-11-20T22:57:17Z", "5", "7", "event"],
      ["carol", "2026-11-20T23:00:15Z", "1", "2", "event"],
    ],
  );

  rmSync(place.folder, { recursive: true });
  renameSync(start.folder, place.folder);
  const every = everyKill(calls);
  // What the cache holds is tested elsewhere.
  const kindOfCall = (call: string): "cache" | "record" =>
    call.includes(`${place.history}/cache`) ? "cache" : "record";
  const kills = thinKills(every, calls, kindOfCall, { cache: 9, record: 1 });
  const losses: Losses = { lost: 0, doubled: 0, countedTwice: 0 };
  await forEachKilled(argv, place.folder, [place.history, spool], kills, async (kill) => {
    const after = await goOn();
    countLosses(place.history, ids, losses);
    assert.deepEqual(after, expected, `killed ${kill.mode} call ${kill.at}, ${calls[kill.at - 1] ?? ""}`);
  });
  assert.deepEqual(losses, { lost: 0, doubled: 0, countedTwice: 0 });
  t.diagnostic(
    `${calls.length} calls, ${kills.length} of ${every.length} kills: sessions lost 0, doubled 0, traffic counted twice 0`,
  );
});
