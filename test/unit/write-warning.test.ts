import assert from "node:assert/strict";
import { test } from "node:test";
import { toWarning, writeWarning } from "../../src/commands/report/write-warning.js";

test("a warning is one line with the program's name, and the command for it another one, whatever they hold", () => {
  const written: string[] = [];
  writeWarning({ writeStderr: (text) => void written.push(text) }, "a\nb\u202E");
  assert.deepEqual(written, ["openvpn-status-site: a(U+000A)b(U+202E)\n"]);
  assert.equal(toWarning("c:", "rm \u001b[2J"), "openvpn-status-site: c:\nrm (U+001B)[2J\n");
});
