/** What went wrong that a reader can mend: an expected failure. Everything else is a bug and throws as it is. */
export interface Problem {
  readonly kind: ProblemKind;
  /** What happened, quoting the value at fault. */
  readonly what: string;
  /** What the reader can do about it. */
  readonly fix: string;
  /** A command line that does that; it is printed on a line of its own. */
  readonly command?: string;
}

export type ProblemKind =
  "usage" | "bad-source" | "bad-history" | "no-source" | "cannot-write" | "io" | "locked" | "permission" | "config";

/** Carries a problem up to the one place that turns problems into text and exit codes. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.what, options);
    this.problem = problem;
  }
}
