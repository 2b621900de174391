import { statSync } from "node:fs";
import { onFile } from "../files/file-problem.js";

const MOST_TRIES = 20;

/**
 * Reads a history as it was at one instant without taking the lock, which would write to the folder. Each change of a
 * history adds a journal to the folder and removes it: if the folder's time is different after reading, the history is
 * read again.
 *
 * @throws whatever `read` throws while nothing changes
 */
export function readUndisturbed<T>(historyFolder: string, read: () => T): T {
  for (let tries = 1; ; tries += 1) {
    const before = readTime(historyFolder);
    const isLast = tries === MOST_TRIES;
    try {
      const result = read();
      if (isLast || readTime(historyFolder) === before) return result;
    } catch (error) {
      if (isLast || readTime(historyFolder) === before) throw error;
    }
  }
}

function readTime(folder: string): bigint | null {
  return onFile("lookAt", folder, () => statSync(folder, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null);
}
