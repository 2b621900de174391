import { ProblemError } from "../../text/problem.js";
import { linkRefused } from "../files/refuse-links.js";
import { FileFlawError, readRegularFile, MAX_TEXT_BYTES } from "../files/regular-file.js";

/**
 * A file of the history folder, whole.
 *
 * @throws ProblemError `config` if it is a link, `io` if it is something else or too large
 * @throws the system's error if it cannot be read
 */
export function readHistoryFile(path: string): Buffer {
  try {
    return readRegularFile(path, { maxBytes: MAX_TEXT_BYTES, links: "refused" });
  } catch (error) {
    if (!(error instanceof FileFlawError)) throw error;
    if (error.flaw === "link") throw linkRefused(path);
    throw new ProblemError(
      {
        kind: "io",
        what: (t) => t.file.failed(t.file.cannot.read(JSON.stringify(path)), error.words(t)),
        fix: (t) => `${t.history.strangerFix} ${t.nothingChanged}`,
      },
      { cause: error },
    );
  }
}
