import { END_OF_TEXT, ParsingError, quoted } from "./parsing-error.js";

const LONGEST_LINE = 8192;

/** The lines of a status log one by one, without their ends (LF, or CRLF from the management interface). */
export class StatusLines {
  /** The current line, `undefined` past the end. */
  current: string | undefined;
  /** The current line's number, from 1. */
  number = 0;
  readonly #text: string;
  #nextFrom = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Moves to the next line, if there is one.
   *
   * @throws ParsingError if it is longer than 8,192 characters (OpenVPN's own longest row has 511).
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
    this.current = this.#text.slice(from, end > from && this.#text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    if (this.current.length > LONGEST_LINE) throw this.error("a line of at most 8,192 characters");
    return this.current;
  }

  /** The next line that is not blank. */
  nextFilled(): string | undefined {
    let line = this.next();
    while (line?.trim() === "") line = this.next();
    return line;
  }

  /** An error at the current line. `found` where it is less than the whole line. */
  error(expected: string, found = this.current): ParsingError {
    return new ParsingError({
      reason: this.#hasEnd() ? "invalid" : "incomplete",
      line: Math.max(this.number, 1),
      expected,
      found: found === undefined ? END_OF_TEXT : quoted(found),
    });
  }

  /** Whatever else is wrong with a text that has no END line, it is not whole. */
  #hasEnd(): boolean {
    return /^END\r?$/m.test(this.#text);
  }
}
