import { toLastedSeconds } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import { SCHEMA_VERSION } from "./schema-version.js";
import { sessionJson, toEmbeddable } from "./session-json.js";

/** What of a session is not in its row. */
export interface SessionNames {
  readonly toAlias: (user: string) => string;
  /** The code of an address's country; empty if not known. */
  readonly toCountry: (address: string) => string;
}

/** Some of a user's sessions. */
interface UserSessionLists {
  readonly user: string;
  readonly timezone: string;
  /** The number of all sessions. */
  readonly sessionCount: number;
  /** Newest first, with the file that has their sessions if this one does not. */
  readonly months: readonly { readonly month: string; readonly sessionCount: number; readonly path: string | null }[];
  readonly sessions: readonly Session[];
}

/** `users/SLUG/index.json`. */
export function renderUserJson(lists: UserSessionLists, names: SessionNames): string {
  const { user, timezone, sessionCount, months, sessions } = lists;
  const head = {
    user,
    alias: names.toAlias(user),
    timezone,
    session_count: sessionCount,
    months: months.map(({ month, sessionCount: count, path }) => ({ month, session_count: count, path })),
  };
  return renderLists(head, { sessions }, names);
}

/** `users/SLUG/2026-11/index.json`, of months that are not in the user's own file. */
export function renderUserMonthJson(
  { user, month, timezone }: { readonly user: string; readonly month: string; readonly timezone: string },
  sessions: readonly Session[],
  names: SessionNames,
): string {
  return renderLists({ user, alias: names.toAlias(user), timezone, month }, { sessions }, names);
}

/** `history/2026-11/21/index.json`: the sessions that began on a day, and those that went on. */
export function renderDayJson(
  { day, timezone }: { readonly day: string; readonly timezone: string },
  { sessions, carried }: { readonly sessions: readonly Session[]; readonly carried: readonly Session[] },
  names: SessionNames,
): string {
  return renderLists({ day, timezone }, { sessions, carried }, names);
}

/** A session on each line, so that it can be read and compared. */
function renderLists(
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, readonly Session[]>>,
  { toAlias, toCountry }: SessionNames,
): string {
  const toLine = (session: Session): string => {
    const { user, publicIp } = session;
    const shown = {
      session,
      alias: toAlias(user),
      country: toCountry(publicIp),
      durationSeconds: toLastedSeconds(session),
    };
    return `\n  ${JSON.stringify(sessionJson(shown))}`;
  };
  const begin = JSON.stringify({ schema_version: SCHEMA_VERSION, ...head }, null, 1).slice(0, -"\n}".length);
  const parts = Object.entries(lists).map(([name, sessions]) => {
    return `,\n ${JSON.stringify(name)}: [${sessions.map(toLine).join(",")}${sessions.length > 0 ? "\n " : ""}]`;
  });
  return toEmbeddable(`${begin}${parts.join("")}\n}\n`);
}
