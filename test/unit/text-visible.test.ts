import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { quoted } from "../../src/status/parsing-error.js";
import { visibleJson, visibleProse, visibleText } from "../../src/text/format/visible-text.js";

/** One of each kind, and both ends of each range that a shorter table would miss. */
const HIDDEN: Readonly<Record<string, readonly number[]>> = {
  "C0 controls": [0x00, 0x07, 0x09, 0x0a, 0x0d, 0x1b, 0x1f],
  "DEL and C1 controls": [0x7f, 0x80, 0x85, 0x9b, 0x9f],
  "bidi controls": [0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069],
  "line and paragraph separators": [0x2028, 0x2029],
  "invisible joiners, spaces and operators": [0xad, 0x34f, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2064, 0xfeff],
  fillers: [0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0],
  "variation selectors": [0x180b, 0x180d, 0x180f, 0xfe00, 0xfe0e, 0xfe0f, 0xe0100, 0xe01ef],
  tags: [0xe0001, 0xe0020, 0xe0061, 0xe007f],
  "reserved default-ignorables": [0x2065, 0xfff0, 0xe0fff],
  "musical and shorthand formats": [0x1bca0, 0x1d159, 0x1d173, 0x1d17a],
  "annotations and other formats": [0xfff9, 0xfffb, 0x70f, 0x110bd, 0x13430],
  "blank Braille": [0x2800],
  "lone surrogates": [0xd800, 0xdfff],
};
const CODES = Object.values(HIDDEN).flat();

function codeText(code: number): string {
  return `(U+${code.toString(16).toUpperCase().padStart(4, "0")})`;
}

describe("visible texts", () => {
  for (const [kind, codes] of Object.entries(HIDDEN)) {
    it(`show ${kind}`, () => {
      for (const code of codes) {
        assert.equal(visibleText(`a${String.fromCodePoint(code)}b`), `a${codeText(code)}b`);
        assert.equal(visibleProse(`a${String.fromCodePoint(code)}b`), `a${codeText(code)}b`);
      }
    });
  }
  it("leave everything else alone: blanks, letters, marks, signs, emoji", () => {
    const text = "Jörg O'Neil, 中 日本 한글 मीना בלה مريم ⠃⠕⠃ 🦊👍🏽 \u00a0<b>&\"'`\\";
    assert.equal(visibleText(text), text);
  });
});

describe("what the admin wrote", () => {
  it("keeps emoji whole", () => {
    const emoji = [
      "👩\u200d💻",
      "❤\ufe0f",
      "⌚\ufe0e",
      "1\ufe0f\u20e3",
      "🏳\ufe0f\u200d🌈",
      "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏿",
      "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    ];
    for (const text of emoji) assert.equal(visibleProse(`x ${text} y`), `x ${text} y`);
  });
  it("keeps joiners where letters join", () => {
    for (const word of ["می\u200cخواهم", "بِ\u200cن", "क्\u200dष", "ക്\u200d"]) assert.equal(visibleProse(word), word);
  });
  it("shows the same characters anywhere else", () => {
    assert.equal(visibleProse("👩\u200d"), "👩(U+200D)");
    assert.equal(visibleProse("1\ufe0f"), "1(U+FE0F)");
    assert.equal(visibleProse("👍\ufe0f\ufe0f"), "👍\ufe0f(U+FE0F)");
    assert.equal(visibleProse("🏴\u{e0078}\u{e007f}"), "🏴(U+E0078)(U+E007F)");
    assert.equal(visibleProse("anna\u200c"), "anna(U+200C)");
    assert.equal(visibleProse("a्a\u200d"), "a्a(U+200D)");
  });
  it("takes time in proportion to its length", () => {
    for (const part of ["👩\u200d", "ب\u200c", "🏴\u{e0067}\u{e0062}", "1\ufe0f"]) {
      const started = performance.now();
      visibleProse(part.repeat(200_000));
      assert.ok(performance.now() - started < 2000, JSON.stringify(part));
    }
  });
});

describe("JSON for people", () => {
  it("means the same and hides nothing", () => {
    const value = { name: CODES.map((code) => String.fromCodePoint(code)).join("x"), list: [1, "\u{1f98a}"] };
    const json = visibleJson(JSON.stringify(value, null, 2));
    assert.deepEqual(JSON.parse(json), value);
    assert.equal(visibleText(json.replaceAll("\n", "")), json.replaceAll("\n", ""));
  });
});

describe("the parser's quotes", () => {
  it("hide nothing and stay on one line", () => {
    for (const code of CODES) {
      const text = quoted(`a\tb${String.fromCodePoint(code)}c`);
      assert.equal(visibleText(text), text);
    }
    assert.equal(quoted('CLIENT_LIST\t"a"\u202e'), '"CLIENT_LIST\\t\\"a\\"(U+202E)"');
  });
});
