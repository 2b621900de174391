// Months of a VPN in minutes, with all that happens to a history meanwhile. See `npm run soak` in the README.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertDiskUse, assertHistoryIsTrue, assertSiteIsTrue, measureDisk } from "../support/assert-soaked.js";
import { runAsFullBuild, type SiteCommand } from "../support/full-build.js";
import { KILL_MODES } from "../support/kill-runs.js";
import { runScene, runSceneKilled } from "../support/scene-runs.js";
import { seededRandom } from "../support/seeded-random.js";
import { SoakEvents, type SoakStep } from "../support/soak-events.js";
import { SoakWorld } from "../support/soak-world.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { readWalkSeed } from "../support/walk-seed.js";

const SEED = readWalkSeed();
const DAYS = Number(process.env["SOAK_DAYS"] ?? 3);
/** From one run to the next, in seconds; at night it is longer. */
const STEP = Number(process.env["SOAK_STEP"] ?? 900);
const NIGHT_STEP = Math.max(STEP, 1800);
/** Some days before the clocks go back. */
const START = "2026-10-23T02:00:00Z";
const DAY_SECONDS = 86_400;
const KEPT_FROM_DAY = 250;
const KEEP_DAYS = 180;
/** Few enough that no download has more than 5,000 sessions: those wait, and are not what a full build makes. */
const JOINS_PER_DAY = DAYS <= 10 ? 144 : 18;
/** How many of the runs are killed, and a run makes at least about this many changes of files. */
const KILLED_SHARE = DAYS <= 10 ? 0.06 : 0.01;
const KILLED_WITHIN = 200;
/** Of `prune` and `import`. */
const KILLED_SHARE_OF_OTHERS = 0.5;
/** Simulated days from one comparison with a full build to the next. */
const COMPARED_EACH = DAYS <= 10 ? 0.5 : 7;

const again = `again: WALK_SEED=${SEED} SOAK_DAYS=${DAYS} SOAK_STEP=${STEP} npm run soak`;

test(`${DAYS} days of five servers: the history is what their snapshots prove, and the site is what a full build makes`, async (t) => {
  t.diagnostic(again);
  const random = seededRandom(SEED);
  const startSeconds = Date.parse(START) / 1000;
  const world = new SoakWorld(tempFolderInMemory(t), random, startSeconds, JOINS_PER_DAY);
  const events = new SoakEvents(world);
  const counts: Record<string, number> = { runs: 0, comparisons: 0 };
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  const upgradeDay = Math.min(20, DAYS / 3);
  // What an admin does, in the order of its days: each thing at least once, however few days there are.
  const dealDays = DAYS <= 10 ? DAYS / 8 : 6;
  const deck = ["prune", "restore", "importOther", "prune", "loseCache", "restore"] as const;
  let [comparedDay, dealtDay, isUpgraded] = [0, dealDays, false];
  const endSeconds = startSeconds + DAYS * DAY_SECONDS;
  try {
    while (world.nowSeconds < endSeconds) {
      const day = (world.nowSeconds - startSeconds) / DAY_SECONDS;
      world.look();
      let step: SoakStep = { commands: [["gen"]], after: () => undefined };
      if (!isUpgraded && day >= upgradeDay) {
        isUpgraded = true;
        step = events.upgrade();
        count("upgrades");
      } else if (day >= dealtDay) {
        const name = deck[Math.round(dealtDay / dealDays - 1) % deck.length] ?? "prune";
        dealtDay += dealDays;
        // `prune` chooses among those who have ended before it reads the sources. So it is known here who that is.
        await runScene(world, world, ["gen"]);
        step = events[name]();
        count(name);
      }
      if (world.keepDays === null && day > KEPT_FROM_DAY) {
        world.keepDays = KEEP_DAYS;
        world.writeConfig();
      }
      const wasKilled = await maybeKill(world, step);
      if (wasKilled) count(`killed ${step.commands[0]?.[0] ?? ""}`);
      await runStep(world, step, wasKilled);
      count("runs");
      if (day >= comparedDay) {
        comparedDay = day + COMPARED_EACH;
        await compare(world, `${day.toFixed(2)} days`);
        count("comparisons");
      }
      world.nowSeconds += isNight(world) ? NIGHT_STEP : STEP;
    }
    world.look();
    await compare(world, "the end");
  } catch (error) {
    const now = new Date(world.nowSeconds * 1000).toISOString();
    throw new Error(`${now}, ${again}\n${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  t.diagnostic(
    Object.entries(counts)
      .map(([what, number]) => `${number} ${what}`)
      .join(", "),
  );
  const used = measureDisk(world);
  for (const { what, files, bytes, rows } of used) {
    const each = rows === 0 ? "" : `, ${(bytes / rows).toFixed(0)} bytes a row`;
    t.diagnostic(`${what}: ${files} files, ${(bytes / 1000).toFixed(0)} kB, ${rows} rows${each}`);
  }
  assertDiskUse(used);
});

/** A command that was killed before has done its work, or does it now; `gen` completes what it was in. */
async function runStep(world: SoakWorld, { commands, after, isThrough }: SoakStep, wasKilled: boolean): Promise<void> {
  if (wasKilled && isThrough !== undefined) await runScene(world, world, ["gen"]);
  if (!wasKilled || isThrough?.() !== true) for (const command of commands) await runScene(world, world, command);
  after();
  if (commands.at(-1)?.[0] !== "gen") await runScene(world, world, ["gen"]);
  const { keepDays, nowSeconds, oracle } = world;
  if (keepDays !== null) oracle.delete(({ endSeconds }) => endSeconds < nowSeconds - keepDays * DAY_SECONDS);
}

async function maybeKill(world: SoakWorld, { commands: [command = ["gen"]] }: SoakStep): Promise<boolean> {
  const { random } = world;
  if (random.next() >= (command[0] === "gen" ? KILLED_SHARE : KILLED_SHARE_OF_OTHERS)) return false;
  const at = 1 + Math.floor(KILLED_WITHIN * random.next() ** 2);
  return runSceneKilled(world, command, { at, mode: random.pick(KILL_MODES) });
}

async function compare(world: SoakWorld, what: string): Promise<void> {
  const run = (place: Parameters<typeof runScene>[1], command: SiteCommand): Promise<void> =>
    runScene(world, place, command);
  await runAsFullBuild({ folder: world.folder, place: world, run, what }, ["gen"]);
  assertHistoryIsTrue(world);
  assertSiteIsTrue(world);
  if (readdirSync(world.history).includes("journal")) throw new Error(`${join(world.history, "journal")} was left`);
}

function isNight({ nowSeconds }: SoakWorld): boolean {
  const hour = new Date(nowSeconds * 1000).getUTCHours();
  return hour >= 19 || hour < 5;
}
