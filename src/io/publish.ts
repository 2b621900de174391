import { createHash } from "node:crypto";
import { lstatSync, rmdirSync, unlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Output, OUTPUT_STAGES } from "../site/output.js";
import { ProblemError } from "../text/problem.js";
import { claimOutFolder, type OutClaim } from "./claim-out-folder.js";
import { errorCode, onFile } from "./file-problem.js";
import type { Made, MadeFiles } from "./made-record.js";
import { type OutMarker, writeOutMarker } from "./out-marker.js";
import { makeOutFolders, publishFile, realFolder } from "./publish-file.js";
import { isPlainRelativePath } from "./relative-path.js";

export interface PublishResult {
  /** Relative paths, in the order of writing. */
  readonly written: readonly string[];
  readonly unchangedCount: number;
  /** Relative paths that are no longer part of the site. */
  readonly removed: readonly string[];
  /** What each file that tells its inputs was made of. */
  readonly made: MadeFiles;
}

/**
 * Makes `out` hold exactly this site, beside what others put there: file by file, pages after what they link to, and
 * what is no longer wanted last (design, section 11).
 *
 * The marker names every file of ours that may be there, at any instant: what is about to be made is named before, what
 * is gone only after. So a run that is killed leaves nothing that the next one does not know, and nothing is deleted
 * that was not ours.
 *
 * @param madeBefore what the last run made of which inputs: what would be made of the same ones is left as it is
 * @throws ProblemError if `out` is not ours, something of someone else's is in the way (before anything is written), or
 *   a file cannot be written
 */
export async function publish(
  outFolder: string,
  outputs: readonly Output[],
  claim: OutClaim,
  madeBefore: MadeFiles = new Map(),
): Promise<PublishResult> {
  const out = resolve(outFolder);
  const ordered = inPublishingOrder(outputs);
  const marker = claimOutFolder(out, claim);
  const before = new Set(marker?.files ?? []);
  const wanted = new Set(ordered.map(({ path }) => path));
  const leaving = [...before].filter((path) => !wanted.has(path));
  const during: OutMarker = { madeBy: claim.madeBy, files: [...wanted, ...leaving].sort() };

  refuseWhatIsInTheWay(out, [...wanted, ...leaving], before);
  if (JSON.stringify(during) !== JSON.stringify(marker)) writeOutMarker(out, during);

  const written: string[] = [];
  const known = new Set<string>();
  const made = new Map<string, Made>();
  for (const { path, inputs, make } of ordered) {
    const madeOf = inputs === undefined ? undefined : createHash("sha256").update(inputs()).digest("base64url");
    const earlier = madeBefore.get(path);
    if (earlier !== undefined && earlier.inputs === madeOf && isUntouched(join(out, path), earlier)) {
      made.set(path, earlier);
      continue;
    }
    const content = await make();
    makeOutFolders(out, path, known);
    if (publishFile(out, path, content)) written.push(path);
    if (madeOf !== undefined) made.set(path, { inputs: madeOf, ...lookAt(join(out, path)) });
  }

  for (const path of leaving) removeOurs(join(out, path));
  removeEmptyFolders(out, leaving);
  if (leaving.length > 0) writeOutMarker(out, { madeBy: claim.madeBy, files: [...wanted].sort() });
  return { written, unchangedCount: ordered.length - written.length, removed: leaving, made };
}

/**
 * Brings some files of a site that stands already up to date, and leaves all others as they are.
 *
 * @returns the relative paths of those that had to be written; `null`, and nothing is done, if the site is not there or
 *   has not all of these files
 */
export async function publishSome(
  outFolder: string,
  outputs: readonly Output[],
  claim: OutClaim,
): Promise<readonly string[] | null> {
  const out = resolve(outFolder);
  const ordered = inPublishingOrder(outputs);
  const ours = new Set(claimOutFolder(out, claim)?.files ?? []);
  if (!ordered.every(({ path }) => ours.has(path))) return null;
  const written: string[] = [];
  const known = new Set<string>();
  for (const { path, make } of ordered) {
    const content = await make();
    makeOutFolders(out, path, known);
    if (publishFile(out, path, content)) written.push(path);
  }
  return written;
}

function isUntouched(path: string, earlier: Made): boolean {
  const { sizeBytes, mtimeMs } = lookAt(path);
  return sizeBytes === earlier.sizeBytes && mtimeMs === earlier.mtimeMs;
}

/** A file's size and time, which no file that we made has if it is a folder, a link or not there. */
function lookAt(path: string): Pick<Made, "sizeBytes" | "mtimeMs"> {
  const found = onFile("look at", path, () => lstatSync(path, { throwIfNoEntry: false }));
  return found?.isFile() === true ? { sizeBytes: found.size, mtimeMs: found.mtimeMs } : { sizeBytes: -1, mtimeMs: 0 };
}

function inPublishingOrder(outputs: readonly Output[]): readonly Output[] {
  const paths = new Set<string>();
  for (const { path } of outputs) {
    if (!isPlainRelativePath(path)) throw new TypeError(`not a path for out: ${JSON.stringify(path)}`);
    if (paths.has(path)) throw new TypeError(`two outputs of one path: ${path}`);
    paths.add(path);
  }
  return outputs.toSorted(
    (a, b) => OUTPUT_STAGES.indexOf(a.stage) - OUTPUT_STAGES.indexOf(b.stage) || (a.path < b.path ? -1 : 1),
  );
}

function refuseWhatIsInTheWay(out: string, paths: readonly string[], ours: ReadonlySet<string>): void {
  const absent = new Set<string>();
  for (const folder of foldersOf(paths)) {
    if (absent.has(dirname(folder)) || realFolder(out, folder) === undefined) absent.add(folder);
  }
  for (const path of paths) {
    if (ours.has(path) || absent.has(dirname(path))) continue;
    const target = join(out, path);
    const found = onFile("look at", target, () => lstatSync(target, { throwIfNoEntry: false }));
    // A link holds nothing that could be lost.
    if (found === undefined || found.isSymbolicLink()) continue;
    throw new ProblemError({
      kind: "cannot-write",
      what: `${JSON.stringify(target)} was not made by this program, and a file of the site belongs there`,
      fix: "Move it away.",
    });
  }
}

/** Every folder that the paths lie in, below `out`, each after those above it. */
function foldersOf(paths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== "." && !folders.has(folder); folder = dirname(folder)) {
      folders.add(folder);
    }
  }
  return [...folders].sort();
}

/** A folder in a file's place is someone else's, and stays. */
function removeOurs(path: string): void {
  removeUnless(["ENOENT", "EISDIR"], path, unlinkSync);
}

function removeUnless(tolerated: readonly string[], path: string, remove: (path: string) => void): void {
  onFile("remove", path, () => {
    try {
      remove(path);
    } catch (error) {
      if (!tolerated.includes(errorCode(error) ?? "")) throw error;
    }
  });
}

function removeEmptyFolders(out: string, paths: readonly string[]): void {
  for (const folder of foldersOf(paths).toReversed()) {
    removeUnless(["ENOENT", "ENOTEMPTY", "EEXIST"], join(out, folder), rmdirSync);
  }
}
