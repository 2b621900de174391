import type { Stats } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "../../site/fingerprint.js";
import { inOrder, type Target } from "../../site/target.js";
import { inMemoryIfSmall, type PublishingStep, publishPieces, startPublishing } from "./publish-file.js";
import { areSameTime, hasGzipCopy, toGzipPath } from "./gzip-copy.js";
import { makeOutFolders } from "./out-folders.js";
import { openOrderedQueue } from "./ordered-queue.js";

/** How many files may wait for their gzip copies, to be published in order, while the next ones are built. */
const MAX_WAITING = 8;

/** A published file: its key, size and time. A file that someone has changed is built again. */
export interface MadeFile {
  /** The key of what it shows. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** The size of its gzip copy, which has the same time; null if it has none. */
  readonly gzipSizeBytes: number | null;
}

/** The `lstat` of an absolute path. */
type StatFile = (path: string) => Stats | undefined;

/** By path in `out/`. */
export type MadeFiles = ReadonlyMap<string, MadeFile>;

interface FilesToMake {
  /** An absolute path. */
  readonly out: string;
  readonly targets: readonly Target[];
  readonly before: MadeFiles;
  readonly stat: StatFile;
  readonly isTimeUp: () => boolean;
  readonly onFileDone: (path: string) => void;
  /** Whether files are compressed at once, in this thread: for few of them, it is not worth starting others. */
  readonly areFew: boolean;
}

export interface FilesMade {
  /** The records of the files now; for files that were not built in time, the earlier ones. */
  readonly made: MadeFiles;
  /** Relative paths, in the order of writing. */
  readonly written: readonly string[];
  /** Why each of them was built. */
  readonly reasons: ReadonlyMap<string, MakeReason>;
  /** Whether no file is left for later. */
  readonly isComplete: boolean;
}

/**
 * Why a file is built: it shows the time of each run, it is new, its key has changed, or someone has changed or
 * deleted it.
 */
export type MakeReason = "each run" | "new" | "content changed" | "changed by someone else";

/** Builds files and publishes them, in the order of their stages. */
export async function makeFiles({
  out,
  targets,
  before,
  stat,
  isTimeUp,
  onFileDone,
  areFew,
}: FilesToMake): Promise<FilesMade> {
  const written: string[] = [];
  const made = new Map<string, MadeFile>();
  const reasons = new Map<string, MakeReason>();
  const folders = new Set<string>();
  const queue = openOrderedQueue(areFew ? 0 : MAX_WAITING);
  let isComplete = true;
  try {
    for (const target of inOrder(targets)) {
      const { path } = target;
      const key = target.toKey === null ? null : fingerprint(target.toKey());
      const earlier = before.get(path);
      const reason = findReason(join(out, path), key, earlier, stat);
      if (reason !== null) isComplete &&= !isTimeUp();
      if (reason === null || !isComplete) {
        if (earlier !== undefined) made.set(path, earlier);
        if (reason === null) onFileDone(path);
        continue;
      }
      reasons.set(path, reason);
      const step = await makeFile(target, out, folders, areFew);
      await queue.add(async () => {
        if (await step()) written.push(path);
        if (key !== null) made.set(path, { key, ...sizesAndTime(join(out, path), stat) });
        onFileDone(path);
      });
    }
  } finally {
    // Files that were built before one failed are still published.
    await queue.end();
  }
  return { made, written, reasons, isComplete };
}

function findReason(
  path: string,
  key: string | null,
  earlier: MadeFile | undefined,
  stat: StatFile,
): MakeReason | null {
  if (key === null) return "each run";
  if (earlier === undefined) return "new";
  if (earlier.key !== key) return "content changed";
  return isAsPublished(path, earlier, stat) ? null : "changed by someone else";
}

async function makeFile(
  target: Target,
  out: string,
  folders: Set<string>,
  isOneOfFew: boolean,
): Promise<PublishingStep> {
  const content = await inMemoryIfSmall(await target.make());
  makeOutFolders(out, target.path, folders);
  if (content instanceof Uint8Array) return startPublishing(out, target, content, isOneOfFew);
  return () => publishPieces(out, target, content);
}

/** Whether files are still as they were published. */
export function areAsPublished(out: string, made: MadeFiles, stat: StatFile): boolean {
  return [...made].every(([path, file]) => isAsPublished(join(out, path), file, stat));
}

/**
 * By sizes and times alone: to read the ends of thousands of gzip copies would take as long as the rest of the run. After
 * a power cut a file has another size.
 */
function isAsPublished(path: string, earlier: MadeFile, stat: StatFile): boolean {
  const found = stat(path);
  if (found?.isFile() !== true || found.size !== earlier.sizeBytes || found.mtimeMs !== earlier.mtimeMs) return false;
  if (!hasGzipCopy(path)) return true;
  const gzipped = stat(toGzipPath(path));
  return gzipped?.isFile() === true && gzipped.size === earlier.gzipSizeBytes && areSameTime(gzipped, found);
}

/** Returns sizes that never match if one is missing or is not a regular file. */
function sizesAndTime(path: string, stat: StatFile): Omit<MadeFile, "key"> {
  const found = stat(path);
  const gzipped = hasGzipCopy(path) ? stat(toGzipPath(path)) : null;
  return {
    sizeBytes: found?.isFile() === true ? found.size : -1,
    mtimeMs: found?.mtimeMs ?? 0,
    gzipSizeBytes: gzipped === null ? null : gzipped?.isFile() === true ? gzipped.size : -1,
  };
}
