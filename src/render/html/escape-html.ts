import { HIDDEN_CHARACTERS } from "../../text/format/hidden-characters.js";
import { visibleCharacter, visibleProse } from "../../text/format/visible-text.js";

/** Matches most texts, and is faster than the next pattern: a page has tens of thousands of texts. */
const HARMLESS = /^[ !#-%(-;=?-_a-~]*$/;
const SPECIAL = new RegExp(`[&<>"'\`${HIDDEN_CHARACTERS}]`, "u");
const ALL_SPECIAL = new RegExp(SPECIAL, "gu");
const MARKUP = /[&<>"'`]/g;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
  ["`", "&#96;"],
]);

/** A text by the admin, for {@link escapeHtml}: emoji and joined letters are kept. */
export class Prose {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Any value as text for HTML, in elements and in quoted attributes. Names come from a status log and are hostile: control
 * characters and characters that are invisible or turn the direction of writing become their codes (`(U+202E)`), so
 * that no name can pass for another or rearrange its neighbours.
 */
export function escapeHtml(value: unknown): string {
  if (value instanceof Prose) return visibleProse(value.text).replace(MARKUP, escaped);
  const text = typeof value === "string" ? value : String(value);
  if (HARMLESS.test(text)) return text;
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, escaped) : text;
}

/** After a separator that is not the last character. An IPv4 address is too short to break. */
const BREAKS = /(?<=[:@-]|\.(?=\D))(?=[^])/;
/** What most texts are that have no such place. Each session has several. */
const UNBREAKABLE = /^(?:[0-9A-Za-z]+|\d+(?:\.\d+)+)$/;

/** The same, with places where a browser may begin a new line in a long name or an IPv6 address. */
export function escapeBreaking(text: string): string {
  if (UNBREAKABLE.test(text)) return text;
  return text.split(BREAKS).map(escapeHtml).join("<wbr>");
}

function escaped(character: string): string {
  return ENTITIES.get(character) ?? visibleCharacter(character);
}

/** Any text for SVG, inside a page or in a separate file, which two more characters would make unreadable. */
export function escapeSvg(text: string | Prose): string {
  return escapeHtml(text).replace(/[\uFFFE\uFFFF]/g, "\uFFFD");
}
