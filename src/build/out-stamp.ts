import { join } from "node:path";
import { readCache, writeCacheFile } from "../io/cache/cache-file.js";
import { isString } from "../io/cache/shape.js";
import { realPath } from "../io/files/real-path.js";
import { stampFile } from "../io/files/stamp-file.js";

export const STAMP_FILE = "out-stamp.json";
/** Deleting or renaming something directly inside changes the folder's time. Deeper changes are found once a day. */
const FOLDERS = ["assets", "charts", "downloads", "history", "servers", "users"];

/** Whether the folders of `out` are as the last build left them. */
export function readOutStamp(cacheFolder: string, out: string): "same" | "changed" {
  return readCache(join(cacheFolder, STAMP_FILE), isString) === toStamp(out) ? "same" : "changed";
}

/** Records the folders of `out` as they are now. */
export function writeOutStamp(cacheFolder: string, out: string): void {
  if (readOutStamp(cacheFolder, out) === "changed") writeCacheFile(join(cacheFolder, STAMP_FILE), toStamp(out));
}

function toStamp(out: string): string {
  return [realPath(out), ...FOLDERS.map((name) => stampFile(join(out, name)))].join(" ");
}
