import { HIDDEN_CHARACTERS, visibleCharacter } from "../text/visible-text.js";

const SPECIAL = new RegExp(`[&<>"'\`${HIDDEN_CHARACTERS}]`, "u");
const ALL_SPECIAL = new RegExp(SPECIAL, "gu");

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
  ["`", "&#96;"],
]);

/**
 * Any value as text for HTML, in elements and in quoted attributes. Names come from a status log and are hostile:
 * control characters become their pictures (`␛`), and characters that are invisible or turn the direction of writing
 * become visible codes (`⟨U+202E⟩`), so that no name can pass for another or rearrange what stands beside it.
 */
export function escapeHtml(value: unknown): string {
  const text = typeof value === "string" ? value : String(value);
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, escaped) : text;
}

function escaped(character: string): string {
  return ENTITIES.get(character) ?? visibleCharacter(character);
}
