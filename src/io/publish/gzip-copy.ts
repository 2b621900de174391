import { closeSync, constants, openSync, readSync, type Stats } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { createGzip, gzip, gzipSync, type ZlibOptions } from "node:zlib";
import type { Stage } from "../../site/target.js";
import { onFile, lstatIfExists } from "../files/file-problem.js";

/*
 * Beside each file of the site but the workbooks, which are compressed already, stands its gzip copy for nginx's
 * `gzip_static`: the same, compressed, with the same time.
 */

/**
 * How much time zlib takes. What viewers fetch in each visit or each minute is a handful of files; for the
 * thousands of others level 2 takes 0.6 of the time of 6 and gives a tenth more bytes (1: 5 % more bytes than 2, in 5 % less time).
 * So it does for the tables of thousands of clients, which are alike: 0.4 of the time, 7 % more bytes with level 3.
 */
export function chooseCompressionLevel(stage: Stage, sizeBytes: number): number {
  if (stage !== "asset" && stage !== "server" && stage !== "overview") return 2;
  return sizeBytes < LARGE_BYTES ? 6 : 3;
}

const LARGE_BYTES = 512 * 1024;

/** Where in the header the system stands that compressed it; the rest is the same everywhere, and tells no time. */
const SYSTEM_OFFSET = 9;
const UNKNOWN_SYSTEM = 255;
/** At the end of the file, little-endian: how long the other one is, modulo 2³². */
const LENGTH_BYTES = 4;
/** What a file system may lose of a time that is set: generations are a second apart. */
const TIME_TOLERANCE_MS = 1;

const gzipInThread = promisify(gzip) as (bytes: Uint8Array, options: ZlibOptions) => Promise<Buffer>;

export function hasGzipCopy(path: string): boolean {
  return !path.endsWith(".xlsx");
}

export function toGzipPath(path: string): string {
  return `${path}.gz`;
}

/** Paths of the site, each with its gzip copy's in front, in which order they go. */
export function withGzipCopies(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => (hasGzipCopy(path) ? [toGzipPath(path), path] : [path]));
}

/** The path whose gzip copy this would be; `null` if no file of that name is a gzip copy. */
export function toPlainPath(path: string): string | null {
  if (!path.endsWith(".gz")) return null;
  const plain = path.slice(0, -".gz".length);
  return hasGzipCopy(plain) ? plain : null;
}

/** A gzip copy's bytes, which are a function of the file's and the level. For few files: they are not worth starting threads. */
export function compress(bytes: Uint8Array, level: number): Buffer {
  return withoutSystem(gzipSync(bytes, { level }));
}

/** As {@link compress}, while the program goes on. */
export async function compressInThread(bytes: Uint8Array, level: number): Promise<Buffer> {
  // Room for what comes out, so that the thread need not come back for more.
  return withoutSystem(await gzipInThread(bytes, { level, chunkSize: (bytes.length >> 1) + 1024 }));
}

/** As {@link compress}, for what is not in memory as a whole; each piece may be overwritten by the next. */
export async function* compressPieces(pieces: Iterable<Uint8Array>, level: number): AsyncGenerator<Uint8Array> {
  const compressed = createGzip({ level });
  const copies = function* (): Generator<Uint8Array> {
    for (const piece of pieces) yield Uint8Array.from(piece);
  };
  // What fails on the way comes out of the stream that is read.
  pipeline(Readable.from(copies(), { objectMode: false }), compressed, () => undefined);
  let isFirst = true;
  for await (const piece of compressed as AsyncIterable<Buffer>) {
    yield isFirst ? withoutSystem(piece) : piece;
    isFirst = false;
  }
}

/** Whether the gzip copy is the one of a file as it stands, as far as can be told without reading all of it. */
export function isGzipCopy(gzipped: string, { mtimeMs, size }: Stats): boolean {
  const found = lstatIfExists(gzipped);
  if (found?.isFile() !== true || Math.abs(found.mtimeMs - mtimeMs) > TIME_TOLERANCE_MS) return false;
  // After a power cut it may have its time, and none of its bytes.
  return onFile("read", gzipped, () => lengthInside(gzipped, found.size)) === size % 2 ** 32;
}

/** What the end of a compressed file says of the length of the other one; `null` if it has no such end. */
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
