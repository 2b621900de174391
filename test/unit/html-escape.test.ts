import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeBreaking, escapeHtml, Prose } from "../../src/render/html/escape-html.js";

test("what HTML would read as its own becomes text", () => {
  assert.equal(escapeHtml(`<b a="x" b='y'>&amp;\``), "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&#96;");
});

test("control characters become their codes", () => {
  assert.equal(escapeHtml("a\u0000b\nc\u001b\u007f\u0085"), "a(U+0000)b(U+000A)c(U+001B)(U+007F)(U+0085)");
});

test("invisible characters and those that turn the direction of writing become visible", () => {
  assert.equal(escapeHtml("evil\u202Etxt.exe"), "evil(U+202E)txt.exe");
  assert.equal(escapeHtml("anna\u3164 & co"), "anna(U+3164) &amp; co");
});

test("letters of every script stay as they are", () => {
  for (const name of ["Jörg", "مريم", "日本", "👩💻", "नीला", "한글"]) assert.equal(escapeHtml(name), name);
});

test("what the admin wrote is escaped too, and keeps its emoji whole", () => {
  assert.equal(escapeHtml(new Prose("<b> 👩\u200D💻 & a\u200Db")), "&lt;b&gt; 👩\u200D💻 &amp; a(U+200D)b");
  assert.equal(escapeHtml("👩\u200D💻"), "👩(U+200D)💻", "in a name the joiner tells two users apart");
});

test("numbers are written as text", () => {
  assert.equal(escapeHtml(7), "7");
});

test("a long name may break after its separators, and an IPv4 address never", () => {
  const texts: readonly (readonly [text: string, html: string])[] = [
    ["", ""],
    ["203.0.113.7", "203.0.113.7"],
    ["alice", "alice"],
    ["Zoë", "Zoë"],
    ["2001:db8::7", "2001:<wbr>db8:<wbr>:<wbr>7"],
    ["anna.b@example-net.org", "anna.<wbr>b@<wbr>example-<wbr>net.<wbr>org"],
    ["1..2", "1.<wbr>.2"],
    ["1.2.", "1.2."],
    ["7.x", "7.<wbr>x"],
    ["a-<b>", "a-<wbr>&lt;b&gt;"],
    ["a\n-b", "a(U+000A)-<wbr>b"],
  ];
  for (const [text, html] of texts) assert.equal(escapeBreaking(text), html, JSON.stringify(text));
});
