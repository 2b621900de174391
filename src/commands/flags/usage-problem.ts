import { ProblemError } from "../../text/problem.js";

/** A command line that is wrong, in words of the command's own texts. */
export function usageProblem(what: string, fix: string): ProblemError {
  return new ProblemError({ kind: "usage", what: () => what, fix: () => fix });
}
