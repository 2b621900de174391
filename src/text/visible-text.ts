/**
 * For a character class: control characters, and characters that are invisible or turn the direction of writing. In a
 * name they would make it pass for another, or rearrange what stands beside it.
 */
export const HIDDEN_CHARACTERS = String.raw`\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB`;

const HIDDEN = new RegExp(`[${HIDDEN_CHARACTERS}]`, "gu");

/** A text with all {@link HIDDEN_CHARACTERS} made visible. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, visibleCharacter);
}

/** Of one of {@link HIDDEN_CHARACTERS}, its picture (`␛`) or its code (`⟨U+202E⟩`). */
export function visibleCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
