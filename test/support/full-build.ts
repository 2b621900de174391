import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { assertSameFiles, assertTimesFollowBytes, filesBelow, type FoundFile } from "./compare-folders.js";

/** A history and the site that is made of it. */
export interface Place {
  readonly history: string;
  readonly out: string;
}

/** A command and its own arguments; whoever runs it adds the config, the folders and the time. */
export type SiteCommand = readonly [command: "gen" | "prune" | "import", ...more: string[]];

/** Files of the history that hold nothing of a session: those that can be made again, and the lock file. */
const NOT_OF_HISTORY = ["cache", "lock"];

/** How the commands of a step are run, and what they are compared in. */
export interface Step {
  /** The folder for copies. */
  readonly folder: string;
  readonly place: Place;
  readonly run: (place: Place, command: SiteCommand) => Promise<void>;
  /** What has happened, for a failure's message. */
  readonly what: string;
  /** `out/` before the commands; absent: as it is now. A file that is not in it may have any time. */
  readonly before?: ReadonlyMap<string, FoundFile>;
  /** Runs were killed since then. */
  readonly wasKilled?: boolean;
}

/**
 * Runs commands one after the other, and compares what the last one leaves with a full build of a copy of the history
 * that has no cache. A `gen` is to make of what it finds what a full build makes of the same; after `prune` and `import`
 * the full build is made of what they leave.
 *
 * @throws AssertionError that names the files which differ
 */
export async function runAsFullBuild(
  { folder, place, run, what, before = filesIfThere(place.out), wasKilled = false }: Step,
  ...commands: SiteCommand[]
): Promise<void> {
  const fresh: Place = { history: join(folder, "fresh-history"), out: join(folder, "fresh-out") };
  let beforeLast = before;
  for (const [index, command] of commands.entries()) {
    const isLast = index === commands.length - 1;
    // One command may take away what the next one brings back: then a file has changed, and is as it was.
    if (isLast && index > 0) beforeLast = filesBelow(place.out);
    if (isLast && command[0] === "gen") copyHistory(place, fresh);
    await run(place, command);
    if (isLast && command[0] !== "gen") copyHistory(place, fresh);
  }
  copySecret(place, fresh);
  await run(fresh, ["gen", "--full"]);
  const after = filesBelow(place.out);
  assertSameFiles(after, filesBelow(fresh.out), `out/ after ${what}`);
  assertTimesFollowBytes(beforeLast, after, what, wasKilled);
  assertSameFiles(
    filesBelow(place.history, NOT_OF_HISTORY),
    filesBelow(fresh.history, NOT_OF_HISTORY),
    `history/ after ${what}`,
  );
  rmSync(fresh.history, { recursive: true });
  rmSync(fresh.out, { recursive: true });
}

/** Every file below a folder; none if there is no folder. */
export function filesIfThere(folder: string): ReadonlyMap<string, FoundFile> {
  return existsSync(folder) ? filesBelow(folder) : new Map<string, FoundFile>();
}

/** Without the cache, so that everything is made from the history itself. */
function copyHistory(from: Place, to: Place): void {
  const cache = join(from.history, "cache");
  cpSync(from.history, to.history, { recursive: true, preserveTimestamps: true, filter: (path) => path !== cache });
}

/** The run may have been the first that needs one, and it is random. */
function copySecret(from: Place, to: Place): void {
  const [made, copied] = [from, to].map(({ history }) => join(history, "secret"));
  if (made !== undefined && copied !== undefined && existsSync(made)) cpSync(made, copied);
}
