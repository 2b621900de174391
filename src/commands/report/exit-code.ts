import type { ProblemKind } from "../../text/problem.js";
import type { SourceState } from "../../history/source-state.js";

/** Exit codes, those of BSD's sysexits. */
export const EXIT_CODE_OF_PROBLEM: Readonly<Record<ProblemKind, number>> = {
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

/** For a bug, which the reader cannot fix. */
export const EXIT_CODE_OF_FAULT = 70;

const EXIT_CODE_OF_STATE: Readonly<Record<SourceState, number>> = {
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
 * The exit code of a run that found its sources so: of several failures the first of 77, 66, 65; 66 for no source.
 *
 * @param options.isStrict whether a stale source is a failure
 */
export function exitCodeOfStates(states: readonly SourceState[], { isStrict }: { readonly isStrict: boolean }): number {
  const noSource = EXIT_CODE_OF_PROBLEM["no-source"];
  if (states.length === 0) return noSource;
  return Math.max(0, ...states.map((state) => (state === "stale" && isStrict ? noSource : EXIT_CODE_OF_STATE[state])));
}
