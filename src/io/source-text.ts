/** What reading a source gave. `detail` is for people and says what was found and what to do. */
export type SourceText =
  | {
      readonly kind: "text";
      readonly text: Uint8Array;
      /** When the file was last written, in epoch seconds; `null` where there is no file. */
      readonly mtimeSeconds: number | null;
    }
  | SourceFailure;

export interface SourceFailure {
  readonly kind: "missing" | "unreadable" | "empty" | "incomplete" | "invalid";
  readonly detail: string;
}

export const SOURCE_MAX_BYTES = 16 * 1024 * 1024;
export const LINE_MAX_BYTES = 8 * 1024;

const LINE_FEED = 10;
const EMPTY_DETAIL =
  "it is empty. A row of 512 bytes or more, or a full disk, leaves it so until OpenVPN is restarted: " +
  "look for a very long name, free some space, and restart OpenVPN.";

/** What a status text lacks to be taken as a whole one; `null` if nothing. What it says is not looked at. */
export function flawOfStatusText(text: Uint8Array): SourceFailure | null {
  if (text.length === 0) return { kind: "empty", detail: EMPTY_DETAIL };
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    if (end - start > LINE_MAX_BYTES) {
      return { kind: "invalid", detail: `line ${line} is longer than ${LINE_MAX_BYTES} bytes: is it a status log?` };
    }
    if (isEnd(bytes, start, end)) return null;
    start = end + 1;
  }
  return { kind: "incomplete", detail: "no line says END: OpenVPN has not written it to its end" };
}

/** Whether a line is `END`, with or without blanks around it. */
function isEnd(bytes: Buffer, start: number, end: number): boolean {
  return bytes.toString("latin1", start, end).trim() === "END";
}
