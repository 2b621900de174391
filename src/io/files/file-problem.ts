import { lstatSync, type Stats } from "node:fs";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";
import { ProblemError, type ProblemKind } from "../../text/problem.js";

type FileTexts = ProblemTexts["file"];
/** A step on a file. */
export type FileStep = keyof FileTexts["cannot"];

interface Cause {
  readonly kind: ProblemKind;
  readonly why: keyof FileTexts["why"];
  readonly fix: (t: ProblemTexts) => string;
}

const CAUSES: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ["ENOSPC", { kind: "cannot-write", why: "diskFull", fix: (t) => t.file.fix.freeSpace }],
  ["EDQUOT", { kind: "cannot-write", why: "quotaUsedUp", fix: (t) => t.file.fix.raiseQuota }],
  ["EROFS", { kind: "cannot-write", why: "readOnly", fix: (t) => t.file.fix.mountWritable }],
  ["EFBIG", { kind: "cannot-write", why: "tooLarge", fix: (t) => t.file.fix.raiseLimit }],
  ["ENOENT", { kind: "cannot-write", why: "missing", fix: (t) => t.checkPath }],
  ["ENOTDIR", { kind: "cannot-write", why: "noFolderOnPath", fix: (t) => t.checkPath }],
  ["EEXIST", { kind: "cannot-write", why: "inTheWay", fix: (t) => t.moveAway }],
  ["EISDIR", { kind: "cannot-write", why: "folder", fix: (t) => t.file.fix.removeFolder }],
  ["ELOOP", { kind: "cannot-write", why: "link", fix: (t) => t.file.fix.putFileThere }],
  ["ENAMETOOLONG", { kind: "cannot-write", why: "pathTooLong", fix: (t) => t.file.fix.shorterPath }],
  ["EACCES", { kind: "permission", why: "denied", fix: (t) => t.file.fix.giveRight }],
  ["EPERM", { kind: "permission", why: "notPermitted", fix: (t) => t.file.fix.giveRight }],
]);
const UNKNOWN_CAUSE: Cause = { kind: "io", why: "unknown", fix: (t) => t.file.fix.checkDisk };

/**
 * Runs one step on a file, and turns an error of the system into a problem with the path and a fix.
 *
 * @throws ProblemError of kind `cannot-write` (full, read-only, name taken), `permission`, or `io` for the rest; errors
 *   that are not the system's are bugs and are thrown unchanged
 */
export function onFile<T>(doing: FileStep, path: string, step: () => T): T {
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
export function onReading<T>(doing: FileStep, path: string, step: () => T): T {
  try {
    return onFile(doing, path, step);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.kind !== "cannot-write") throw error;
    throw new ProblemError({ ...error.problem, kind: "io" }, { cause: error });
  }
}

/** The entry at a path, not the target of a link; `undefined` if there is none. */
export function lstatIfExists(path: string): Stats | undefined {
  return onFile("access", path, () => lstatSync(path, { throwIfNoEntry: false }));
}

/** The text of a problem with a file that does not stop a run. */
export function describeUnreadable(path: string, code: string): string {
  return `cannot read ${JSON.stringify(path)} (${code})`;
}

function fileProblem(error: unknown, doing: FileStep, path: string): unknown {
  const code = errorCode(error);
  if (code === null || error instanceof ProblemError) return error;
  const { kind, why, fix } = CAUSES.get(code) ?? UNKNOWN_CAUSE;
  const what = ({ file: t }: ProblemTexts): string =>
    `${t.failed(t.cannot[doing](JSON.stringify(path)), t.why[why])} (${code})`;
  return new ProblemError({ kind, what, fix }, { cause: error });
}

/** The system's code of an error (`ENOENT`, …); `null` if the error is not the system's. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
