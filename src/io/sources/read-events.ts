import { createHash } from "node:crypto";
import { readdirSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { EventPosition } from "../../history/observed-events.js";
import { errorCode, lstatIfExists } from "../files/file-problem.js";
import { FileFlawError, withRegularFile } from "../files/regular-file.js";
import { systemCannotRead } from "./source-text.js";

/** What is new in an event file. */
interface EventText {
  /** Whole lines, without their line breaks. */
  readonly lines: readonly Uint8Array[];
  readonly position: EventPosition;
  /** Files that have been read to their end. */
  readonly finished: readonly string[];
  /** Why something could not be read; empty if all was read. */
  readonly detail: string;
}

/** In one run; the next one continues. */
const MAX_BYTES = 16 * 1024 * 1024;
/** In one run. An event's line has at least 100 bytes, but the file may also be full of empty lines. */
const MAX_LINES = 200_000;
/** How many bytes before the position identify a file. */
const TAIL_BYTES = 256;
/** How many rotated files are compared with the position. */
const MAX_ROTATED = 20;
const COMPRESSED = /\.(gz|bz2|xz|zst)$/;
const LINE_FEED = 10;

/** What an event file is renamed to before its lines are removed. */
export function toTakenPath(path: string): string {
  return `${path}.taken`;
}

/**
 * Reads the lines that have been added to an event file since the last run. The file may have been renamed, copied and
 * cut, or replaced since then: what was read before is recognized by its last bytes. A file that does not exist has no
 * lines, since OpenVPN's hook creates it.
 *
 * @param known how far it was read; `null` if it never was
 */
export function readEvents(path: string, known: EventPosition | null): EventText {
  const lines: Uint8Array[] = [];
  const finished: string[] = [];
  let position = known ?? { file: path, offset: 0, tail: "" };
  let left = { bytes: MAX_BYTES, lines: MAX_LINES };
  try {
    const parts = findParts(path, known);
    // A run read it and was killed before it removed it.
    if (position.offset > 0 && parts[0]?.path === path) finished.push(toTakenPath(path));
    for (const part of parts) {
      const read = readPart(part, left);
      if (read === null) continue;
      for (const line of read.lines) lines.push(line);
      left = { bytes: left.bytes - read.byteCount, lines: left.lines - read.lines.length };
      // An empty file cannot be recognized again.
      if (read.offset > 0) position = { file: path, offset: read.offset, tail: read.tail };
      if (!read.isFinished) break;
      finished.push(part.path);
    }
    return { lines, position, finished, detail: "" };
  } catch (error) {
    const code = errorCode(error);
    if (!(error instanceof FileFlawError) && code === null) throw error;
    const detail = error instanceof FileFlawError ? error.message : systemCannotRead(code ?? "");
    return { lines, position, finished, detail };
  }
}

interface Part {
  readonly path: string;
  readonly offset: number;
}

/** The files to read, from where, oldest first. */
function findParts(path: string, known: EventPosition | null): readonly Part[] {
  if (known !== null && isAtPosition(path, known)) return [{ path, offset: known.offset }];
  const rotated = findRotated(path);
  const at = known === null ? -1 : rotated.findIndex((one) => isAtPosition(one, known));
  if (known !== null && at >= 0) {
    const [first = "", ...later] = rotated.slice(at);
    return [{ path: first, offset: known.offset }, ...[...later, path].map((one) => ({ path: one, offset: 0 }))];
  }
  const taken = toTakenPath(path);
  return [...rotated.filter((one) => one === taken), path].map((one) => ({ path: one, offset: 0 }));
}

/** Files that were moved away from a path, the one that was written last at the end. */
function findRotated(path: string): readonly string[] {
  const [folder, name] = [dirname(path), basename(path)];
  const isRotated = (one: string): boolean =>
    (one.startsWith(`${name}.`) || one.startsWith(`${name}-`)) && !COMPRESSED.test(one);
  return listFolder(folder)
    .filter(isRotated)
    .flatMap((one) => {
      const found = lstatIfExists(join(folder, one));
      return found?.isFile() === true ? [{ path: join(folder, one), mtimeMs: found.mtimeMs }] : [];
    })
    .sort((a, b) => a.mtimeMs - b.mtimeMs)
    .slice(-MAX_ROTATED)
    .map((one) => one.path);
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** Whether the file begins with what was read before. */
function isAtPosition(path: string, { offset, tail }: EventPosition): boolean {
  if (offset === 0) return lstatIfExists(path) !== undefined;
  return withEventFile(path, (file, size) => size >= offset && readTail(file, offset) === tail) === true;
}

interface ReadPart {
  readonly lines: readonly Uint8Array[];
  readonly byteCount: number;
  readonly offset: number;
  readonly tail: string;
  readonly isFinished: boolean;
}

/** @returns `null` if there is no such file */
function readPart({ path, offset }: Part, most: { readonly bytes: number; readonly lines: number }): ReadPart | null {
  return withEventFile(path, (file, size) => {
    const bytes = Buffer.alloc(Math.max(0, Math.min(size - offset, most.bytes)));
    const length = readFully(file, bytes, offset);
    const hasOnlyBeginning = length === MAX_BYTES && !bytes.includes(LINE_FEED);
    // A line that is longer than all that is read is no event.
    const wholeLines = hasOnlyBeginning ? length : bytes.subarray(0, length).lastIndexOf(LINE_FEED) + 1;
    const { lines, end } = splitLines(bytes.subarray(0, wholeLines), most.lines);
    const newOffset = offset + end;
    return {
      lines,
      byteCount: length,
      offset: newOffset,
      tail: readTail(file, newOffset),
      isFinished: end === wholeLines && offset + length >= size,
    };
  });
}

function withEventFile<T>(path: string, use: (file: number, size: number) => T): T | null {
  try {
    const rules = { maxBytes: Number.MAX_SAFE_INTEGER, links: "refused" } as const;
    return withRegularFile(path, rules, (file, { size }) => use(file, Number(size)));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** @returns at most this many lines, and where they end */
function splitLines(bytes: Buffer, most: number): { readonly lines: readonly Uint8Array[]; readonly end: number } {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length && lines.length < most) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, end: Math.min(start, bytes.length) };
}

function readTail(file: number, offset: number): string {
  if (offset === 0) return "";
  const bytes = Buffer.alloc(Math.min(offset, TAIL_BYTES));
  readFully(file, bytes, offset - bytes.length);
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

function readFully(file: number, bytes: Buffer, offset: number): number {
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(file, bytes, length, bytes.length - length, offset + length);
    if (count === 0) break;
    length += count;
  }
  return length;
}
