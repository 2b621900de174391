import { dirname, resolve, sep } from "node:path";
import { ProblemError } from "../text/problem.js";
import { lookAt } from "./look-at.js";
import { realPath } from "./real-path.js";

const OTHERS_MAY_WRITE = 0o002;
const STICKY = 0o1000;

/**
 * For root alone: refuses a folder of ours below one that everyone may write, since anyone could then put a link in its
 * place and have root write, or delete, where it points.
 *
 * In a sticky folder (`/tmp`) no one can replace what is another's; there only what stands ready and belongs to someone
 * else is refused, with all below it. Folders of a group or of another user are not: the admin who named one below them meant it.
 *
 * @param userId who runs us
 * @throws ProblemError of kind `config`
 */
export function refuseUnsafeFolder(folder: string, userId: number | undefined = process.geteuid?.()): void {
  if (userId !== 0) return;
  for (const path of new Set([resolve(folder), realPath(folder)])) {
    refuse(path, isOpenToAll(path) && !isSticky(path), "everyone may write into it");
    let isBelowSticky = false;
    for (const one of [...foldersAbove(path), path]) {
      refuse(path, isOpenToAll(one) && !isSticky(one), `everyone may write into ${JSON.stringify(one)}`);
      const owner = lookAt(one)?.uid ?? 0;
      const what = one === path ? "it" : JSON.stringify(one);
      refuse(path, isBelowSticky && owner !== 0, `${what} stands ready there, made by user ${owner}`);
      isBelowSticky ||= isOpenToAll(one);
    }
  }
}

/** From the root down. */
function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [...foldersAbove(above), above];
}

/**
 * Refuses a history that nginx would serve.
 *
 * @throws ProblemError of kind `config` if `history` is `out` or inside it
 */
export function refuseHistoryInsideOut(history: string, out: string): void {
  if (!isInside(history, out)) return;
  throw new ProblemError({
    kind: "config",
    what: `history ${JSON.stringify(history)} is inside out ${JSON.stringify(out)}, where the web server would show it`,
    fix: "Name two folders side by side.",
  });
}

/** Whether a path is a folder or leads into it, whatever links lead there. */
export function isInside(path: string, folder: string): boolean {
  const [inner, outer] = [realPath(path), realPath(folder)];
  return inner === outer || inner.startsWith(outer === sep ? sep : outer + sep);
}

function refuse(folder: string, isUnsafe: boolean, why: string): void {
  if (!isUnsafe) return;
  throw new ProblemError({
    kind: "config",
    what: `root will not write to ${JSON.stringify(folder)}: ${why}`,
    fix: "Name a folder that only root can replace, take the right to write from others (chmod o-w), or do not run as root.",
  });
}

function isOpenToAll(path: string): boolean {
  const found = lookAt(path);
  return found?.isDirectory() === true && (found.mode & OTHERS_MAY_WRITE) !== 0;
}

function isSticky(path: string): boolean {
  return ((lookAt(path)?.mode ?? 0) & STICKY) !== 0;
}
