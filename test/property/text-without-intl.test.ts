import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { compareNames } from "../../src/text/format/compare-names.js";
import { formatInteger, formatOneDecimal } from "../../src/text/format/format-number.js";
import { LANGUAGES } from "../../src/text/i18n/language.js";

const language = fc.constantFrom(...LANGUAGES);

it("numbers are written as Intl writes them", () => {
  const large = fc.oneof(
    fc.double({ min: 999.95, max: 1e14, noNaN: true }),
    fc.integer({ min: 99_995, max: 1_000_000_000 }).map((value) => value / 100),
    fc.integer({ min: 19_999, max: 1_000_000_000 }).map((value) => value / 20),
  );
  fc.assert(
    fc.property(language, large, fc.nat({ max: 1_000_000_000 }), (lang, value, whole) => {
      const decimal = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      assert.equal(formatOneDecimal(lang, value), decimal.format(value));
      const integer = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
      assert.equal(formatInteger(lang, whole), integer.format(whole));
      assert.equal(formatInteger(lang, value), integer.format(value));
    }),
  );
});

it("names are ordered as Intl's collator orders them", () => {
  const collators = { en: new Intl.Collator("en", { numeric: true }), de: new Intl.Collator("de", { numeric: true }) };
  const name = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.string({ unit: fc.constantFrom("a", "A", "b", "0", "1", "2", "-", "_", ".", "@", " "), maxLength: 8 }),
    fc.string({ unit: fc.constantFrom("a", "B", "ä", "é", "7", "\u0001", "ß"), maxLength: 5 }),
  );
  fc.assert(
    fc.property(language, name, name, (lang, a, b) => {
      const byIntl = collators[lang].compare(a, b);
      const expected = byIntl === 0 ? Math.sign(Number(a > b) - Number(a < b)) : byIntl;
      assert.equal(Math.sign(compareNames(lang, a, b)), Math.sign(expected), JSON.stringify([a, b]));
    }),
    { numRuns: 5000 },
  );
});
