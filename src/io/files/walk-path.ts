import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { onReading } from "./file-problem.js";

/** A folder, link or file on the way to a path. */
interface PathStep {
  /** Without links, except for its last part. */
  readonly path: string;
  readonly found: Stats;
}

/** The same limit as in the kernel. */
const MAX_LINKS = 40;

/**
 * Every entry that the kernel visits on its way from the root folder to a path: each folder, each link and what that
 * leads through, and finally what the path names. It stops where something does not exist.
 */
export function* walkPath(path: string): Generator<PathStep> {
  const lookUp = (one: string): Stats | undefined =>
    onReading("access", one, () => lstatSync(one, { throwIfNoEntry: false }));
  let current: string = sep;
  let linkCount = 0;
  const left = splitPath(resolve(path));
  const root = lookUp(sep);
  if (root !== undefined) yield { path: sep, found: root };
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    if (part === "..") {
      current = dirname(current);
      continue;
    }
    const next = join(current, part);
    const found = lookUp(next);
    if (found === undefined) return;
    yield { path: next, found };
    if (found.isDirectory()) current = next;
    else if (!found.isSymbolicLink()) return;
    if (!found.isSymbolicLink()) continue;
    linkCount += 1;
    if (linkCount > MAX_LINKS) return;
    const target = onReading("readLink", next, () => readlinkSync(next));
    if (target.startsWith(sep)) current = sep;
    left.unshift(...splitPath(target));
  }
}

function splitPath(path: string): string[] {
  return path.split(sep).filter((part) => part !== "" && part !== ".");
}
