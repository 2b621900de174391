import { readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { Target } from "../../site/target.js";
import { writeNewFile } from "../files/durable-file.js";
import { onFile, lstatIfExists } from "../files/file-problem.js";
import {
  compress,
  compressInThread,
  chooseCompressionLevel,
  hasGzipCopy,
  isGzipCopy,
  toGzipPath,
} from "./gzip-copy.js";
import { OUT_FILE_MODE, putInPlace, removeTemporaries, temporaryIn } from "./put-in-place.js";

/** The last step of publishing a file, to be taken when those before it have taken theirs. @returns whether it wrote */
export type PublishingStep = () => Promise<boolean>;

/**
 * Begins to put one file of the site, and its gzip copy, in their place, whole; if it has these bytes already it is left
 * alone, so that its mtime and ETag stay.
 *
 * Nothing is fsynced: after a power cut a page may be empty, but the next run compares bytes and makes it again.
 *
 * @param out an absolute path
 * @param isOneOfFew compress at once: for few files it is not worth starting threads
 */
export function startPublishing(
  out: string,
  { path, stage }: Pick<Target, "path" | "stage">,
  bytes: Uint8Array,
  isOneOfFew: boolean,
): PublishingStep {
  const target = join(out, path);
  const old = lstatIfExists(target);
  const isSame = old !== undefined && hasBytes(target, old, bytes);
  if (isSame && (!hasGzipCopy(path) || isGzipCopy(toGzipPath(target), old))) return () => Promise.resolve(false);
  const compressNow = isOneOfFew ? compress : compressInThread;
  const compressing = hasGzipCopy(path) ? compressNow(bytes, chooseCompressionLevel(stage, bytes.length)) : null;
  return async () => {
    const compressed = await compressing;
    const plain = isSame ? null : temporaryIn(out);
    const gzipped = compressed === null ? null : temporaryIn(out);
    try {
      if (plain !== null) writeNewFile(plain, bytes, OUT_FILE_MODE, { sync: false });
      if (gzipped !== null && compressed !== null) writeNewFile(gzipped, compressed, OUT_FILE_MODE, { sync: false });
      putInPlace(target, { plain, gzipped });
    } catch (error) {
      removeTemporaries({ plain, gzipped });
      throw error;
    }
    return true;
  };
}

function hasBytes(path: string, found: Stats, bytes: Uint8Array): boolean {
  if (!found.isFile() || found.size !== bytes.length) return false;
  return onFile("read", path, () => readFileSync(path)).equals(bytes);
}
