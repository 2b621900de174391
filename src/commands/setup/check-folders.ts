import { dirname } from "node:path";
import type { Config, MetricsConfig } from "../../io/config/config.js";
import { refuseOthersOut, type OutClaim } from "../../io/publish/claim-out-folder.js";
import { refuseUntrustedInHistory, refuseLinksInHistory } from "../../io/files/refuse-links.js";
import {
  refuseFileInside,
  refuseNestedFolders,
  refuseNestedOuts,
  refuseUnsafeFolder,
  type Invocation,
} from "../../io/files/refuse-unsafe-folder.js";
import type { Host } from "../../build/host.js";

type Folders = Pick<Config, "history" | "out"> & Partial<Pick<Config, "sites" | "metrics" | "servers">>;

/**
 * Refuses folders in which another user could redirect what this program writes. It runs before anything is read from
 * them, and changes nothing.
 *
 * @throws ProblemError `config` or `permission`
 */
export function refuseUnsafeFolders({ history, out }: Folders, { commandLine }: Pick<Host, "commandLine">): void {
  // Links first: a command for another user is useless while there is one.
  refuseLinksInHistory(history);
  const invocation = toInvocation(commandLine);
  refuseUnsafeFolder("history", history, invocation);
  refuseUnsafeFolder("out", out, invocation);
  refuseUntrustedInHistory(history);
}

/** The same for the folder of the file for node_exporter. */
export function refuseUnsafeMetricsFolder({ file }: MetricsConfig, { commandLine }: Pick<Host, "commandLine">): void {
  if (file !== null) refuseUnsafeFolder("metrics_file", dirname(file), toInvocation(commandLine));
}

function toInvocation(commandLine: readonly string[]): Invocation {
  return { userId: process.geteuid?.(), commandLine };
}

/**
 * Refuses folders that must not be written to. It runs before any work, and changes nothing.
 *
 * @throws ProblemError
 */
export function checkFolders(folders: Folders, claim: OutClaim, host: Pick<Host, "commandLine">): void {
  refuseUnsafeFolders(folders, host);
  const { history, out: first, sites = [] } = folders;
  refuseNestedFolders(history, first);
  refuseNestedPlaces(folders);
  for (const { out } of sites) refuseUnsafeFolder("out", out, toInvocation(host.commandLine));
  for (const out of toOuts(folders)) refuseOthersOut(out, claim);
}

/**
 * Refuses further sites, the file for node_exporter and event files inside the history or a site: a site would
 * publish them, and never remove them.
 *
 * @throws ProblemError `config`
 */
export function refuseNestedPlaces(folders: Folders): void {
  const { history, sites = [], metrics, servers = [] } = folders;
  const outs = toOuts(folders);
  for (const { out } of sites) refuseNestedFolders(history, out);
  for (const [place, out] of outs.entries()) for (const other of outs.slice(0, place)) refuseNestedOuts(other, out);
  const files = [
    ["metrics_file", metrics?.file ?? null],
    ...servers.map(({ events }) => ["events", events] as const),
  ] as const;
  for (const [key, file] of files) {
    if (file === null) continue;
    refuseFileInside(key, file, "history", history);
    for (const out of outs) refuseFileInside(key, file, "out", out);
  }
}

function toOuts({ out, sites = [] }: Folders): readonly string[] {
  return [out, ...sites.map((site) => site.out)];
}
