import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

/** What a history must never show, counted over all runs of a test. */
export interface Losses {
  lost: number;
  doubled: number;
  countedTwice: number;
}

/** @param expectedIds of the sessions that are to be there */
export function countLosses(history: string, expectedIds: readonly string[], losses: Losses): void {
  const toFiles = (kind: string): string[] => {
    const folder = join(history, kind);
    return existsSync(folder) ? filesIn(folder) : [];
  };
  const ids = idsIn(history);
  losses.lost += expectedIds.filter((id) => !ids.includes(id)).length;
  losses.doubled += ids.length - new Set(ids).size;
  const usage = toFiles("usage").flatMap((file) => readCells(file).map(({ id }) => `${file} ${id ?? ""}`));
  const samples = ["samples", "samples/hours"]
    .flatMap(toFiles)
    .flatMap((file) => readCells(file).map(({ time, server }) => `${time ?? ""} ${server ?? ""}`));
  losses.countedTwice += usage.length - new Set(usage).size + samples.length - new Set(samples).size;
}

function filesIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return files.map((name) => join(folder, name));
}

/** Of all sessions of a history. */
export function idsIn(history: string): readonly string[] {
  const ended = join(history, "sessions");
  const days = existsSync(ended) ? filesIn(ended) : [];
  return [join(history, "open.csv"), ...days].flatMap((file) => readCells(file).map(({ id }) => id ?? ""));
}

/** The rows by column, read by another reader than the program's; a cut off last row does not count. */
function readCells(file: string): readonly Readonly<Record<string, string>>[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  return parse(text.slice(0, text.lastIndexOf("\n") + 1), { columns: true, bom: true, relax_column_count: true });
}
