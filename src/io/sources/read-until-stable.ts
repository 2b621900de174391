import { setTimeout as sleep } from "node:timers/promises";
import { findStatusFlaw, foreignTextFailure, type SourceFailure, type SourceText } from "./source-text.js";

/** One read of a file, which may be torn. */
export interface FileRead {
  readonly kind: "read";
  readonly bytes: Buffer;
  readonly mtimeNs: bigint;
  readonly inode: bigint;
}

/** How long to wait before each further read: at least 10 ms, the coarsest clock that sets a file's mtime. */
const WAITS_MS = [12, 12, 12, 25, 50, 100, 150, 200, 400];
/** OpenVPN writes a file within a moment: what lacks its END in so many equal reads will go on to lack it. */
const EQUAL_FLAWED_READS = 4;

/**
 * Reads again and again until two reads in a row are equal in bytes, time and file: OpenVPN writes its status in place,
 * and most torn reads look perfect. A file that is gone for a moment is read on; one that is not
 * there at first is not waited for.
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
  // A log that is written all the time is no two times equal, and needs not be to be told.
  const foreign = foreignTextFailure(last.bytes);
  if (foreign !== null) return foreign;
  return {
    kind: "incomplete",
    detail: `no two of ${WAITS_MS.length + 1} reads were equal: something writes it all the time`,
  };
}

function areEqual(one: FileRead, other: FileRead): boolean {
  return one.mtimeNs === other.mtimeNs && one.inode === other.inode && one.bytes.equals(other.bytes);
}
