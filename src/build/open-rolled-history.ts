import { join } from "node:path";
import { updateDayIndex } from "./day-index.js";
import type { GenSettings } from "./gen-settings.js";
import { openHistoryReader, type HistoryReader } from "./history-reader.js";
import { checkDayFiles } from "./open-history.js";
import { rollUpHistory, type RolledUp } from "./roll-up-history.js";
import { openRollupStore, toRollupContext } from "./rollup-store.js";
import type { SiteSources } from "./site-sources.js";
import { openUserSessions, type UserSessions } from "./user-sessions.js";

/** A history that is rolled up, and what reads its sessions by month and by user. */
interface RolledHistory extends RolledUp {
  readonly reader: HistoryReader;
  readonly userSessions: UserSessions;
}

/**
 * Rolls up a history with the help of the cache. All day files are checked, so changes by others in older ones are
 * found here.
 *
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function openRolledHistory(
  { history: stored, calendar, programVersion }: Pick<SiteSources, "history" | "calendar" | "programVersion">,
  settings: GenSettings,
): RolledHistory {
  const store = openRollupStore(join(stored.folder, "cache"), toRollupContext(settings, programVersion));
  const before = settings.full ? store.emptyIndex : store.readIndex();
  const { history, stamps } = checkDayFiles(stored, before.days);
  const reader = openHistoryReader(history, calendar, updateDayIndex(before.days, stamps, history, calendar));
  const userSessions = openUserSessions(reader, { isNew: Object.keys(before.months).length === 0 });
  return { ...rollUpHistory(reader, store, before, userSessions), reader, userSessions };
}
