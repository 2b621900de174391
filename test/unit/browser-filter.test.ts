import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isNoFilter,
  NO_FILTER,
  readFilter,
  toParameters,
  toTest,
  type Filter,
  type FilteredRow,
} from "../../assets/filter.js";
import { parseQuantity } from "../../assets/quantity.js";
import { formatBytes } from "../../src/text/format/format-bytes.js";
import { formatDuration } from "../../src/text/format/format-duration.js";
import { formatInteger } from "../../src/text/format/format-number.js";
import { LANGUAGES, type Language } from "../../src/text/i18n/language.js";

test("a filter survives the address, whatever it holds", () => {
  const filter: Filter = {
    ...NO_FILTER,
    user: "a&b=c",
    status: "open",
    server: "böse #?",
    show: "online",
    text: "x + y%",
  };
  const query = new URLSearchParams(toParameters(filter)).toString();
  assert.deepEqual(readFilter(new URLSearchParams(query)), filter);
  assert.deepEqual(
    Object.entries(toParameters({ ...NO_FILTER, user: "alice" })).filter(([, value]) => value !== ""),
    [["user", "alice"]],
  );
  assert.equal(isNoFilter(NO_FILTER), true);
  assert.equal(isNoFilter(filter), false);
});

test("what an address says that no filter knows is left out", () => {
  assert.deepEqual(readFilter(new URLSearchParams("?status=half&colour=red")), NO_FILTER);
});

test("a row passes if each part of the filter does, and every word is somewhere in it", () => {
  const row: FilteredRow = {
    user: "alice",
    server: "berlin",
    isOpen: true,
    marks: ["online", "shared"],
    names: () => "alice cooper",
    words: () => "alice cooper\n10.8.0.2",
  };
  const passes = (filter: Partial<Filter>): boolean => toTest({ ...NO_FILTER, ...filter })(row);
  assert.equal(passes({}), true);
  assert.equal(passes({ user: "Coop", status: "open", server: "berlin", show: "shared", text: "0.2  ALICE " }), true);
  // A name that names one user finds no other whose name has it in it.
  assert.equal(passes({ user: "ali", slug: "ali" }), false);
  assert.equal(passes({ user: "Alice", slug: "alice" }), true);
  for (const other of [
    { user: "bob" },
    { status: "closed" },
    { server: "paris" },
    { show: "inactive30" },
    { text: "alice bob" },
  ] as const) {
    assert.equal(passes(other), false, JSON.stringify(other));
  }
});

test("every figure that the pages write is understood for sorting, in every language", () => {
  const marks: Readonly<Record<Language, string>> = { en: ".", de: "," };
  for (const language of LANGUAGES) {
    const parse = (text: string): number | undefined => parseQuantity(text, marks[language]);
    for (const seconds of [0, 59, 60, 3599, 3600, 86_399])
      assert.equal(parse(formatDuration(language, seconds)), seconds);
    assert.equal(parse(formatDuration(language, 198_300)), 198_300);
    for (const value of [0, 7, 1234, 1_234_567]) assert.equal(parse(formatInteger(language, value)), value);
    for (const bytes of [0, 999, 10_200, 52_000_000, 1_500_000_000, 3_000_000_000_000]) {
      assert.equal(parse(formatBytes(language, bytes)), bytes, formatBytes(language, bytes));
    }
  }
});

test("names and addresses are no figures", () => {
  for (const text of ["", "alice", "2001:db8::1", "2026-11-21 Sat", "10 apples"])
    assert.equal(parseQuantity(text, "."), undefined, text);
});
