import { acquireLock } from "../io/lock.js";
import { ProblemError } from "../text/problem.js";

const PATIENCE_SECONDS = 300;

/**
 * Runs a `gen` under the lock of the history folder. Another run that has it is no news for five minutes (cron starts
 * one each minute); after that something hangs.
 *
 * @throws ProblemError `locked`
 */
export async function withGenLock(historyFolder: string, run: () => Promise<number>): Promise<number> {
  const lock = await acquireLock(historyFolder, { waitMs: 0 });
  if (lock.kind === "taken") {
    if (lock.takenForSeconds <= PATIENCE_SECONDS) return 0;
    throw new ProblemError({
      kind: "locked",
      what: `another run has held the history "${historyFolder}" for ${Math.floor(lock.takenForSeconds / 60)} minutes`,
      fix: "See what it hangs on (ps, and the disk), and end it; nothing is lost by that.",
    });
  }
  try {
    return await run();
  } finally {
    lock.release();
  }
}
