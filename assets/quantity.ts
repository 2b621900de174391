/** Every unit that the pages use, in every language, in bytes or in seconds. */
const UNIT_FACTORS: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  PB: 1e15,
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
  Tag: 86_400,
  Tage: 86_400,
};

/**
 * The value of a figure on a page: `10.2 kB` → 10200, `2 d 7 h 05 min` → 198300, `1,234` → 1234. Undefined for all
 * other texts.
 *
 * @param decimalMark the language's
 */
export function parseQuantity(text: string, decimalMark: string): number | undefined {
  let sum = 0;
  const rest = text.replace(/([\d.,]+)(?:\s([A-Za-z]+))?\s?/g, (all, digits: string, unit = "") => {
    const plain = digits.replaceAll(decimalMark === "." ? "," : ".", "");
    const factor = UNIT_FACTORS[String(unit)];
    if (factor === undefined) return all;
    sum += Number(plain.replace(decimalMark, ".")) * factor;
    return "";
  });
  return rest === "" && text !== "" && !Number.isNaN(sum) ? sum : undefined;
}
