import { join } from "node:path";
import { mayHaveDue } from "../../history/sent-csv.js";
import { readCacheFile } from "../../io/cache/cache-file.js";
import { readSentText } from "../../io/history/sent-file.js";

/** In the cache: the key of the build whose notices have been noted. */
export const RECORDED_FILE = "noted.json";

/** Whether a command may have to be told something. In most runs this is all that is done for it. */
export function mayHaveEvents(historyFolder: string, buildKey: string | null): boolean {
  const text = readSentText(historyFolder);
  const isNoted = buildKey !== null && readCacheFile(join(historyFolder, "cache", RECORDED_FILE)) === buildKey;
  return text === null || !isNoted || mayHaveDue(text);
}
