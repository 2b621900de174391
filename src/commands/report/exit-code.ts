import type { ProblemKind } from "../../text/problem.js";
import type { SourceState } from "../../history/source-state.js";

/** Exit codes, as in sysexits.h of BSD. */
export const PROBLEM_EXIT_CODES: Readonly<Record<ProblemKind, number>> = {
  usage: 64,
  "bad-source": 65,
  "bad-history": 65,
  "no-source": 66,
  "cannot-write": 73,
  io: 74,
  locked: 75,
  permission: 77,
  config: 78,
};

/** The code for a bug, which the user cannot fix. */
export const EXIT_CODE_FAULT = 70;

/** The code of `who` if nothing was found, as for grep. */
export const EXIT_CODE_NOBODY = 1;

/** The code of `doctor` if there is a problem, or a check could not run. */
export const EXIT_CODE_NOT_WELL = 1;

const STATE_EXIT_CODES: Readonly<Record<SourceState, number>> = {
  ok: 0,
  stale: 0,
  unreadable: 77,
  missing: 66,
  empty: 65,
  incomplete: 65,
  invalid: 65,
  "client-statistics": 65,
};

/**
 * The exit code of a run whose sources are in these states: of several failures the highest code; 66 for no source.
 *
 * @param options.isStrict whether a stale source is a failure
 */
export function toExitCode(states: readonly SourceState[], { isStrict }: { readonly isStrict: boolean }): number {
  const noSource = PROBLEM_EXIT_CODES["no-source"];
  if (states.length === 0) return noSource;
  return Math.max(0, ...states.map((state) => (state === "stale" && isStrict ? noSource : STATE_EXIT_CODES[state])));
}
