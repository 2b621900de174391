import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LiveHistory } from "../../history/history-change.js";
import { samplesUntil } from "../../history/clock-ahead.js";
import type { Sample } from "../../history/sample.js";
import {
  findAppendPoint,
  readCsv,
  readCsvFile,
  type AppendPoint,
  type BrokenCsv,
  type CsvFile,
  type CsvTable,
} from "../../history/csv-table.js";
import { addDays, isCalendarDay, toUtcDay } from "../../history/local-day.js";
import { SAMPLE_CSV } from "../../history/sample-csv.js";
import { OPEN_SESSION_CSV } from "../../history/session-csv.js";
import { SOURCE_CSV } from "../../history/source-csv.js";
import { withUsersNamed, type UserNaming } from "../../history/user-naming.js";
import type { SourceRow } from "../../history/source-state.js";
import { ProblemError, type Problem, type Words } from "../../text/problem.js";
import { errorCode, onReading, type FileStep } from "../files/file-problem.js";
import { readHistoryFile } from "./read-history-file.js";

/**
 * Reads the files that each run replaces, and the newest samples, but not the day files.
 *
 * @param sampleDays how many UTC days of samples, counted back from the day of `nowSeconds`
 * @throws ProblemError `bad-history`, with file and line, if a file cannot be understood; `permission` or `io`
 */
export function readLiveHistory(
  folder: string,
  nowSeconds: number,
  sampleDays: number,
  naming: UserNaming,
): LiveHistory & { readonly samples: readonly Sample[] } {
  const samples = readSamples(folder, nowSeconds, sampleDays);
  const open = readRows(join(folder, "open.csv"), withUsersNamed(OPEN_SESSION_CSV, naming));
  return { open, sources: readSources(folder), samples };
}

/** The newest samples up to now, in time order; see {@link readLiveHistory}. */
export function readSamples(folder: string, nowSeconds: number, sampleDays: number): readonly Sample[] {
  const firstDay = addDays(toUtcDay(nowSeconds), 1 - sampleDays);
  const samples = dayFiles(folder, "samples")
    .filter((file) => file.slice(-14, -4) >= firstDay)
    .flatMap((file) => readRows(file, SAMPLE_CSV));
  return [...samplesUntil(samples, nowSeconds)].sort((a, b) => a.timeSeconds - b.timeSeconds);
}

/** The last run's sources. Safe without the lock: the file is only ever replaced as a whole. */
export function readSources(folder: string): readonly SourceRow[] {
  return readRows(join(folder, "sources.csv"), SOURCE_CSV);
}

/** The content of files that are named after days. */
export type DayKind = "sessions" | "usage" | "samples";

/**
 * The days of the files `FOLDER/KIND/2026-11-21.csv`, in order; files with names of another form are ignored.
 *
 * @throws ProblemError `bad-history` if there is no such day: `prune` would not find the file's rows
 */
export function dayNames(folder: string, kind: DayKind): readonly string[] {
  return datedNames(folder, kind, /^\d{4}-\d{2}-\d{2}$/, isCalendarDay);
}

/** The months of the files `FOLDER/samples/hours/2026-11.csv`, in order; see {@link dayNames}. */
export function hoursMonths(folder: string): readonly string[] {
  return datedNames(folder, HOURS_FOLDER, /^\d{4}-\d{2}$/, (month) => isCalendarDay(`${month}-01`));
}

function datedNames(folder: string, kind: string, form: RegExp, exists: (name: string) => boolean): readonly string[] {
  const names = csvNames(join(folder, kind)).filter((name) => form.test(name));
  const wrong = names.find((name) => !exists(name));
  if (wrong !== undefined) {
    const path = join(folder, kind, `${wrong}.csv`);
    throw new ProblemError({
      kind: "bad-history",
      what: (t) => t.history.noSuchDay(path),
      fix: (t) => `${t.history.noSuchDayFix} ${t.nothingChanged}`,
    });
  }
  return names.sort();
}

/** The path of a month's hourly sums of samples. */
export function hoursFile(folder: string, month: string): string {
  return join(folder, HOURS_FOLDER, `${month}.csv`);
}

const HOURS_FOLDER = "samples/hours";

function csvNames(folder: string): readonly string[] {
  return unlessMissing("list", folder, [], () => readdirSync(folder))
    .filter((name) => name.endsWith(".csv"))
    .map((name) => name.slice(0, -4));
}

/** The paths of those files, in the order of their days. */
export function dayFiles(folder: string, kind: DayKind): readonly string[] {
  return dayNames(folder, kind).map((day) => join(folder, kind, `${day}.csv`));
}

/** A file's bytes; `null` if there is no such file. */
export function readBytes(file: string): Buffer | null {
  return unlessMissing("read", file, null, () => readHistoryFile(file));
}

function unlessMissing<T>(doing: FileStep, path: string, ifMissing: T, read: () => T): T {
  return onReading(doing, path, () => {
    try {
      return read();
    } catch (error) {
      if (errorCode(error) === "ENOENT") return ifMissing;
      throw error;
    }
  });
}

/** The rows of one file; none if there is no such file. */
export function readRows<Row>(file: string, table: CsvTable<Row>): readonly Row[] {
  return readWholeRows(file, table).rows;
}

/**
 * How the last row of a file ends: with its line end; without it, so that its last value may be cut off; or cut off
 * within the row, which is then left out. The program always writes line ends.
 */
export type RowEnd = "whole" | "unterminated" | "cut";

export function readWholeRows<Row>(
  file: string,
  table: CsvTable<Row>,
): { readonly rows: readonly Row[]; readonly end: RowEnd } {
  const bytes = readBytes(file);
  if (bytes === null) return { rows: [], end: "whole" };
  const { offset, before } = readAppendPoint(file, table, bytes);
  const reading = readCsv(table, decode(file, bytes.subarray(0, offset)));
  if (reading.kind === "broken") throw notUnderstood(file, reading);
  const end = offset < bytes.length ? "cut" : before === "" ? "whole" : "unterminated";
  return { rows: reading.rows, end };
}

/** One file in pieces; `null` if there is no such file. */
export function readDayFile<Row>(file: string, table: CsvTable<Row>): CsvFile<Row> | null {
  const bytes = readBytes(file);
  if (bytes === null) return null;
  const reading = readCsvFile(table, wholeText(file, table, bytes));
  if (reading.kind === "broken") throw notUnderstood(file, reading);
  return reading;
}

/** Where the next record of a file is to be written. */
export function readAppendPoint<Row>(file: string, table: CsvTable<Row>, bytes: Buffer): AppendPoint {
  const point = findAppendPoint(table, bytes);
  if (point.kind === "broken") throw notUnderstood(file, point);
  return point;
}

/** A truncated last record (of a copy to a full disk) does not count. */
function wholeText<Row>(file: string, table: CsvTable<Row>, bytes: Buffer): string {
  return decode(file, bytes.subarray(0, readAppendPoint(file, table, bytes).offset));
}

function notUnderstood(file: string, { line, what }: BrokenCsv): ProblemError {
  return new ProblemError(badHistory((t) => t.history.line(file, line, what(t))));
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ProblemError(badHistory((t) => t.history.notUtf8(file)));
  }
}

function badHistory(what: Words): Problem {
  return { kind: "bad-history", what, fix: (t) => `${t.history.lineFix} ${t.nothingChanged}` };
}
