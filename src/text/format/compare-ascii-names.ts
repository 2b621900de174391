import { compareTexts } from "../compare-texts.js";

/** In the order of Unicode's collation, which English and German share. Digits and letters come after these. */
const SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
const [ZERO, NINE, UPPER_A, UPPER_Z, LOWER_A] = [0x30, 0x39, 0x41, 0x5a, 0x61];
const [DIGIT_WEIGHT, FIRST_LETTER_WEIGHT] = [SIGNS.length, SIGNS.length + 1];

/** The position of each ASCII character in the order, by its code, ignoring case. */
const WEIGHTS: readonly number[] = Array.from({ length: 0x7f }, (_, code) => {
  if (code >= ZERO && code <= NINE) return DIGIT_WEIGHT;
  if (code >= LOWER_A && code < 0x7b) return FIRST_LETTER_WEIGHT + code - LOWER_A;
  if (code >= UPPER_A && code <= UPPER_Z) return FIRST_LETTER_WEIGHT + code - UPPER_A;
  return SIGNS.indexOf(String.fromCharCode(code));
});

/** Whether {@link compareAsciiNames} can order a name: it is printable ASCII and not overlong. */
export function isPlainAscii(name: string): boolean {
  return name.length <= 200 && /^[ -~]*$/.test(name);
}

/**
 * Orders two names like `Intl.Collator` with `numeric: true`, but without loading its data: numbers by value, letters
 * without regard to case, and then lower case first.
 */
export function compareAsciiNames(a: string, b: string): number {
  let caseOrder = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const codeA = a.charCodeAt(i);
    const codeB = b.charCodeAt(j);
    const weight = WEIGHTS[codeA] ?? 0;
    const difference = weight - (WEIGHTS[codeB] ?? 0);
    if (difference !== 0) return difference;
    if (weight === DIGIT_WEIGHT) {
      const endA = findNumberEnd(a, i);
      const endB = findNumberEnd(b, j);
      const order = compareNumbers(a.slice(i, endA), b.slice(j, endB));
      if (order !== 0) return order;
      i = endA;
      j = endB;
    } else {
      // A lower-case letter has the larger code, and comes first.
      caseOrder ||= codeB - codeA;
      i += 1;
      j += 1;
    }
  }
  return a.length - i - (b.length - j) || caseOrder;
}

function findNumberEnd(text: string, start: number): number {
  let end = start;
  while (WEIGHTS[text.charCodeAt(end)] === DIGIT_WEIGHT) end += 1;
  return end;
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return x.length - y.length || compareTexts(x, y);
}
