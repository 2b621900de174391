import { resolve } from "node:path";
import type { Output } from "../../site/output.js";
import { claimOutFolder, type OutClaim } from "./claim-out-folder.js";
import { plainOf, withTwins } from "./gzip-twin.js";
import { refuseWhatIsInTheWay } from "./in-the-way.js";
import { makeFiles } from "./make-files.js";
import type { MadeFiles } from "./made-record.js";
import { writeOutMarker } from "./out-marker.js";
import { repairGroups } from "./out-group.js";
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
export interface PartOfSite {
  /** Exactly those that the batches make, new ones among them. */
  readonly making: ReadonlySet<string>;
  /** Those that the site no longer has. */
  readonly leaving: ReadonlySet<string>;
  readonly batches: Iterable<readonly Output[]>;
}

/** Is told how many of the files that are to be made are done. */
export type Progress = (doneCount: number, totalCount: number) => void;

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
 * Makes `out` hold exactly this site, beside what others put there: file by file, in a batch pages after what they link to,
 * and what is no longer wanted last. Files and folders are named without their compressed twins, which
 * come, change and go with them: see `gzip-twin.ts`.
 *
 * The marker names every file of ours that may be there, at any instant: what is about to be made is named before, what
 * is gone only after. So a run that is killed leaves nothing that the next one does not know, and nothing is deleted
 * that was not ours.
 *
 * @param madeBefore what the last run made of which inputs: what would be made of the same ones is left as it is
 * @param progress is told of each file that is done
 * @returns `null`, and nothing is done, if a part is to be made of a site that is not there: then the whole of it is due
 * @throws ProblemError if `out` is not ours, something of someone else's is in the way (before anything is written), or
 *   a file cannot be written
 * @throws TypeError if the batches do not make exactly what was said
 */
export async function publish(
  outFolder: string,
  site: WholeSite,
  claim: OutClaim,
  madeBefore?: MadeFiles,
  progress?: Progress,
): Promise<PublishResult>;
export async function publish(
  outFolder: string,
  site: WholeSite | PartOfSite,
  claim: OutClaim,
  madeBefore?: MadeFiles,
  progress?: Progress,
): Promise<PublishResult | null>;
export async function publish(
  outFolder: string,
  site: WholeSite | PartOfSite,
  claim: OutClaim,
  madeBefore: MadeFiles = new Map(),
  progress: Progress = () => undefined,
): Promise<PublishResult | null> {
  const out = resolve(outFolder);
  const marker = claimOutFolder(out, claim);
  const before = new Set(marker?.files ?? []);
  // Of a site from before there were twins, each file has to be looked at.
  if (site.making !== "all" && marker?.twins !== true) return null;
  const { wanted, making, leaving } = planPublish(site, before);
  const isOurs = (path: string): boolean =>
    before.has(path) || (marker?.twins === true && before.has(plainOf(path) ?? ""));

  refuseWhatIsInTheWay(out, withTwins([...making, ...leaving]), isOurs);
  const isMarked = marker?.twins === true && [...making].every((path) => before.has(path));
  const writeMarker = (...files: readonly string[][]): void => {
    writeOutMarker(out, { madeBy: claim.madeBy, files: files.flat().sort(), twins: true });
  };
  if (!isMarked || marker.madeBy !== claim.madeBy) writeMarker([...wanted], [...leaving]);

  if (claim.full)
    repairGroups(
      out,
      [...wanted].filter((path) => before.has(path)),
    );
  const known = [...madeBefore].filter(([path]) => wanted.has(path) && !making.has(path));
  let doneCount = 0;
  const onFileDone = (): void => {
    progress(++doneCount, making.size);
  };
  const { written, made } = await makeFiles({ out, making, batches: site.batches, madeBefore, onFileDone });

  removeLeaving(out, withTwins(leaving));
  if (leaving.length > 0) writeMarker([...wanted]);
  return {
    written,
    unchangedCount: wanted.size - written.length,
    removed: leaving,
    made: new Map([...known, ...made]),
  };
}

interface PublishPlan {
  readonly wanted: ReadonlySet<string>;
  readonly making: ReadonlySet<string>;
  /** Files of ours that the site no longer has. */
  readonly leaving: readonly string[];
}

function planPublish(site: WholeSite | PartOfSite, before: ReadonlySet<string>): PublishPlan {
  const making = site.making === "all" ? new Set(site.paths) : site.making;
  for (const path of making) {
    if (!isPlainRelativePath(path)) throw new TypeError(`not a path for out: ${JSON.stringify(path)}`);
  }
  const leaving = [...before].filter((path) => (site.making === "all" ? !making.has(path) : site.leaving.has(path)));
  const wanted = new Set(site.making === "all" ? making : [...before, ...making]);
  for (const path of leaving) wanted.delete(path);
  return { wanted, making, leaving };
}
