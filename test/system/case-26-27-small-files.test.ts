import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { passwordPrompt } from "../support/password-prompt.js";
import { type CaseFolder, openCase } from "../support/case-folder.js";
import { filesWith } from "../support/find-text.js";
import { runCli } from "../support/run-cli.js";

const NOW = ["--now", "2026-11-21T08:00:00Z"] as const;
const PLACE = ["--history", "h", "--out", "o", "--timezone", "UTC"] as const;
/** With the config of the current folder. */
const OPTIONS = { env: { OPENVPN_STATUS_SITE_CONFIG: "" }, timeoutMs: 15_000 };

/** The case's inputs beside a config file that says nothing, so that none of this machine is read. */
function open(t: TestContext, name: string): CaseFolder {
  const place = openCase(t, name);
  writeFileSync(join(place.folder, "openvpn-status-site.toml"), "");
  return place;
}

describe("case 26: a pipe in the place of a small file", () => {
  it("costs the aliases, not the run, and is said", async (t) => {
    const place = open(t, "26-pipe-as-a-small-file");
    const cwd = place.folder;
    execFileSync("mkfifo", [join(cwd, "openvpn-aliases.json")]);
    const flags = ["--status", "a.log", "--name", "vpn", ...PLACE, ...NOW];
    const run = await runCli(["gen", ...flags], { cwd, ...OPTIONS });
    assert.equal(run.status, 0, run.stderr);
    assert.match(place.read("o/index.html"), /openvpn-aliases\.json: it is a pipe or a device, not a regular file/);
    assert.match(place.read("o/users/alice/index.html"), /alice/);
  });

  it("as password file is an unreadable source: 77, and the site is made", async (t) => {
    const place = open(t, "26-pipe-as-a-small-file");
    const cwd = place.folder;
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const { port, told } = await passwordPrompt(t);
    writeFileSync(join(cwd, "c.toml"), place.read("c.toml").replace("47613", String(port)));
    const run = await runCli(["gen", "--config", "c.toml", ...NOW], { cwd, ...OPTIONS });
    assert.equal(run.status, 77, run.stderr);
    assert.match(run.stderr, /password_file ".*\/pipe": it is a pipe or a device, not a regular file/);
    assert.match(place.read("o2/index.html"), /it is a pipe or a device/);
    assert.deepEqual(told, []);
  });

  it("as config file is refused", async (t) => {
    const { folder: cwd } = open(t, "26-pipe-as-a-small-file");
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    for (const flags of [["--config", "pipe"], []]) {
      if (flags.length === 0) renameSync(join(cwd, "pipe"), join(cwd, "openvpn-status-site.toml"));
      const run = await runCli(["gen", ...flags, ...NOW], { cwd, ...OPTIONS });
      assert.equal(run.status, 78, run.stderr);
      assert.match(run.stderr, /it is a pipe or a device, not a regular file/);
    }
  });

  it("as a file to import or to parse is refused", async (t) => {
    const { folder: cwd } = open(t, "26-pipe-as-a-small-file");
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    for (const args of [
      ["parse", "pipe"],
      ["import", "pipe", "--server", "vpn", ...PLACE, ...NOW],
    ]) {
      const run = await runCli(args, { cwd, ...OPTIONS });
      assert.equal(run.status, 65, run.stderr);
      assert.match(run.stderr, /pipe": it is a pipe or a device, not a regular file/);
    }
  });
});

describe("case 27: a link to a file of someone else", () => {
  it("as aliases shows nothing of it, on no page and not on standard error", async (t) => {
    const place = open(t, "27-linked-file-is-quoted");
    symlinkSync("no-json", join(place.folder, "openvpn-aliases.json"));
    const run = await place.run("gen", "--status", "a.log", "--name", "vpn", ...NOW);
    assert.equal(run.status, 0, run.stderr);
    assert.doesNotMatch(run.stdout + run.stderr, /topsecret/);
    for (const folder of ["o", "h"]) {
      assert.deepEqual(await filesWith(join(place.folder, folder), "topsecret"), []);
    }
    assert.match(place.read("o/index.html"), /openvpn-aliases\.json: line 1, column 1: expected &quot;\{&quot;/);
  });

  it("as status file shows nothing of it, on no page and not on standard error", async (t) => {
    const place = open(t, "27-linked-file-is-quoted");
    mkdirSync(join(place.folder, "d/site1"), { recursive: true });
    symlinkSync("../../with-end", join(place.folder, "d/site1/status.log"));
    const run = await place.run("gen", "--status", "d/*/status.log", ...NOW);
    assert.equal(run.status, 65, run.stderr);
    assert.doesNotMatch(run.stdout + run.stderr, /made-up-secret/);
    for (const folder of ["o", "h"]) {
      assert.deepEqual(await filesWith(join(place.folder, folder), "made-up-secret"), []);
    }
  });
});
