import { readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { Content, ContentPieces, Target } from "../../site/target.js";
import { removeFile, writeNewFile } from "../files/durable-file.js";
import { lstatIfExists, onFile } from "../files/file-problem.js";
import {
  chooseCompressionLevel,
  compress,
  compressInThread,
  compressPieces,
  hasGzipCopy,
  isGzipCopy,
  toGzipPath,
} from "./gzip-copy.js";
import { OUT_FILE_MODE, putInPlace, removeTemporaries, temporaryIn } from "./put-in-place.js";
import { haveSameBytes, readFilePieces, writeNewFileInPieces } from "../files/file-pieces.js";

/**
 * The last step of publishing a file, which runs after those of the files before it.
 *
 * @returns whether it wrote
 */
export type PublishingStep = () => Promise<boolean>;

/**
 * Starts publishing one file of the site and its gzip copy, atomically. A file that already has these bytes is left
 * alone, so that its mtime and ETag stay the same.
 *
 * Nothing is fsynced: after a power cut a page may be empty, but the next run compares bytes and makes it again.
 *
 * @param out an absolute path
 * @param isOneOfFew compress at once, however large it is: for few files it is not worth starting threads
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
  const compressNow = isOneOfFew || bytes.length <= AT_ONCE_BYTES ? compress : compressInThread;
  const compressing = hasGzipCopy(path) ? compressNow(bytes, chooseCompressionLevel(stage, bytes.length)) : null;
  // It may fail before its turn comes. Until then nobody waits for it, and Node would end the process.
  if (compressing instanceof Promise) compressing.catch(() => undefined);
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

/** To hand a file of this size to a thread and take it back takes this one as long as to compress it. */
const AT_ONCE_BYTES = 32 * 1024;

function hasBytes(path: string, found: Stats, bytes: Uint8Array): boolean {
  if (!found.isFile() || found.size !== bytes.length) return false;
  return onFile("read", path, () => readFileSync(path)).equals(bytes);
}

/** Up to this size a file that comes in pieces is put together in memory. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** A file's bytes if they are few or already in memory; else its pieces, including those that were read to find out. */
export async function inMemoryIfSmall(content: Content): Promise<Uint8Array | ContentPieces> {
  if (typeof content === "string") return Buffer.from(content, "utf8");
  if (content instanceof Uint8Array) return content;
  const rest = iterate(content.pieces);
  const head: Uint8Array[] = [];
  for (let sizeBytes = 0; sizeBytes <= SMALL_BYTES;) {
    const next = await rest.next();
    if (next.done === true) return Buffer.concat(head);
    head.push(next.value);
    sizeBytes += next.value.length;
  }
  return { pieces: headAndRest(head, rest) };
}

async function* headAndRest(
  head: readonly Uint8Array[],
  rest: Iterator<Uint8Array> | AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* head;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    // The maker of the pieces may have something open.
    await rest.return?.();
  }
}

function iterate(pieces: ContentPieces["pieces"]): Iterator<Uint8Array> | AsyncIterator<Uint8Array> {
  return Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
}

/**
 * Publishes a file that is never in memory as a whole: it is written first and compared then.
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
