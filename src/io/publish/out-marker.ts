import { join } from "node:path";
import { ProblemError, type Words } from "../../text/problem.js";
import { replaceFile, syncFolder } from "../files/durable-file.js";
import { errorCode, onFile } from "../files/file-problem.js";
import { FileFlawError, readRegularFile, MAX_TEXT_BYTES } from "../files/regular-file.js";
import { isPlainRelativePath } from "./relative-path.js";

export type OutMaker = "gen" | "demo";

/** The content of the marker file in `out/`: which command made the site, and every file of it that may exist. */
export interface OutMarker {
  readonly madeBy: OutMaker;
  /** Relative paths, sorted. */
  readonly files: readonly string[];
  /** Whether their gzip copies, which are not listed, are ours too: see `gzip-copy.ts`. */
  readonly hasGzipCopies: boolean;
}

export const MARKER_NAME = ".openvpn-status-site";
// Not readable for the web server: it names every file.
const MARKER_MODE = 0o600;
/** The name that earlier versions gave it on disk. */
const GZIP_COPIES_KEY = "twins";

/**
 * Reads the marker file of an `out/`; `null` if there is none.
 *
 * @throws ProblemError `cannot-write` if it is none of ours: then no file there can be recognized as ours
 */
export function readOutMarker(out: string): OutMarker | null {
  const path = join(out, MARKER_NAME);
  const text = onFile("read", path, () => {
    try {
      return readRegularFile(path, { maxBytes: MAX_TEXT_BYTES, links: "refused" }).toString("utf8");
    } catch (error) {
      if (error instanceof FileFlawError) throw noMarker(path, error.words);
      if (errorCode(error) === "ENOENT") return null;
      throw error;
    }
  });
  if (text === null) return null;
  // A run reads it twice, before and after it takes the lock, and it names every file.
  const marker = text === lastRead?.text ? lastRead.marker : parseOutMarker(text);
  if (marker !== null) {
    lastRead = { text, marker };
    return marker;
  }
  throw noMarker(path, (t) => t.out.markerUnclear);
}

function noMarker(path: string, why: Words): ProblemError {
  return new ProblemError({
    kind: "cannot-write",
    what: (t) => t.out.marker(JSON.stringify(path), why(t)),
    fix: (t) => t.out.markerFix,
  });
}

let lastRead: { readonly text: string; readonly marker: OutMarker } | undefined;

/**
 * Writes it durably: a page that survives a power cut while its entry here does not would be taken for someone else's.
 */
export function writeOutMarker(out: string, marker: OutMarker): void {
  const { madeBy, files, hasGzipCopies } = marker;
  const text = JSON.stringify({ madeBy, files, [GZIP_COPIES_KEY]: hasGzipCopies }, null, 1);
  replaceFile(join(out, MARKER_NAME), `${text}\n`, MARKER_MODE);
  syncFolder(out);
}

function parseOutMarker(text: string): OutMarker | null {
  let marker: unknown;
  try {
    marker = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof marker !== "object" || marker === null || !("madeBy" in marker) || !("files" in marker)) return null;
  const { madeBy, files } = marker;
  if (madeBy !== "gen" && madeBy !== "demo") return null;
  if (!Array.isArray(files) || !files.every(isOurPath)) return null;
  // An early version made no gzip copies.
  return { madeBy, files, hasGzipCopies: GZIP_COPIES_KEY in marker && marker[GZIP_COPIES_KEY] === true };
}

function isOurPath(path: unknown): path is string {
  return typeof path === "string" && isPlainRelativePath(path);
}
