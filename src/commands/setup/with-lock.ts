import { acquireLock, type Lock } from "../../io/history/lock.js";
import { ProblemError } from "../../text/problem.js";

const PATIENCE_SECONDS = 300;
const WAIT_MS = 30_000;

/**
 * Runs a `gen` under the lock of the history folder. Another run that has it is no news for five minutes (cron starts
 * one each minute); after that something hangs.
 *
 * @returns null if another run has it
 * @throws ProblemError `locked`
 */
export async function withGenLock<T>(historyFolder: string, run: () => Promise<T>): Promise<T | null> {
  const lock = await acquireLock(historyFolder, { waitMs: 0 });
  if (lock.kind === "held") return whileHeld(lock, run);
  if (lock.takenForSeconds <= PATIENCE_SECONDS) return null;
  throw lockedFor(historyFolder, `${Math.floor(lock.takenForSeconds / 60)} minutes`);
}

/**
 * The same for what someone waits for: it lets a run that is under way end, for up to 30 seconds.
 *
 * @throws ProblemError `locked`
 */
export async function withPatientLock<T>(historyFolder: string, run: () => T | Promise<T>): Promise<T> {
  const lock = await acquireLock(historyFolder, { waitMs: WAIT_MS });
  if (lock.kind === "held") return whileHeld(lock, run);
  throw lockedFor(historyFolder, `${lock.takenForSeconds} seconds`);
}

async function whileHeld<T>(lock: Lock, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    lock.release();
  }
}

function lockedFor(historyFolder: string, time: string): ProblemError {
  return new ProblemError({
    kind: "locked",
    what: `another run has held the history "${historyFolder}" for ${time}`,
    fix: "See what it hangs on (ps, and the disk), and end it; nothing is lost by that.",
  });
}
