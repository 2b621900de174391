import { closeSync, constants, openSync, readSync, type Stats } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { createGzip, gzip, gzipSync, type ZlibOptions } from "node:zlib";
import type { Stage } from "../../site/target.js";
import { onFile, lstatIfExists } from "../files/file-problem.js";

/*
 * Each file of the site except workbooks, which are compressed already, has a gzip copy for nginx's `gzip_static`: the
 * same content with the same time.
 */

/**
 * Weighs zlib's time against size. Visitors fetch only a handful of files on each visit or each minute. For the
 * thousands of others level 2 takes 0.6 of the time of level 6 and gives a tenth more bytes (level 1: 5 % more bytes
 * than 2, in 5 % less time). For the tables of thousands of clients, which compress well, level 3 takes 0.4 of the time
 * and gives 7 % more bytes.
 */
export function chooseCompressionLevel(stage: Stage, sizeBytes: number): number {
  if (stage !== "asset" && stage !== "live" && stage !== "overview") return 2;
  return sizeBytes < LARGE_BYTES ? 6 : 3;
}

const LARGE_BYTES = 512 * 1024;

/**
 * The offset of the header's field for the operating system. The rest of the header is the same everywhere and holds no
 * time.
 */
const SYSTEM_OFFSET = 9;
const UNKNOWN_SYSTEM = 255;
/** The last bytes are the length of the uncompressed file modulo 2³², little-endian. */
const LENGTH_BYTES = 4;
/** How much precision a file system may lose of a time. Versions of a file are at least a second apart. */
const TIME_TOLERANCE_MS = 1;

const gzipInThread = promisify(gzip) as (bytes: Uint8Array, options: ZlibOptions) => Promise<Buffer>;

/** Whether a file gets a gzip copy: not if its format is compressed already. */
export function hasGzipCopy(path: string): boolean {
  return !path.endsWith(".xlsx");
}

/** The path of a file's gzip copy. */
export function toGzipPath(path: string): string {
  return `${path}.gz`;
}

/** Paths of the site, each preceded by that of its gzip copy: the order in which they are removed. */
export function withGzipCopies(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => (hasGzipCopy(path) ? [toGzipPath(path), path] : [path]));
}

/** The path whose gzip copy this would be; `null` if it cannot be a gzip copy. */
export function toPlainPath(path: string): string | null {
  if (!path.endsWith(".gz")) return null;
  const plain = path.slice(0, -".gz".length);
  return hasGzipCopy(plain) ? plain : null;
}

/**
 * A gzip copy's bytes, a function of the file's bytes and the level. For few files, which are not worth starting
 * threads for.
 */
export function compress(bytes: Uint8Array, level: number): Buffer {
  return withoutSystem(gzipSync(bytes, { level }));
}

/** As {@link compress}, in one of zlib's threads. */
export async function compressInThread(bytes: Uint8Array, level: number): Promise<Buffer> {
  // Room for the whole output, so that the thread needs no more.
  return withoutSystem(await gzipInThread(bytes, { level, chunkSize: (bytes.length >> 1) + 1024 }));
}

/** As {@link compress}, for a file that is not in memory as a whole. Each piece may be overwritten by the next. */
export async function* compressPieces(pieces: Iterable<Uint8Array>, level: number): AsyncGenerator<Uint8Array> {
  const compressed = createGzip({ level });
  const copies = function* (): Generator<Uint8Array> {
    for (const piece of pieces) yield Uint8Array.from(piece);
  };
  // Errors reach the reader through the stream.
  pipeline(Readable.from(copies(), { objectMode: false }), compressed, () => undefined);
  let isFirst = true;
  for await (const piece of compressed as AsyncIterable<Buffer>) {
    yield isFirst ? withoutSystem(piece) : piece;
    isFirst = false;
  }
}

/** Whether the gzip copy belongs to the file as it is now, as far as its size and end show. */
export function isGzipCopy(gzipped: string, { mtimeMs, size }: Stats): boolean {
  const found = lstatIfExists(gzipped);
  if (found?.isFile() !== true || !areSameTime(found, { mtimeMs })) return false;
  // After a power cut it may have the right time but no content.
  return onFile("read", gzipped, () => lengthInside(gzipped, found.size)) === size % 2 ** 32;
}

/** Whether a gzip copy has the time of its file. */
export function areSameTime(gzipped: Pick<Stats, "mtimeMs">, plain: Pick<Stats, "mtimeMs">): boolean {
  return Math.abs(gzipped.mtimeMs - plain.mtimeMs) <= TIME_TOLERANCE_MS;
}

/** The length of the uncompressed file, from the end of its gzip copy; `null` if that end is missing. */
function lengthInside(gzipped: string, sizeBytes: number): number | null {
  const end = Buffer.alloc(LENGTH_BYTES);
  const file = openSync(gzipped, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const count = readSync(file, end, 0, LENGTH_BYTES, Math.max(0, sizeBytes - LENGTH_BYTES));
    return count === LENGTH_BYTES ? end.readUInt32LE() : null;
  } finally {
    closeSync(file);
  }
}

function withoutSystem(compressed: Buffer): Buffer {
  compressed[SYSTEM_OFFSET] = UNKNOWN_SYSTEM;
  return compressed;
}
