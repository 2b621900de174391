import { createHash } from "node:crypto";
import { type Stats, statSync } from "node:fs";
import { basename, join } from "node:path";
import { onReading } from "./file-problem.js";
import { dayFiles } from "./read-history.js";

/**
 * Changes with every day file of sessions or usage that comes, goes or is replaced by another, by whomever, with what is
 * written into the newest ones, and when samples are let go of. What someone writes into an older file does not show
 * (design, section 5).
 */
export function historyFingerprint(folder: string): string {
  const hash = createHash("sha256");
  for (const kind of ["sessions", "usage"] as const) {
    for (const path of [join(folder, kind), ...dayFiles(folder, kind).slice(-1)]) {
      const found = onReading("look at", path, (): Stats | undefined => statSync(path, { throwIfNoEntry: false }));
      hash.update(`${basename(path)} ${found?.ino ?? 0} ${found?.mtimeMs ?? 0} ${found?.size ?? 0}\n`);
    }
  }
  const [oldest = ""] = dayFiles(folder, "samples");
  return hash.update(basename(oldest)).digest("base64url");
}
