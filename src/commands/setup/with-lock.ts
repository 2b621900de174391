import { acquireLock, type Lock } from "../../io/history/lock.js";
import { ProblemError } from "../../text/problem.js";

const PATIENCE_SECONDS = 300;
const WAIT_MS = 30_000;

/**
 * Runs a `gen` under the lock of the history folder. Another run may hold the lock for five minutes without a report,
 * since cron starts a run every minute; if it takes longer, that run hangs.
 *
 * @returns null if another run holds it
 * @throws ProblemError `locked`
 */
export async function withGenLock<T>(historyFolder: string, run: () => Promise<T>): Promise<T | null> {
  const lock = await acquireLock(historyFolder, { waitMs: 0 });
  if (lock.kind === "held") return whileHeld(lock, run);
  if (lock.takenForSeconds <= PATIENCE_SECONDS) return null;
  throw lockedFor(historyFolder, `${Math.floor(lock.takenForSeconds / 60)} minutes`);
}

/**
 * The same for a command of a waiting user: it waits up to 30 seconds for another run to end.
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
    fix: "Find out why it hangs (ps, and the disk), and end it; nothing is lost by that.",
  });
}
