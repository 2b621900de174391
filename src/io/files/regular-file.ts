import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from "node:fs";
import { englishProblems } from "../../text/i18n/problem-texts-en.js";
import type { Words } from "../../text/problem.js";

/** The limit for a file that is read as a whole: Node cannot hold a longer text in one string. */
export const MAX_TEXT_BYTES = 500 * 1024 * 1024;

/** Why a path is not a regular file that may be read. */
export type FileFlaw = "folder" | "socket" | "pipeOrDevice" | "link" | "tooLarge";

/** A path leads to something that is no readable file. Its words can follow the path: `it is a folder, not a file`. */
export class FileFlawError extends Error {
  override readonly name = "FileFlawError";
  readonly flaw: FileFlaw;
  readonly words: Words;

  constructor(flaw: FileFlaw, words: Words) {
    super(words(englishProblems));
    this.flaw = flaw;
    this.words = words;
  }
}

interface RegularFileRules {
  readonly maxBytes: number;
  /** Whether the path itself may be a symbolic link. Links among its parent folders are followed. */
  readonly links: "followed" | "refused";
}

/**
 * Opens a file that another user may have put there, and closes it after use. It never waits for the writer of a pipe,
 * never opens a device, and never follows a link if links are refused.
 *
 * @throws FileFlawError if it is not a regular file, or is too large
 * @throws the system's error if it cannot be opened
 */
export function withRegularFile<T>(
  path: string,
  rules: RegularFileRules,
  use: (file: number, found: BigIntStats) => T,
): T {
  // Before opening: to open a device may already have an effect.
  const look = rules.links === "followed" ? statSync : lstatSync;
  refuseFlaw(look(path, { bigint: true }), rules);
  const noFollow = rules.links === "followed" ? 0 : constants.O_NOFOLLOW;
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY | noFollow);
  try {
    const found = fstatSync(file, { bigint: true });
    // The path may lead to something else by now.
    refuseFlaw(found, rules);
    return use(file, found);
  } finally {
    closeSync(file);
  }
}

/**
 * Reads the whole of such a file.
 *
 * @throws as {@link withRegularFile}
 */
export function readRegularFile(path: string, rules: RegularFileRules): Buffer {
  return withRegularFile(path, rules, (file, { size }) => {
    // One byte more than its size, to notice its end.
    let buffer = Buffer.allocUnsafe(Number(size) + 1);
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, length);
      length += count;
      if (length > rules.maxBytes) throw tooLarge(length, rules);
      if (count === 0) return buffer.subarray(0, length);
      if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(2 * length, rules.maxBytes + 1));
    }
  });
}

function refuseFlaw(found: BigIntStats, rules: RegularFileRules): void {
  if (found.isDirectory()) throw new FileFlawError("folder", (t) => t.file.flaw.folder);
  if (found.isSocket()) throw new FileFlawError("socket", (t) => t.file.flaw.socket);
  if (found.isSymbolicLink()) throw new FileFlawError("link", (t) => t.file.flaw.link);
  if (!found.isFile()) throw new FileFlawError("pipeOrDevice", (t) => t.file.flaw.pipeOrDevice);
  if (found.size > BigInt(rules.maxBytes)) throw tooLarge(found.size, rules);
}

/** The error for a file of more than the maximal size, in bytes. */
export function tooLarge(sizeBytes: bigint | number, { maxBytes }: RegularFileRules): FileFlawError {
  return new FileFlawError("tooLarge", (t) => t.file.flaw.tooLarge(String(sizeBytes), String(maxBytes)));
}
