import { statSync } from "node:fs";
import { ProblemError } from "../../text/problem.js";
import { onFile } from "../files/file-problem.js";

const MAX_TRIES = 20;

/**
 * Reads a history as it was at one instant without taking the lock, which would write to the folder. Each change of a
 * history adds a journal to the folder and removes it: if the folder's time is different after reading, the history is
 * read again.
 *
 * @throws whatever `read` throws while nothing changes; ProblemError `locked` if the history changes again and again
 */
export function readUndisturbed<T>(historyFolder: string, read: () => T): T {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const before = readTime(historyFolder);
    try {
      const result = read();
      if (readTime(historyFolder) === before) return result;
    } catch (error) {
      if (readTime(historyFolder) === before) throw error;
    }
  }
  throw new ProblemError({
    kind: "locked",
    what: (t) => t.history.neverAtRest(JSON.stringify(historyFolder), MAX_TRIES),
    fix: (t) => t.history.neverAtRestFix,
  });
}

function readTime(folder: string): bigint | null {
  return onFile("stat", folder, () => statSync(folder, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null);
}
