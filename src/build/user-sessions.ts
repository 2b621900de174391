import { join } from "node:path";
import { countedFrom } from "../history/counted-from.js";
import { getOrInsert } from "../history/get-or-insert.js";
import { groupBy } from "../history/group-by.js";
import { toMonth } from "../history/local-day.js";
import { ENDED_SESSION_CSV } from "../history/session-csv.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import {
  appendUserRows,
  readUserRows,
  removeFromUserRows,
  removeUserRows,
  splitUserRows,
  toUserRowsText,
  type UserDays,
  type UserRowsLine,
} from "../io/history/user-rows.js";
import type { Calendar } from "../rollup/calendar.js";
import type { MonthEntry } from "../rollup/month-entry.js";
import { digestRowTexts, NO_ROWS, toRowText } from "../rollup/row-digest.js";
import { toSlug } from "../rollup/slug.js";
import type { UserMonthRollup, UserRollup } from "../rollup/user-rollup.js";
import type { ReadSessions } from "../site/site-index.js";
import { isWords, ProblemError } from "../text/problem.js";
import type { HistoryReader } from "./history-reader.js";

/** Reads one user's ended sessions without those of all others, from a copy of the history in the cache. */
export interface UserSessions {
  /**
   * Brings the copy up to date with a month that was rolled up.
   *
   * @param before the month's users as they were; null: that is not known
   * @param entry null: the month has no sessions any more
   */
  readonly update: (
    month: string,
    before: readonly UserRollup[] | null,
    after: readonly UserRollup[],
    entry: MonthEntry | null,
  ) => void;
  /** Writes what waits to be written. */
  readonly flush: () => void;
  /** One user's part of the copy, read on first use. */
  readonly open: (user: string) => OpenedUser;
}

interface OpenedUser {
  /**
   * The ended sessions that began in a month.
   *
   * @throws ProblemError `io` if someone else changes the copy meanwhile
   */
  readonly readMonth: (monthDays: Pick<UserMonthRollup, "month" | "rows">) => ReadSessions;
}

/** At most this many characters are collected before they are written: a first build has each user once a month. */
const MAX_WAITING_CHARS = 16 * 1024 * 1024;

/** @param isNew whether the copy is built from the beginning */
export function openUserSessions(
  { calendar, index, readMonth, history }: HistoryReader,
  { isNew }: { readonly isNew: boolean },
): UserSessions {
  const cacheFolder = join(history.folder, "cache");
  let isComplete = !isNew;
  if (isNew) removeUserRows(cacheFolder, "all");
  const waiting = new Map<string, UserRowsLine[]>();
  let waitingChars = 0;

  const write = (): void => {
    for (const [slug, lines] of waiting) appendUserRows(cacheFolder, slug, lines);
    waiting.clear();
    waitingChars = 0;
  };
  const add = (line: UserRowsLine): void => {
    getOrInsert(waiting, toSlug(line.user), () => []).push(line);
    waitingChars += line.texts.reduce((sum, text) => sum + text.length, 0);
    if (waitingChars > MAX_WAITING_CHARS) write();
  };
  const flush = (): void => {
    write();
    isComplete = true;
  };
  const update: UserSessions["update"] = (month, before, after, entry) => {
    const rowsBefore = new Map(before?.map(({ user, rows }) => [user, rows]));
    const rowsAfter = new Map(after.map(({ user, rows }) => [user, rows]));
    for (const user of new Set([...rowsBefore.keys(), ...rowsAfter.keys()])) {
      if (before !== null && (rowsBefore.get(user) ?? NO_ROWS) === (rowsAfter.get(user) ?? NO_ROWS)) continue;
      const texts = toTextsByDay(user, entry, calendar);
      const known = isComplete ? readKnownDays(cacheFolder, user) : NO_DAYS;
      const knownDays = [...known.keys()].filter((day) => toMonth(day) === month);
      for (const day of new Set([...knownDays, ...texts.keys()])) {
        const dayTexts = texts.get(day) ?? [];
        if (known.get(day) !== toUserRowsText(dayTexts)) add({ user, day, texts: dayTexts });
      }
    }
  };
  const makeAgain = (): void => {
    removeUserRows(cacheFolder, "all");
    isComplete = false;
    for (const month of new Set(Object.values(index.sessions).flatMap(({ months }) => months))) {
      const entry = readMonth(month);
      for (const user of entry.users.keys()) {
        for (const [day, texts] of toTextsByDay(user, entry, calendar)) add({ user, day, texts });
      }
    }
    flush();
  };
  const open = (user: string): OpenedUser => {
    let days: UserDays | undefined;
    return {
      readMonth: ({ month, rows }) => {
        if (rows === NO_ROWS) return { sessions: [], usage: new Map() };
        days ??= readDays(cacheFolder, user);
        const known = readRows(days, month, rows);
        if (known !== null) return known;
        makeAgain();
        days = readDays(cacheFolder, user);
        const found = readRows(days, month, rows);
        if (found !== null) return found;
        throw new ProblemError({
          kind: "io",
          what: (t) => t.history.copyChanged(join(cacheFolder, "users")),
          fix: (t) => t.history.copyChangedFix,
        });
      },
    };
  };
  return { update, flush, open };
}

function toTextsByDay(
  user: string,
  entry: MonthEntry | null,
  calendar: Calendar,
): ReadonlyMap<string, readonly string[]> {
  const sessions = entry?.users.get(user)?.sessions.filter(({ endSeconds }) => endSeconds !== null) ?? [];
  const byDay = groupBy(sessions, (session) => calendar.toDay(countedFrom(session)));
  return new Map(
    [...byDay].map(([day, sessions]) => [
      day,
      sessions.map((session) => toRowText(session, entry?.usage ?? new Map())),
    ]),
  );
}

const NO_DAYS: UserDays = new Map();

function readDays(cacheFolder: string, user: string): UserDays {
  return readUserRows(cacheFolder, toSlug(user))?.users.get(user) ?? NO_DAYS;
}

/** One user's days in the copy, to which more is added. A file with mostly obsolete lines is rewritten. */
function readKnownDays(cacheFolder: string, user: string): UserDays {
  const slug = toSlug(user);
  const file = readUserRows(cacheFolder, slug);
  if (file?.isMostlyStale === true) removeFromUserRows(cacheFolder, slug, () => false);
  return file?.users.get(user) ?? NO_DAYS;
}

/** @returns null if the month's rows in the copy do not match the digest */
function readRows(days: UserDays, month: string, digest: string): ReadSessions | null {
  const monthDays = [...days].filter(([day]) => toMonth(day) === month);
  const texts = monthDays.flatMap(([, text]) => splitUserRows(text));
  if (digestRowTexts(texts) !== digest) return null;
  const sessions: Session[] = [];
  const usage = new Map<string, readonly Usage[]>();
  for (const text of texts) {
    // The digest shows that it is unchanged.
    const [fields, usageRows] = JSON.parse(text) as readonly [readonly string[], readonly UsageFields[]];
    const session = ENDED_SESSION_CSV.toRow(fields);
    if (isWords(session)) return null;
    sessions.push(session);
    if (usageRows.length > 0)
      usage.set(
        session.id,
        usageRows.map((row) => toUsage(session.id, row)),
      );
  }
  return { sessions, usage };
}

type UsageFields = readonly [day: string, user: string, server: string, bytesReceived: number, bytesSent: number];

function toUsage(id: string, [day, user, server, bytesReceived, bytesSent]: UsageFields): Usage {
  return { day, id, user, server, bytesReceived, bytesSent };
}
