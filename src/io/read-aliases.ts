import { AliasSyntaxError, parseAliases } from "../text/parse-aliases.js";
import { errorCode } from "./file-problem.js";
import { FileFlawError, readRegularFile } from "./regular-file.js";

/** Aliases by user, or why there are none. */
export interface Aliases {
  readonly aliases: ReadonlyMap<string, string>;
  /** What is wrong with the file, for people; empty if nothing. It quotes nothing of the file. */
  readonly problem: string;
}

const ALIASES_MAX_BYTES = 16 * 1024 * 1024;

/**
 * The alias file of OpenVPN Status Web: one JSON object of user names and the names to show. A
 * broken one costs the aliases, never the run.
 *
 * @param wanted whether a missing file is a problem: it was named, not just looked for
 */
export function readAliases(path: string, wanted: boolean): Aliases {
  try {
    const bytes = readRegularFile(path, { maxBytes: ALIASES_MAX_BYTES, links: "followed" });
    return { aliases: parseAliases(bytes.toString("utf8")), problem: "" };
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" && !wanted) return { aliases: new Map(), problem: "" };
    if (code !== null) return broken(`cannot read ${JSON.stringify(path)} (${code})`);
    if (error instanceof AliasSyntaxError || error instanceof FileFlawError) return broken(`${path}: ${error.message}`);
    throw error;
  }
}

function broken(problem: string): Aliases {
  return { aliases: new Map(), problem };
}
