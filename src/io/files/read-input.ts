import { ProblemError } from "../../text/problem.js";
import { errorCode } from "./file-problem.js";
import { FileFlawError, readRegularFile } from "./regular-file.js";

// The longest text that Node can hold in one string.
const INPUT_MAX_BYTES = 500 * 1024 * 1024;

/**
 * Reads a file that the user named on the command line.
 *
 * @throws ProblemError `no-source`, `bad-source` (not a regular file, or too large) or `permission`
 */
export function readInput(path: string): Uint8Array {
  try {
    return readRegularFile(path, { maxBytes: INPUT_MAX_BYTES, links: "followed" });
  } catch (error) {
    if (error instanceof FileFlawError) throw flawed(path, error);
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

function flawed(path: string, flaw: FileFlawError): ProblemError {
  return new ProblemError(
    {
      kind: "bad-source",
      what: `cannot read ${JSON.stringify(path)}: ${flaw.message}`,
      fix: "Name a regular file; write the output of a command to a file first.",
    },
    { cause: flaw },
  );
}
