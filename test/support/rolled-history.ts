import { join } from "node:path";
import { updateDayIndex } from "../../src/build/day-index.js";
import type { GenSettings } from "../../src/build/gen-settings.js";
import { checkDayFiles } from "../../src/build/open-history.js";
import { openHistoryReader, type HistoryReader } from "../../src/build/history-reader.js";
import { rollUpHistory, type RolledUp } from "../../src/build/roll-up-history.js";
import { openRollupStore, toRollupContext } from "../../src/build/rollup-store.js";
import { openUserSessions, type UserSessions } from "../../src/build/user-sessions.js";
import type { Config } from "../../src/io/config/config.js";
import { openStoredHistory } from "../../src/io/history/stored-history.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { makeZone } from "../../src/status/zone.js";
import { NOW_SECONDS } from "./example-site.js";
import type { ReadSessions } from "../../src/site/site-index.js";
import { PLAIN_COMMAND } from "../../src/text/format/printed-command.js";

/** The settings of a run over a history folder, whose site would be beside it. */
export function toSettings(
  history: string,
  { config, ...more }: { readonly config?: Partial<Config> } & Partial<Omit<GenSettings, "config">> = {},
): GenSettings {
  return {
    config: {
      title: "VPN Berlin",
      language: "en",
      dateFormat: "iso",
      timezone: "Europe/Berlin",
      out: `${history}-out`,
      history,
      aliases: { kind: "named", path: `${history}-aliases.json` },
      countries: { kind: "off" },
      certificates: { index: null, servers: [] },
      recentDays: 7,
      hasWall: false,
      isForOthers: false,
      appearance: { accent: null, logo: null, stylesheet: null },
      staleAfterSeconds: 300,
      keepSeconds: null,
      userFrom: "common_name",
      usersIgnoreCase: false,
      command: PLAIN_COMMAND,
      servers: [],
      sites: [],
      notify: null,
      limits: { maxClients: null, poolSize: null },
      expected: [],
      metrics: { perClient: true, file: null },
      feed: false,
      ...config,
    },
    nowSeconds: NOW_SECONDS,
    full: false,
    quiet: false,
    verbose: false,
    ...more,
  };
}

export interface RolledHistory extends RolledUp {
  readonly reader: HistoryReader;
  readonly userSessions: UserSessions;
  /** The months that were read for it. */
  readonly monthsRead: readonly string[];
}

/** A user's ended sessions, as the copy in the cache gives them. */
export function readUser(
  { rollup, userSessions }: Pick<RolledHistory, "rollup" | "userSessions">,
  user: string,
): ReadSessions {
  const { readMonth } = userSessions.open(user);
  const months = rollup.users.find((one) => one.user === user)?.months ?? [];
  const read = months.map(readMonth);
  return {
    sessions: read.flatMap(({ sessions }) => sessions),
    usage: new Map(read.flatMap(({ usage }) => [...usage])),
  };
}

/** Rolls up a history on disk as a build does, with what the one before left in the cache. */
export function rollUpFolder(settings: GenSettings, programVersion = "a version"): RolledHistory {
  const { config, nowSeconds } = settings;
  const calendar = makeCalendar(makeZone(config.timezone));
  const store = openRollupStore(join(config.history, "cache"), toRollupContext(settings, programVersion));
  const before = settings.full ? store.emptyIndex : store.readIndex();
  const { history, stamps } = checkDayFiles(openStoredHistory(config.history, nowSeconds, 3, config), before.days);
  const opened = openHistoryReader(history, calendar, updateDayIndex(before.days, stamps, history, calendar));
  const monthsRead: string[] = [];
  const readMonth = (month: string): ReturnType<HistoryReader["readMonth"]> => {
    if (monthsRead.at(-1) !== month) monthsRead.push(month);
    return opened.readMonth(month);
  };
  const reader = { ...opened, readMonth };
  const userSessions = openUserSessions(reader, { isNew: Object.keys(before.months).length === 0 });
  return { ...rollUpHistory(reader, store, before, userSessions), reader, userSessions, monthsRead };
}
