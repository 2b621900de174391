import { readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { Target } from "../../site/target.js";
import { writeNewFile } from "../files/durable-file.js";
import { onFile, lstatIfExists } from "../files/file-problem.js";
import { compress, compressInThread, chooseCompressionLevel, hasTwin, isTwin, toGzipPath } from "./gzip-twin.js";
import { OUT_FILE_MODE, putInPlace, removeTemporaries, temporaryIn } from "./put-in-place.js";

/** The last step of publishing a file, to be taken when those before it have taken theirs. @returns whether it wrote */
export type PublishingStep = () => Promise<boolean>;

/**
 * Begins to put one file of the site, and its twin, in their place, whole; if it has these bytes already it is left
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
  if (isSame && (!hasTwin(path) || isTwin(toGzipPath(target), old))) return () => Promise.resolve(false);
  const compressNow = isOneOfFew ? compress : compressInThread;
  const compressing = hasTwin(path) ? compressNow(bytes, chooseCompressionLevel(stage, bytes.length)) : null;
  return async () => {
    const compressed = await compressing;
    const plain = isSame ? null : temporaryIn(out);
    const twin = compressed === null ? null : temporaryIn(out);
    try {
      if (plain !== null) writeNewFile(plain, bytes, OUT_FILE_MODE, { sync: false });
      if (twin !== null && compressed !== null) writeNewFile(twin, compressed, OUT_FILE_MODE, { sync: false });
      putInPlace(target, { plain, twin });
    } catch (error) {
      removeTemporaries({ plain, twin });
      throw error;
    }
    return true;
  };
}

function hasBytes(path: string, found: Stats, bytes: Uint8Array): boolean {
  if (!found.isFile() || found.size !== bytes.length) return false;
  return onFile("read", path, () => readFileSync(path)).equals(bytes);
}
