import { join } from "node:path";
import { stampFile, type FileStamp } from "../files/stamp-file.js";
import { dayNames } from "./read-history.js";

/** The stamps of all day files of two kinds, by day, in order. */
export interface DayStamps {
  readonly sessions: ReadonlyMap<string, FileStamp>;
  readonly usage: ReadonlyMap<string, FileStamp>;
}

/** Reads the stamps of all day files of sessions and usage. */
export function stampDayFiles(folder: string): DayStamps {
  return { sessions: stampDays(folder, "sessions"), usage: stampDays(folder, "usage") };
}

function stampDays(folder: string, kind: keyof DayStamps): ReadonlyMap<string, FileStamp> {
  const path = join(folder, kind);
  // `join` for each of a thousand files takes as long as `lstat`.
  return new Map(dayNames(folder, kind).map((day) => [day, stampFile(`${path}/${day}.csv`)]));
}

const NEWEST_FILES = 2;

/**
 * Changes when a day file of sessions or usage is added, removed or replaced, and when the newest ones are written. It
 * does not change when a row is appended to an older one: we only do that for a session that leaves `open.csv` in the
 * same change.
 */
export function stampHistory(folder: string): FileStamp {
  return (["sessions", "usage"] as const)
    .flatMap((kind) => {
      const newest = dayNames(folder, kind).slice(-NEWEST_FILES);
      return [join(folder, kind), ...newest.map((day) => join(folder, kind, `${day}.csv`))].map(stampFile);
    })
    .join(" ");
}
