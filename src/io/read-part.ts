import { basename } from "node:path";
import { addDays } from "../history/local-day.js";
import { ENDED_SESSION_CSV } from "../history/session-csv.js";
import type { Session } from "../history/session.js";
import { usageCsv } from "../history/usage-csv.js";
import type { Usage } from "../history/usage.js";
import { dayFiles, readRows, usageDays } from "./read-history.js";

/**
 * The ended sessions that began on some UTC days, of a history in which each stands in its day's file.
 *
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function readSessionsOfDays(folder: string, days: ReadonlySet<string>): readonly Session[] {
  const files = dayFiles(folder, "sessions").filter((file) => days.has(basename(file, ".csv")));
  return files.flatMap((file) => readRows(file, ENDED_SESSION_CSV));
}

/**
 * The usage rows of some sessions.
 *
 * @throws ProblemError as {@link readSessionsOfDays}
 */
export function readUsageOf(folder: string, sessions: readonly Session[]): readonly Usage[] {
  const ids = new Set(sessions.map(({ id }) => id));
  const days = new Set(sessions.flatMap(usageDaysOf));
  const files = dayFiles(folder, "usage").filter((file) => days.has(basename(file, ".csv")));
  const rows = files.flatMap((file) => readRows(file, usageCsv(basename(file, ".csv"))));
  return rows.filter(({ id }) => ids.has(id));
}

function usageDaysOf(session: Session): readonly string[] {
  const [first, last] = usageDays(session);
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
