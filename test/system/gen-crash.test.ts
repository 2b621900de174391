import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { countLosses, idsIn, type Losses } from "../support/count-losses.js";
import { fileTree } from "../support/file-tree.js";
import { copyPlace, DONE, historyTree, placeIn, writeSnapshot, type GenPlace } from "../support/gen-place.js";
import { everyKill, forEachKilled, runCounted } from "../support/kill-runs.js";
import { CLI } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { thinKills } from "../support/thin-kills.js";

type CallKind = "history" | "cache" | "out";

interface Story {
  readonly what: string;
  readonly before: string;
  readonly now: string;
  readonly clientsNow: readonly (readonly [name: string, since: string, received: number])[];
  /** Old samples are due to go. */
  readonly hasOldSamples: boolean;
  /** After the run: how many sessions there are, and what the history has by it. */
  readonly sessionCount: number;
  readonly makes: readonly string[];
  /** What the run does to files, and what only another kind of run does. */
  readonly does: RegExp;
  readonly doesNot?: RegExp;
  /** How many of the calls of a kind there is a kill at one: publishing has its own matrix, `io-publish-crash.test.ts`. */
  readonly every: Readonly<Record<CallKind, number>>;
}

const OLD_SAMPLES = "samples/2026-01-01.csv";

const CLIENTS_BEFORE = [
  ["alice", "2026-11-20T20:00:00Z", 1000],
  ["alice", "2026-11-20T21:00:00Z", 2000],
] as const;

/** All of one user: each further one makes a dozen more files to be killed at. */
const STORIES: readonly Story[] = [
  {
    what: "a full run: one session ends, one starts, one outlives midnight, samples begin a new day and old ones go",
    before: "2026-11-20T23:59:00Z",
    now: "2026-11-21T00:00:00Z",
    clientsNow: [
      ["alice", "2026-11-20T20:00:00Z", 1700],
      ["alice", "2026-11-20T23:59:30Z", 50],
    ],
    hasOldSamples: true,
    sessionCount: 3,
    makes: ["usage/2026-11-20.csv", "samples/2026-11-21.csv", "samples/hours/2026-01.csv", "sessions/2026-11-20.csv"],
    does: /^rename .*\/cache\/rollups\/\.2026-11\.json\.tmp$/m,
    every: { history: 2, cache: 3, out: 41 },
  },
  {
    what: "a run that goes on from the last one: one session ends and one starts",
    before: "2026-11-20T22:56:00Z",
    now: "2026-11-20T23:00:00Z",
    clientsNow: [
      ["alice", "2026-11-20T20:00:00Z", 1700],
      ["alice", "2026-11-20T22:59:30Z", 50],
    ],
    hasOldSamples: false,
    sessionCount: 3,
    makes: ["sessions/2026-11-20.csv"],
    does: /^open .*\/cache\/users\//m,
    doesNot: /^rm(?:dir)? .*\/cache\/users$/m,
    every: { history: 2, cache: 1, out: 29 },
  },
  {
    what: "a quiet run in which charts are due",
    before: "2026-11-20T22:56:00Z",
    now: "2026-11-20T23:00:00Z",
    clientsNow: [
      ["alice", "2026-11-20T20:00:00Z", 1700],
      ["alice", "2026-11-20T21:00:00Z", 2600],
    ],
    hasOldSamples: false,
    sessionCount: 2,
    makes: ["samples/2026-11-20.csv"],
    does: /^unlink .*\/out\/charts\//m,
    doesNot: /\/cache\/(?:build\.json|rollups|users)|\/out\/(?:users|downloads)\//,
    every: { history: 4, cache: 1, out: 9 },
  },
];

// In the folder in which the killed ones run: the config names files in it.
const WORLD = makeHost(CLI, process.cwd());

/** A place in which nothing but the story's run is still to come. */
async function makeBefore(place: GenPlace, { before, hasOldSamples }: Story): Promise<void> {
  mkdirSync(place.folder, { recursive: true });
  writeSnapshot(place, before, CLIENTS_BEFORE);
  assert.deepEqual(await runHere(place.args(before), WORLD), DONE);
  if (!hasOldSamples) return;
  const rows = ["time,server,clients,bytes_received,bytes_sent", "2026-01-01T10:00:00Z,vpn,1,0,0"];
  writeFileSync(join(place.history, OLD_SAMPLES), `${rows.join("\n")}\n`);
}

function kindOfCall(place: GenPlace, call: string): CallKind {
  if (!call.includes(place.history)) return "out";
  return call.includes(`${place.history}/cache`) ? "cache" : "history";
}

/** What a run from nothing but the history makes. */
async function fullBuild(place: GenPlace, now: string): Promise<ReadonlyMap<string, string | null>> {
  const fresh = copyPlace(place, `${place.folder}-fresh`);
  rmSync(join(fresh.history, "cache"), { recursive: true });
  rmSync(fresh.out, { recursive: true });
  assert.deepEqual(await runHere([...fresh.args(now), "--full"], WORLD), DONE);
  return fileTree(fresh.out);
}

for (const story of STORIES) {
  it(`a gen that is killed loses nothing, doubles nothing, and heals in the next run: ${story.what}`, async (t) => {
    const work = tempFolderInMemory(t);
    const place = placeIn(join(work, "place"), join(work, "status.log"));
    await makeBefore(place, story);
    const copy = copyPlace(place, join(work, "copy"));
    writeSnapshot(place, story.now, story.clientsNow);
    const argv = [CLI, ...place.args(story.now)];
    const calls = await runCounted(argv, [place.history, place.out], join(work, "calls.json"));
    assert.match(calls.join("\n"), story.does);
    if (story.doesNot !== undefined) assert.doesNotMatch(calls.join("\n"), story.doesNot);
    const [history, out, ids] = [historyTree(place.history), fileTree(place.out), idsIn(place.history)];
    assert.equal(ids.length, story.sessionCount);
    for (const path of story.makes) assert.ok(history.has(path), path);
    assert.ok(!history.has(OLD_SAMPLES));
    assert.deepEqual(await fullBuild(place, story.now), out);
    rmSync(place.folder, { recursive: true });
    copyPlace(copy, place.folder);

    const every = everyKill(calls);
    const kills = thinKills(every, calls, (call) => kindOfCall(place, call), story.every);
    const losses: Losses = { lost: 0, doubled: 0, countedTwice: 0 };
    await forEachKilled(argv, place.folder, [place.history, place.out], kills, async (kill) => {
      assert.deepEqual(await runHere(place.args(story.now), WORLD), DONE);
      const where = `killed ${kill.mode} call ${kill.at}, ${calls[kill.at - 1] ?? ""}`;
      countLosses(place.history, ids, losses);
      assert.deepEqual(historyTree(place.history), history, where);
      assert.deepEqual(fileTree(place.out), out, where);
    });
    assert.deepEqual(losses, { lost: 0, doubled: 0, countedTwice: 0 });
    const count = (kind: CallKind): string => {
      const ofKind = (some: typeof kills): number =>
        some.filter(({ at }) => kindOfCall(place, calls[at - 1] ?? "") === kind).length;
      return `${ofKind(kills)} of ${ofKind(every)} in ${kind}`;
    };
    t.diagnostic(
      `${story.what}: ${calls.length} calls, ${kills.length} of ${every.length} kills (${count("history")}, ` +
        `${count("cache")}, ${count("out")}): sessions lost 0, doubled 0, traffic counted twice 0`,
    );
  });
}
