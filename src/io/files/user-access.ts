import { statSync, type Stats } from "node:fs";
import { ProblemError } from "../../text/problem.js";
import { readAccessLists, type AccessList } from "./access-lists.js";
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
/** For a folder: to pass through it. */
export const ENTER = 1;

/** Whether a user may access the file or folder at a path. */
export type Access =
  | { readonly kind: "granted" }
  /** Denied by a folder on the way, or by the end of the path. */
  | {
      readonly kind: "denied";
      readonly at: string;
      readonly isFolderOnWay: boolean;
      /** If only the mask of an access list (ACL) forbids it: the one that would not, such as `r-x`. */
      readonly enoughMask?: string;
    }
  | { readonly kind: "missing" }
  /** Unknown: this process may not look there. */
  | { readonly kind: "hidden" };

/**
 * Computes from owners, permissions and access lists (ACLs) what another user may do, without acting as that user.
 *
 * @param wanted one or more of {@link READ}, {@link WRITE} and {@link ENTER}
 * @param lists the access lists of all files and folders on the way, if they are known already
 */
export function findAccess(
  user: SystemUser,
  path: string,
  wanted: number,
  lists?: ReadonlyMap<string, AccessList>,
): Access {
  try {
    const steps = [...walkPath(path)];
    const last = steps.at(-1);
    if (last === undefined || statSync(path, { throwIfNoEntry: false }) === undefined) return { kind: "missing" };
    const files = steps.filter(({ found }) => !found.isSymbolicLink());
    const known = lists ?? readAccessLists(files.map((step) => step.path));
    for (const step of files) {
      const isFolderOnWay = step !== last;
      if (isFolderOnWay && !step.found.isDirectory()) continue;
      const needed = isFolderOnWay ? ENTER : wanted;
      const list = known.get(step.path);
      if (isGranted(user, step.found, needed, list)) continue;
      const isMasked =
        list !== undefined && isGranted(user, step.found, needed, { ...list, mask: READ | WRITE | ENTER });
      const enoughMask = isMasked ? { enoughMask: toLetters(list.mask | needed) } : {};
      return { kind: "denied", at: step.path, isFolderOnWay, ...enoughMask };
    }
    return { kind: "granted" };
  } catch (error) {
    if (error instanceof ProblemError || errorCode(error) !== null) return { kind: "hidden" };
    throw error;
  }
}

/** The same for an entry whose status is known. */
export function isGranted(
  { uid, gids }: SystemUser,
  found: Pick<Stats, "uid" | "gid" | "mode">,
  wanted: number,
  list?: AccessList,
): boolean {
  const includes = (bits: number): boolean => (bits & wanted) === wanted;
  if (uid === 0) return true;
  if (list === undefined) {
    const shift = found.uid === uid ? 6 : gids.includes(found.gid) ? 3 : 0;
    return includes(found.mode >> shift);
  }
  // As acl(5) has it: the first of these that is about the user decides.
  if (found.uid === uid) return includes(list.owner);
  const userRights = list.users.get(uid);
  if (userRights !== undefined) return includes(userRights & list.mask);
  const groupRights = [
    ...(gids.includes(found.gid) ? [list.group] : []),
    ...[...list.groups].filter(([gid]) => gids.includes(gid)).map(([, bits]) => bits),
  ];
  return groupRights.length === 0 ? includes(list.other) : groupRights.some((bits) => includes(bits & list.mask));
}

function toLetters(bits: number): string {
  return [READ, WRITE, ENTER].map((bit, place) => ((bits & bit) === 0 ? "-" : "rwx".charAt(place))).join("");
}
