import { ProblemError } from "../../text/problem.js";

/** What is said of a link in a history folder. */
export function linkRefused(path: string): ProblemError {
  return new ProblemError({
    kind: "config",
    what: `${JSON.stringify(path)} is a symbolic link: none is followed in a history folder`,
    fix: "See who put it there, and remove it. To keep a folder on another disk, mount it there (mount --bind).",
  });
}
