import { join } from "node:path";
import type { BuildReport } from "../../build/build-site.js";
import { addDue, dropOtherKinds, isDue, makeSentEvent, type SentEvent } from "../../history/sent-event.js";
import { writeCacheFile } from "../../io/cache/cache-file.js";
import { readLastNotify, writeLastNotify } from "../../io/cache/last-notify.js";
import type { NotifyConfig } from "../../io/config/config.js";
import { commitChange } from "../../io/history/journal.js";
import { readSent, replaceSent, toLeftOutId } from "../../io/history/sent-file.js";
import { toEventId } from "../../site/feed/event-id.js";
import { toNoticeKey } from "../../site/feed/feed-event.js";
import { noticeText } from "../../site/notices/notice-text.js";
import { toUser, type Notice, toServer, toSessionId } from "../../site/notices/notice.js";
import { RECORDED_FILE } from "./may-have-events.js";

export interface RecordedBefore {
  /**
   * The notices that were recorded before sessions left the history: those of their users were removed, and some are
   * found again.
   */
  readonly former: readonly SentEvent[];
  /** New notices about these users result from a change of their past by a command, and are not sent. */
  readonly changedUsers: ReadonlySet<string>;
}

/**
 * Records new notices in `sent.csv`, as events that are due. When `[notify]` is switched on, all current notices
 * count as sent, so that only later ones are sent. Events of a kind that was switched off are dropped. Requires the
 * lock.
 *
 * @returns the rows of the file
 */
export function recordNotices(
  historyFolder: string,
  { facts, input, key }: Pick<BuildReport, "facts" | "input" | "key">,
  { kinds }: NotifyConfig,
  { former, changedUsers }: RecordedBefore,
  nowSeconds: number,
): readonly SentEvent[] {
  const stored = readSent(historyFolder);
  const before = stored === null ? null : dropOtherKinds(stored, kinds, nowSeconds);
  const known = new Set(before?.map(({ id }) => id));
  const formerById = new Map(former.map((row) => [row.id, row]));
  const countsAsSent = (notice: Notice): boolean =>
    before === null || !kinds.includes("notice") || changedUsers.has(toUser(notice) ?? "");
  const rows = new Map<string, SentEvent>();
  for (const notice of facts.notices) {
    const id = toEventId(toNoticeKey(notice));
    if (known.has(id)) continue;
    const row = makeSentEvent({
      id,
      kind: "notice",
      seconds: notice.seconds,
      sessionId: toSessionId(notice),
      user: toUser(notice) ?? "",
      server: toServer(notice) ?? "",
      what: notice.kind,
    });
    const text = noticeText(notice, input, input.zone);
    rows.set(id, formerById.get(id) ?? (countsAsSent(notice) ? { ...row, sentSeconds: nowSeconds } : { ...row, text }));
  }
  // Oldest first.
  const added = [...rows.values()].sort((a, b) => a.seconds - b.seconds || (a.id < b.id ? -1 : 1));
  const after = addDue(before ?? [], added, toLeftOutId);
  if (before === null || before !== stored || added.length > 0) commitChange(historyFolder, [replaceSent(after)]);
  const cache = join(historyFolder, "cache");
  if (!after.some(isDue)) clearLastProblem(cache, nowSeconds);
  if (key !== null) writeCacheFile(join(cache, RECORDED_FILE), key);
  return after;
}

/** Clears the last failure, which `check` and `doctor` report: its events have left the queue. */
function clearLastProblem(cacheFolder: string, nowSeconds: number): void {
  const last = readLastNotify(cacheFolder);
  if ((last?.problem ?? null) === null) return;
  writeLastNotify(cacheFolder, { endedSeconds: nowSeconds, problem: null, dueCount: 0 });
}
