import assert from "node:assert/strict";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files in `out/` that nobody requests from a web server. */
const MARKER = ".openvpn-status-site";

export interface FoundFile {
  readonly bytes: Buffer;
  readonly mtimeMs: number;
}

/** Every file below a folder, by relative path, except those below some of its own folders. */
export function filesBelow(folder: string, leftOut: readonly string[] = []): ReadonlyMap<string, FoundFile> {
  const files = new Map<string, FoundFile>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (leftOut.some((own) => path === own || path.startsWith(`${own}/`))) continue;
    const found = lstatSync(join(folder, path));
    if (found.isDirectory()) continue;
    if (!found.isFile()) throw new Error(`${path}: a file was expected`);
    files.set(path, { bytes: readFileSync(join(folder, path)), mtimeMs: found.mtimeMs });
  }
  return files;
}

/** @throws AssertionError that names the files which differ, and where the first of them does */
export function assertSameFiles(
  actual: ReadonlyMap<string, FoundFile>,
  expected: ReadonlyMap<string, FoundFile>,
  what: string,
): void {
  const paths = [...new Set([...actual.keys(), ...expected.keys()])].sort();
  const wrong = paths.flatMap((path) => {
    const [mine, theirs] = [actual.get(path), expected.get(path)];
    if (mine === undefined) return [`${path} is missing`];
    if (theirs === undefined) return [`${path} should not be there`];
    if (mine.bytes.equals(theirs.bytes)) return [];
    return [`${path} differs${isPacked(path) ? "" : ` ${firstDifference(mine.bytes, theirs.bytes)}`}`];
  });
  assert.equal(wrong.length, 0, `${what}: ${wrong.length} files\n${wrong.slice(0, 12).join("\n")}`);
}

/**
 * Checks what browsers use to detect changes: a file with equal bytes keeps its time, any other gets one at least a
 * second later.
 *
 * @param mayBeWrittenAgain a run was killed between a file and its gzip copy: the next one writes both again
 */
export function assertTimesFollowBytes(
  before: ReadonlyMap<string, FoundFile>,
  after: ReadonlyMap<string, FoundFile>,
  what: string,
  mayBeWrittenAgain = false,
): void {
  for (const [path, { bytes, mtimeMs }] of after) {
    const gzipped = after.get(`${path}.gz`);
    const apartMs = Math.abs((gzipped?.mtimeMs ?? mtimeMs) - mtimeMs);
    assert.ok(apartMs < 1, `${what}: ${path} and its gzip copy have different times`);
    const old = before.get(path);
    if (old === undefined || path === MARKER) continue;
    const isUnchanged = bytes.equals(old.bytes);
    if (isUnchanged && mayBeWrittenAgain) continue;
    if (isUnchanged) assert.equal(mtimeMs, old.mtimeMs, `${what}: ${path} was written again, unchanged`);
    else assert.ok(mtimeMs > old.mtimeMs + 999, `${what}: ${path} has changed, its time hardly`);
  }
}

/** A file whose bytes mean nothing to a reader. */
function isPacked(path: string): boolean {
  return path.endsWith(".gz") || path.endsWith(".xlsx");
}

function firstDifference(actual: Buffer, expected: Buffer): string {
  let at = 0;
  while (at < actual.length && actual[at] === expected[at]) at += 1;
  const around = (bytes: Buffer): string => JSON.stringify(bytes.toString("utf8", Math.max(0, at - 60), at + 100));
  return `at byte ${at}:\n    it has     ${around(actual)}\n    it should  ${around(expected)}`;
}
