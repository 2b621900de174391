import { lstatSync } from "node:fs";
import { join } from "node:path";
import { onReading } from "../files/file-problem.js";
import { dayNames } from "./read-history.js";

/** What a file is known by without reading it: changes with whatever is written into it, and when another takes its place. */
export type FileStamp = string;

/** The stamps of all day files of a kind, by day, in order. */
export function stampDayFiles(folder: string, kind: "sessions" | "usage"): ReadonlyMap<string, FileStamp> {
  return new Map(dayNames(folder, kind).map((day) => [day, stamp(join(folder, kind, `${day}.csv`))]));
}

const NEWEST_FILES = 2;

/**
 * Changes with every day file of sessions or usage that comes, goes or is replaced by another, and with what is written
 * into the newest ones. What is appended to an older one does not show: we do that only for a session that leaves
 * `open.csv` by the same change.
 */
export function stampHistory(folder: string): FileStamp {
  return (["sessions", "usage"] as const)
    .flatMap((kind) => {
      const newest = dayNames(folder, kind).slice(-NEWEST_FILES);
      return [join(folder, kind), ...newest.map((day) => join(folder, kind, `${day}.csv`))].map(stamp);
    })
    .join(" ");
}

function stamp(path: string): FileStamp {
  const found = onReading("look at", path, () => lstatSync(path, { throwIfNoEntry: false }));
  return found === undefined ? "" : `${found.ino}/${found.mtimeMs}/${found.size}`;
}
