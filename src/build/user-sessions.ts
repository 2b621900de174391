import { join } from "node:path";
import { countedFrom } from "../history/counted-from.js";
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
  type UserRowsLine,
} from "../io/history/user-rows.js";
import type { Calendar } from "../rollup/calendar.js";
import type { UsageById } from "../rollup/days.js";
import { getOrInsert } from "../history/get-or-insert.js";
import type { MonthEntry } from "../rollup/month-entry.js";
import { digestRowTexts, NO_ROWS, toRowText } from "../rollup/row-digest.js";
import { toSlug } from "../rollup/slug.js";
import type { UserRollup } from "../rollup/user-rollup.js";
import { ProblemError } from "../text/problem.js";
import type { HistoryReader } from "./history-reader.js";

/** A user's ended sessions, with their usage. */
export interface EndedOfUser {
  readonly sessions: readonly Session[];
  readonly usage: UsageById;
}

/** Reads one user's sessions without those of all others, from a copy of the history in the cache. */
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
  /** @throws ProblemError `io` if someone else changes the copy meanwhile */
  readonly read: (user: string, rows: string) => EndedOfUser;
}

/** So much text waits for more of the same users: a first build goes through each user once a month. */
const MAX_WAITING_CHARS = 16 * 1024 * 1024;

/** @param isNew whether the copy is to be made from the beginning */
export function openUserSessions(
  { calendar, index, readMonth, history }: HistoryReader,
  { isNew }: { readonly isNew: boolean },
): UserSessions {
  const cacheFolder = join(history.folder, "cache");
  let isComplete = !isNew;
  if (isNew) removeUserRows(cacheFolder, "all");
  const waiting = new Map<string, UserRowsLine[]>();
  let waitingChars = 0;

  const flush = (): void => {
    for (const [slug, lines] of waiting) appendUserRows(cacheFolder, slug, lines);
    waiting.clear();
    waitingChars = 0;
  };
  const add = (line: UserRowsLine): void => {
    getOrInsert(waiting, toSlug(line.user), () => []).push(line);
    waitingChars += line.texts.reduce((sum, text) => sum + text.length, 0);
    if (waitingChars > MAX_WAITING_CHARS) flush();
  };
  const update: UserSessions["update"] = (month, before, after, entry) => {
    const rowsBefore = new Map(before?.map(({ user, rows }) => [user, rows]));
    const rowsAfter = new Map(after.map(({ user, rows }) => [user, rows]));
    for (const user of new Set([...rowsBefore.keys(), ...rowsAfter.keys()])) {
      if (before !== null && (rowsBefore.get(user) ?? NO_ROWS) === (rowsAfter.get(user) ?? NO_ROWS)) continue;
      const texts = toTextsByDay(user, entry, calendar);
      const known = isComplete ? knownDays(cacheFolder, user, month) : new Map<string, readonly string[]>();
      for (const day of new Set([...known.keys(), ...texts.keys()])) {
        const ofDay = texts.get(day) ?? [];
        if (!isSame(known.get(day) ?? [], ofDay)) add({ user, day, texts: ofDay });
      }
    }
  };
  const makeAnew = (): void => {
    removeUserRows(cacheFolder, "all");
    isComplete = false;
    for (const month of new Set(Object.values(index.sessions).flatMap(({ months }) => months))) {
      const entry = readMonth(month);
      for (const user of entry.users.keys()) {
        for (const [day, texts] of toTextsByDay(user, entry, calendar)) add({ user, day, texts });
      }
    }
    flush();
    isComplete = true;
  };
  const read: UserSessions["read"] = (user, rows) => {
    const known = readRows(cacheFolder, user, rows);
    if (known !== null) return known;
    makeAnew();
    const found = readRows(cacheFolder, user, rows);
    if (found !== null) return found;
    throw new ProblemError({
      kind: "io",
      what: `${join(cacheFolder, "users")} was changed by someone else while the site was made of it`,
      fix: "Run it again. The history is as it should be.",
    });
  };
  return {
    update,
    flush: () => {
      flush();
      isComplete = true;
    },
    read,
  };
}

function toTextsByDay(
  user: string,
  entry: MonthEntry | null,
  calendar: Calendar,
): ReadonlyMap<string, readonly string[]> {
  const sessions = entry?.users.get(user)?.sessions.filter(({ endSeconds }) => endSeconds !== null) ?? [];
  const byDay = groupBy(sessions, (session) => calendar.toDay(countedFrom(session)));
  return new Map(
    [...byDay].map(([day, ofDay]) => [day, ofDay.map((session) => toRowText(session, entry?.usage ?? new Map()))]),
  );
}

/** One user's rows of one month in the copy, by day. A file with mostly obsolete lines is rewritten. */
function knownDays(cacheFolder: string, user: string, month: string): ReadonlyMap<string, readonly string[]> {
  const slug = toSlug(user);
  const file = readUserRows(cacheFolder, slug);
  if (file?.isMostlyStale === true) removeFromUserRows(cacheFolder, slug, () => false);
  const days = [...(file?.users.get(user) ?? [])].filter(([day]) => toMonth(day) === month);
  return new Map(days.map(([day, rows]) => [day, rows.map((row) => JSON.stringify(row))]));
}

/** @returns null if the copy is not of these rows */
function readRows(cacheFolder: string, user: string, digest: string): EndedOfUser | null {
  const file = digest === NO_ROWS ? null : readUserRows(cacheFolder, toSlug(user));
  const rows = [...(file?.users.get(user)?.values() ?? [])].flat();
  if (digestRowTexts(rows.map((row) => JSON.stringify(row))) !== digest) return null;
  const sessions: Session[] = [];
  const usage = new Map<string, readonly Usage[]>();
  // The digest says that they are as they were written.
  for (const [fields, usageRows] of rows as readonly [readonly string[], readonly UsageFields[]][]) {
    const session = ENDED_SESSION_CSV.toRow(fields);
    if (typeof session === "string") return null;
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

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, place) => text === b[place]);
}
