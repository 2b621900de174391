import { dirname } from "node:path";
import type { MetricsConfig } from "../../io/config/config.js";
import { refuseOthersOut, type OutClaim } from "../../io/publish/claim-out-folder.js";
import { refuseUntrustedInHistory, refuseLinksInHistory } from "../../io/files/refuse-links.js";
import {
  refuseNestedFolders,
  refuseNestedOuts,
  refuseUnsafeFolder,
  type Invocation,
} from "../../io/files/refuse-unsafe-folder.js";
import type { Host } from "../../build/host.js";

interface Folders {
  readonly history: string;
  readonly out: string;
  /** Sites for others; absent: none. */
  readonly sites?: readonly { readonly out: string }[];
}

/**
 * Refuses folders in which another user could redirect what this program writes. It runs before anything is read from
 * them, and changes nothing.
 *
 * @throws ProblemError `config` or `permission`
 */
export function refuseUnsafeFolders({ history, out }: Folders, { commandLine }: Pick<Host, "commandLine">): void {
  // Links first: while there is one, the command of another user is of no use.
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
  const { history, sites = [] } = folders;
  const outs = [folders.out, ...sites.map(({ out }) => out)];
  for (const [place, out] of outs.entries()) {
    refuseNestedFolders(history, out);
    for (const other of outs.slice(0, place)) refuseNestedOuts(other, out);
    if (place > 0) refuseUnsafeFolder("out", out, toInvocation(host.commandLine));
    refuseOthersOut(out, claim);
  }
}
