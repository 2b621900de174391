import assert from "node:assert/strict";
import { test } from "node:test";
import { fingerprint } from "../../src/site/fingerprint.js";

test("a fingerprint changes with each value, its type, its place and its ends", () => {
  const all: readonly (readonly unknown[])[] = [
    [],
    [""],
    ["", ""],
    ["ab", "c"],
    ["a", "bc"],
    ["c", "ab"],
    [1, 23],
    [12, 3],
    [123],
    ["123"],
    [[1, 23]],
    [null],
    [undefined],
    [{ a: 1 }],
    [{ a: "1" }],
  ];
  const prints = new Set(all.map((values) => fingerprint(...values)));
  assert.equal(prints.size, all.length);
  for (const print of prints) assert.match(print, /^[\w-]{22}$/);
});
