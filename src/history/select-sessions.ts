import type { Zone } from "../status/zone.js";
import { toLocalDay } from "./local-day.js";
import { countedFrom } from "./counted-from.js";
import { isExpired } from "./retention.js";
import type { Session } from "./session.js";
import { foldUser, type UserNaming } from "./user-naming.js";
import { toPossibleInstants } from "./possible-instants.js";

/** Selects the sessions that meet all given conditions. Empty or `null` means no condition. */
export interface Selection {
  /** Each is an id, or `user|start` (split at the last `|`) with the start in UTC or in site time. */
  readonly names: readonly string[];
  readonly users: readonly string[];
  readonly servers: readonly string[];
  /** Local days of the start, both inclusive; if the start is not believed, of `countedFrom`. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** Ended longer ago than this. */
  readonly olderThanSeconds: number | null;
}

export interface SelectedSessions {
  readonly ended: readonly Session[];
  /** Selected sessions that are still connected: they cannot be deleted. */
  readonly connected: readonly Session[];
  /** Names that match no session. */
  readonly unknownNames: readonly string[];
}

/** Folds the case of the users in a selection in the same way as for sessions. */
export function foldSelection(selection: Selection, naming: Pick<UserNaming, "usersIgnoreCase">): Selection {
  return {
    ...selection,
    users: selection.users.map((user) => foldUser(user, naming)),
    names: selection.names.map((name) => {
      const bar = name.lastIndexOf("|");
      return foldUser(name.slice(0, Math.max(bar, 0)), naming) + name.slice(Math.max(bar, 0));
    }),
  };
}

/**
 * Finds the selected sessions. In the hour that is repeated in autumn, both readings of a local start match.
 */
export function selectSessions(
  { ended, open }: { readonly ended: Iterable<Session>; readonly open: Iterable<Session> },
  selection: Selection,
  { zone, nowSeconds }: { readonly zone: Zone; readonly nowSeconds: number },
): SelectedSessions {
  const names = new Map(selection.names.map((name) => [name, toNameKeys(name, zone)]));
  const known = new Set<string>();
  const wanted = new Set([...names.values()].flat());
  const fits = (session: Session): boolean => {
    const keys = toSessionKeys(session).filter((key) => wanted.has(key));
    for (const key of keys) known.add(key);
    return (names.size === 0 || keys.length > 0) && meetsConditions(session, selection, zone, nowSeconds);
  };
  return {
    ended: [...ended].filter(fits),
    connected: [...open].filter(fits),
    unknownNames: [...names].flatMap(([name, keys]) => (keys.some((key) => known.has(key)) ? [] : [name])),
  };
}

function meetsConditions(session: Session, selection: Selection, zone: Zone, nowSeconds: number): boolean {
  const { users, servers, fromDay, toDay, olderThanSeconds } = selection;
  if (users.length > 0 && !users.includes(session.user)) return false;
  if (servers.length > 0 && !servers.includes(session.server)) return false;
  if (olderThanSeconds !== null && !isExpired(session, olderThanSeconds, nowSeconds)) return false;
  if (fromDay === null && toDay === null) return true;
  const day = toLocalDay(zone, countedFrom(session));
  return (fromDay === null || day >= fromDay) && (toDay === null || day <= toDay);
}

/** The keys that a name may stand for: an id, or a user with each reading of the start. */
function toNameKeys(name: string, zone: Zone): readonly string[] {
  const bar = name.lastIndexOf("|");
  if (bar < 0) return [name];
  const user = name.slice(0, bar);
  return toPossibleInstants(name.slice(bar + 1), zone).map((startSeconds) => userAndStart(user, startSeconds));
}

function toSessionKeys({ id, user, startSeconds }: Session): readonly string[] {
  return [id, userAndStart(user, startSeconds)];
}

function userAndStart(user: string, startSeconds: number): string {
  return `${user}|${startSeconds}`;
}
