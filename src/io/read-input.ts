import { readFileSync } from "node:fs";
import { ProblemError } from "../text/problem.js";
import { errorCode } from "./file-problem.js";

/**
 * The bytes of a file that the user named on the command line.
 *
 * @throws ProblemError `no-source` or `permission`
 */
export function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    const isDenied = code === "EACCES" || code === "EPERM";
    throw new ProblemError(
      {
        kind: isDenied ? "permission" : "no-source",
        what: `cannot read ${JSON.stringify(path)} (${code})`,
        fix: isDenied ? "Let the user that runs this read it." : "Check the path.",
      },
      { cause: error },
    );
  }
}
