import zlib, { constants, deflateRawSync } from "node:zlib";
import { Zip, ZipPassThrough } from "fflate";

/** A file of an archive, of less than 4 GiB, as a sheet of a million rows is. */
export interface ZippedFile {
  readonly name: string;
  readonly pieces: Iterable<Uint8Array>;
  /** How much it is compressed, as in zlib. */
  readonly level: number;
}

/**
 * A ZIP archive's bytes, piece by piece: neither the files nor the archive need be in memory as a whole. Equal input
 * gives equal bytes.
 */
export async function* zipFiles(files: AsyncIterable<ZippedFile>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    made.push(piece);
  });
  for await (const { name, pieces, level } of files) {
    const file = new DeflatedFile(name, level);
    zip.add(file);
    for (const piece of pieces) {
      file.push(piece);
      yield* made.splice(0);
    }
    file.push(new Uint8Array(), true);
  }
  zip.end();
  yield* made;
}

// Node 18 does not have it: there, fflate computes the checksums, which takes as long as to compress.
const crcAtOnce: typeof zlib.crc32 | undefined = zlib.crc32;

/** fflate makes the archive, but does not compress: zlib is faster. */
class DeflatedFile extends ZipPassThrough {
  override crc = 0;
  override readonly compression = DEFLATED;
  /** The earliest time of the format, in any zone: no file has the time at which it was written. */
  override readonly mtime = new Date(1980, 0, 1);
  readonly #level: number;

  constructor(name: string, level: number) {
    super(name);
    this.#level = level;
  }

  override push(piece: Uint8Array, isLast = false): void {
    if (crcAtOnce === undefined) {
      super.push(piece, isLast);
      return;
    }
    this.crc = crcAtOnce(piece, this.crc);
    this.size += piece.length;
    this.process(piece, isLast);
  }

  // Each piece ends on a whole byte, so that the pieces can be joined.
  protected override process(piece: Uint8Array, isLast: boolean): void {
    const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    this.ondata(null, deflateRawSync(piece, { level: this.#level, finishFlush }), isLast);
  }
}

const DEFLATED = 8;
