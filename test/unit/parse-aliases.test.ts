import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AliasSyntaxError, parseAliases } from "../../src/text/parse-aliases.js";

test("what JSON calls an object of texts is read as JSON reads it", () => {
  const alias = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(fc.dictionary(alias, alias), fc.constantFrom(undefined, 1, "\t"), (object, space) => {
      const json = JSON.stringify(object, null, space);
      assert.deepEqual(Object.fromEntries(parseAliases(json)), JSON.parse(json));
      assert.deepEqual(parseAliases(`\uFEFF\r\n${json} \n`), parseAliases(json));
    }),
  );
  assert.deepEqual(
    [...parseAliases('{"a": "1", "b": "\\u00e4\\n", "a": "2", "__proto__": "x"}')],
    [
      ["a", "2"],
      ["b", "ä\n"],
      ["__proto__", "x"],
    ],
  );
});

test("what is no object of texts is refused, and a message says where and quotes nothing", () => {
  for (const [text, message] of [
    ["", /^line 1, column 1: expected "\{"/],
    ["topsecret:value\n", /^line 1, column 1: expected "\{"/],
    ['["topsecret"]', /^line 1, column 1: expected "\{"/],
    ['{\n  "alice": "Alice"\n  "topsecret": "x"\n}', /^line 3, column 3: expected "," or "}"$/],
    ['{"topsecret": 1}', /^line 1, column 15: expected an alias in double quotes$/],
    ['{"topsecret": {"a": "b"}}', /^line 1, column 15: expected an alias/],
    ['{"alice": "Alice",}', /^line 1, column 19: expected a user in double quotes$/],
    ['{"alice" "Alice"}', /^line 1, column 10: expected ":"/],
    ['{"alice": "topsecret', /^line 1, column 11: expected an alias/],
    ['{"alice": "topsecret\\', /^line 1, column 11: expected an alias/],
    ['{"alice": "top\nsecret"}', /^line 1, column 11: expected an alias/],
    ['{"alice": "\\x topsecret"}', /^line 1, column 11: expected an alias/],
    ["{'topsecret': 'x'}", /^line 1, column 2: expected a user/],
    ['{"a": "b"} topsecret', /^line 1, column 12: expected nothing more$/],
    ['{"a": "b"', /^line 1, column 10: expected "," or "}"$/],
    ["{", /^line 1, column 2: expected a user/],
  ] as const) {
    assert.throws(
      () => parseAliases(text),
      (error) =>
        error instanceof AliasSyntaxError && message.test(error.message) && !error.message.includes("topsecret"),
      text,
    );
  }
});

test("it agrees with JSON on any text about whether it is an object of texts", () => {
  const piece = fc.constantFrom("{", "}", '"', "a", "\\", ":", ",", " ", "\n", "1", "[", "]", "null", "\\u0041", '"a"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      assert.equal(isRead(text), isObjectOfTexts(text), text);
    }),
    { numRuns: 3000 },
  );
});

function isRead(text: string): boolean {
  try {
    parseAliases(text);
    return true;
  } catch (error) {
    assert.ok(error instanceof AliasSyntaxError);
    return false;
  }
}

function isObjectOfTexts(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    return Object.values(value).every((one) => typeof one === "string");
  } catch {
    return false;
  }
}
