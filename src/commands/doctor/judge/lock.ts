import type { LockHolder } from "../../../io/system/find-lock-holder.js";
import { formatDuration } from "../../../text/format/format-duration.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";

export interface LockFacts {
  readonly holder: LockHolder | null | "hidden";
  readonly nowSeconds: number;
}

/** As long as `gen` itself is patient. */
const PATIENCE_SECONDS = 300;

/** Whether a run hangs, and keeps all others away. */
export function judgeLock(
  { holder, nowSeconds }: LockFacts,
  { t: { lock: t }, commands, language }: Context,
): readonly Finding[] {
  if (holder === "hidden") return [unknown(t.subject, t.hidden, commands.lookAgain)];
  if (holder === null) return [ok(t.subject, t.free)];
  const { processId, sinceSeconds } = holder;
  const seconds = Math.max(0, nowSeconds - sinceSeconds);
  const time = formatDuration(language, seconds);
  if (seconds <= PATIENCE_SECONDS) return [ok(t.subject, t.running(processId, time))];
  return [problem(t.subject, t.hangs(processId, time), commands.asRoot(`kill ${processId}`))];
}
