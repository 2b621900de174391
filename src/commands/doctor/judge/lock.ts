import type { LockHolder } from "../../../io/system/find-lock-holder.js";
import { formatDuration } from "../../../text/format/format-duration.js";
import { PATIENCE_SECONDS } from "../../setup/with-lock.js";
import { ok, problem, unknown, type Context, type Finding } from "../finding.js";

export interface LockFacts {
  readonly holder: LockHolder | null | "hidden";
}

/** Whether a run hangs, and blocks all others. */
export function judgeLock({ holder }: LockFacts, { t: { lock: t }, commands, language }: Context): readonly Finding[] {
  if (holder === "hidden") return [unknown(t.subject, t.hidden, commands.doctorAsRoot)];
  if (holder === null) return [ok(t.subject, t.free)];
  const { processId, heldSeconds } = holder;
  const time = formatDuration(language, heldSeconds);
  if (heldSeconds <= PATIENCE_SECONDS) return [ok(t.subject, t.running(processId, time))];
  return [problem(t.subject, t.hangs(processId, time), commands.asRoot(`kill ${processId}`))];
}
