import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml } from "../../src/render/escape-html.js";

test("what HTML would read as its own becomes text", () => {
  assert.equal(escapeHtml(`<b a="x" b='y'>&amp;\``), "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&#96;");
});

test("control characters become their pictures", () => {
  assert.equal(escapeHtml("a\u0000b\nc\u001b\u007f\u0085"), "a␀b␊c␛␡⟨U+0085⟩");
});

test("invisible characters and those that turn the direction of writing become visible", () => {
  assert.equal(escapeHtml("evil\u202Etxt.exe"), "evil⟨U+202E⟩txt.exe");
  for (const character of "\u00AD\u061C\u200B\u200E\u200F\u2028\u202A\u2060\u2066\u2069\uFEFF") {
    assert.match(escapeHtml(character), /^⟨U\+[0-9A-F]{4}⟩$/);
  }
});

test("letters of every script stay as they are", () => {
  for (const name of ["Jörg", "مريم", "日本", "👩\u200D💻", "नी\u200Dल"]) assert.equal(escapeHtml(name), name);
});

test("numbers are written as text", () => {
  assert.equal(escapeHtml(7), "7");
});
