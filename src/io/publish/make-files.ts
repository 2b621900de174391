import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Output, OUTPUT_STAGES } from "../../site/output.js";
import { inMemoryIfSmall } from "./content-bytes.js";
import { hasTwin, isTwin, twinOf } from "./gzip-twin.js";
import { lstatIfExists } from "../files/file-problem.js";
import type { Made, MadeFiles } from "./made-record.js";
import { makeOutFolders } from "./out-folders.js";
import { type PublishingStep, startPublishing } from "./publish-file.js";
import { publishPieces } from "./publish-pieces.js";
import { openStepLine } from "./step-line.js";

/** Files that wait for their twins, to be published in order, while the next ones are made. */
const MAX_WAITING = 8;
/** Up to so many files a run compresses each twin at once. */
const FEW_FILES = 16;

export interface MakingOrder {
  /** An absolute path. */
  readonly out: string;
  /** Exactly the paths that the batches hold. */
  readonly making: ReadonlySet<string>;
  readonly batches: Iterable<readonly Output[]>;
  readonly madeBefore: MadeFiles;
  /** Called for each file that is done. */
  readonly onFileDone: () => void;
}

export interface FilesMade {
  /** Relative paths, in the order of writing. */
  readonly written: readonly string[];
  /** What each file that tells its inputs was made of. */
  readonly made: ReadonlyMap<string, Made>;
}

/**
 * Makes and publishes what the batches hold: batch by batch, each in the order of the stages.
 *
 * @throws TypeError if they hold something else than was said
 */
export async function makeFiles(order: MakingOrder): Promise<FilesMade> {
  const { out, making, batches, madeBefore, onFileDone } = order;
  const written: string[] = [];
  const made = new Map<string, Made>();
  const folders = new Set<string>();
  const left = new Set(making);
  const isFew = making.size <= FEW_FILES;
  const line = openStepLine(isFew ? 0 : MAX_WAITING);
  try {
    for (const output of outputsOf(batches)) {
      const { path } = output;
      if (!left.delete(path)) throw new TypeError(`made twice, or not said to be made: ${JSON.stringify(path)}`);
      const inputs = fingerprintOfInputs(output);
      const earlier = madeBefore.get(path);
      if (earlier !== undefined && earlier.inputs === inputs && isUntouched(join(out, path), earlier)) {
        made.set(path, earlier);
        onFileDone();
        continue;
      }
      const step = await makeFile(output, out, folders, isFew);
      await line.add(async () => {
        if (await step()) written.push(path);
        if (inputs !== undefined) made.set(path, { inputs, ...sizeAndTime(join(out, path)) });
        onFileDone();
      });
    }
  } finally {
    // Also if the next file could not be made: those before it were.
    await line.end();
  }
  for (const path of left) throw new TypeError(`said to be made, but in no batch: ${JSON.stringify(path)}`);
  return { written, made };
}

function* outputsOf(batches: Iterable<readonly Output[]>): Generator<Output> {
  for (const batch of batches) {
    yield* [...batch].sort(
      (a, b) => OUTPUT_STAGES.indexOf(a.stage) - OUTPUT_STAGES.indexOf(b.stage) || (a.path < b.path ? -1 : 1),
    );
  }
}

async function makeFile(
  output: Output,
  out: string,
  folders: Set<string>,
  isOneOfFew: boolean,
): Promise<PublishingStep> {
  const content = await inMemoryIfSmall(await output.make());
  makeOutFolders(out, output.path, folders);
  if (content instanceof Uint8Array) return startPublishing(out, output, content, isOneOfFew);
  return () => publishPieces(out, output, content);
}

function fingerprintOfInputs({ inputs }: Output): string | undefined {
  return inputs === undefined ? undefined : createHash("sha256").update(inputs()).digest("base64url");
}

function isUntouched(path: string, earlier: Made): boolean {
  const found = lstatIfExists(path);
  if (found?.isFile() !== true || found.size !== earlier.sizeBytes || found.mtimeMs !== earlier.mtimeMs) return false;
  return !hasTwin(path) || isTwin(twinOf(path), found);
}

/** Which no file that we made has if it is a folder, a link or not there. */
function sizeAndTime(path: string): Pick<Made, "sizeBytes" | "mtimeMs"> {
  const found = lstatIfExists(path);
  return found?.isFile() === true ? { sizeBytes: found.size, mtimeMs: found.mtimeMs } : { sizeBytes: -1, mtimeMs: 0 };
}
