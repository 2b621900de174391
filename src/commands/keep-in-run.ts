import { allEnded } from "../history/ended-sessions.js";
import { isKeepHeld, readKeepClock, type KeepClock } from "../history/keep-clock.js";
import { keepsBack } from "../history/retention.js";
import type { SourceRow } from "../history/source-state.js";
import type { Config } from "../io/config/config.js";
import type { StoredHistory } from "../io/history/stored-history.js";
import { messagesIn } from "../text/i18n/messages.js";
import type { GenSettings } from "./flags/gen-flags.js";
import type { Host } from "../build/host.js";

/** What `keep` comes to in one run. */
export interface KeepInRun {
  readonly clock: KeepClock;
  /** The sources after the run, with whether it has been said that nothing is deleted. */
  readonly sources: readonly SourceRow[];
  /** What has to be said: once when deletions are held back, once when they go on. */
  readonly notice: "begins" | "ends" | null;
}

/** @param after the sources as this run leaves them */
export function keepInRun(
  before: Pick<StoredHistory, "sources" | "ended">,
  after: readonly SourceRow[],
  { keepSeconds }: Pick<Config, "keepSeconds">,
  nowSeconds: number,
): KeepInRun {
  const clock = readKeepClock(before.sources, after, nowSeconds);
  const wasReported = isReported(before.sources);
  const isReportedNow =
    keepSeconds !== null &&
    isKeepHeld(clock, nowSeconds) &&
    (wasReported || keepsBack(allEnded(before.ended), keepSeconds, clock, nowSeconds));
  return {
    clock,
    sources: after.map((row) => ({ ...row, keepReported: isReportedNow })),
    notice: isReportedNow === wasReported || keepSeconds === null ? null : isReportedNow ? "begins" : "ends",
  };
}

/** Whether a run has to decide about `keep` that could go on from the last one: something expires, or is to be said. */
export function isKeepDue(
  before: readonly SourceRow[],
  after: readonly SourceRow[],
  expirySeconds: number | null,
  nowSeconds: number,
): boolean {
  const clock = readKeepClock(before, after, nowSeconds);
  if (isReported(before) && !isKeepHeld(clock, nowSeconds)) return true;
  return expirySeconds !== null && clock.kind === "at" && clock.seconds > expirySeconds;
}

export function reportKeep(
  notice: KeepInRun["notice"],
  { config: { language } }: Pick<GenSettings, "config">,
  host: Pick<Host, "writeStderr">,
): void {
  if (notice === null) return;
  const t = messagesIn(language);
  host.writeStderr(`openvpn-status-site: ${notice === "begins" ? t.keepHeld.begins : t.keepHeld.ends}\n`);
}

function isReported(sources: readonly SourceRow[]): boolean {
  return sources.some(({ keepReported }) => keepReported);
}
