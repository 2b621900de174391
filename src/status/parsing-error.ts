import { describeMismatch } from "../text/format/describe-mismatch.js";
import { visibleText } from "../text/format/visible-text.js";

/** Why a text is not a server's status log. It becomes the state of the source. */
export type ParsingReason = "empty" | "incomplete" | "invalid" | "client-statistics";

/** What to do about a text that does not begin like a status log. */
interface ForeignText {
  readonly advice: "not-a-status-log" | "management-dump";
  /** For users. */
  readonly hint: string;
}

/** The text is not a complete and valid status log. */
export class ParsingError extends Error {
  override readonly name = "ParsingError";
  readonly reason: ParsingReason;
  /** Line number, from 1. */
  readonly line: number;
  readonly expected: string;
  /** What is there instead: a quote, `the end of the text`, or the kind of file that this seems to be. */
  readonly found: string;
  /** Set only if the text does not begin like a status log. Then nothing of it is quoted. */
  readonly foreign?: ForeignText;

  constructor(at: { reason: ParsingReason; line: number; expected: string; found: string; foreign?: ForeignText }) {
    const hint = at.foreign === undefined ? "" : `; ${at.foreign.hint}`;
    super(`${describeFlaw(at)}${hint}`);
    this.reason = at.reason;
    this.line = at.line;
    this.expected = at.expected;
    this.found = at.found;
    if (at.foreign !== undefined) this.foreign = at.foreign;
  }
}

/** What is wrong, and where. The fix is shown with the state of a source. */
export function describeFlaw({ line, expected, found }: Pick<ParsingError, "line" | "expected" | "found">): string {
  return `line ${line}: ${describeMismatch(expected, found)}`;
}

export const END_OF_TEXT = "the end of the text";

const MAX_QUOTE_LENGTH = 160;

/**
 * Quotes a piece of a status log for an error message: on one line, and shortened. The text may be hostile, so hidden
 * characters are shown as codes, and tabs and line breaks as in JSON.
 */
export function quoted(text: string): string {
  const short = text.length > MAX_QUOTE_LENGTH ? `${text.slice(0, MAX_QUOTE_LENGTH)}…` : text;
  return visibleText(JSON.stringify(short));
}
