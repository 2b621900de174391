import assert from "node:assert/strict";
import { test } from "node:test";
import { fitText } from "../../src/text/format/fit-text.js";

test("a text that fits is left as it is", () => {
  for (const text of ["", "anna.becker", "  anna"]) assert.equal(fitText(text, 7.2), text);
});

test("a text that is too wide is cut, and ends with an ellipsis in place of what is missing", () => {
  assert.equal(fitText("anna.becker.of.berlin", 7.2), "anna.becke…");
  assert.equal(fitText("WWWWWWWWWWWW", 7.2), "WWWWWW…");
  assert.equal(fitText("iiiiiiiiiiiiiiiiiiiiiiiiiii", 7.2), `${"i".repeat(16)}…`);
});

test("letters as wide as high count as such, and none is cut in two", () => {
  assert.equal(fitText("王小明的笔记本电脑", 7.2), "王小明的笔…");
  assert.equal(fitText("🦊🦊🦊🦊🦊🦊🦊🦊", 7.2), "🦊🦊🦊🦊🦊…");
});

test("a cut between joined emoji leaves no joiner, and one after a word no space", () => {
  assert.equal(fitText("🦊\u200d🦊\u200d🦊\u200d🦊", 3.5), "🦊\u200d🦊…");
  assert.equal(fitText("anna of berlin", 4.2), "anna…");
});

test("marks without a width do not make a text endless", () => {
  assert.ok(fitText(`a${"\u0301".repeat(5000)}`, 7.2).length <= 101);
});
