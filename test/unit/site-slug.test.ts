import assert from "node:assert/strict";
import { test } from "node:test";
import { slugOf } from "../../src/site/slug.js";

test("a plain name is its own slug", () => {
  for (const name of ["alice", "a", "0", "a-b", "com10", "console", "2026-11-21", "a".repeat(40)]) {
    assert.equal(slugOf(name), name);
  }
});

test("any other name becomes a readable rest with the first 12 hex digits of its SHA-256", () => {
  assert.equal(slugOf("foo@example.com"), "foo-example-com-321ba197033e");
  assert.match(slugOf("Alice"), /^alice-[0-9a-f]{12}$/);
  assert.match(slugOf("../../etc/passwd"), /^etc-passwd-[0-9a-f]{12}$/);
  assert.match(slugOf("Jörg Müller "), /^j-rg-m-ller-[0-9a-f]{12}$/);
  assert.match(slugOf("a".repeat(41)), /^a{40}-[0-9a-f]{12}$/);
});

test("a name without any usable character becomes x", () => {
  for (const name of ["", "-", "日本", "..", "\u202E"]) assert.match(slugOf(name), /^x-[0-9a-f]{12}$/);
});

test("names that mean something else in a path are never slugs", () => {
  for (const name of ["all", "open", "closed", "index", "con", "prn", "aux", "nul", "com1", "lpt9", "2026-11"]) {
    assert.match(slugOf(name), new RegExp(`^${name}-[0-9a-f]{12}$`));
  }
});

test("a name that looks like the slug of another name gets a hash of its own", () => {
  const slug = slugOf("foo@example.com");
  assert.notEqual(slugOf(slug), slug);
});
