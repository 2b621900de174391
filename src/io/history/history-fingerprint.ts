import { createHash } from "node:crypto";
import { lstatSync, type Stats } from "node:fs";
import { basename, join } from "node:path";
import { onReading } from "../files/file-problem.js";
import { dayNames } from "./read-history.js";

/**
 * Changes with every day file of sessions or usage that comes, goes or is replaced by another, by whomever, with what is
 * written into the newest ones, and when samples are let go of. What someone writes into an older file does not show.
 */
export function historyFingerprint(folder: string): string {
  const hash = createHash("sha256");
  for (const kind of ["sessions", "usage"] as const) {
    const newest = dayNames(folder, kind)
      .slice(-1)
      .map((day) => join(folder, kind, `${day}.csv`));
    for (const path of [join(folder, kind), ...newest]) {
      const found = onReading("look at", path, (): Stats | undefined => lstatSync(path, { throwIfNoEntry: false }));
      hash.update(`${basename(path)} ${found?.ino ?? 0} ${found?.mtimeMs ?? 0} ${found?.size ?? 0}\n`);
    }
  }
  const [oldest = ""] = dayNames(folder, "samples");
  return hash.update(oldest).digest("base64url");
}
