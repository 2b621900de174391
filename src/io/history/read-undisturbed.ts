import { statSync } from "node:fs";
import { onFile } from "../files/file-problem.js";

const MOST_TRIES = 20;

/**
 * Reads a history without the lock, which would write to the folder, as it was at one instant. Each change of a history
 * puts a journal into the folder and takes it away: if the folder's time is another one after reading, it is read again.
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
  return onFile("look at", folder, () => statSync(folder, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null);
}
