import { Readable, pipeline } from "node:stream";
import zlib, { createDeflateRaw, deflateRawSync } from "node:zlib";

/** A file of an archive. */
export type ZippedFile = PackedFile | StreamedFile;

/** A file that is deflated already: it may be part of many archives. */
export interface PackedFile {
  /** In ASCII. */
  readonly name: string;
  readonly packed: Uint8Array;
  readonly sums: Sums;
}

/** A file that is deflated piece by piece. */
export interface StreamedFile {
  /** In ASCII. */
  readonly name: string;
  readonly pieces: Iterable<Uint8Array>;
}

interface Sums {
  readonly crc: number;
  readonly sizeBytes: number;
  readonly packedBytes: number;
}

/*
 * A ZIP archive, as in PKWARE's APPNOTE.TXT 6.3. It needs neither the files nor itself in memory as a whole: of a streamed
 * file, sizes and checksum come after its bytes. Files are of less than 4 GiB, as a sheet of a million rows is.
 */

const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_ARCHIVE = 0x06054b50;
const VERSION = 20;
const SUMS_COME_LATER = 1 << 3;
const DEFLATED = 8;
/** 1980-01-01, the earliest day that there is. Equal input must give equal bytes, so no file says when it was written. */
const NO_DATE = (1 << 5) | 1;
/** Large chunks: each costs a trip to the thread that deflates. */
const STREAM_OPTIONS = { level: 1, chunkSize: 1 << 17 };
const NO_SUMS: Sums = { crc: 0, sizeBytes: 0, packedBytes: 0 };

export function packFile(name: string, bytes: Uint8Array): PackedFile {
  const packed = deflateRawSync(bytes);
  return { name, packed, sums: { crc: crc32(bytes, 0), sizeBytes: bytes.length, packedBytes: packed.length } };
}

/** The archive's bytes, piece by piece. Equal input gives equal bytes. */
export async function* zipFiles(files: AsyncIterable<ZippedFile>): AsyncGenerator<Uint8Array> {
  const records: Uint8Array[] = [];
  let offset = 0;
  for await (const file of files) {
    const start = offset;
    const flags = "packed" in file ? 0 : SUMS_COME_LATER;
    const header = toHeader(file.name, flags, "packed" in file ? file.sums : NO_SUMS);
    yield header;
    offset += header.length;
    let sums: Sums;
    if ("packed" in file) {
      sums = file.sums;
      yield file.packed;
    } else {
      sums = yield* deflate(file.pieces);
      const descriptor = toBytes([[4, DESCRIPTOR], ...toFields(sums)]);
      yield descriptor;
      offset += descriptor.length;
    }
    offset += sums.packedBytes;
    records.push(toRecord(file.name, flags, sums, start));
  }
  const directory = Buffer.concat(records);
  yield directory;
  const fileCount: Field = [2, records.length];
  const places: readonly Field[] = [
    [4, directory.length],
    [4, offset],
  ];
  yield toBytes([[4, END_OF_ARCHIVE], [2, 0], [2, 0], fileCount, fileCount, ...places, [2, 0]]);
}

/** A little-endian number. */
type Field = readonly [sizeBytes: 2 | 4, value: number];

function toFields({ crc, sizeBytes, packedBytes }: Sums): readonly Field[] {
  return [
    [4, crc],
    [4, packedBytes],
    [4, sizeBytes],
  ];
}

function toHeader(name: string, flags: number, sums: Sums): Uint8Array {
  return toBytes([[4, LOCAL_HEADER], ...toAttributes(name, flags, sums)], name);
}

function toAttributes(name: string, flags: number, sums: Sums): readonly Field[] {
  const method: readonly Field[] = [
    [2, VERSION],
    [2, flags],
    [2, DEFLATED],
  ];
  return [...method, [2, 0], [2, NO_DATE], ...toFields(sums), [2, name.length], [2, 0]];
}

/** A file's record in the directory at the archive's end. */
function toRecord(name: string, flags: number, sums: Sums, offset: number): Uint8Array {
  const attributes = toAttributes(name, flags, sums);
  return toBytes([[4, CENTRAL_HEADER], [2, VERSION], ...attributes, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]], name);
}

function toBytes(fields: readonly Field[], name = ""): Uint8Array {
  const length = fields.reduce((sum, [size]) => sum + size, 0);
  const bytes = Buffer.alloc(length + name.length);
  let place = 0;
  for (const [size, value] of fields) place = bytes.writeUIntLE(value, place, size);
  bytes.write(name, place, "latin1");
  return bytes;
}

/** @returns the sums of what it was given */
async function* deflate(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array, Sums> {
  let [crc, sizeBytes, packedBytes] = [0, 0, 0];
  const counted = function* (): Generator<Uint8Array, void> {
    for (const piece of pieces) {
      crc = crc32(piece, crc);
      sizeBytes += piece.length;
      yield piece;
    }
  };
  for await (const packed of deflatePieces(counted())) {
    packedBytes += packed.length;
    yield packed;
  }
  return { crc, sizeBytes, packedBytes };
}

/** A single piece is deflated at once: most files are one, and it is not worth starting a thread for them. */
async function* deflatePieces(pieces: Generator<Uint8Array, void>): AsyncGenerator<Uint8Array> {
  const [first, second] = [pieces.next(), pieces.next()];
  if (first.done === true || second.done === true) {
    yield deflateRawSync(first.value ?? Buffer.alloc(0), STREAM_OPTIONS);
    return;
  }
  const all = function* (): Generator<Uint8Array> {
    yield first.value;
    yield second.value;
    yield* pieces;
  };
  const deflated = createDeflateRaw(STREAM_OPTIONS);
  // Errors reach the reader through the stream.
  pipeline(Readable.from(all(), { objectMode: false }), deflated, () => undefined);
  yield* deflated as AsyncIterable<Uint8Array>;
}

// Node 18 does not have it.
const crc32OfZlib: typeof zlib.crc32 | undefined = zlib.crc32;

function crc32(bytes: Uint8Array, before: number): number {
  return crc32OfZlib === undefined ? crc32ByTable(bytes, before) : crc32OfZlib(bytes, before);
}

const CRC_POLYNOMIAL = 0xedb88320;
let crcTable: Uint32Array | undefined;

function makeCrcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ CRC_POLYNOMIAL : crc >>> 1;
    return crc;
  });
}

/** As zlib's. */
export function crc32ByTable(bytes: Uint8Array, before: number): number {
  const table = (crcTable ??= makeCrcTable());
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
