import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalAddress } from "../../src/status/ip-address.js";

const group = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
);
const groups = fc.oneof(
  fc.array(group, { minLength: 8, maxLength: 8 }),
  fc.tuple(group, group).map((last) => [0, 0, 0, 0, 0, 0xffff, ...last]),
);

/** One of the many spellings of an address: case, leading zeros, any run of zeros left out, the end as IPv4. */
const spelling = fc
  .record({
    groups,
    isUpper: fc.boolean(),
    digits: fc.integer({ min: 1, max: 4 }),
    isDotted: fc.boolean(),
    cut: fc.nat(8),
    length: fc.integer({ min: 1, max: 8 }),
  })
  .map(({ groups, isUpper, digits, isDotted, cut, length }) => {
    const texts = groups.map((value) => value.toString(16).padStart(digits, "0"));
    const [high = 0, low = 0] = groups.slice(6);
    const tail = isDotted ? [`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`] : texts.slice(6);
    const parts = [...texts.slice(0, 6), ...tail];
    const gone = parts.slice(cut, cut + length);
    const isCut = gone.length > 0 && gone.every((part) => /^0+$/.test(part));
    const text = isCut ? `${parts.slice(0, cut).join(":")}::${parts.slice(cut + length).join(":")}` : parts.join(":");
    return { groups, text: isUpper ? text.toUpperCase() : text };
  });

test("every spelling of an IPv6 address has the canonical form that the URL parser gives it", () => {
  let mappedCount = 0;
  fc.assert(
    fc.property(spelling, ({ groups, text }) => {
      const byUrl = new URL(`http://[${text}]/`).hostname.slice(1, -1);
      const isMapped = groups.slice(0, 6).join(" ") === "0 0 0 0 0 65535";
      const [high = 0, low = 0] = groups.slice(6);
      if (isMapped) mappedCount += 1;
      const expected = isMapped ? new URL(`http://${high * 65_536 + low}/`).hostname : byUrl;
      assert.equal(canonicalAddress(text), expected);
      assert.equal(canonicalAddress(expected), expected);
    }),
    { numRuns: 5000 },
  );
  assert.ok(mappedCount > 100);
});
