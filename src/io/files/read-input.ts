import { readSync } from "node:fs";
import { ProblemError } from "../../text/problem.js";
import { errorCode } from "./file-problem.js";
import { FileFlawError, readRegularFile, tooLarge, withRegularFile, MAX_TEXT_BYTES } from "./regular-file.js";

/** A log is read in blocks: this is a limit of time, not of memory. */
const LOG_RULES = { maxBytes: 4 * 1024 ** 3, links: "followed" } as const;
const BEGINNING_BYTES = 64 * 1024;
const BLOCK_BYTES = 1024 * 1024;
const LINE_FEED = 10;

/**
 * Reads a file that the user named on the command line.
 *
 * @throws ProblemError `no-source`, `bad-source` (not a regular file, or too large) or `permission`
 */
export function readInput(path: string): Uint8Array {
  return namingProblems(path, () => readRegularFile(path, { maxBytes: MAX_TEXT_BYTES, links: "followed" }));
}

/**
 * Reads the beginning of such a file, which is enough to recognize its kind.
 *
 * @throws ProblemError as {@link readInput}
 */
export function readInputBeginning(path: string): Uint8Array {
  return namingProblems(path, () =>
    withRegularFile(path, LOG_RULES, (file) => {
      const beginning = Buffer.alloc(BEGINNING_BYTES);
      return beginning.subarray(0, readSync(file, beginning, 0, beginning.length, 0));
    }),
  );
}

/**
 * Reads such a file in blocks of whole lines, so that a long log does not have to be in memory. Of a line that is longer
 * than a block, only the beginning is passed.
 *
 * @param maxLineBytes how much of such a line is passed
 * @throws ProblemError as {@link readInput}
 */
export function readInputBlocks(path: string, maxLineBytes: number, take: (block: Uint8Array) => void): void {
  namingProblems(path, () => {
    withRegularFile(path, LOG_RULES, (file) => {
      const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
      let [kept, isWithinLongLine, total] = [0, false, 0];
      for (;;) {
        const count = readSync(file, buffer, kept, buffer.length - kept, null);
        total += count;
        // It may grow meanwhile, or have no size.
        if (total > LOG_RULES.maxBytes) throw tooLarge(total, LOG_RULES);
        const filled = buffer.subarray(0, kept + count);
        const from = isWithinLongLine ? filled.indexOf(LINE_FEED) + 1 : 0;
        const to = count === 0 ? filled.length : filled.lastIndexOf(LINE_FEED) + 1;
        if (isWithinLongLine && from === 0) {
          if (count === 0) return;
          kept = 0;
          continue;
        }
        isWithinLongLine = false;
        if (to > from) take(filled.subarray(from, to));
        if (count === 0) return;
        kept = filled.copy(buffer, 0, Math.max(to, from));
        if (kept < buffer.length) continue;
        take(Buffer.concat([buffer.subarray(0, maxLineBytes), Buffer.from("\n")]));
        [kept, isWithinLongLine] = [0, true];
      }
    });
  });
}

function namingProblems<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileFlawError) throw flawed(path, error);
    const code = errorCode(error);
    if (code === null) throw error;
    const isDenied = code === "EACCES" || code === "EPERM";
    throw new ProblemError(
      {
        kind: isDenied ? "permission" : "no-source",
        what: (t) => `${t.file.cannot.read(JSON.stringify(path))} (${code})`,
        fix: (t) => (isDenied ? t.file.letRead : t.checkPath),
      },
      { cause: error },
    );
  }
}

function flawed(path: string, flaw: FileFlawError): ProblemError {
  return new ProblemError(
    {
      kind: "bad-source",
      what: (t) => t.file.failed(t.file.cannot.read(JSON.stringify(path)), flaw.words(t)),
      fix: (t) => t.file.nameInput,
    },
    { cause: flaw },
  );
}
