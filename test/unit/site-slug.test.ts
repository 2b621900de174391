import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { longSlugs, toSlug } from "../../src/rollup/slug.js";

test("a plain name is its own slug", () => {
  for (const name of ["alice", "a", "0", "a-b", "com10", "console", "2026-11-21", "a".repeat(40)]) {
    assert.equal(toSlug(name), name);
  }
});

test("any other name becomes a readable rest with the first 12 hex digits of its SHA-256", () => {
  assert.equal(toSlug("foo@example.com"), "foo-example-com-321ba197033e");
  assert.match(toSlug("Alice"), /^alice-[0-9a-f]{12}$/);
  assert.match(toSlug("../../etc/passwd"), /^etc-passwd-[0-9a-f]{12}$/);
  assert.match(toSlug("Jörg Müller "), /^j-rg-m-ller-[0-9a-f]{12}$/);
  assert.match(toSlug("a".repeat(41)), /^a{40}-[0-9a-f]{12}$/);
});

test("a name without any usable character becomes x", () => {
  for (const name of ["", "-", "日本", "..", "\u202E"]) assert.match(toSlug(name), /^x-[0-9a-f]{12}$/);
});

test("names that mean something else in a path are never slugs", () => {
  for (const name of ["all", "open", "closed", "index", "con", "prn", "aux", "nul", "com1", "lpt9", "2026-11"]) {
    assert.match(toSlug(name), new RegExp(`^${name}-[0-9a-f]{12}$`));
  }
});

test("a name that looks like the slug of another name gets a hash of its own", () => {
  const slug = toSlug("foo@example.com");
  assert.notEqual(toSlug(slug), slug);
});

test("a name that ends like the slug of another name has a hash: 12 or 24 hex digits", () => {
  for (const name of [`a-${"0".repeat(12)}`, `a-${"f".repeat(24)}`])
    assert.equal(toSlug(name), `${name}-${sha256(name, 12)}`);
  for (const name of [`a-${"0".repeat(11)}`, `a-${"0".repeat(13)}`, `a${"0".repeat(12)}`])
    assert.equal(toSlug(name), name);
});

function slugs(...names: readonly (readonly [name: string, firstSeconds: number])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    longSlugs(names.map(([name, firstSeconds]) => ({ name, slug: "x-0123456789ab", firstSeconds }))),
  );
}

test("of names with one slug all but the first have 24 digits", () => {
  assert.deepEqual(slugs(["B", 2], ["A", 3], ["C", 1]), { A: `a-${sha256("A", 24)}`, B: `b-${sha256("B", 24)}` });
  assert.deepEqual(slugs(["A", 3]), {});
});

test("of names that began at the same second the first by code point keeps the short slug", () => {
  assert.deepEqual(Object.keys(slugs(["\u{1f98a}", 1], ["\uff5e", 1])), ["\u{1f98a}"], "UTF-16 would turn them round");
});

test("no two names ever get one slug", () => {
  // UTF-8 writes lone surrogates as one and the same character.
  const found = Object.values(slugs(["\ud800", 1], ["\ud801", 1], ["\ud802", 1], ["\ud803", 1]));
  assert.equal(new Set(found).size, 3);
  for (const slug of found) assert.match(slug, /^x-[0-9a-f]{24}$/);
});

function sha256(text: string, digitCount: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digitCount);
}
