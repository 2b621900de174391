import { END_OF_TEXT, ParsingError, quoted } from "./parsing-error.js";
import { MAX_LINE_LENGTH } from "./limits.js";

/**
 * The lines of a status log, one by one, without line breaks (LF, or CRLF from the management interface) and without
 * the blanks around them.
 */
export class StatusLines {
  /** The current line, `undefined` past the end. */
  current: string | undefined;
  /** The blanks that were cut from the current line: they may belong to a name. */
  leadingBlanks = "";
  trailingBlanks = "";
  /** Whether tabs separate fields: then tabs at the end of a line are empty fields, not blanks. */
  areTabsSeparators = false;
  /** The current line's number, from 1. */
  number = 0;
  readonly #text: string;
  #nextFrom = 0;
  #isWhole: boolean | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Moves to the next line, if there is one.
   *
   * @throws ParsingError if it is longer than 8,192 characters (OpenVPN's longest row has 511).
   */
  next(): string | undefined {
    const from = this.#nextFrom;
    if (from >= this.#text.length) {
      if (this.current !== undefined) this.number += 1;
      this.current = undefined;
      return undefined;
    }
    const lineFeed = this.#text.indexOf("\n", from);
    const end = lineFeed < 0 ? this.#text.length : lineFeed;
    this.#nextFrom = end + 1;
    this.number += 1;
    const line = this.#text.slice(from, end > from && this.#text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    this.current = line;
    if (line.length > MAX_LINE_LENGTH) throw this.error("a line of at most 8,192 characters");
    this.current = this.#withoutBlanks(line);
    return this.current;
  }

  /** The next line that is not blank. */
  nextFilled(): string | undefined {
    let line = this.next();
    while (line === "") line = this.next();
    return line;
  }

  #withoutBlanks(line: string): string {
    this.leadingBlanks = "";
    this.trailingBlanks = "";
    if (!mayBeBlank(line.charCodeAt(0)) && !mayBeBlank(line.charCodeAt(line.length - 1))) return line;
    const start = line.length - line.trimStart().length;
    const rest = line.slice(start);
    const trimmed = this.areTabsSeparators ? withoutSpacesAtEnd(rest) : rest.trimEnd();
    this.leadingBlanks = line.slice(0, start);
    this.trailingBlanks = rest.slice(trimmed.length);
    return trimmed;
  }

  /** An error on the current line. `found` is the part of the line that is wrong. */
  error(expected: string, found = this.current): ParsingError {
    return new ParsingError({
      reason: this.#hasEnd() ? "invalid" : "incomplete",
      line: Math.max(this.number, 1),
      expected,
      found: found === undefined ? END_OF_TEXT : quoted(found),
    });
  }

  /** A text without an END line is incomplete, even if it has other flaws. */
  #hasEnd(): boolean {
    this.#isWhole ??= hasEndLine(this.#text);
    return this.#isWhole;
  }
}

/**
 * Whether `trim` may cut this character: it cuts no printable ASCII but the space. NaN means that there is no
 * character.
 */
function mayBeBlank(code: number): boolean {
  return code <= 32 || code >= 127;
}

function withoutSpacesAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1;
  return text.slice(0, end);
}

function hasEndLine(text: string): boolean {
  for (let from = 0; from < text.length;) {
    const lineFeed = text.indexOf("\n", from);
    const end = lineFeed < 0 ? text.length : lineFeed;
    if (text.slice(from, end).trim() === "END") return true;
    from = end + 1;
  }
  return false;
}
