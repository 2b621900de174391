import { resolve } from "node:path";
import { readSources } from "../../io/history/read-history.js";
import { ProblemError } from "../../text/problem.js";
import type { Config } from "../../io/config/config.js";
import { isNoSource } from "../../build/no-source.js";
import { listServers } from "../update/observe-sources.js";
import { readEndedServers, readLiveServers } from "./history-servers.js";
import type { Host } from "../../build/host.js";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";

/** The flags by which a command line with `--status` names its own folders. */
interface TrialFlags {
  readonly status?: readonly string[] | undefined;
  readonly history?: string | undefined;
  readonly out?: string | undefined;
}

/** Whether `--status` is given without its own folders: perhaps someone only tries out a file. */
export function isTrial({ status = [], history, out }: TrialFlags): boolean {
  return status.length > 0 && (history === undefined || out === undefined);
}

/**
 * Refuses to try out a status file with the history of other servers, whose sessions and pages would change.
 *
 * @throws ProblemError `usage`, or what reading the history throws
 */
export async function refuseTrial(
  flags: TrialFlags,
  config: Pick<Config, "history" | "servers" | "limits">,
  host: Pick<Host, "currentFolder" | "systemZone" | "systemPaths">,
): Promise<void> {
  if (!isTrial(flags)) return;
  // With --history alone, the default out folder may still hold the site of the default history.
  for (const history of new Set([config.history, resolve(host.currentFolder, "history")])) {
    const sources = readSources(history);
    const listed = await listServers(config, sources, host);
    const ours = new Set(listed.map(({ server }) => server));
    // If no run has had a source yet, sessions may have been imported.
    const known = [...readLiveServers(history), ...(sources.every(isNoSource) ? readEndedServers(history) : [])];
    const others = [...new Set(known)].filter((server) => !ours.has(server));
    if (others.length > 0) throw trialOnOthers(flags, history, others);
  }
}

/** A `usage` problem: `--status` without `--history` or `--out`, although a config file names these. */
export function trialWithConfig(flags: TrialFlags, configPath: string): ProblemError {
  return trialProblem(flags, (t, missing) => t.trialWithConfig(missing, JSON.stringify(configPath)));
}

function trialOnOthers(flags: TrialFlags, history: string, others: readonly string[]): ProblemError {
  const names = others.slice(0, 3).map((server) => JSON.stringify(server));
  const more = others.length > names.length ? ", …" : "";
  const servers = `${names.join(", ")}${more}`;
  return trialProblem(flags, (t, missing) => t.trialOnOthers(missing, JSON.stringify(history), servers));
}

function trialProblem(
  { history, out }: TrialFlags,
  toText: (t: ProblemTexts["usage"], missing: readonly string[]) => string,
): ProblemError {
  const missing = [...(history === undefined ? ["--history"] : []), ...(out === undefined ? ["--out"] : [])];
  return new ProblemError({
    kind: "usage",
    what: (t) => toText(t.usage, missing),
    fix: (t) => `${t.usage.trialFix} ${t.nothingChanged}`,
  });
}
