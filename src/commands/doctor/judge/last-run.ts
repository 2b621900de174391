import { MAX_CLOCK_AHEAD_SECONDS } from "../../../history/clock-ahead.js";
import { formatDuration } from "../../../text/format/format-duration.js";
import { formatOneDecimal } from "../../../text/format/format-number.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";

export interface LastRunFacts {
  /** How the last run went; null if none is known, `hidden` if that cannot be read. */
  readonly run:
    | "hidden"
    | { readonly agoSeconds: number; readonly durationSeconds: number; readonly problem: string | null }
    | null;
  /** The age from which the site is outdated. */
  readonly limitSeconds: number;
}

/** Longer, and the next run finds the lock taken. */
const MAX_SECONDS = 60;

/** Whether `gen` runs, succeeds, and is done in time. */
export function judgeLastRun(
  { run, limitSeconds }: LastRunFacts,
  { t: { lastRun: t }, commands, language }: Context,
): readonly Finding[] {
  if (run === "hidden") return [unknown(t.subject, t.hidden, commands.doctorAsRoot)];
  if (run === null) return [problem(t.subject, t.never, commands.gen())];
  const { agoSeconds, durationSeconds, problem: failure } = run;
  const ago = formatDuration(language, Math.max(0, Math.round(agoSeconds)));
  const cost = formatOneDecimal(language, durationSeconds);
  if (failure !== null) return [problem(t.subject, t.failed(ago, failure), commands.gen("-v"))];
  if (agoSeconds < -MAX_CLOCK_AHEAD_SECONDS) {
    return [problem(t.subject, t.ahead(formatDuration(language, Math.round(-agoSeconds))), commands.gen())];
  }
  if (agoSeconds > limitSeconds) return [problem(t.subject, t.old(ago), commands.gen())];
  if (durationSeconds > MAX_SECONDS) return [problem(t.subject, t.slow(ago, cost), commands.gen("--full"))];
  return [ok(t.subject, t.ok(ago, cost))];
}
