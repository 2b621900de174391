import { HIDDEN_CHARACTERS } from "./hidden-characters.js";

/** Matches most texts, so that the expensive patterns below need not be compiled for them. */
const PRINTABLE_ASCII = /^[ -~]*$/;
const NOT_PRINTABLE_ASCII = /[^ -~]+/g;
const HIDDEN = new RegExp(`[${HIDDEN_CHARACTERS}]`, "gu");

/** An emoji with its presentation and skin tone. */
const EMOJI = String.raw`(?=\p{Emoji})\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?`;
const JOINED_EMOJI = String.raw`${EMOJI}(?:\u200D${EMOJI})*`;
const KEYCAP = String.raw`[0-9#*]\uFE0F\u20E3`;
/** The flags of England, Scotland and Wales, the only tag sequences that Unicode recommends. */
const TAG_FLAG = String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`;

const CURSIVE = String.raw`[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}]`;
/** Signs that suppress a consonant's vowel, in scripts that join such a consonant to the next one. */
const VIRAMAS = String.raw`\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA\u1039\u17D2`;
/** As in RFC 5892: a non-joiner within a word whose letters would join, or either joiner after a virama. */
const JOINER = String.raw`(?<=${CURSIVE})\u200C(?=${CURSIVE})|(?<=[${VIRAMAS}])[\u200C\u200D]`;

const MEANT = new RegExp(`(${[TAG_FLAG, KEYCAP, JOINED_EMOJI, JOINER].join("|")})|[${HIDDEN_CHARACTERS}]`, "gu");

/**
 * Makes every character of a text visible, on a page, in a terminal or in a log: each of {@link HIDDEN_CHARACTERS}
 * becomes its code, such as `(U+202E)`.
 */
export function visibleText(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(HIDDEN, visibleCharacter);
}

/**
 * The same for a text by the admin (an alias, the site's title): emoji and joined letters keep the hidden characters
 * that they consist of.
 */
export function visibleProse(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return text.replace(MEANT, (found: string, meant: string | undefined) => meant ?? visibleCharacter(found));
}

/** The code of one of {@link HIDDEN_CHARACTERS}. */
export function visibleCharacter(character: string): string {
  return `(U+${hex(character.codePointAt(0) ?? 0)})`;
}

/** Makes JSON safe for a terminal without changing its meaning: {@link HIDDEN_CHARACTERS} become JSON escapes. */
export function visibleJson(json: string): string {
  return json.replace(NOT_PRINTABLE_ASCII, (text) => (text === "\n" ? text : text.replace(HIDDEN, toJsonEscapes)));
}

function toJsonEscapes(character: string): string {
  if (character === "\n") return character;
  return character.replace(/[^]/g, (unit) => `\\u${hex(unit.charCodeAt(0)).toLowerCase()}`);
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}
