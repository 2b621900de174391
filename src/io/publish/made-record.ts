import { join } from "node:path";
import { readCacheFile, removeCacheFile, writeCacheFile } from "../cache/cache-file.js";
import { isObject } from "../files/is-object.js";
import { realPath } from "../files/real-path.js";

/** What one published file was made of, and what it was like then: a file that someone has touched is made again. */
export interface Made {
  readonly inputs: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** By path in `out/`. */
export type MadeFiles = ReadonlyMap<string, Made>;

interface MadeRecord {
  /** The `out/` that it tells of: the same history may be published into another one. */
  readonly out: string;
  readonly files: Readonly<Record<string, Made>>;
}

/** Which files a run asks for: workbooks are few, and in a run in which little happens the only ones. */
type MadeKind = "all" | "workbooks";

/** What the last run published into this `out/`, of the files that tell their inputs; empty if that is not known. */
export function readMadeFiles(cacheFolder: string, out: string, kind: MadeKind): MadeFiles {
  const files = new Map<string, Made>();
  for (const path of kind === "all"
    ? [workbooksPath(cacheFolder), othersPath(cacheFolder)]
    : [workbooksPath(cacheFolder)]) {
    const record = readCacheFile(path);
    if (!isMadeRecord(record) || record.out !== realPath(out)) continue;
    for (const [file, made] of Object.entries(record.files)) files.set(file, made);
  }
  return files;
}

export function writeMadeFiles(cacheFolder: string, out: string, made: MadeFiles, kind: MadeKind): void {
  const isWorkbook = ([path]: readonly [string, Made]): boolean => path.endsWith(".xlsx");
  const write = (path: string, files: readonly (readonly [string, Made])[]): void => {
    writeCacheFile(path, { out: realPath(out), files: Object.fromEntries(files) } satisfies MadeRecord);
  };
  write(workbooksPath(cacheFolder), [...made].filter(isWorkbook));
  if (kind === "all")
    write(
      othersPath(cacheFolder),
      [...made].filter((entry) => !isWorkbook(entry)),
    );
}

/** Forgets what is remembered of some files, by their paths in `out/`. */
export function forgetMadeFiles(cacheFolder: string, isForgotten: (path: string) => boolean): void {
  for (const name of MADE_FILES) {
    const file = join(cacheFolder, name);
    const record = readCacheFile(file);
    if (!isMadeRecord(record)) {
      removeCacheFile(file);
      continue;
    }
    const files = Object.entries(record.files);
    const left = files.filter(([path]) => !isForgotten(path));
    if (left.length < files.length) writeCacheFile(file, { ...record, files: Object.fromEntries(left) });
  }
}

const WORKBOOKS_FILE = "made-workbooks.json";
const OTHERS_FILE = "made.json";
/** The names of these files in the cache. */
export const MADE_FILES: readonly string[] = [WORKBOOKS_FILE, OTHERS_FILE];

function workbooksPath(cacheFolder: string): string {
  return join(cacheFolder, WORKBOOKS_FILE);
}

function othersPath(cacheFolder: string): string {
  return join(cacheFolder, OTHERS_FILE);
}

function isMadeRecord(value: unknown): value is MadeRecord {
  if (!isObject(value) || typeof value["out"] !== "string" || !isObject(value["files"])) return false;
  return Object.values(value["files"]).every(
    (made) =>
      isObject(made) &&
      typeof made["inputs"] === "string" &&
      typeof made["sizeBytes"] === "number" &&
      typeof made["mtimeMs"] === "number",
  );
}
