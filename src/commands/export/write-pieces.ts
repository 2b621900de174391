import type { Host } from "../../build/host.js";
import { errorCode, onFile } from "../../io/files/file-problem.js";

/** As many characters are written at once: each write waits until the reader takes it. */
const PIECE_CHARS = 256 * 1024;

/**
 * Writes texts to standard output, and stops where its reader has seen enough, such as `head`.
 *
 * @throws ProblemError `cannot-write` or `io`
 */
export async function writePieces(
  pieces: Iterable<string>,
  { writeStdoutWhole }: Pick<Host, "writeStdoutWhole">,
): Promise<void> {
  let waiting = "";
  const flush = async (): Promise<boolean> => {
    const text = waiting;
    waiting = "";
    if (text === "") return true;
    try {
      await writeStdoutWhole(text);
      return true;
    } catch (error) {
      if (errorCode(error) === "EPIPE") return false;
      return onFile("write", "/dev/stdout", () => {
        throw error;
      });
    }
  };
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length >= PIECE_CHARS && !(await flush())) return;
  }
  await flush();
}
