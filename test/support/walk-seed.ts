import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";

const MOST = 1_000_000;

/**
 * The seed of a random walk: the one that is asked for (`WALK_SEED=7`), else a fresh one. In CI it is that of the commit,
 * so that each commit takes another way, and a red run of one is red again.
 */
export function readWalkSeed(): number {
  const asked = process.env["WALK_SEED"];
  if (asked !== undefined) return Number(asked);
  return process.env["CI"] === undefined ? randomInt(MOST) : (readCommitSeed() ?? randomInt(MOST));
}

/** Undefined where the tests are not those of a checkout. */
function readCommitSeed(): number | undefined {
  try {
    const commit = execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: import.meta.dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const seed = Number.parseInt(commit.slice(0, 10), 16) % MOST;
    return Number.isNaN(seed) ? undefined : seed;
  } catch {
    return undefined;
  }
}
