import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Output, OUTPUT_STAGES } from "../site/output.js";
import { claimOutFolder, type OutClaim } from "./claim-out-folder.js";
import { onFile } from "./file-problem.js";
import { refuseWhatIsInTheWay } from "./in-the-way.js";
import type { Made, MadeFiles } from "./made-record.js";
import { type OutMarker, writeOutMarker } from "./out-marker.js";
import { makeOutFolders, publishFile } from "./publish-file.js";
import { isPlainRelativePath } from "./relative-path.js";
import { removeLeaving } from "./remove-leaving.js";

/** A site of which every file is made, batch by batch, so that not all of them need be in memory at once. */
export interface WholeSite {
  /** Relative path of every file that the site has. */
  readonly paths: readonly string[];
  readonly making: "all";
  /** Each is asked for when the one before is published; within one, files go by their stages. */
  readonly batches: Iterable<readonly Output[]>;
}

/**
 * A site of which some files are made. All others are taken to stand already as they should: the marker also names what
 * a killed run did not come to make, so whoever leaves a file out must know that a publish that made it has ended.
 */
export interface PartOfSite extends Omit<WholeSite, "paths" | "making"> {
  /** Every file that the site has; `standing`: the same ones as before. */
  readonly paths: readonly string[] | "standing";
  /** Exactly those that the batches make. */
  readonly making: ReadonlySet<string>;
}

export interface PublishResult {
  /** Relative paths, in the order of writing. */
  readonly written: readonly string[];
  readonly unchangedCount: number;
  /** Relative paths that are no longer part of the site. */
  readonly removed: readonly string[];
  /** What each file that tells its inputs was made of; of one that was not to be made, what was known before. */
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
 * @returns `null`, and nothing is done, if a file that is not to be made is none of ours: then the whole site is due
 * @throws ProblemError if `out` is not ours, something of someone else's is in the way (before anything is written), or
 *   a file cannot be written
 * @throws TypeError if the batches do not make exactly what was said
 */
export async function publish(
  outFolder: string,
  site: WholeSite,
  claim: OutClaim,
  madeBefore?: MadeFiles,
): Promise<PublishResult>;
export async function publish(
  outFolder: string,
  site: WholeSite | PartOfSite,
  claim: OutClaim,
  madeBefore?: MadeFiles,
): Promise<PublishResult | null>;
export async function publish(
  outFolder: string,
  site: WholeSite | PartOfSite,
  claim: OutClaim,
  madeBefore: MadeFiles = new Map(),
): Promise<PublishResult | null> {
  const out = resolve(outFolder);
  const marker = claimOutFolder(out, claim);
  const before = new Set(marker?.files ?? []);
  const plan = planPublish(site, before);
  if (plan === null) return null;
  const { wanted, making, leaving } = plan;
  const during: OutMarker = { madeBy: claim.madeBy, files: [...wanted, ...leaving].sort() };

  refuseWhatIsInTheWay(out, [...making, ...leaving], before);
  if (JSON.stringify(during) !== JSON.stringify(marker)) writeOutMarker(out, during);

  const { written, made } = await makeFiles(out, making, site.batches, madeBefore);
  for (const [path, earlier] of madeBefore) if (wanted.has(path) && !making.has(path)) made.set(path, earlier);

  removeLeaving(out, leaving);
  if (leaving.length > 0) writeOutMarker(out, { madeBy: claim.madeBy, files: [...wanted].sort() });
  return { written, unchangedCount: wanted.size - written.length, removed: leaving, made };
}

interface PublishPlan {
  readonly wanted: ReadonlySet<string>;
  readonly making: ReadonlySet<string>;
  /** Files of ours that the site no longer has. */
  readonly leaving: readonly string[];
}

/** @returns `null` if a file that is not to be made is not among those before */
function planPublish({ paths, making: some }: WholeSite | PartOfSite, before: ReadonlySet<string>): PublishPlan | null {
  const wanted = paths === "standing" ? before : new Set(paths);
  const making = some === "all" ? wanted : some;
  for (const path of wanted) {
    if (!isPlainRelativePath(path)) throw new TypeError(`not a path for out: ${JSON.stringify(path)}`);
    if (!making.has(path) && !before.has(path)) return null;
  }
  for (const path of making) {
    if (wanted.has(path)) continue;
    if (paths === "standing") return null;
    throw new TypeError(`to be made, but no file of the site: ${JSON.stringify(path)}`);
  }
  return { wanted, making, leaving: [...before].filter((path) => !wanted.has(path)) };
}

/** Makes and publishes what the batches hold. */
async function makeFiles(
  out: string,
  making: ReadonlySet<string>,
  batches: Iterable<readonly Output[]>,
  madeBefore: MadeFiles,
): Promise<{ readonly written: readonly string[]; readonly made: Map<string, Made> }> {
  const written: string[] = [];
  const made = new Map<string, Made>();
  const folders = new Set<string>();
  const left = new Set(making);
  for (const batch of batches) {
    for (const { path, inputs, make } of inPublishingOrder(batch)) {
      if (!left.delete(path)) throw new TypeError(`made twice, or not said to be made: ${JSON.stringify(path)}`);
      const madeOf = inputs === undefined ? undefined : createHash("sha256").update(inputs()).digest("base64url");
      const earlier = madeBefore.get(path);
      if (earlier !== undefined && earlier.inputs === madeOf && isUntouched(join(out, path), earlier)) {
        made.set(path, earlier);
        continue;
      }
      const content = await make();
      makeOutFolders(out, path, folders);
      if (publishFile(out, path, content)) written.push(path);
      if (madeOf !== undefined) made.set(path, { inputs: madeOf, ...lookAt(join(out, path)) });
    }
  }
  for (const path of left) throw new TypeError(`said to be made, but in no batch: ${JSON.stringify(path)}`);
  return { written, made };
}

function inPublishingOrder(outputs: readonly Output[]): readonly Output[] {
  return outputs.toSorted(
    (a, b) => OUTPUT_STAGES.indexOf(a.stage) - OUTPUT_STAGES.indexOf(b.stage) || (a.path < b.path ? -1 : 1),
  );
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
