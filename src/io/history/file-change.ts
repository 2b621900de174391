import { isPlainRelativePath } from "../publish/relative-path.js";

/**
 * One step of a change of the history folder. A step can be repeated, after it was done in part or completely, with the
 * same result. Paths are relative to that folder, with `/`.
 */
export type FileChange =
  | {
      readonly path: string;
      /** Anything after this many bytes is cut off first; 0 creates the file if it does not exist. */
      readonly offset: number;
      readonly append: string;
    }
  | { readonly path: string; readonly content: string }
  | { readonly path: string; readonly remove: true };

/** Names in the history folder that no change may modify. */
const RESERVED = new Set(["journal", "lock", "notify-lock"]);

/** Why a change cannot be one of ours; `null` if it can. */
function findFlaw(change: unknown): string | null {
  if (typeof change !== "object" || change === null) return "not an object";
  const { path, offset, append, content, remove, ...unknown } = change as Record<string, unknown>;
  if (typeof path !== "string" || !isPlainRelativePath(path) || RESERVED.has(path)) {
    return `not a path inside the history folder: ${JSON.stringify(path)}`;
  }
  if (Object.keys(unknown).length > 0) return `unknown key ${JSON.stringify(Object.keys(unknown)[0])}`;
  const isAppend =
    typeof append === "string" && typeof offset === "number" && Number.isSafeInteger(offset) && offset >= 0;
  const kinds = [isAppend, typeof content === "string", remove === true].filter(Boolean).length;
  const keys = [offset, append, content, remove].filter((value) => value !== undefined).length;
  return kinds === 1 && keys === (isAppend ? 2 : 1) ? null : `neither append, content nor remove: ${path}`;
}

/** Why the changes cannot be made as one; `null` if they can. */
export function findChangesFlaw(changes: readonly unknown[]): string | null {
  const paths = new Set<unknown>();
  for (const change of changes) {
    const flaw = findFlaw(change);
    if (flaw !== null) return flaw;
    const { path } = change as FileChange;
    if (paths.has(path)) return `two changes of one file: ${path}`;
    paths.add(path);
  }
  return null;
}
