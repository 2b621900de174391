import { randomBytes } from "node:crypto";
import { renameSync, type Stats, unlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { removeIfPossible } from "../files/durable-file.js";
import { onFile, lstatIfExists } from "../files/file-problem.js";
import { toGzipPath } from "./gzip-copy.js";
import { MARKER_NAME } from "./out-marker.js";

export const OUT_FILE_MODE = 0o640;

/**
 * Where a file of the site and its gzip copy are written first; `null` if the file is already in place, or has no gzip
 * copy.
 */
interface Temporaries {
  readonly plain: string | null;
  readonly gzipped: string | null;
}

/** In `out` itself, not beside the target: the next run finds leftovers there without searching every folder. */
export function temporaryIn(out: string): string {
  return join(out, `${MARKER_NAME}.${randomBytes(8).toString("hex")}.tmp`);
}

/**
 * Renames the written file and its gzip copy into place, with one time for both. The old gzip copy is removed first,
 * so that a gzip copy of an older file is never beside a newer one, not even after a kill; meanwhile visitors get the
 * file itself.
 *
 * @param target an absolute path
 */
export function putInPlace(target: string, { plain, gzipped }: Temporaries): void {
  const [oldPlain, oldGzip] = [lstatIfExists(target), lstatIfExists(toGzipPath(target))];
  onFile("replace", target, () => {
    const isKept = plain === null && oldPlain !== undefined;
    const seconds = isKept ? oldPlain.mtimeMs / 1000 : laterSeconds([oldPlain, gzipped === null ? undefined : oldGzip]);
    for (const temporary of [plain, gzipped]) if (temporary !== null) utimesSync(temporary, seconds, seconds);
    if (gzipped !== null && oldGzip !== undefined) unlinkSync(toGzipPath(target));
    if (plain !== null) renameSync(plain, target);
    if (gzipped !== null) renameSync(gzipped, toGzipPath(target));
  });
}

/** nginx's ETag is the mtime in seconds and the size: equal ones would give 304 for changed bytes. */
function laterSeconds(olds: readonly (Stats | undefined)[]): number {
  const earliest = olds.map((old) => (old === undefined ? 0 : Math.ceil(old.mtimeMs / 1000 + 1)));
  return Math.max(Date.now() / 1000, ...earliest);
}

/** Cleans up after a failure. */
export function removeTemporaries({ plain, gzipped }: Temporaries): void {
  for (const temporary of [plain, gzipped]) if (temporary !== null) removeIfPossible(temporary);
}
