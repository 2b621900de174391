import type { Stats } from "node:fs";
import { sep } from "node:path";
import { ProblemError, type Words } from "../../text/problem.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import { findUntrusted, whyUntrusted } from "./find-untrusted.js";
import { walkPath } from "./walk-path.js";
import { realPath } from "./real-path.js";
import { userName } from "./system-names.js";

/** The user who runs this, and the command line. */
export interface Invocation {
  /** `undefined` if the system has no users. */
  readonly userId: number | undefined;
  /** The words that start the program, and its arguments. */
  readonly commandLine: readonly string[];
  readonly nameOfUser?: (userId: number) => string | null;
}

/**
 * For root alone: refuses a folder that belongs to another user, or that another user could replace by a link to make
 * root write, or delete, elsewhere.
 *
 * @param what `history` or `out`
 * @throws ProblemError `permission`, with the command to run as its owner, if the folder (or its nearest existing
 *   parent) belongs to another user; `config` if it belongs to root and another user may write to it or to its path
 */
export function refuseUnsafeFolder(what: string, folder: string, invocation: Invocation): void {
  if (invocation.userId !== 0) return;
  const untrusted = findUntrusted(folder);
  if (untrusted === null) return;
  const owner = lastFolder(folder);
  if (owner !== undefined && owner.uid !== 0) throw ownedByAnother(what, folder, owner, invocation);
  throw new ProblemError({
    kind: "config",
    what: (t) => t.trust.folder(what, JSON.stringify(folder), JSON.stringify(untrusted.path), untrusted.why(t)),
    fix: (t) => t.trust.folderFix,
  });
}

/** The same for an entry inside one of these folders. */
export function refuseUntrustedEntry(path: string, found: Stats, userId = process.geteuid?.()): void {
  if (userId !== 0) return;
  const why = whyUntrusted(found);
  if (why === null) return;
  throw new ProblemError({
    kind: "config",
    what: (t) => t.trust.entry(JSON.stringify(path), why(t)),
    fix: (t) => t.trust.entryFix,
  });
}

/** The folder itself, or the nearest parent that exists. */
function lastFolder(path: string): Stats | undefined {
  let last: Stats | undefined;
  for (const { found } of walkPath(path)) if (found.isDirectory()) last = found;
  return last;
}

function ownedByAnother(
  what: string,
  folder: string,
  { uid, gid }: Stats,
  { commandLine, nameOfUser = userName }: Invocation,
): ProblemError {
  const name = nameOfUser(uid);
  const identity =
    name === null
      ? ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--"]
      : ["runuser", "-u", name, "--"];
  return new ProblemError({
    kind: "permission",
    what: (t) => t.trust.otherOwner(what, JSON.stringify(folder), name ?? String(uid)),
    fix: (t) => t.trust.otherOwnerFix,
    command: [...identity, ...commandLine].map(shellQuote).join(" "),
  });
}

/**
 * Refuses a history that the web server would serve, and a site among the history's own files.
 *
 * @throws ProblemError of kind `config` if one of the folders is the other one or inside it
 */
export function refuseNestedFolders(history: string, out: string): void {
  const [historyText, outText] = [JSON.stringify(history), JSON.stringify(out)];
  if (isInside(history, out)) {
    throw nested((t) => t.history.insideOut(historyText, outText));
  }
  if (isInside(out, history)) {
    throw nested((t) => t.history.outInside(historyText, outText));
  }
}

/**
 * Refuses two sites in one folder, or one inside the other's.
 *
 * @throws ProblemError `config`
 */
export function refuseNestedOuts(out: string, other: string): void {
  if (isInside(out, other) || isInside(other, out)) {
    throw nested((t) => t.history.outsNested(JSON.stringify(out), JSON.stringify(other)));
  }
}

/**
 * Refuses a file that something other than the site or the history itself is kept in.
 *
 * @param key of the config, which names the file
 * @throws ProblemError `config`
 */
export function refuseFileInside(key: string, file: string, what: "history" | "out", folder: string): void {
  if (!isInside(file, folder)) return;
  const [fileText, folderText] = [JSON.stringify(file), JSON.stringify(folder)];
  throw new ProblemError({
    kind: "config",
    what: (t) => t.history.fileInside(key, fileText, what, folderText),
    fix: (t) => t.history.fileInsideFix[what],
  });
}

function nested(what: Words): ProblemError {
  return new ProblemError({ kind: "config", what, fix: (t) => t.history.nestedFix });
}

/** Whether one of two folders is inside the other; no, if that cannot be seen. */
export function areNested(history: string, out: string): boolean {
  try {
    return isInside(history, out) || isInside(out, history);
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

/** Whether a path is the folder or inside it, with links resolved. */
export function isInside(path: string, folder: string): boolean {
  const [inner, outer] = [realPath(path), realPath(folder)];
  return inner === outer || inner.startsWith(outer === sep ? sep : outer + sep);
}
