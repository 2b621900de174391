import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { replaceFile } from "../files/durable-file.js";
import { HISTORY_FILE_MODE } from "./apply-file-changes.js";
import { readBytes } from "./read-history.js";
import { replaceIfChanged } from "./replace-if-changed.js";

const SECRET_FILE = "secret";
const SECRET_BYTES = 32;

/**
 * A random text that no other history has, made when it is first needed. Ids that others get are derived from it, and so are the
 * pseudonyms of sites for others: without it, nobody can check a guess. For the holder of the lock.
 */
export function readSecret(historyFolder: string): string {
  const path = join(historyFolder, SECRET_FILE);
  const known = readBytes(path);
  if (known !== null) return known.toString("utf8").trim();
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  replaceFile(path, `${secret}\n`, HISTORY_FILE_MODE);
  return secret;
}

/**
 * Gives the copy of a history a secret of its own: the same each time, although copies may be deleted, and none from which
 * the history's can be computed.
 */
export function writeFurtherSecret(historyFolder: string, out: string, copyFolder: string): void {
  const secret = createHmac("sha256", readSecret(historyFolder)).update(`site\n${out}`).digest("hex");
  replaceIfChanged(join(copyFolder, SECRET_FILE), `${secret}\n`);
}
