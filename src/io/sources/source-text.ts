import type { SourceAdvice } from "../../history/source-advice.js";
import { findForeignText } from "../../status/foreign-text.js";
import { MAX_LINE_LENGTH } from "../../status/limits.js";
import { describeFlaw } from "../../status/parsing-error.js";

/** The result of reading a source. `detail` describes for people what was found. */
export type SourceText =
  | {
      readonly kind: "text";
      readonly text: Uint8Array;
      /** When the file was last written, in epoch seconds; `null` if it is not a file. */
      readonly mtimeSeconds: number | null;
    }
  | SourceFailure;

export interface SourceFailure {
  readonly kind: "missing" | "unreadable" | "empty" | "incomplete" | "invalid";
  readonly detail: string;
  /** Absent if the advice for the state itself fits. */
  readonly advice?: SourceAdvice;
}

/** The detail of a source whose path is shown beside it. */
export function systemCannotRead(code: string): string {
  return `the system cannot read it (${code})`;
}

const LINE_FEED = 10;

/**
 * Why a text is not a complete status; `null` if it is one. Its kind is checked first: only a status log must have an
 * END. Apart from its first line, the content is not examined.
 */
export function findStatusFlaw(text: Uint8Array): SourceFailure | null {
  if (text.length === 0) return { kind: "empty", detail: "it has 0 bytes" };
  const foreign = foreignTextFailure(text);
  if (foreign !== null) return foreign;
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    if (end - start > MAX_LINE_LENGTH) {
      return { kind: "invalid", detail: `line ${line} is longer than ${MAX_LINE_LENGTH} bytes: is it a status log?` };
    }
    if (isEnd(bytes, start, end)) return null;
    start = end + 1;
  }
  if (bytes.toString("latin1").trim() === "") return { kind: "empty", detail: "it contains only blanks" };
  return { kind: "incomplete", detail: "no line says END: OpenVPN has not finished writing it" };
}

/** The failure if a text begins unlike any status log; `null` if it begins like one. */
export function foreignTextFailure(text: Uint8Array): SourceFailure | null {
  const foreign = findForeignText(text);
  if (foreign?.foreign === undefined) return null;
  return { kind: "invalid", detail: describeFlaw(foreign), advice: foreign.foreign.advice };
}

/** Whether a line is `END`, possibly with blanks around it. */
function isEnd(bytes: Buffer, start: number, end: number): boolean {
  return bytes.toString("latin1", start, end).trim() === "END";
}
