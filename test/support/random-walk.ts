import { rmSync } from "node:fs";
import type { TestContext } from "node:test";
import { filesIfThere, runAsFullBuild, type Place, type SiteCommand } from "./full-build.js";
import { KILL_MODES } from "./kill-runs.js";
import { LIFE_EVENTS, type SceneEvent, type SceneStep } from "./scene-events.js";
import { livePast } from "./scene-past.js";
import { runScene, runSceneKilled } from "./scene-runs.js";
import { UPKEEP_EVENTS } from "./scene-upkeep-events.js";
import { seededRandom } from "./seeded-random.js";
import { tempFolderInMemory } from "./temp-folder.js";
import { VpnScene } from "./vpn-scene.js";

const EVENTS: Readonly<Record<string, SceneEvent>> = { ...LIFE_EVENTS, ...UPKEEP_EVENTS };
/** How many of the runs are killed before they end, and started again. */
const KILLED_SHARE = 0.12;
const SHARE_OF_TWO_AT_ONCE = 0.3;
/** A run makes at least about this many changes of files. */
const KILLED_WITHIN = 200;

export interface Walk {
  /** The same for all stories of one test run. */
  readonly seed: number;
  /** The number of this story among all: together they soon cover all events. */
  readonly story: number;
  readonly stories: number;
  readonly steps: number;
  readonly startSeconds: number;
  /** How long the VPN has been watched before. */
  readonly pastDays: number;
}

/** Takes steps at random. @throws AssertionError that says how to take them again, unless each is what a full build makes */
export async function assertWalk(t: TestContext, walk: Walk): Promise<void> {
  const { seed, story, stories, steps } = walk;
  const again = `again: WALK_SEED=${seed} WALK_STEPS=${steps} npm run test:walk`;
  t.diagnostic(again);
  const random = seededRandom(seed + 1000 * story);
  const scene = new VpnScene(tempFolderInMemory(t), random, walk.startSeconds);
  if (walk.pastDays > 0) await livePast(scene, walk.pastDays);
  const deck = seededRandom(seed)
    .shuffled(Object.keys(EVENTS))
    .filter((_, number) => number % stories === story);

  const tried: string[] = [];
  for (let step = 0; step < steps; step++) {
    const { commands = [["gen"]], isUnseen = false } = dealStep(scene, deck, tried);
    scene.writeConfig();
    try {
      if (isUnseen) for (const command of commands) await runScene(scene, scene, command);
      else await takeStep(scene, commands, tried);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      throw new Error(`story ${story}, step ${step + 1}, ${again}\n${tried.join("; ")}\n${what}`, { cause: error });
    }
  }
  t.diagnostic(`${steps} steps, each equal to a full build: ${tried.join("; ")}`);
}

/** A minute later, one or two things have happened. */
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
async function takeStep(scene: VpnScene, commands: readonly SiteCommand[], tried: string[]): Promise<void> {
  const { folder, random } = scene;
  const isKilled = random.next() < KILLED_SHARE;
  if (isKilled) tried.push("(killed on its way)");
  const run = (place: Place, command: SiteCommand): Promise<void> => runScene(scene, place, command);
  const step = { folder, place: scene, run, what: tried.slice(-5).join("; ") };
  if (!isKilled) {
    await runAsFullBuild(step, ...commands);
    return;
  }
  const before = filesIfThere(scene.out);
  // What `gen` makes of the files it finds, perhaps of a journal, the full build must make of them too.
  for (const [index, command] of commands.entries()) {
    await killSome(scene, command);
    if (index < commands.length - 1) await run(scene, ["gen"]);
  }
  await runAsFullBuild({ ...step, before, wasKilled: true }, ["gen"]);
}

async function killSome(scene: VpnScene, command: SiteCommand): Promise<void> {
  const { random } = scene;
  const times = random.pick([1, 1, 2]);
  for (let time = 0; time < times; time++) {
    // Early ones more often, since then the history is changed, and what is remembered of the last run.
    const at = 1 + Math.floor(KILLED_WITHIN * random.next() ** 2);
    // A backup that the run before has written is in the way of another.
    const backup = command[command.indexOf("--backup") + 1];
    if (command.includes("--backup") && backup !== undefined) rmSync(backup, { force: true });
    await runSceneKilled(scene, command, { at, mode: random.pick(KILL_MODES) });
  }
}
