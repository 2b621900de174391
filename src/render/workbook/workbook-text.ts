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
