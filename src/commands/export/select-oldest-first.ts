import { groupBy } from "../../history/group-by.js";
import { toUtcDay } from "../../history/local-day.js";
import { selectSessions, type Selection } from "../../history/select-sessions.js";
import type { Session } from "../../history/session.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import type { Zone } from "../../status/zone.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { refuseUnknownNames } from "../prune/refuse-unknown-names.js";

interface SelectContext {
  readonly zone: Zone;
  readonly nowSeconds: number;
}

/**
 * The selected sessions, oldest first, day by day: one day is in memory at a time. A session that ends meanwhile counts
 * once, as ended.
 *
 * @param selection null: all
 */
export function* selectOldestFirst(
  { open, ended }: Pick<StoredHistory, "open" | "ended">,
  selection: Selection | null,
  context: SelectContext,
): Generator<readonly Session[]> {
  const openByDay = groupBy(open, ({ startSeconds }) => toUtcDay(startSeconds));
  for (const day of [...new Set([...ended.days, ...openByDay.keys()])].sort()) {
    const endedToday = ended.readDay(day);
    const endedIds = new Set(endedToday.map(({ id }) => id));
    const running = (openByDay.get(day) ?? []).filter(({ id }) => !endedIds.has(id));
    const sessions = [...endedToday, ...running];
    const selected =
      selection === null ? sessions : selectSessions({ ended: sessions, open: [] }, selection, context).ended;
    yield [...selected].sort((a, b) => a.startSeconds - b.startSeconds);
  }
}

/**
 * Refuses users whom the history does not have. It is read only as far as needed to find all of them.
 *
 * @throws ProblemError `usage`, with the nearest name
 */
export function refuseUnknownUsers(
  { open, ended }: Pick<StoredHistory, "open" | "ended">,
  selection: Selection,
  t: CommandTexts,
): void {
  const missing = new Set(selection.users);
  const users = new Set<string>();
  const removeKnown = (sessions: readonly Session[]): void => {
    for (const { user } of sessions) {
      users.add(user);
      missing.delete(user);
    }
  };
  removeKnown(open);
  for (const day of [...ended.days].reverse()) {
    if (missing.size === 0) return;
    removeKnown(ended.readDay(day));
  }
  refuseUnknownNames(selection, { users, servers: new Set() }, t);
}
