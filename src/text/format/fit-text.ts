const OTHER_EM = 0.6;
/**
 * Estimated widths of letters in ems, rather too wide than too narrow. The first match counts. ASCII comes first: most names
 * need no more, and the classes of Unicode take a millisecond each to compile.
 */
const WIDTHS: readonly (readonly [chars: RegExp, em: number])[] = [
  [/^[mwMW@%&<>=+~#\u2014]/, 0.95],
  [/^[A-Z]/, 0.72],
  [/^[iljft.,:;'|!()[\] -]/, 0.38],
  [/^[!-~]/, OTHER_EM],
  [/^[\p{M}\p{Cf}]/u, 0],
  [
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uFF00-\uFF60]/u,
    1.1,
  ],
  [/^\p{Lu}/u, 0.72],
];
/** The remainder of a space, or of an emoji sequence, after a cut. */
const CUT_END = /[\s\u200D]+$/;
const ELLIPSIS = "…";
const ELLIPSIS_EM = 1;
/** Combining marks have no width, but any number of them would still take up bytes. */
const MAX_CHARACTERS = 100;

// The charts of a year need the same few names again and again.
const MAX_REMEMBERED = 10_000;
const remembered = new Map<string, string>();

/** Cuts a text to a width in ems, with an ellipsis for what is missing. Widths are estimates. */
export function fitText(text: string, maxEm: number): string {
  const key = `${maxEm} ${text}`;
  let fitted = remembered.get(key);
  if (fitted === undefined) {
    fitted = cutToFit(text, maxEm);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, fitted);
  }
  return fitted;
}

/** The width of a text in ems, an estimate. */
export function measureText(text: string): number {
  let widthEm = 0;
  for (const char of text) widthEm += toWidthEm(char);
  return widthEm;
}

function toWidthEm(char: string): number {
  return WIDTHS.find(([chars]) => chars.test(char))?.[1] ?? OTHER_EM;
}

function cutToFit(text: string, maxEm: number): string {
  let widthEm = 0;
  let kept = "";
  let keptCount = 0;
  for (const char of text) {
    widthEm += toWidthEm(char);
    if (widthEm > maxEm || keptCount === MAX_CHARACTERS) return `${kept.replace(CUT_END, "")}${ELLIPSIS}`;
    keptCount += 1;
    if (widthEm <= maxEm - ELLIPSIS_EM) kept += char;
  }
  return text;
}
