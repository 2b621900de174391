/** Of letters in a common font, rather too wide than too narrow, in ems: the font's size. The first that fits counts. */
const WIDTHS: readonly (readonly [chars: RegExp, em: number])[] = [
  [/^[\p{M}\p{Cf}]/u, 0],
  [
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uFF00-\uFF60]/u,
    1.1,
  ],
  [/^[mwMW@%&<>=+~#\u2014]/u, 0.95],
  [/^\p{Lu}/u, 0.72],
  [/^[iljft.,:;'|!()[\] -]/u, 0.38],
];
const OTHER_EM = 0.6;
const ELLIPSIS = "…";
const ELLIPSIS_EM = 1;
/** Endless marks on one letter have no width, but weigh. */
const MAX_CHARACTERS = 100;

// A year of days asks for the same few names again and again.
const MAX_REMEMBERED = 10_000;
const remembered = new Map<string, string>();

/** A text cut to a width of so many ems, with an ellipsis where something is missing. Widths are guessed. */
export function fitText(text: string, mostEm: number): string {
  const key = `${mostEm} ${text}`;
  let fitted = remembered.get(key);
  if (fitted === undefined) {
    fitted = cutToFit(text, mostEm);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, fitted);
  }
  return fitted;
}

function cutToFit(text: string, mostEm: number): string {
  let widthEm = 0;
  let kept = "";
  let keptCount = 0;
  for (const char of text) {
    widthEm += WIDTHS.find(([chars]) => chars.test(char))?.[1] ?? OTHER_EM;
    if (widthEm > mostEm || keptCount === MAX_CHARACTERS) return `${kept.trimEnd()}${ELLIPSIS}`;
    keptCount += 1;
    if (widthEm <= mostEm - ELLIPSIS_EM) kept += char;
  }
  return text;
}
