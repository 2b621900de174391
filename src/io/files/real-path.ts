import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { errorCode, onFile } from "./file-problem.js";

/** Resolves all symbolic links of a path. A part that does not exist yet is kept as it is. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  return onFile("find", absolute, () => {
    try {
      return realpathSync(absolute);
    } catch (error) {
      if (errorCode(error) !== "ENOENT" || dirname(absolute) === absolute) throw error;
      return join(realPath(dirname(absolute)), basename(absolute));
    }
  });
}
