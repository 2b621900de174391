const SPECIAL = /[&<>"'`\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/u;
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
  const entity = ENTITIES.get(character);
  if (entity !== undefined) return entity;
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
