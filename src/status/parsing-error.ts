import { visibleText } from "../text/visible-text.js";

/** Why a text is no server's status log; the reader of sources makes a source's state of it. */
export type ParsingReason = "empty" | "incomplete" | "invalid" | "client-statistics";

/** A status log that cannot be taken for what its server meant. */
export class ParsingError extends Error {
  override readonly name = "ParsingError";
  readonly reason: ParsingReason;
  /** Line of the text, from 1. */
  readonly line: number;
  readonly expected: string;
  /** What stood there, quoted and shortened, or `the end of the text`. */
  readonly found: string;

  constructor(at: { reason: ParsingReason; line: number; expected: string; found: string }) {
    super(`line ${at.line}: expected ${at.expected}, found ${at.found}`);
    this.reason = at.reason;
    this.line = at.line;
    this.expected = at.expected;
    this.found = at.found;
  }
}

export const END_OF_TEXT = "the end of the text";

const LONGEST_QUOTE = 160;

/**
 * A piece of a status log as an error shows it: in quotes, on one line, not longer than a glance takes. The text is a
 * stranger's, so hidden characters are shown by their codes, tabs and line ends as JSON writes them.
 */
export function quoted(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return visibleText(JSON.stringify(short));
}
