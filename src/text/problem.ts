/** An expected failure that users can fix. Everything else that throws is a bug. */
export interface Problem {
  readonly kind: ProblemKind;
  /** What is wrong, quoting the value. */
  readonly what: string;
  /** What the user can do about it. */
  readonly fix: string;
  /** A command that fixes it; it is printed on its own line. */
  readonly command?: string;
}

export type ProblemKind =
  "usage" | "bad-source" | "bad-history" | "no-source" | "cannot-write" | "io" | "locked" | "permission" | "config";

/** Carries a problem to the one place that turns problems into text and exit codes. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.what, options);
    this.problem = problem;
  }
}
