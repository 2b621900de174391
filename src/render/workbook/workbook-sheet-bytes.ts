import { asciiBytes, asciiCodes, GrowingBytes } from "../growing-bytes.js";

const OPEN_TEXT = asciiBytes('" t="inlineStr"><is><t>');
const OPEN_ENCODED = asciiBytes('" t="inlineStr"><is>');
const CLOSE_TEXT = asciiBytes("</t></is></c>");
const CLOSE_ENCODED = asciiBytes("</is></c>");

const SPACE = 0x20;
const POINT = 0x2e;
const MAX_PLAIN_LENGTH = 1000;

/** What may be written in a cell's text as it is. */
const PLAIN = asciiCodes((code) => code >= SPACE && code < 0x7f && !'<>&"_'.includes(String.fromCharCode(code)));

/** A growing piece of a sheet's XML. */
export class SheetBytes extends GrowingBytes {
  /** The rest of a text cell after its address, whatever the text. */
  textCell(text: string): void {
    const before = this.length;
    this.ascii(OPEN_TEXT);
    if (isPlainAtEnds(text) && this.plainText(text, PLAIN)) {
      this.ascii(CLOSE_TEXT);
    } else {
      this.cutTo(before);
      this.ascii(OPEN_ENCODED);
      this.utf8(workbookText(text));
      this.ascii(CLOSE_ENCODED);
    }
  }

  /** A number in full precision: the shortest decimal that reads back as the same number. */
  double(value: number): void {
    this.ascii(asciiBytes(String(value)));
  }

  /** Days and a fraction of a day, given in seconds, to ten decimals, which is 5 microseconds. */
  days(wholeDays: number, restSeconds: number): void {
    const fraction = Math.round((restSeconds / 86_400) * 1e10);
    const high = Math.floor(fraction / 1e5);
    this.integer(wholeDays);
    this.character(POINT);
    this.digits(high, 5);
    this.digits(fraction - high * 1e5, 5);
  }
}

function isPlainAtEnds(text: string): boolean {
  const count = text.length;
  return count <= MAX_PLAIN_LENGTH && text.charCodeAt(0) !== SPACE && text.charCodeAt(count - 1) !== SPACE;
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
