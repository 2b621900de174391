import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Host } from "../../build/host.js";
import type { ObservedSource } from "../../history/advance-history.js";
import { removeTakenAtOnce } from "../../io/sources/remove-taken-events.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { writeWarning } from "../report/write-warning.js";

/** A hook that had opened the file before it was renamed has written its line by then. */
const HOOK_MS = 100;

/**
 * Removes the events that are in the history from the event files, as `gen` would in its next run. Warns if the
 * folder's permissions do not allow it.
 */
export async function removeEventsNow(
  observed: readonly ObservedSource[],
  { prune: t }: CommandTexts,
  host: Pick<Host, "writeStderr">,
): Promise<void> {
  const read = observed.flatMap(({ events }) => events ?? []);
  if (read.length > 0) await sleep(HOOK_MS);
  for (const { position } of read) {
    if (!removeTakenAtOnce(position)) continue;
    writeWarning(host, `${t.eventsStay(position.file)} ${t.eventsStayFix(dirname(position.file))}`);
  }
}
