import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertSameFiles, assertTimesFollowBytes, filesBelow } from "../support/compare-folders.js";
import { KILL_MODES } from "../support/kill-runs.js";
import { LIFE_EVENTS, type SceneEvent, type SceneStep } from "../support/scene-events.js";
import { livePast } from "../support/scene-past.js";
import { runScene, runSceneKilled, type Place, type SceneCommand } from "../support/scene-runs.js";
import { UPKEEP_EVENTS } from "../support/scene-upkeep-events.js";
import { seededRandom } from "../support/seeded-random.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { VpnScene } from "../support/vpn-scene.js";

/** More steps, or the same ones again: `INCREMENTAL_STEPS=300 INCREMENTAL_SEED=7`. */
const STEPS = Number(process.env["INCREMENTAL_STEPS"] ?? 12);
const SEED = Number(process.env["INCREMENTAL_SEED"] ?? 4);
const EVENTS: Readonly<Record<string, SceneEvent>> = { ...LIFE_EVENTS, ...UPKEEP_EVENTS };
/** How many of the runs are killed on their way, and started again. */
const KILLED_SHARE = 0.12;
const SHARE_OF_TWO_AT_ONCE = 0.3;
/** A run makes about so many changes of files, or more. */
const KILLED_WITHIN = 200;

const STORIES = [
  // An evening on which clocks go back: the first midnight comes soon, the change an hour or so after it.
  { what: "a first day", start: "2026-10-24T21:40:00Z", pastDays: 0 },
  { what: "a year's end after some months", start: "2026-12-31T22:30:00Z", pastDays: 45 },
  { what: "clocks going forward in a leap year", start: "2028-03-25T22:30:00Z", pastDays: 25 },
] as const;

/** Each story begins with its share of them, so that together they soon come through all. */
const DEALT = seededRandom(SEED).shuffled(Object.keys(EVENTS));

for (const [index, { what, start, pastDays }] of STORIES.entries()) {
  test(`a run makes what a full build makes, after whatever has happened since the last one: ${what}`, async (t) => {
    const seed = SEED + 1000 * index;
    const random = seededRandom(seed);
    const scene = new VpnScene(tempFolderInMemory(t), random, Date.parse(start) / 1000);
    if (pastDays > 0) await livePast(scene, pastDays);
    const deck = DEALT.filter((_, number) => number % STORIES.length === index);

    const tried: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      const { commands = [["gen"]], isUnseen = false } = dealStep(scene, deck, tried);
      scene.writeConfig();
      if (isUnseen) for (const command of commands) await runScene(scene, scene, command);
      else await takeStep(scene, commands, tried, `seed ${seed}, ${step + 1} steps`);
    }
    t.diagnostic(`${STEPS} steps of seed ${seed}, each equal to a full build: ${tried.join("; ")}`);
  });
}

/** A minute later, one thing has happened, or two at once. */
function dealStep(scene: VpnScene, deck: string[], tried: string[]): SceneStep {
  const { random } = scene;
  scene.nowSeconds += random.pick([60, 60, 61, 75]);
  // A jump of the clock lets samples go in the second run that sees it: it is seen before, say, something is pruned.
  let isSeenBefore = false;
  for (;;) {
    if (deck.length === 0) deck.push(...random.shuffled(Object.keys(EVENTS)));
    const name = deck.shift() ?? "nothing";
    tried.push(name);
    const step = EVENTS[name]?.(scene) ?? {};
    deck.unshift(...(step.next ?? []));
    const isAlone = step.commands !== undefined || step.next !== undefined;
    if (step.commands !== undefined && isSeenBefore) return { ...step, commands: [["gen"], ...step.commands] };
    if (isAlone || random.next() >= SHARE_OF_TWO_AT_ONCE) return step;
    tried.push("and");
    isSeenBefore = true;
  }
}

/** Runs, and compares with a full build. */
async function takeStep(
  scene: VpnScene,
  commands: readonly SceneCommand[],
  tried: string[],
  where: string,
): Promise<void> {
  const { random } = scene;
  const before = filesIfThere(scene.out);
  const fresh: Place = { history: join(scene.folder, "fresh-history"), out: join(scene.folder, "fresh-out") };
  const copyHistory = (): void => {
    cpSync(scene.history, fresh.history, { recursive: true, preserveTimestamps: true });
    rmSync(join(fresh.history, "cache"), { recursive: true, force: true });
  };
  const isKilled = random.next() < KILLED_SHARE;
  if (isKilled) tried.push("(killed on its way)");
  const story = `${where}: ${tried.join("; ")}`;
  for (const [index, command] of commands.entries()) {
    if (isKilled) await killSome(scene, command);
    // What `gen` makes of what it finds, perhaps of a journal, the full build is to make of it as well.
    const isCopied = index === commands.length - 1 && (isKilled || command[0] === "gen");
    if (isCopied) copyHistory();
    await runScene(scene, scene, isKilled ? ["gen"] : command);
    if (!isCopied && index === commands.length - 1) copyHistory();
  }
  await runScene(scene, fresh, ["gen", "--full"]);
  const ofOut = filesBelow(scene.out);
  assertSameFiles(ofOut, filesBelow(fresh.out), `out/ after ${story}`);
  assertTimesFollowBytes(before, ofOut, story);
  const notOfHistory = ["cache", "lock"];
  assertSameFiles(
    filesBelow(scene.history, notOfHistory),
    filesBelow(fresh.history, notOfHistory),
    `history/ after ${story}`,
  );
  rmSync(fresh.history, { recursive: true });
  rmSync(fresh.out, { recursive: true });
}

async function killSome(scene: VpnScene, command: SceneCommand): Promise<void> {
  const { random } = scene;
  const times = random.pick([1, 1, 2]);
  for (let time = 0; time < times; time++) {
    // Early ones more often: there the history is changed, and what is remembered of the last run.
    const at = 1 + Math.floor(KILLED_WITHIN * random.next() ** 2);
    await runSceneKilled(scene, command, { at, mode: random.pick(KILL_MODES) });
  }
}

function filesIfThere(folder: string): ReturnType<typeof filesBelow> {
  try {
    return filesBelow(folder);
  } catch {
    return new Map();
  }
}
