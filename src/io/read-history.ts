import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownHistory } from "../history/advance-history.js";
import {
  appendPoint,
  readCsv,
  readCsvRecords,
  type CsvReading,
  type CsvRecord,
  type CsvTable,
} from "../history/csv-table.js";
import { addDays, utcDayOf } from "../history/local-day.js";
import { SAMPLE_CSV } from "../history/sample-csv.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../history/session-csv.js";
import type { Session } from "../history/session.js";
import { SOURCE_CSV } from "../history/source-csv.js";
import type { SourceRow } from "../history/source-state.js";
import { usageCsv } from "../history/usage-csv.js";
import type { Usage } from "../history/usage.js";
import { ProblemError, type Problem } from "../text/problem.js";
import { errorCode, onReading } from "./file-problem.js";

/**
 * Reads the whole history but samples older than asked for.
 *
 * @param sampleDays how many UTC days of samples, counted back from the day of `nowSeconds`
 * @throws ProblemError `bad-history`, with file and line, if a file cannot be understood; `permission` or `io`
 */
export function readHistory(folder: string, nowSeconds: number, sampleDays: number): KnownHistory {
  let hasStrays = false;
  const onStray = (): void => {
    hasStrays = true;
  };
  const ended = readEndedSessions(folder, onStray);
  // One id in open.csv and in a day file: the ended row wins.
  const live = readLiveHistory(folder, nowSeconds, sampleDays);
  const open = live.open.filter(({ id }) => !ended.has(id));
  const usage = dayFiles(folder, "usage").flatMap((file) => readRows(file, usageCsv(file.slice(-14, -4))));
  if (open.length < live.open.length || usage.some((row) => isStrayUsage(row, ended.get(row.id)))) onStray();
  return { ...live, open, ended, usage, hasStrays };
}

/** Of a session that has ended: one that runs has its usage remembered. */
function isStrayUsage({ day }: Usage, session: Session | undefined): boolean {
  if (session === undefined) return false;
  const [firstDay, lastDay] = usageDays(session);
  return day < firstDay || day > lastDay;
}

/** The first and the last day of which a session may have usage rows, whatever the site's zone is or was. */
export function usageDays({ startSeconds, endSeconds, lastSeenSeconds }: Session): readonly [string, string] {
  return [addDays(utcDayOf(startSeconds), -1), addDays(utcDayOf(endSeconds ?? lastSeenSeconds), 1)];
}

/**
 * All ended sessions, by id.
 *
 * @param onStray is told of rows that stand in another file than that of their day, or twice
 */
export function readEndedSessions(folder: string, onStray: () => void = () => undefined): ReadonlyMap<string, Session> {
  const ended = new Map<string, Session>();
  for (const file of dayFiles(folder, "sessions")) {
    const day = file.slice(-14, -4);
    for (const session of readRows(file, ENDED_SESSION_CSV)) {
      if (ended.has(session.id) || utcDayOf(session.startSeconds) !== day) onStray();
      // A row that was copied into a second file by hand is still one session.
      if (!ended.has(session.id)) ended.set(session.id, session);
    }
  }
  return ended;
}

/**
 * Reads what is replaced in each run, and the newest samples: not the day files. So a session that was copied into one
 * by hand still counts as open here.
 *
 * @param sampleDays see {@link readHistory}
 */
export function readLiveHistory(
  folder: string,
  nowSeconds: number,
  sampleDays: number,
): Pick<KnownHistory, "open" | "sources" | "samples"> {
  const firstSampleDay = addDays(utcDayOf(nowSeconds), 1 - sampleDays);
  const samples = dayFiles(folder, "samples")
    .filter((file) => file.slice(-14, -4) >= firstSampleDay)
    .flatMap((file) => readRows(file, SAMPLE_CSV))
    .sort((a, b) => a.timeSeconds - b.timeSeconds);
  return { open: readRows(join(folder, "open.csv"), OPEN_SESSION_CSV), sources: readSources(folder), samples };
}

/** The last run's sources. Without the lock too: the file is only ever replaced whole. */
export function readSources(folder: string): readonly SourceRow[] {
  return readRows(join(folder, "sources.csv"), SOURCE_CSV);
}

/** The paths of `FOLDER/KIND/2026-11-21.csv`, in the order of their days; other files there are not ours. */
export function dayFiles(folder: string, kind: "sessions" | "usage" | "samples"): readonly string[] {
  const path = join(folder, kind);
  return unlessMissing("list", path, [], () => readdirSync(path))
    .filter((name) => /^\d{4}-\d{2}-\d{2}\.csv$/.test(name))
    .sort()
    .map((name) => join(folder, kind, name));
}

/** A file's bytes; empty if there is no such file. */
export function readBytes(file: string): Buffer {
  return unlessMissing("read", file, Buffer.alloc(0), () => readFileSync(file));
}

function unlessMissing<T>(doing: string, path: string, ifMissing: T, read: () => T): T {
  return onReading(doing, path, () => {
    try {
      return read();
    } catch (error) {
      if (errorCode(error) === "ENOENT") return ifMissing;
      throw error;
    }
  });
}

/** The rows of one file; none if there is no such file, or if it is empty. */
export function readRows<Row>(file: string, table: CsvTable<Row>): readonly Row[] {
  return understood(file, table, readCsv);
}

/** The same, each with the text that it stands in. */
export function readRecords<Row>(file: string, table: CsvTable<Row>): readonly CsvRecord<Row>[] {
  return understood(file, table, readCsvRecords);
}

function understood<Row, Read>(
  file: string,
  table: CsvTable<Row>,
  read: (table: CsvTable<Row>, text: string) => CsvReading<Read>,
): readonly Read[] {
  const bytes = readBytes(file);
  if (bytes.length === 0) return [];
  const reading = read(table, decode(file, wholeRecords(file, table, bytes)));
  if (reading.kind === "rows") return reading.rows;
  throw new ProblemError(badHistory(file, `line ${reading.line}: ${reading.what}`));
}

/** A last record that was cut off (a copy onto a full disk) does not count. */
function wholeRecords<Row>(file: string, table: CsvTable<Row>, bytes: Buffer): Buffer {
  const point = appendPoint(table, bytes);
  if (point === undefined) throw new ProblemError(badHistory(file, "a quote in it is never closed"));
  return bytes.subarray(0, point.offset);
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ProblemError(badHistory(file, "it is not UTF-8"));
  }
}

export function badHistory(file: string, what: string): Problem {
  return {
    kind: "bad-history",
    what: `${file}: ${what}`,
    fix: "Mend that line by hand, or move the file out of the history folder. Nothing was changed.",
  };
}
