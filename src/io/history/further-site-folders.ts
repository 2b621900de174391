import { createHash } from "node:crypto";
import { lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ifExists, isThere, listFolder, listReadableFolder } from "../files/existing.js";
import { makeFolder } from "../files/durable-file.js";
import { onFile } from "../files/file-problem.js";
import { readCache, writeCacheFile } from "../cache/cache-file.js";
import { isObjectOf, isString } from "../cache/shape.js";
import { MARKER_NAME } from "../publish/out-marker.js";
import { HISTORY_FOLDER_MODE } from "./apply-file-changes.js";

/** In the folder of a site for others: where it is published. */
const SITE_FILE = "out.json";

const isSite = isObjectOf({ out: isString });

/** The sites for others that the program has made, but that the config no longer has. */
export interface FormerSites {
  /** The `out` folders of those that are still published. */
  readonly published: readonly string[];
  /** The `out` folders of those that are not there any more. */
  readonly removed: readonly string[];
}

/** Where the copy of a history is that a site for others is made of. */
export function furtherSiteFolder(historyFolder: string, out: string): string {
  return join(sitesFolder(historyFolder), toName(out));
}

/** Remembers where a site for others is published, so that it is still known when the config no longer has it. */
export function rememberFurtherSite(historyFolder: string, out: string): void {
  const folder = furtherSiteFolder(historyFolder, out);
  makeFolder(folder, HISTORY_FOLDER_MODE);
  if (readOut(folder) !== out) writeCacheFile(join(folder, SITE_FILE), { out });
}

/**
 * Finds the sites for others that the config no longer has.
 *
 * @param outs the folders into which the config publishes
 */
export function findFormerSites(historyFolder: string, outs: readonly string[]): FormerSites {
  const [published, removed]: [string[], string[]] = [[], []];
  for (const folder of listFormerFolders(historyFolder, outs)) {
    const out = readOut(folder);
    if (out !== null) (isPublished(out) ? published : removed).push(out);
  }
  return { published, removed };
}

/**
 * Deletes the copies that former sites were made of, and forgets those sites that are not there any more. For the holder of the
 * lock.
 */
export function forgetFormerSites(historyFolder: string, outs: readonly string[]): void {
  for (const folder of listFormerFolders(historyFolder, outs)) {
    const out = readOut(folder);
    const isKept = out !== null && isPublished(out);
    const paths = isKept
      ? listFolder(folder)
          .filter((name) => name !== SITE_FILE)
          .map((name) => join(folder, name))
      : [folder];
    for (const path of paths) {
      onFile("remove", path, () => {
        rmSync(path, { recursive: true, force: true });
      });
    }
  }
}

/** Whether there are sites for others, or were. Only then is the report of former sites loaded. */
export function hasFurtherSites(historyFolder: string): boolean {
  return isThere(sitesFolder(historyFolder));
}

function listFormerFolders(historyFolder: string, outs: readonly string[]): readonly string[] {
  const current = new Set(outs.map(toName));
  const names = listReadableFolder(sitesFolder(historyFolder)).filter(
    (name) => /^[\da-f]{16}$/.test(name) && !current.has(name),
  );
  return names.sort().map((name) => join(sitesFolder(historyFolder), name));
}

function readOut(folder: string): string | null {
  return readCache(join(folder, SITE_FILE), isSite)?.out ?? null;
}

/** Whether our files are there. Where nobody can tell, they may be. */
function isPublished(out: string): boolean {
  try {
    return ifExists(() => lstatSync(join(out, MARKER_NAME))) !== null;
  } catch {
    return true;
  }
}

function sitesFolder(historyFolder: string): string {
  return join(historyFolder, "cache", "sites");
}

function toName(out: string): string {
  return createHash("sha256").update(out).digest("hex").slice(0, 16);
}
