import { readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { errorCode } from "../files/file-problem.js";
import { FileFlawError, withRegularFile } from "../files/regular-file.js";

/** Why a script cannot start, although it may be executed. */
export type StartFlaw =
  | { readonly kind: "no-interpreter"; readonly path: string }
  /** Lines end as on Windows. For Linux the carriage return belongs to the name of the interpreter, or to its argument. */
  | { readonly kind: "carriage-return" };

/** Linux reads no more of the first line. */
const MAX_BYTES = 256;

/** @returns null if no reason is known; also if it is no script, or may not be read */
export function findStartFlaw(script: string): StartFlaw | null {
  const line = readFirstLine(script);
  // A path ends at the first blank.
  const [, interpreter] = /^#![ \t]*([^ \t]+)/.exec(line) ?? [];
  if (interpreter === undefined) return null;
  if (line.endsWith("\r")) return { kind: "carriage-return" };
  // The command starts in the root folder.
  return isFile(resolve("/", interpreter)) ? null : { kind: "no-interpreter", path: interpreter };
}

function readFirstLine(path: string): string {
  const beginning = Buffer.alloc(MAX_BYTES);
  const rules = { maxBytes: Number.MAX_SAFE_INTEGER, links: "followed" } as const;
  try {
    const length = withRegularFile(path, rules, (file) => readSync(file, beginning));
    return beginning.toString("utf8", 0, length).split("\n")[0] ?? "";
  } catch (error) {
    if (!(error instanceof FileFlawError) && errorCode(error) === null) throw error;
    return "";
  }
}

/** True if that cannot be seen. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch (error) {
    return errorCode(error) === "EACCES";
  }
}
