import { lstatSync, type Stats } from "node:fs";
import { onFile } from "./file-problem.js";

/** What stands at a path, where a link is a link; `undefined` if nothing does. */
export function lookAt(path: string): Stats | undefined {
  return onFile("look at", path, () => lstatSync(path, { throwIfNoEntry: false }));
}
