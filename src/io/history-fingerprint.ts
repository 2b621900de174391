import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { onReading } from "./file-problem.js";
import { dayFiles } from "./read-history.js";

/**
 * Changes with every day file of sessions and usage that is added, changed or removed, by whomever, and with those of
 * samples that are finished. Reads none.
 */
export function historyFingerprint(folder: string): string {
  const hash = createHash("sha256");
  // The newest one of samples grows with each run.
  const samples = dayFiles(folder, "samples").slice(0, -1);
  for (const file of [...dayFiles(folder, "sessions"), ...dayFiles(folder, "usage"), ...samples]) {
    const { size, mtimeMs, ctimeMs, ino } = onReading("look at", file, () => statSync(file));
    hash.update(`${file} ${ino} ${size} ${mtimeMs} ${ctimeMs}\n`);
  }
  return hash.digest("base64url");
}
