import { join, resolve } from "node:path";
import type { Target } from "../../site/target.js";
import { lstatIfExists } from "../files/file-problem.js";
import { claimOutFolder, type OutClaim } from "./claim-out-folder.js";
import { toPlainPath, withGzipCopies } from "./gzip-copy.js";
import { refuseForeignFiles } from "./refuse-foreign-files.js";
import { areAsPublished, type FilesMade, type MadeFiles, makeFiles } from "./make-files.js";
import { openGroupWatch, repairGroups, type OtherGroup } from "./out-group.js";
import { writeOutMarker } from "./out-marker.js";
import { isPlainRelativePath } from "./relative-path.js";
import { removeStaleFiles } from "./remove-stale-files.js";

/** Receives how many of the site's files are done. */
export type Progress = (doneCount: number, totalCount: number) => void;

/**
 * The folder that the site is published into. Files and folders are listed without their gzip copies, which are written
 * and removed with them: see `gzip-copy.ts`.
 *
 * Its marker names every file of ours that may be there at any time: a file is named before it is made, and until after
 * it is removed. So a run that is killed leaves nothing that the next one does not know, and nothing is deleted that is
 * not ours.
 */
export interface OutFolder {
  /** An absolute path. */
  readonly path: string;
  /**
   * The files of ours that may be there, relative to it; empty if it is new, or if a version without gzip copies made
   * it.
   */
  readonly files: ReadonlySet<string>;
  /**
   * Sets which files the site has from now on, instead of what an earlier call said. Other files of ours are removed by
   * {@link finish}.
   *
   * @throws ProblemError if a file of someone else's is in its place; nothing is written then
   */
  readonly expect: (paths: ReadonlySet<string>) => void;
  readonly expected: () => ReadonlySet<string>;
  /**
   * Whether a file existed already, or was published since. After an unfinished build, the disk is checked: its
   * marker may name files that were never built.
   */
  readonly isThere: (path: string, wasFinished: boolean) => boolean;
  /** Whether a file was published since, or found to be up to date. */
  readonly isDone: (path: string) => boolean;
  /**
   * Builds and publishes expected files, in the order of their stages.
   *
   * @param before their records: a file with the same key that nobody has changed is left as it is
   * @param isTimeUp called between two files: whether the others are left for later
   * @throws ProblemError if one cannot be written
   * @throws TypeError if one is not expected
   */
  readonly publish: (targets: readonly Target[], before: MadeFiles, isTimeUp: () => boolean) => Promise<FilesMade>;
  /** Whether files are still as they were published. */
  readonly areAsPublished: (made: MadeFiles) => boolean;
  /** A folder, or a checked file, with another group than `out`. */
  readonly findOtherGroup: () => OtherGroup | null;
  /** Removes the files of ours that are not expected. @returns their paths */
  readonly finish: () => readonly string[];
}

/** If a run publishes more files, they are compressed in other threads. */
const FEW_FILES = 16;

/**
 * Takes an `out` folder, or makes it. For the holder of the lock.
 *
 * @throws ProblemError if it is not ours
 */
export function openOutFolder(outFolder: string, claim: OutClaim, progress: Progress): OutFolder {
  const out = resolve(outFolder);
  const marker = claimOutFolder(out, claim);
  const hasGzipCopies = marker?.hasGzipCopies === true;
  const before: ReadonlySet<string> = new Set(marker?.files ?? []);
  const isOurs = (path: string): boolean => before.has(path) || (hasGzipCopies && before.has(toPlainPath(path) ?? ""));
  let marked = before;
  let isMarkedByUs = hasGzipCopies && marker.madeBy === claim.madeBy;
  let expected = before;
  const published = new Set<string>();
  const { stat, findOther } = openGroupWatch(out);

  const mark = (paths: ReadonlySet<string>): void => {
    if (isMarkedByUs && paths.size === marked.size && [...paths].every((path) => marked.has(path))) return;
    writeOutMarker(out, { madeBy: claim.madeBy, files: [...paths].sort(), hasGzipCopies: true });
    [marked, isMarkedByUs] = [paths, true];
  };
  const markedOutside = (paths: ReadonlySet<string>): readonly string[] =>
    [...marked].filter((path) => !paths.has(path));
  return {
    path: out,
    files: hasGzipCopies ? before : new Set(),
    expected: () => expected,
    isThere: (path, wasFinished) =>
      published.has(path) || (before.has(path) && (wasFinished || lstatIfExists(join(out, path)) !== undefined)),
    isDone: (path) => published.has(path),
    expect: (paths) => {
      for (const path of paths) {
        if (!isPlainRelativePath(path)) throw new TypeError(`not a path for out: ${JSON.stringify(path)}`);
      }
      expected = paths;
      // Since the marker was written by this run, what it names is ours, with its gzip copies.
      const areCopiesOurs = hasGzipCopies || isMarkedByUs;
      const coming = [...paths].filter((path) => !marked.has(path) || !areCopiesOurs);
      refuseForeignFiles(out, withGzipCopies([...coming, ...markedOutside(paths)]), isOurs);
      mark(new Set([...marked, ...paths]));
      if (claim.full)
        repairGroups(
          out,
          [...paths].filter((path) => before.has(path)),
        );
    },
    publish: async (targets, madeBefore, isTimeUp) => {
      for (const { path } of targets) {
        if (!expected.has(path)) throw new TypeError(`not expected in out: ${JSON.stringify(path)}`);
      }
      const onFileDone = (path: string): void => {
        published.add(path);
        progress(published.size, expected.size);
      };
      const areFew = published.size + targets.length <= FEW_FILES;
      return await makeFiles({ out, targets, before: madeBefore, stat, isTimeUp, onFileDone, areFew });
    },
    areAsPublished: (made) => areAsPublished(out, made, stat),
    findOtherGroup: () => findOther(expected),
    finish: () => {
      const gone = markedOutside(expected);
      removeStaleFiles(out, withGzipCopies(gone));
      mark(expected);
      return gone;
    },
  };
}
