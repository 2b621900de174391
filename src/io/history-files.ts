import { basename, join } from "node:path";
import { appendPoint, writeCsv, type CsvTable } from "../history/csv-table.js";
import { groupBy } from "../history/group-by.js";
import type { HistoryChange } from "../history/history-change.js";
import { addDays, utcDayOf } from "../history/local-day.js";
import { SAMPLE_CSV } from "../history/sample-csv.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../history/session-csv.js";
import type { Session } from "../history/session.js";
import { SOURCE_CSV } from "../history/source-csv.js";
import { usageCsv } from "../history/usage-csv.js";
import { ProblemError } from "../text/problem.js";
import type { FileChange } from "./file-change.js";
import { badHistory, dayFiles, readBytes, readRows } from "./read-history.js";

const SAMPLES_KEPT_DAYS = 62;

/** The changes of files that carry a change of the history (design, section 5), for the journal to make. */
export function historyFiles(folder: string, change: HistoryChange, nowSeconds: number): readonly FileChange[] {
  const usageByDay = groupBy(change.usage, ({ day }) => day);
  const samplesByDay = groupBy(change.samples, ({ timeSeconds }) => utcDayOf(timeSeconds));
  return [
    ...sessionFiles(folder, change.ended, change.reopened),
    ...[...usageByDay].map(([day, rows]) => appended(folder, `usage/${day}.csv`, usageCsv(day), rows)),
    ...[...samplesByDay].map(([day, rows]) => appended(folder, `samples/${day}.csv`, SAMPLE_CSV, rows)),
    ...oldSamples(folder, nowSeconds),
    ...replaced(folder, "open.csv", writeCsv(OPEN_SESSION_CSV, change.open, { header: true })),
    ...replaced(folder, "sources.csv", writeCsv(SOURCE_CSV, change.sources, { header: true })),
  ];
}

/** A run that changes nothing writes nothing, and needs no journal. */
function replaced(folder: string, path: string, content: string): readonly FileChange[] {
  return readBytes(join(folder, path)).equals(Buffer.from(content)) ? [] : [{ path, content }];
}

function sessionFiles(folder: string, ended: readonly Session[], reopened: readonly Session[]): readonly FileChange[] {
  const rewritten = withoutReopened(folder, reopened);
  const endedByPath = groupBy(ended, ({ startSeconds }) => `sessions/${utcDayOf(startSeconds)}.csv`);
  const changes = [...endedByPath].map(([path, rows]): FileChange => {
    const content = rewritten.get(path);
    rewritten.delete(path);
    if (content === undefined) return appended(folder, path, ENDED_SESSION_CSV, rows);
    return { path, content: content + writeCsv(ENDED_SESSION_CSV, rows, { header: false }) };
  });
  return [...[...rewritten].map(([path, content]) => ({ path, content })), ...changes];
}

/**
 * Sessions that were written as ended and are proven still connected leave their day file for open.csv: the one case
 * in which a run rewrites a day file (`src/ARCHITECTURE.md` says why).
 *
 * @returns the new content by path
 */
function withoutReopened(folder: string, reopened: readonly Session[]): Map<string, string> {
  const contentByPath = new Map<string, string>();
  if (reopened.length === 0) return contentByPath;
  const ids = new Set(reopened.map(({ id }) => id));
  for (const file of dayFiles(folder, "sessions")) {
    const rows = readRows(file, ENDED_SESSION_CSV);
    const kept = rows.filter(({ id }) => !ids.has(id));
    if (kept.length === rows.length) continue;
    contentByPath.set(`sessions/${basename(file)}`, writeCsv(ENDED_SESSION_CSV, kept, { header: true }));
  }
  return contentByPath;
}

function appended<Row>(folder: string, path: string, table: CsvTable<Row>, rows: readonly Row[]): FileChange {
  const file = join(folder, path);
  const point = appendPoint(table, readBytes(file));
  if (point === undefined) throw new ProblemError(badHistory(file, "a quote in it is never closed"));
  const text = writeCsv(table, rows, { header: point.offset === 0 });
  return { path, offset: point.offset, append: point.before + text };
}

function oldSamples(folder: string, nowSeconds: number): readonly FileChange[] {
  const firstKept = addDays(utcDayOf(nowSeconds), -SAMPLES_KEPT_DAYS);
  return dayFiles(folder, "samples")
    .map((file) => basename(file))
    .filter((name) => name.slice(0, 10) < firstKept)
    .map((name) => ({ path: `samples/${name}`, remove: true }));
}
