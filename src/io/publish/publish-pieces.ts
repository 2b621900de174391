import { join } from "node:path";
import type { ContentPieces, Target } from "../../site/target.js";
import { removeFile } from "../files/durable-file.js";
import { haveSameBytes, readFilePieces, writeNewFileInPieces } from "../files/file-pieces.js";
import { chooseCompressionLevel, compressPieces, hasGzipCopy, isGzipCopy, toGzipPath } from "./gzip-copy.js";
import { lstatIfExists } from "../files/file-problem.js";
import { OUT_FILE_MODE, putInPlace, removeTemporaries, temporaryIn } from "./put-in-place.js";

/**
 * As a file of few bytes, for one that is never in memory as a whole: it is written first, and compared then.
 *
 * @param out an absolute path
 * @returns whether it, or its gzip copy, had to be replaced
 */
export async function publishPieces(
  out: string,
  { path, stage }: Pick<Target, "path" | "stage">,
  { pieces }: ContentPieces,
): Promise<boolean> {
  const target = join(out, path);
  const plain = temporaryIn(out);
  const gzipped = hasGzipCopy(path) ? temporaryIn(out) : null;
  try {
    await writeNewFileInPieces(plain, pieces, OUT_FILE_MODE);
    const old = lstatIfExists(target);
    const isSame = old?.isFile() === true && old.size === lstatIfExists(plain)?.size && haveSameBytes(plain, target);
    if (isSame && (gzipped === null || isGzipCopy(toGzipPath(target), old))) {
      removeFile(plain);
      return false;
    }
    if (gzipped !== null) {
      const level = chooseCompressionLevel(stage, lstatIfExists(plain)?.size ?? 0);
      await writeNewFileInPieces(gzipped, compressPieces(readFilePieces(plain), level), OUT_FILE_MODE);
    }
    if (isSame) removeFile(plain);
    putInPlace(target, { plain: isSame ? null : plain, gzipped });
  } catch (error) {
    removeTemporaries({ plain, gzipped });
    throw error;
  }
  return true;
}
