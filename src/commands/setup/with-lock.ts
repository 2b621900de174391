import { acquireLock, type Lock } from "../../io/history/lock.js";
import { ProblemError, type Words } from "../../text/problem.js";

/** A run that holds the lock for longer hangs. */
export const PATIENCE_SECONDS = 300;
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
  throw lockedFor(historyFolder, (t) => t.history.unit.minutes(Math.floor(lock.takenForSeconds / 60)));
}

/**
 * The same for a command of a waiting user: it waits up to 30 seconds for another run to end.
 *
 * @throws ProblemError `locked`
 */
export async function withPatientLock<T>(historyFolder: string, run: () => T | Promise<T>): Promise<T> {
  const lock = await acquireLock(historyFolder, { waitMs: WAIT_MS });
  if (lock.kind === "held") return whileHeld(lock, run);
  throw lockedFor(historyFolder, (t) => t.history.unit.seconds(lock.takenForSeconds));
}

async function whileHeld<T>(lock: Lock, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    lock.release();
  }
}

function lockedFor(historyFolder: string, time: Words): ProblemError {
  return new ProblemError({
    kind: "locked",
    what: (t) => t.history.locked(JSON.stringify(historyFolder), time(t)),
    fix: (t) => t.history.lockedFix,
  });
}
