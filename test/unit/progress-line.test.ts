import assert from "node:assert/strict";
import { test } from "node:test";
import { openProgressLine } from "../../src/commands/report/progress-line.js";

/** What is shown in so many seconds, in which a file is done each 10 ms. */
function toShown(seconds: number, language: "en" | "de"): readonly string[] {
  const shown: string[] = [];
  let milliseconds = 0;
  const host = { showOnTerminal: (line: string) => void shown.push(line), nowSeconds: () => milliseconds / 1000 };
  const progress = openProgressLine(host, language);
  for (let done = 1; (milliseconds += 10) <= seconds * 1000; done++) progress.tell(done, 4652);
  progress.end();
  return shown;
}

test("a run says how far it is only after a second, at most five times a second, and takes the line away", () => {
  assert.deepEqual(toShown(0.9, "en"), []);
  assert.deepEqual(toShown(1.3, "en"), ["100 of 4,652 files", "120 of 4,652 files", ""]);
  const long = toShown(30, "de");
  assert.match(long.at(-2) ?? "", /^2\.9[89]\d von 4\.652 Dateien$/);
  assert.ok(long.length <= 29 * 5 + 2, `${long.length} lines`);
});

test("where there is no terminal it says nothing", () => {
  const host = { showOnTerminal: null, nowSeconds: () => assert.fail("nobody asks for the time") };
  const progress = openProgressLine(host, "en");
  progress.tell(1, 2);
  progress.end();
});
