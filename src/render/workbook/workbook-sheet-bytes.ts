const OPEN_TEXT = asciiBytes('" t="inlineStr"><is><t>');
const OPEN_ENCODED = asciiBytes('" t="inlineStr"><is>');
const CLOSE_TEXT = asciiBytes("</t></is></c>");
const CLOSE_ENCODED = asciiBytes("</is></c>");

const SPACE = 0x20;
const ZERO = 0x30;
const POINT = 0x2e;

/** By byte: whether it may be written in a cell's text as it is. */
const IS_PLAIN = Uint8Array.from({ length: 0x80 }, (_, code) =>
  code >= SPACE && code < 0x7f && !'<>&"_'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Our own markup, for {@link SheetBytes.markup}. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * A growing piece of a sheet's XML, in UTF-8, written byte by byte.
 *
 * A sheet's rows are short runs of ASCII, and a full build writes hundreds of megabytes of them: joining strings and
 * encoding them took four times as long.
 */
export class SheetBytes {
  #bytes: Buffer;
  #length = 0;

  constructor(capacityBytes: number) {
    this.#bytes = Buffer.allocUnsafe(capacityBytes);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes written since the last call. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  markup(ascii: Uint8Array): void {
    const count = ascii.length;
    const bytes = this.#reserve(count);
    const start = this.#length;
    for (let index = 0; index < count; index++) bytes[start + index] = ascii[index] ?? 0;
    this.#length = start + count;
  }

  /** The rest of a text cell after its address, whatever the text. */
  textCell(text: string): void {
    const before = this.#length;
    this.markup(OPEN_TEXT);
    if (this.#plainText(text)) {
      this.markup(CLOSE_TEXT);
    } else {
      this.#length = before;
      this.markup(OPEN_ENCODED);
      this.#encoded(workbookText(text));
      this.markup(CLOSE_ENCODED);
    }
  }

  /** A whole number from 0 to 2⁵³. */
  integer(value: number): void {
    if (value >= 1e9) {
      const high = Math.floor(value / 1e9);
      this.integer(high);
      this.#digits(value - high * 1e9, 9);
    } else {
      let count = 1;
      for (let limit = 10; limit <= value; limit *= 10) count++;
      this.#digits(value, count);
    }
  }

  /** A number in full precision: the shortest decimal that reads back as the same number. */
  double(value: number): void {
    this.markup(asciiBytes(String(value)));
  }

  /** Days and a fraction of a day, given in seconds, to ten decimals, which is 5 microseconds. */
  days(wholeDays: number, restSeconds: number): void {
    const fraction = Math.round((restSeconds / 86_400) * 1e10);
    const high = Math.floor(fraction / 1e5);
    this.integer(wholeDays);
    this.#reserve(1)[this.#length++] = POINT;
    this.#digits(high, 5);
    this.#digits(fraction - high * 1e5, 5);
  }

  /** Writes a text that needs no escaping. @returns whether it did */
  #plainText(text: string): boolean {
    const count = text.length;
    if (count > 1000 || text.charCodeAt(0) === SPACE || text.charCodeAt(count - 1) === SPACE) return false;
    const bytes = this.#reserve(count);
    const start = this.#length;
    for (let index = 0; index < count; index++) {
      const code = text.charCodeAt(index);
      if (IS_PLAIN[code] !== 1) return false;
      bytes[start + index] = code;
    }
    this.#length = start + count;
    return true;
  }

  #encoded(text: string): void {
    const bytes = this.#reserve(text.length * 3);
    this.#length += bytes.write(text, this.#length);
  }

  /** Digits of a number below 2³⁰, with leading zeros. */
  #digits(value: number, count: number): void {
    const bytes = this.#reserve(count);
    const start = this.#length;
    let rest = value | 0;
    for (let index = start + count - 1; index >= start; index--) {
      const next = (rest / 10) | 0;
      bytes[index] = ZERO + rest - next * 10;
      rest = next;
    }
    this.#length = start + count;
  }

  #reserve(count: number): Buffer {
    if (this.#length + count <= this.#bytes.length) return this.#bytes;
    const larger = Buffer.allocUnsafe(2 * this.#bytes.length + count);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    return larger;
  }
}

/** The most UTF-16 units that a cell of a spreadsheet can hold. */
const MAX_CELL_LENGTH = 32_767;

// A spreadsheet reads `_x000A_` in a text as an escaped character, so a literal one needs its underscore escaped.
const NEEDS_CARE = /[<>&"\p{Cc}\uFFFE\uFFFF\p{Cs}]|_x[0-9A-Fa-f]{4}_|^\s|\s$/u;
const LITERAL_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
const NOT_IN_XML = /[\0-\x08\x0B-\x1F\x7F-\x9F\uFFFE\uFFFF]|\p{Cs}/gu;

/**
 * A text as the content of a cell's `<is>`, so that it stays a text and never becomes a formula or breaks the XML.
 * What XML 1.0 cannot carry (control characters, lone surrogates) becomes U+FFFD; what a cell cannot hold is cut off.
 */
export function workbookText(text: string): string {
  const fitting = text.length > MAX_CELL_LENGTH ? `${text.slice(0, MAX_CELL_LENGTH - 1)}…` : text;
  if (!NEEDS_CARE.test(fitting)) return `<t>${fitting}</t>`;
  const escaped = fitting
    .replace(NOT_IN_XML, "\uFFFD")
    .replace(LITERAL_ESCAPE, "_x005F_")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return `<t xml:space="preserve">${escaped}</t>`;
}
