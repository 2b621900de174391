import assert from "node:assert/strict";
import { test } from "node:test";
import {
  filterOfQuery,
  matches,
  NO_FILTER,
  queryOfFilter,
  type Filter,
  type FilteredRow,
} from "../../assets/filter.js";
import { parseQuantity } from "../../assets/quantity.js";
import { formatBytes } from "../../src/text/format/format-bytes.js";
import { formatDuration } from "../../src/text/format/format-duration.js";
import { formatInteger } from "../../src/text/format/format-number.js";
import { LANGUAGES, type Language } from "../../src/text/i18n/language.js";

test("a filter survives the address, whatever it holds", () => {
  const filter: Filter = { user: "a&b=c", status: "open", server: "böse #?", text: "x + y%" };
  assert.deepEqual(filterOfQuery(queryOfFilter(filter)), filter);
  assert.equal(queryOfFilter({ ...NO_FILTER, user: "alice", status: "open" }), "?user=alice&status=open");
  assert.equal(queryOfFilter(NO_FILTER), "");
});

test("what an address says that no filter knows is left out", () => {
  assert.deepEqual(filterOfQuery("?status=half&colour=red"), NO_FILTER);
});

test("a row passes if each part of the filter does, and every word is somewhere in it", () => {
  const row: FilteredRow = { user: "alice", server: "berlin", isOpen: true, words: () => "alice cooper\n10.8.0.2" };
  const passes = (filter: Partial<Filter>): boolean => matches({ ...NO_FILTER, ...filter }, row);
  assert.equal(passes({}), true);
  assert.equal(passes({ user: "alice", status: "open", server: "berlin", text: "0.2 ALICE" }), true);
  for (const other of [{ user: "bob" }, { status: "closed" }, { server: "paris" }, { text: "alice bob" }] as const) {
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
