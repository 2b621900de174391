import { dirname, join } from "node:path";
import { ProblemError } from "../../text/problem.js";
import { parentFolders } from "../files/parent-folders.js";
import { lstatIfExists } from "../files/file-problem.js";
import { realFolder } from "./out-folders.js";

/**
 * Refuses to publish where someone else's files would be overwritten, and changes nothing.
 *
 * @param paths where files of ours are to be, relative to `out`
 * @param isOurs whether the marker names it
 * @throws ProblemError `cannot-write`
 */
export function refuseForeignFiles(out: string, paths: readonly string[], isOurs: (path: string) => boolean): void {
  const absent = new Set<string>();
  for (const folder of parentFolders(paths)) {
    if (absent.has(dirname(folder)) || realFolder(out, folder) === undefined) absent.add(folder);
  }
  for (const path of paths) {
    if (isOurs(path) || absent.has(dirname(path))) continue;
    const target = join(out, path);
    const found = lstatIfExists(target);
    // A link has no content that could be lost.
    if (found === undefined || found.isSymbolicLink()) continue;
    throw new ProblemError({
      kind: "cannot-write",
      what: (t) => t.out.foreign(JSON.stringify(target)),
      fix: (t) => t.moveAway,
    });
  }
}
