import { visibleText } from "../text/format/visible-text.js";

/** Why a text is no server's status log; the reader of sources makes a source's state of it. */
export type ParsingReason = "empty" | "incomplete" | "invalid" | "client-statistics";

/** What a text is that begins as no status log does, where that decides what to do about it. */
export interface ForeignText {
  readonly advice: "not-a-status-log" | "management-dump";
  /** What to do, for people. */
  readonly hint: string;
}

/** A status log that cannot be taken for what its server meant. */
export class ParsingError extends Error {
  override readonly name = "ParsingError";
  readonly reason: ParsingReason;
  /** Line of the text, from 1. */
  readonly line: number;
  readonly expected: string;
  /** What stood there, quoted and shortened, `the end of the text`, or what a foreign text looks like. */
  readonly found: string;
  /** Only where the text begins as no status log does; then nothing of it is quoted. */
  readonly foreign?: ForeignText;

  constructor(at: { reason: ParsingReason; line: number; expected: string; found: string; foreign?: ForeignText }) {
    const hint = at.foreign === undefined ? "" : `; ${at.foreign.hint}`;
    super(`line ${at.line}: expected ${at.expected}, found ${at.found}${hint}`);
    this.reason = at.reason;
    this.line = at.line;
    this.expected = at.expected;
    this.found = at.found;
    if (at.foreign !== undefined) this.foreign = at.foreign;
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
