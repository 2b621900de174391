import { addDays, toUtcDay } from "./local-day.js";
import type { Selection } from "./select-sessions.js";
import type { Usage } from "./usage.js";
import { foldUser, type UserNaming } from "./user-naming.js";

/**
 * The usage rows of a session whose own row is gone: someone removed it by hand, or restored a part of the history.
 * They are in no total, but name the user.
 */
export interface OrphanedUsage {
  readonly id: string;
  /** As stored. */
  readonly user: string;
  readonly server: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** @param knownIds of all sessions, ended and running, that may have one of these rows */
export function findOrphanedUsage(rows: Iterable<Usage>, knownIds: ReadonlySet<string>): readonly OrphanedUsage[] {
  const byId = new Map<string, OrphanedUsage>();
  for (const { id, user, server, day } of rows) {
    if (knownIds.has(id)) continue;
    const { firstDay = day, lastDay = day } = byId.get(id) ?? {};
    byId.set(id, {
      id,
      user,
      server,
      firstDay: day < firstDay ? day : firstDay,
      lastDay: day > lastDay ? day : lastDay,
    });
  }
  return [...byId.values()];
}

/**
 * The orphans that meet all conditions for sessions. Their first day counts as the start, and their last one as the
 * end.
 */
export function selectOrphanedUsage(
  orphans: readonly OrphanedUsage[],
  { names, users, servers, fromDay, toDay, olderThanSeconds }: Selection,
  context: { readonly nowSeconds: number } & Pick<UserNaming, "usersIgnoreCase">,
): readonly OrphanedUsage[] {
  return orphans.filter(
    (orphan) =>
      (names.length === 0 || names.includes(orphan.id)) &&
      (users.length === 0 || users.includes(foldUser(orphan.user, context))) &&
      (servers.length === 0 || servers.includes(orphan.server)) &&
      (fromDay === null || orphan.firstDay >= fromDay) &&
      (toDay === null || orphan.firstDay <= toDay) &&
      (olderThanSeconds === null || isUsageExpired(orphan.lastDay, olderThanSeconds, context.nowSeconds)),
  );
}

/** Whether a day ended longer ago than that, in every zone. */
export function isUsageExpired(day: string, keepSeconds: number, nowSeconds: number): boolean {
  return addDays(day, 1) < toUtcDay(nowSeconds - keepSeconds);
}
