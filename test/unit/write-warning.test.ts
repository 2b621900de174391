import assert from "node:assert/strict";
import { test } from "node:test";
import { reportOutGroup } from "../../src/commands/report/report-out-group.js";
import { writeWarning } from "../../src/commands/report/write-warning.js";
import { tempFolder } from "../support/temp-folder.js";

test("a warning is one line, and a second one with its command, whatever is in them", () => {
  let written = "";
  const host = {
    writeStderr: (text: string) => {
      written += text;
    },
  };
  writeWarning(host, "a\nb\u001b[2J");
  writeWarning(host, "c:", "rm 'x\ny\u202e'");
  assert.equal(
    written,
    "openvpn-status-site: a(U+000A)b(U+001B)[2J\nopenvpn-status-site: c:\nrm 'x(U+000A)y(U+202E)'\n",
  );
});

test("a group of out that has another name for a file is written as a warning", (t) => {
  let written = "";
  const host = {
    writeStderr: (text: string) => {
      written += text;
    },
  };
  const other = { path: "/o/a\u001b\nb", groupId: 4_000_000, outGroupId: 4_000_001 };
  reportOutGroup(other, { out: "/o/\u001b", cacheFolder: tempFolder(t), language: "en" }, host);
  assert.match(
    written,
    /^openvpn-status-site: .*a\(U\+001B\)\(U\+000A\)b.*\nchgrp -R 4000001 '\/o\/\(U\+001B\)' && .*\n$/,
  );
});
