import { statSync, type Stats } from "node:fs";
import { ProblemError } from "../../text/problem.js";
import { errorCode } from "./file-problem.js";
import { walkPath } from "./walk-path.js";

/** A user, and the groups that its processes have. */
export interface SystemUser {
  /** Its number as text if it has no name. */
  readonly name: string;
  readonly uid: number;
  readonly gids: readonly number[];
}

/** Bits of permissions. */
export const READ = 4;
export const WRITE = 2;
/** Of a folder: to go through it. */
export const ENTER = 1;

/** Whether a user may do something with what a path leads to. */
export type Access =
  | { readonly kind: "granted" }
  /** By a folder on the way, or by the end of the path. */
  | { readonly kind: "denied"; readonly at: string; readonly isFolderOnWay: boolean }
  | { readonly kind: "missing" }
  /** Whoever asks may not look there. */
  | { readonly kind: "hidden" };

/**
 * Tells from owners and permissions what another user may do: nothing is tried as that user. Access lists (ACLs) are
 * not known.
 *
 * @param wanted one or more of {@link READ}, {@link WRITE} and {@link ENTER}
 */
export function findAccess(user: SystemUser, path: string, wanted: number): Access {
  try {
    const steps = [...walkPath(path)];
    const last = steps.at(-1);
    if (last === undefined || statSync(path, { throwIfNoEntry: false }) === undefined) return { kind: "missing" };
    for (const step of steps.slice(0, -1)) {
      if (step.found.isDirectory() && !isGranted(user, step.found, ENTER)) {
        return { kind: "denied", at: step.path, isFolderOnWay: true };
      }
    }
    return isGranted(user, last.found, wanted)
      ? { kind: "granted" }
      : { kind: "denied", at: last.path, isFolderOnWay: false };
  } catch (error) {
    if (error instanceof ProblemError || errorCode(error) !== null) return { kind: "hidden" };
    throw error;
  }
}

/** The same for something that has been looked at already. */
export function isGranted(
  { uid, gids }: SystemUser,
  found: Pick<Stats, "uid" | "gid" | "mode">,
  wanted: number,
): boolean {
  if (uid === 0) return true;
  const shift = found.uid === uid ? 6 : gids.includes(found.gid) ? 3 : 0;
  return ((found.mode >> shift) & wanted) === wanted;
}
