import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readHelp } from "../../src/packaging/command-help.js";
import { CLI } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";

test("the help for the man page and the completion is in English, whatever the config of the host says", (t) => {
  const config = join(tempFolder(t), "config.toml");
  writeFileSync(config, 'language = "de"\n');
  const before = process.env["OPENVPN_STATUS_SITE_CONFIG"];
  process.env["OPENVPN_STATUS_SITE_CONFIG"] = config;
  t.after(() => {
    if (before === undefined) delete process.env["OPENVPN_STATUS_SITE_CONFIG"];
    else process.env["OPENVPN_STATUS_SITE_CONFIG"] = before;
  });
  assert.match(readHelp(CLI).intro, /: a static status site/);
  for (const command of ["gen", "parse", "print", "demo"]) {
    const rows = readHelp(CLI, command).lists.flatMap((list) => list.rows);
    assert.ok(
      rows.some(([, does]) => does === "print this text"),
      command,
    );
  }
});
