import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { addDays } from "../history/local-day.js";
import type { ServerEntry, ServerMonthEntry } from "./server-entry.js";
import { indexSite, type SiteIndex } from "./site-index.js";
import type { SiteInput } from "./site-input.js";
import { startTotals } from "./totals.js";

/**
 * What the overview and the server pages show of sessions that have ended: enough to make them again in a run in which
 * nothing starts, ends or falls due, without reading the history. Plain data.
 */
export interface Settled {
  /** Those that the recent history lists or that were connected today. */
  readonly endedSessions: readonly Session[];
  /** Of these and of the running ones. */
  readonly usage: readonly Usage[];
  /** Of all time, running ones too. */
  readonly sessionCount: number;
  readonly sessionCountByUser: readonly (readonly [user: string, count: number])[];
  readonly servers: readonly SettledServer[];
}

interface SettledServer extends Pick<ServerEntry, "server" | "slug" | "userCount"> {
  readonly months: readonly ServerMonthEntry[];
}

export function settledOf(input: SiteInput, index: SiteIndex): Settled {
  const oldestDay = addDays(index.today, 1 - input.recentDays);
  const recent = [...index.days.values()].filter(({ day }) => day >= oldestDay).flatMap(({ sessions }) => sessions);
  const shown = new Set([...recent, ...(index.days.get(index.today)?.carried ?? []), ...input.openSessions]);
  return {
    endedSessions: [...shown].filter(({ endSeconds }) => endSeconds !== null),
    usage: [...shown].flatMap(({ id }) => index.usage.get(id) ?? []),
    sessionCount: index.sessionCount,
    sessionCountByUser: [...index.users.values()].map(({ user, sessionCount }) => [user, sessionCount]),
    servers: [...index.servers.values()].map(({ server, slug, userCount, months }) => {
      return { server, slug, userCount, months: [...months.values()] };
    }),
  };
}

/**
 * The index of a site of which only the settled part is known: right in all that the overview and the server pages ask
 * for, and in nothing else.
 *
 * @param input its ended sessions and its usage are those of `settled`
 */
export function indexSettled(input: SiteInput, settled: Settled): SiteIndex {
  const index = indexSite(input);
  const countByUser = new Map(settled.sessionCountByUser);
  return {
    ...index,
    sessionCount: settled.sessionCount,
    users: new Map(
      [...index.users].map(([user, entry]) => {
        return [user, { ...entry, sessionCount: countByUser.get(user) ?? entry.sessionCount }];
      }),
    ),
    servers: new Map(
      settled.servers.map(({ months, ...server }) => {
        const today = index.servers.get(server.server)?.today ?? { totals: startTotals(), sessions: [], peak: 0 };
        return [server.server, { ...server, months: new Map(months.map((entry) => [entry.month, entry])), today }];
      }),
    ),
  };
}
