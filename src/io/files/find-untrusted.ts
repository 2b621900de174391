import type { Stats } from "node:fs";
import { dirname } from "node:path";
import { lstatIfExists } from "./file-problem.js";
import { walkPath } from "./walk-path.js";
import { realPath } from "./real-path.js";

/** Someone else than root who decides on what stands at a path, and by what. */
export interface UntrustedEntry {
  /** The folder, link or file that gives the right to. */
  readonly path: string;
  /** Words that follow the path: `belongs to user 1000`, `can be changed by everyone`. */
  readonly why: string;
}

const ROOT = 0;
const STICKY = 0o1000;
const OTHERS_MAY_WRITE = 0o002;
const GROUP_MAY_WRITE = 0o020;

/**
 * Looks for someone else than root who could put something else in the place of what stands at a path, or of a folder or
 * link on the way to it. In a sticky folder (`/tmp`) others can only put something where nothing is: so it may be
 * on the way if what follows is root's.
 *
 * @returns `null` if there is no one
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
 * The same for a file whose folder has to be root's alone as well, be it sticky or not: the folder of the path and, where
 * that is a link, the one of the file that it leads to.
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
 * Why what was found somewhere is not root's alone; `null` if it is.
 *
 * @param mayBeShared whether others may write to it
 */
export function whyUntrusted(
  found: Stats,
  { mayBeShared = false }: { readonly mayBeShared?: boolean } = {},
): string | null {
  if (found.uid !== ROOT) return `belongs to user ${found.uid}`;
  // The permissions of a link mean nothing.
  if (mayBeShared || found.isSymbolicLink()) return null;
  if ((found.mode & OTHERS_MAY_WRITE) !== 0) return "can be changed by everyone";
  return (found.mode & GROUP_MAY_WRITE) !== 0 && found.gid !== ROOT ? `can be changed by group ${found.gid}` : null;
}
