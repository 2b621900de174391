import { closeSync, constants, fchmodSync, openSync, readSync } from "node:fs";
import { writeWhole } from "./durable-file.js";
import { onFile } from "./file-problem.js";

const PIECE_BYTES = 1 << 18;

/** The bytes of a file. Each piece is overwritten by the next. */
export function* readFilePieces(path: string): Generator<Uint8Array> {
  const file = onFile("open", path, () => openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW));
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  try {
    for (;;) {
      const count = onFile("read", path, () => readSync(file, piece));
      if (count === 0) return;
      yield piece.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

/** Writes a file that must not exist yet. If it throws, a partly written file may remain. */
export async function writeNewFileInPieces(
  path: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  mode: number,
): Promise<void> {
  // O_EXCL also refuses a symbolic link, wherever it points.
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const file = onFile("write", path, () => openSync(path, flags, mode));
  try {
    onFile("write", path, () => {
      fchmodSync(file, mode);
    });
    let written = 0;
    for await (const piece of pieces) {
      onFile("write", path, () => {
        writeWhole(file, piece, written);
      });
      written += piece.length;
    }
  } finally {
    closeSync(file);
  }
}

/** Whether two files have the same content. Neither is ever in memory as a whole. */
export function haveSameBytes(first: string, second: string): boolean {
  const seconds = readFilePieces(second);
  try {
    for (const piece of readFilePieces(first)) {
      const other = seconds.next();
      if (other.done === true || Buffer.compare(piece, other.value) !== 0) return false;
    }
    return seconds.next().done === true;
  } finally {
    seconds.return(undefined);
  }
}
