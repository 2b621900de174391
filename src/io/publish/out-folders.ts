import { readdirSync, rmdirSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { ProblemError } from "../../text/problem.js";
import { OUT_FOLDER_MODE } from "./claim-out-folder.js";
import { onFile, lstatIfExists } from "../files/file-problem.js";
import { mkdirWithMode } from "../files/durable-file.js";
import { refuseUntrustedEntry } from "../files/refuse-unsafe-folder.js";

/** Setgid comes from `out` by itself. */
const INNER_FOLDER_MODE = OUT_FOLDER_MODE & 0o777;
// Earlier versions made folders so and opened them to the group then: a killed run has left an empty one.
const UNFINISHED_MODE = 0o700;

/**
 * Creates the folders of a file of the site.
 *
 * @param known folders that exist, as relative paths; new ones are added
 * @throws ProblemError if something else is in their place
 */
export function makeOutFolders(out: string, path: string, known: Set<string>): void {
  const folder = dirname(path);
  if (folder === "." || known.has(folder)) return;
  makeOutFolders(out, folder, known);
  const absolute = join(out, folder);
  const found = realFolder(out, folder);
  onFile("makeFolder", absolute, () => {
    const isUnfinished =
      found !== undefined && (found.mode & 0o777) === UNFINISHED_MODE && readdirSync(absolute).length === 0;
    if (isUnfinished) rmdirSync(absolute);
    if (found === undefined || isUnfinished) mkdirWithMode(absolute, INNER_FOLDER_MODE);
  });
  known.add(folder);
}

/**
 * A folder of the site; `undefined` if it is not there.
 *
 * @throws ProblemError if a link, which would lead us out of `out`, or a file is in its place; for root also if someone else
 *   may change it
 */
export function realFolder(out: string, folder: string): Stats | undefined {
  const absolute = join(out, folder);
  const found = lstatIfExists(absolute);
  if (found?.isDirectory() === true) refuseUntrustedEntry(absolute, found);
  if (found === undefined || found.isDirectory()) return found;
  throw new ProblemError({
    kind: "cannot-write",
    what: (t) => t.out.notAFolder(JSON.stringify(absolute), found.isSymbolicLink()),
    fix: (t) => t.out.notAFolderFix,
  });
}
