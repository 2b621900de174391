import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeCsv } from "../../history/csv-table.js";
import { makeRemovedUsageCheck, type HistoryChange } from "../../history/history-change.js";
import { SENT_CSV } from "../../history/sent-csv.js";
import { addDue, forgetLeaving, type SentEvent } from "../../history/sent-event.js";
import { toEventId } from "../../site/feed/event-id.js";
import type { FileChange } from "./file-change.js";
import { readBytes, readRows } from "./read-history.js";

const SENT_FILE = "sent.csv";

/** The events that were sent or are due; null if `[notify]` was never on. */
export function readSent(folder: string): readonly SentEvent[] | null {
  return existsSync(join(folder, SENT_FILE)) ? readRows(join(folder, SENT_FILE), SENT_CSV) : null;
}

/** The same as text; null if nothing was ever sent. */
export function readSentText(folder: string): string | null {
  return readBytes(join(folder, SENT_FILE))?.toString("utf8") ?? null;
}

/** The change of the file that makes it these rows. */
export function replaceSent(rows: readonly SentEvent[]): FileChange {
  return { path: SENT_FILE, content: writeCsv(SENT_CSV, rows) };
}

/** The id of the row for events that were left out because too many were due. */
export function toLeftOutId(count: number, seconds: number): string {
  return toEventId(JSON.stringify(["left-out", count, seconds]));
}

/** How a change of the history changes the file. Most changes do not read it. */
export function sentFile(folder: string, change: HistoryChange): readonly FileChange[] {
  const { sent } = change;
  const due = sent?.kind === "add" ? sent.due : [];
  const isLeaving = change.removed.length > 0 || (change.orphans ?? []).length > 0;
  if (sent?.kind !== "drop" && due.length === 0 && !isLeaving) return [];
  if (!existsSync(join(folder, SENT_FILE))) return [];
  if (sent?.kind === "drop") return [{ path: SENT_FILE, remove: true }];
  const before = readSent(folder) ?? [];
  const isGone = makeRemovedUsageCheck(change);
  const sessions = change.removed.filter(isGone);
  const after = addDue(forgetLeaving(before, { isGone, sessions }), due, toLeftOutId);
  const isSame = after.length === before.length && after.every((row, place) => row === before[place]);
  return isSame ? [] : [replaceSent(after)];
}
