import { join } from "node:path";
import { isDue, markSent } from "../../history/sent-event.js";
import type { Config, NotifyConfig } from "../../io/config/config.js";
import { commitChange, recoverJournal } from "../../io/history/journal.js";
import { acquireLock } from "../../io/history/lock.js";
import { readSent, replaceSent } from "../../io/history/sent-file.js";
import { runNotifyCommand } from "../../io/notify/run-notify-command.js";
import { ProblemError } from "../../text/problem.js";
import { withPatientLock } from "../setup/with-lock.js";
import type { Host } from "../../build/host.js";
import type { Outgoing } from "./prepare-events.js";

/** The result of sending. */
type SendResult =
  | { readonly kind: "sent"; readonly count: number }
  /** The command of an earlier run is still running: a later run sends what is due. */
  | { readonly kind: "busy" }
  | {
      readonly kind: "failed";
      readonly problem: ProblemError;
      /** The last line that the command wrote to standard error; it may name people. */
      readonly lastLine: string;
      readonly dueCount: number;
    };

/**
 * Runs the command with the events that are due, and records them as sent. The history is locked only for recording,
 * so nobody waits for the command. If this run is killed in between, the next one sends them again.
 */
export async function sendEvents(
  { lines }: Outgoing,
  { history }: Pick<Config, "history">,
  { command, timeoutSeconds }: NotifyConfig,
  nowSeconds: number,
  { nonRootUser }: Pick<Host, "nonRootUser">,
): Promise<SendResult> {
  let lastLine = "";
  let dueCount = lines.size;
  try {
    const lock = await acquireLock(history, { waitMs: 0, name: "notify-lock" });
    if (lock.kind === "taken") return { kind: "busy" };
    try {
      // Another run may have sent some of them meanwhile.
      const stillDue = (readSent(history) ?? []).filter((row) => isDue(row) && lines.has(row.id)).map(({ id }) => id);
      const known = stillDue.flatMap((id) => lines.get(id) ?? []);
      dueCount = known.length;
      if (known.length > 0) {
        const run = { command, timeoutSeconds, cacheFolder: join(history, "cache"), nonRootUser };
        await runNotifyCommand(known.join(""), { ...run, onFailure: (text) => void (lastLine = text) });
      }
      if (stillDue.length > 0) await recordSent(history, new Set(stillDue), lines, nowSeconds);
      return { kind: "sent", count: known.length };
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { kind: "failed", problem: error, lastLine, dueCount };
  }
}

function recordSent(
  history: string,
  ids: ReadonlySet<string>,
  lines: Outgoing["lines"],
  nowSeconds: number,
): Promise<void> {
  return withPatientLock(history, () => {
    recoverJournal(history);
    const rows = readSent(history);
    // `[notify]` was switched off meanwhile.
    if (rows === null) return;
    const gone = new Set([...ids].filter((id) => lines.get(id) === null));
    commitChange(history, [replaceSent(markSent(rows, ids, { gone, nowSeconds }))]);
  });
}
