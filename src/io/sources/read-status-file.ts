import { accessSync, constants, fstatSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { findPatternStart } from "./discover-sources.js";
import { errorCode } from "../files/file-problem.js";
import { type FileRead, readUntilStable } from "./read-until-stable.js";
import { FileFlawError, withRegularFile } from "../files/regular-file.js";
import { foreignTextFailure, type SourceFailure, type SourceText, systemCannotRead } from "./source-text.js";
import { MAX_STATUS_BYTES } from "../../status/limits.js";

/** Reads a whole status file, which OpenVPN may be rewriting in place at the same time. */
export function readStatusFile(path: string): Promise<SourceText> {
  return readUntilStable(() => readOnce(path));
}

function readOnce(path: string): FileRead | SourceFailure {
  try {
    return withRegularFile(path, { maxBytes: MAX_STATUS_BYTES, links: "followed" }, (file, found) => {
      // One byte more than its size, to notice that it has grown.
      const buffer = Buffer.allocUnsafe(Number(found.size) + 1);
      let length = 0;
      for (let more = 1; more > 0 && length < buffer.length; length += more) {
        more = readSync(file, buffer, length, buffer.length - length, length);
      }
      const { mtimeNs } = fstatSync(file, { bigint: true });
      return { kind: "read", bytes: buffer.subarray(0, length), mtimeNs, inode: found.ino };
    });
  } catch (error) {
    return error instanceof FileFlawError ? describeFlaw(error, path) : toFailure(error, path);
  }
}

function describeFlaw({ flaw, message }: FileFlawError, path: string): SourceFailure {
  if (flaw === "socket") return { kind: "invalid", detail: 'it is a socket: write "unix:" before its path' };
  const foreign = flaw === "tooLarge" ? foreignTextFailure(readBeginning(path)) : null;
  return foreign ?? { kind: "invalid", detail: message };
}

/** A log may be larger than a status file can be: its beginning shows which of the two it is. */
function readBeginning(path: string): Uint8Array {
  const beginning = Buffer.alloc(4096);
  const rules = { maxBytes: Number.MAX_SAFE_INTEGER, links: "followed" } as const;
  try {
    return withRegularFile(path, rules, (file) => beginning.subarray(0, readSync(file, beginning)));
  } catch (error) {
    if (!(error instanceof FileFlawError) && errorCode(error) === null) throw error;
    return new Uint8Array();
  }
}

function toFailure(error: unknown, path: string): SourceFailure {
  const code = errorCode(error);
  switch (code) {
    case null:
      throw error;
    case "ENOENT":
      return missing(path);
    case "ENOTDIR":
      return { kind: "missing", detail: "a part of its path is not a folder" };
    case "ELOOP":
      return { kind: "missing", detail: "its symbolic links form a loop" };
    case "EACCES":
    case "EPERM":
      return { kind: "unreadable", detail: permissionDetail(`(${code})`) };
    default:
      return { kind: "unreadable", detail: systemCannotRead(code) };
  }
}

/** A pattern without a match may mean a folder that we are not allowed to list. */
function missing(path: string): SourceFailure {
  const patternStart = findPatternStart(path);
  if (patternStart < 0) return { kind: "missing", detail: "" };
  const folder = dirname(path.slice(0, patternStart + 1));
  try {
    accessSync(folder, constants.R_OK);
  } catch (error) {
    if (errorCode(error) === "EACCES") return { kind: "unreadable", detail: permissionDetail(`to list ${folder}`) };
  }
  return { kind: "missing", detail: "no file matches it" };
}

function permissionDetail(what: string): string {
  return `permission denied ${what}: let the user that runs this read it (OpenVPN makes it for root alone)`;
}
