import { join } from "node:path";
import { readCacheFile, writeCacheFile } from "./cache-file.js";
import { isObject } from "./is-object.js";
import { realPath } from "./real-path.js";

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

/** What the last run published into this `out/`, of the files that tell their inputs; empty if that is not known. */
export function readMadeFiles(cacheFolder: string, out: string): MadeFiles {
  const record = readCacheFile(recordPath(cacheFolder));
  if (!isMadeRecord(record) || record.out !== realPath(out)) return new Map();
  return new Map(Object.entries(record.files));
}

export function writeMadeFiles(cacheFolder: string, out: string, files: MadeFiles): void {
  const record: MadeRecord = { out: realPath(out), files: Object.fromEntries(files) };
  writeCacheFile(recordPath(cacheFolder), record);
}

function recordPath(cacheFolder: string): string {
  return join(cacheFolder, "made.json");
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
