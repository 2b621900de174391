/** A fixed order for texts that is the same in every language: by UTF-16 code units, as `<` compares. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
