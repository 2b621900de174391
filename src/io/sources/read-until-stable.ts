import { setTimeout as sleep } from "node:timers/promises";
import { findStatusFlaw, foreignTextFailure, type SourceFailure, type SourceText } from "./source-text.js";

/** One read of a file, which may be torn. */
export interface FileRead {
  readonly kind: "read";
  readonly bytes: Buffer;
  readonly mtimeNs: bigint;
  readonly inode: bigint;
}

/**
 * How long to wait before each further read: at least 10 ms, the resolution of the coarsest clock that sets a file's
 * mtime.
 */
const WAITS_MS = [12, 12, 12, 25, 50, 100, 150, 200, 400];
/** OpenVPN writes a file within a moment: if END is missing in this many equal reads, it will not come. */
const EQUAL_FLAWED_READS = 4;

/**
 * Reads repeatedly until two successive reads are equal in bytes, time and file: OpenVPN writes its status in place,
 * and most torn reads seem valid. If the file is missing for a moment, reading continues; if it is missing at first,
 * there is no wait.
 */
export async function readUntilStable(readOnce: () => FileRead | SourceFailure): Promise<SourceText> {
  let last = readOnce();
  if (last.kind !== "read") return last;
  let equalFlawedReads = 1;
  for (const waitMs of WAITS_MS) {
    await sleep(waitMs);
    const next = readOnce();
    if (last.kind === "read" && next.kind === "read" && areEqual(last, next)) {
      const flaw = findStatusFlaw(next.bytes);
      if (flaw === null) return { kind: "text", text: next.bytes, mtimeSeconds: Number(next.mtimeNs / 1_000_000_000n) };
      equalFlawedReads += 1;
      if (equalFlawedReads === EQUAL_FLAWED_READS) return flaw;
    } else {
      equalFlawedReads = 1;
    }
    last = next;
  }
  if (last.kind !== "read") return last;
  // A log that is written constantly never gives two equal reads, and can be recognized without them.
  const foreign = foreignTextFailure(last.bytes);
  if (foreign !== null) return foreign;
  return {
    kind: "incomplete",
    detail: `no two of ${WAITS_MS.length + 1} reads were equal: another process writes it constantly`,
  };
}

function areEqual(one: FileRead, other: FileRead): boolean {
  return one.mtimeNs === other.mtimeNs && one.inode === other.inode && one.bytes.equals(other.bytes);
}
