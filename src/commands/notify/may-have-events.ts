import { join } from "node:path";
import { mayHaveDue } from "../../history/sent-csv.js";
import { readCache } from "../../io/cache/cache-file.js";
import { isString } from "../../io/cache/shape.js";
import { readSentText } from "../../io/history/sent-file.js";

/** In the cache: the key of the last build whose notices are recorded. */
export const RECORDED_FILE = "noted.json";

/** Whether there may be events to send to a command. Most runs do nothing else for `[notify]`. */
export function mayHaveEvents(historyFolder: string, buildKey: string | null): boolean {
  const text = readSentText(historyFolder);
  const isNoted = buildKey !== null && readCache(join(historyFolder, "cache", RECORDED_FILE), isString) === buildKey;
  return text === null || !isNoted || mayHaveDue(text);
}
