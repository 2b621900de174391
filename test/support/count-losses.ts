import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a history must never show, counted over all runs of a test. */
export interface Losses {
  lost: number;
  doubled: number;
  countedTwice: number;
}

/** @param expectedIds of the sessions that are to be there */
export function countLosses(history: string, expectedIds: readonly string[], losses: Losses): void {
  const rows = (file: string): string[][] =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .slice(1, -1)
          .map((row) => row.split(","))
      : [];
  const toFiles = (kind: string): string[] => {
    const folder = join(history, kind);
    return existsSync(folder) ? filesIn(folder) : [];
  };
  const ids = [...rows(join(history, "open.csv")), ...toFiles("sessions").flatMap(rows)].map((row) => row[8] ?? "");
  losses.lost += expectedIds.filter((id) => !ids.includes(id)).length;
  losses.doubled += ids.length - new Set(ids).size;
  const usage = toFiles("usage").flatMap((file) => rows(file).map((row) => `${file} ${row[0] ?? ""}`));
  const samples = ["samples", "samples/hours"]
    .flatMap(toFiles)
    .flatMap((file) => rows(file).map((row) => `${row[0] ?? ""} ${row[1] ?? ""}`));
  losses.countedTwice += usage.length - new Set(usage).size + samples.length - new Set(samples).size;
}

function filesIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return files.map((name) => join(folder, name));
}

/** Of all sessions of a history. */
export function idsIn(history: string): readonly string[] {
  const ended = join(history, "sessions");
  const days = existsSync(ended) ? readdirSync(ended).map((day) => join(ended, day)) : [];
  return [join(history, "open.csv"), ...days].flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .slice(1, -1)
      .map((row) => row.split(",")[8] ?? ""),
  );
}
