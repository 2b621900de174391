import { refuseOthersOut, type OutClaim } from "../io/claim-out-folder.js";
import { refuseHistoryInsideOut, refuseUnsafeFolder } from "../io/refuse-unsafe-folder.js";

/**
 * Refuses, before any work and without changing anything, folders that must not be written to.
 *
 * @throws ProblemError
 */
export function checkFolders(
  { history, out }: { readonly history: string; readonly out: string },
  claim: OutClaim,
): void {
  refuseUnsafeFolder(history);
  refuseUnsafeFolder(out);
  refuseHistoryInsideOut(history, out);
  refuseOthersOut(out, claim);
}
