import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isAsWritten,
  isBoolean,
  isExactly,
  isListOf,
  isNullOr,
  isNumber,
  isObjectOf,
  isRecordOf,
  isString,
  isTupleOf,
  type Check,
} from "../../src/io/cache/shape.js";

const VALUES: readonly unknown[] = [
  null,
  true,
  7,
  "text",
  "",
  [],
  ["text"],
  [7],
  ["text", 7],
  {},
  { a: 7 },
  { a: "text" },
];

/** As JSON, the values that a check takes. */
function taken(check: Check<unknown>): readonly string[] {
  return VALUES.filter((value) => check(value)).map((value) => JSON.stringify(value));
}

test("each check takes the values of its shape, and no others", () => {
  assert.deepEqual(taken(isString), ['"text"', '""']);
  assert.deepEqual(taken(isNumber), ["7"]);
  assert.deepEqual(taken(isBoolean), ["true"]);
  assert.deepEqual(taken(isExactly("text")), ['"text"']);
  assert.deepEqual(taken(isNullOr(isNumber)), ["null", "7"]);
  assert.deepEqual(taken(isListOf(isString)), ["[]", '["text"]']);
  assert.deepEqual(taken(isTupleOf<readonly [string, number]>(isString, isNumber)), ['["text",7]']);
  assert.deepEqual(taken(isTupleOf<readonly [string]>(isString)), ['["text"]']);
  assert.deepEqual(taken(isRecordOf(isNumber)), ["{}", '{"a":7}']);
  assert.deepEqual(taken(isObjectOf({ a: isString })), ['{"a":"text"}']);
  assert.deepEqual(taken(isObjectOf({ a: isAsWritten() })), ['{"a":7}', '{"a":"text"}']);
});
