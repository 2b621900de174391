import { refuseOthersOut, type OutClaim } from "../../io/publish/claim-out-folder.js";
import { refuseUntrustedInHistory, refuseLinksInHistory } from "../../io/files/refuse-links.js";
import { refuseNestedFolders, refuseUnsafeFolder } from "../../io/files/refuse-unsafe-folder.js";
import type { Host } from "../../build/host.js";

interface Folders {
  readonly history: string;
  readonly out: string;
}

/**
 * Refuses, before anything is read from them, folders in which someone else could have us write elsewhere. Nothing is changed.
 *
 * @throws ProblemError `config` or `permission`
 */
export function refuseUnsafeFolders({ history, out }: Folders, { commandLine }: Pick<Host, "commandLine">): void {
  // A link first: whose command it would be is of no use while it is there.
  refuseLinksInHistory(history);
  const invocation = { userId: process.geteuid?.(), commandLine };
  refuseUnsafeFolder("history", history, invocation);
  refuseUnsafeFolder("out", out, invocation);
  refuseUntrustedInHistory(history);
}

/**
 * Refuses, before any work and without changing anything, folders that must not be written to.
 *
 * @throws ProblemError
 */
export function checkFolders(folders: Folders, claim: OutClaim, host: Pick<Host, "commandLine">): void {
  refuseUnsafeFolders(folders, host);
  refuseNestedFolders(folders.history, folders.out);
  refuseOthersOut(folders.out, claim);
}
