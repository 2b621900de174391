import assert from "node:assert/strict";
import { test } from "node:test";
import { checkTemplates, readTemplate } from "../support/check-templates.js";

test("templates use what their pages' models have, and what they are included with", () => {
  assert.deepEqual(checkTemplates(readTemplate), []);
});

test("a wrong name is found, with its template and line", () => {
  const wrong: readonly (readonly [template: string, right: string, wrong: string, found: RegExp])[] = [
    ["day", "page.peak", "page.paek", /^day:\d+: Property 'paek' does not exist/],
    ["sessions", "s.publicIp", "s.publicIP", /^sessions:\d+: Property 'publicIP' does not exist/],
    ["live", "connectedSeconds,", "connectedSecond,", /^live:\d+: Property 'connectedSecond' does not exist/],
    ["layout", "t.skipToContent", "t.skipContent", /^layout:\d+: Property 'skipContent' does not exist/],
    ["system/hook", "it.onlyFile", "it.onlyfile", /^system\/hook:\d+: Property 'onlyfile' does not exist/],
    ["session-details", "countedFrom", "countedSince", /^session-details:\d+: .*countedSince/],
    ["month", "showPeak: true, maxSeconds", "showPeak: true, maxSecond", /^(?:figures|month):\d+: .*maxSecond/],
  ];
  const found = checkTemplates((name) =>
    wrong.reduce(
      (text, [template, right, instead]) => (template === name ? text.replace(right, instead) : text),
      readTemplate(name),
    ),
  );
  for (const [template, , , expected] of wrong) {
    assert.ok(
      found.some((one) => expected.test(one)),
      `${template}: ${found.join("\n")}`,
    );
  }
});
