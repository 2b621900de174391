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

/** How it went to tell the command. */
type SendResult =
  | { readonly kind: "sent"; readonly count: number }
  /** The command of an earlier run still runs: what is due is sent by a later one. */
  | { readonly kind: "busy" }
  | {
      readonly kind: "failed";
      readonly problem: ProblemError;
      /** The last line that the command wrote to standard error; it may name people. */
      readonly lastLine: string;
      readonly dueCount: number;
    };

/**
 * Tells a command what is due, and notes that it was told. Meanwhile nobody has to wait: the history is locked only to note it. If
 * this run is killed in between, the next one tells it once more.
 */
export async function sendEvents(
  { lines }: Outgoing,
  { history }: Pick<Config, "history">,
  { command, timeoutSeconds }: NotifyConfig,
  nowSeconds: number,
  { otherUser }: Pick<Host, "otherUser">,
): Promise<SendResult> {
  let lastLine = "";
  let dueCount = lines.size;
  try {
    const lock = await acquireLock(history, { waitMs: 0, name: "notify-lock" });
    if (lock.kind === "taken") return { kind: "busy" };
    try {
      // Another run may have told some since this one has looked.
      const stillDue = (readSent(history) ?? []).filter((row) => isDue(row) && lines.has(row.id)).map(({ id }) => id);
      const known = stillDue.flatMap((id) => lines.get(id) ?? []);
      dueCount = known.length;
      if (known.length > 0) {
        const run = { command, timeoutSeconds, cacheFolder: join(history, "cache"), otherUser };
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
    // It was switched off meanwhile.
    if (rows === null) return;
    const gone = new Set([...ids].filter((id) => lines.get(id) === null));
    commitChange(history, [replaceSent(markSent(rows, ids, { gone, nowSeconds }))]);
  });
}
