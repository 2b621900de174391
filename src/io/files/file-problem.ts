import { lstatSync, type Stats } from "node:fs";
import { ProblemError, type ProblemKind } from "../../text/problem.js";

interface Cause {
  readonly kind: ProblemKind;
  readonly why: string;
  readonly fix: string;
}

const CAUSES: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ["ENOSPC", { kind: "cannot-write", why: "the disk is full", fix: "Free some space, then run it again." }],
  ["EDQUOT", { kind: "cannot-write", why: "the quota is used up", fix: "Free some space or raise the quota." }],
  ["EROFS", { kind: "cannot-write", why: "the file system is read-only", fix: "Mount it writable, or name another." }],
  ["EFBIG", { kind: "cannot-write", why: "the file is larger than allowed", fix: "Raise the limit (ulimit -f)." }],
  ["ENOENT", { kind: "cannot-write", why: "it does not exist", fix: "Check the path." }],
  ["ENOTDIR", { kind: "cannot-write", why: "a part of its path is not a folder", fix: "Check the path." }],
  ["EEXIST", { kind: "cannot-write", why: "something else exists there", fix: "Move it away." }],
  ["EISDIR", { kind: "cannot-write", why: "there is a folder with this name", fix: "Move that folder away." }],
  ["ELOOP", { kind: "cannot-write", why: "it is a symbolic link", fix: "Put the file itself there." }],
  ["ENAMETOOLONG", { kind: "cannot-write", why: "the path is too long", fix: "Choose a shorter one." }],
  ["EACCES", { kind: "permission", why: "permission denied", fix: permissionFix() }],
  ["EPERM", { kind: "permission", why: "operation not permitted", fix: permissionFix() }],
]);

function permissionFix(): string {
  return "Give the right to the user that runs this command (chown or chmod), or run it as a user who has it.";
}

/**
 * Runs one step on a file, and turns an error of the system into a problem with the path and a fix.
 *
 * @param doing the step as a verb that the path can follow, such as `write`
 * @throws ProblemError of kind `cannot-write` (full, read-only, name taken), `permission`, or `io` for the rest; errors
 *   that are not the system's are bugs and are thrown unchanged
 */
export function onFile<T>(doing: string, path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw fileProblem(error, doing, path);
  }
}

/**
 * The same as {@link onFile}, for steps that only read.
 *
 * @throws ProblemError of kind `permission`, or `io` for the rest
 */
export function onReading<T>(doing: string, path: string, step: () => T): T {
  try {
    return onFile(doing, path, step);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.kind !== "cannot-write") throw error;
    throw new ProblemError({ ...error.problem, kind: "io" }, { cause: error });
  }
}

/** The entry at a path itself, not what a link leads to; `undefined` if there is none. */
export function lstatIfExists(path: string): Stats | undefined {
  return onFile("access", path, () => lstatSync(path, { throwIfNoEntry: false }));
}

function fileProblem(error: unknown, doing: string, path: string): unknown {
  const code = errorCode(error);
  if (code === null || error instanceof ProblemError) return error;
  const cause = CAUSES.get(code) ?? { kind: "io", why: code, fix: "Check the disk and the system's log (dmesg)." };
  const what = `cannot ${doing} ${JSON.stringify(path)}: ${cause.why} (${code})`;
  return new ProblemError({ kind: cause.kind, what, fix: cause.fix }, { cause: error });
}

/** The system's code of an error (`ENOENT`, …); `null` if the error is not the system's. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
