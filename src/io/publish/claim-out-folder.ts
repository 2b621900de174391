import { chmodSync, lstatSync, readdirSync, statSync, unlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ProblemError } from "../../text/problem.js";
import { makeFolder, PARENT_FOLDER_MODE, mkdirWithMode } from "../files/durable-file.js";
import { errorCode, onFile } from "../files/file-problem.js";
import { MARKER_NAME, type OutMaker, type OutMarker, readOutMarker } from "./out-marker.js";

/** Setgid, so that new files are readable for the group of `out`: the web server's. */
export const OUT_FOLDER_MODE = 0o2750;
const SETGID = 0o2000;
const TEMPORARY_NAME = /^\.openvpn-status-site(\.[0-9a-f]{16})?\.tmp$/;

export interface OutClaim {
  readonly madeBy: OutMaker;
  /** `gen --full`, which may take an `out` that `demo` made. */
  readonly full: boolean;
}

/**
 * Refuses an `out` that we may not take, and changes nothing: for before the lock is held, so that a refusal comes early.
 *
 * @throws ProblemError as {@link claimOutFolder}
 */
export function refuseOthersOut(outFolder: string, claim: OutClaim): void {
  const out = resolve(outFolder);
  if (isFolderThere(out)) readContent(out, claim);
}

/**
 * Creates `out`, or takes one that is empty or ours, and removes the temporary files of killed runs. Requires the
 * lock: without it, these might be files that another run is writing.
 *
 * @returns the content of its marker; `null` if it is new
 * @throws ProblemError `cannot-write` (someone else's files, or another command's site), `permission` or `io`
 */
export function claimOutFolder(outFolder: string, claim: OutClaim): OutMarker | null {
  const out = resolve(outFolder);
  if (!isFolderThere(out)) return makeOut(out);
  const { marker, temporaries } = readContent(out, claim);
  for (const name of temporaries) removeTemporary(join(out, name));
  if (marker === null) openToGroupIfOurs(out);
  return marker;
}

interface OutContent {
  readonly marker: OutMarker | null;
  readonly temporaries: readonly string[];
}

function readContent(out: string, claim: OutClaim): OutContent {
  // The folder is listed before the marker is read: another run that is at work writes its marker before its files.
  const { own, foreign } = listEntries(out);
  const marker = readOutMarker(out);
  if (marker !== null) refuseOthersSite(out, marker.madeBy, claim);
  else if (foreign !== undefined) throw foreignFiles(out, foreign);
  return { marker, temporaries: own };
}

function isFolderThere(out: string): boolean {
  return onFile("stat", out, () => {
    const found = statSync(out, { throwIfNoEntry: false });
    if (found === undefined) return false;
    if (found.isDirectory()) return true;
    throw new ProblemError({
      kind: "cannot-write",
      what: (t) => t.out.noFolder(JSON.stringify(out)),
      fix: (t) => t.out.noFolderFix,
    });
  });
}

function makeOut(out: string): null {
  onFile("makeFolder", out, () => {
    makeFolder(dirname(out), PARENT_FOLDER_MODE);
    mkdirWithMode(out, OUT_FOLDER_MODE & 0o777);
  });
  openToGroupIfOurs(out);
  return null;
}

/**
 * The owner of an empty folder that we may only write to has decided on its permissions. So has the one who set
 * setgid: a chmod by a user outside the folder's group would remove it.
 */
function openToGroupIfOurs(out: string): void {
  onFile("changePermissions", out, () => {
    if ((statSync(out).mode & SETGID) !== 0) return;
    try {
      chmodSync(out, OUT_FOLDER_MODE);
    } catch (error) {
      if (errorCode(error) !== "EPERM") throw error;
    }
  });
}

function listEntries(out: string): { readonly own: readonly string[]; readonly foreign: string | undefined } {
  const names = onFile("list", out, () => readdirSync(out));
  const own = names.filter((name) => TEMPORARY_NAME.test(name));
  return { own, foreign: names.find((name) => name !== MARKER_NAME && !TEMPORARY_NAME.test(name)) };
}

function removeTemporary(path: string): void {
  onFile("remove", path, () => {
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === true) unlinkSync(path);
  });
}

function refuseOthersSite(out: string, madeBy: OutMaker, claim: OutClaim): void {
  if (madeBy === claim.madeBy || (claim.madeBy === "gen" && claim.full)) return;
  throw new ProblemError({
    kind: "cannot-write",
    what: (t) => t.out.madeBy(JSON.stringify(out), madeBy),
    fix: (t) => (claim.madeBy === "gen" ? t.out.takeOverFix : t.nameOtherOut),
  });
}

function foreignFiles(out: string, name: string): ProblemError {
  return new ProblemError({
    kind: "cannot-write",
    what: (t) => t.out.notEmpty(JSON.stringify(out), JSON.stringify(name)),
    fix: (t) => t.out.notEmptyFix,
  });
}
