import type { Stats } from "node:fs";
import { dirname } from "node:path";
import { lstatIfExists } from "./file-problem.js";
import { walkPath } from "./walk-path.js";
import { realPath } from "./real-path.js";
import type { Words } from "../../text/problem.js";

/** A folder, link or file on a path that a user other than root controls. */
export interface UntrustedEntry {
  /** The folder, link or file that gives the right to. */
  readonly path: string;
  /** It can follow the path: `belongs to user 1000`, `can be changed by everyone`. */
  readonly why: Words;
}

const ROOT = 0;
const STICKY = 0o1000;
const OTHERS_MAY_WRITE = 0o002;
const GROUP_MAY_WRITE = 0o020;

/**
 * Finds an entry on a path that a user other than root could replace: the target, or a folder or link on the way to
 * it. In a sticky folder (`/tmp`) others can only create new names: such a folder is accepted on the way if the next
 * entry belongs to root.
 *
 * @returns `null` if only root controls the path
 */
export function findUntrusted(path: string): UntrustedEntry | null {
  for (const step of walkPath(path)) {
    const { found } = step;
    const isSticky = found.isDirectory() && (found.mode & STICKY) !== 0;
    const why = whyUntrusted(found, { mayBeShared: isSticky });
    if (why !== null) return { path: step.path, why };
  }
  return null;
}

/**
 * The same for a file whose folder must belong to root alone as well, even if it is sticky: the folder of the path and,
 * if the path is a link, the folder of the file that it leads to.
 *
 * @returns `null` also if there is no such file
 */
export function findUntrustedFile(path: string): UntrustedEntry | null {
  const file = [...walkPath(path)].at(-1);
  if (file === undefined || file.found.isDirectory()) return null;
  for (const folder of new Set([realPath(dirname(path)), dirname(file.path)])) {
    const found = lstatIfExists(folder);
    const why = found === undefined ? null : whyUntrusted(found);
    if (why !== null) return { path: folder, why };
  }
  return findUntrusted(path);
}

/**
 * Why an entry does not belong to root alone; `null` if it does.
 *
 * @param mayBeShared whether others may write to it
 */
export function whyUntrusted(
  found: Stats,
  { mayBeShared = false }: { readonly mayBeShared?: boolean } = {},
): Words | null {
  if (found.uid !== ROOT) return (t) => t.trust.ofUser(found.uid);
  // The permissions of a link mean nothing.
  if (mayBeShared || found.isSymbolicLink()) return null;
  if ((found.mode & OTHERS_MAY_WRITE) !== 0) return (t) => t.trust.changedByAll;
  return (found.mode & GROUP_MAY_WRITE) !== 0 && found.gid !== ROOT ? (t) => t.trust.changedByGroup(found.gid) : null;
}
