import assert from "node:assert/strict";
import { chmodSync, chownSync, cpSync, existsSync, lchownSync, mkdirSync } from "node:fs";
import { readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { passwordPrompt } from "../support/password-prompt.js";
import { type CaseFolder, openCase } from "../support/case-folder.js";
import { fileTree } from "../support/file-tree.js";
import { runCli } from "../support/run-cli.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const STRANGER = 65_534;
const options = { skip: skipUnless(isRoot, "needs root, to give files to others") };

function giveToStranger(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    lchownSync(join(folder, path), STRANGER, STRANGER);
  }
  lchownSync(folder, STRANGER, STRANGER);
}

describe("case 19: a stranger's config in the current folder", options, () => {
  it("is refused by root with 78: nothing is written and no password is sent", async (t) => {
    const { folder, read } = openCase(t, "19-config-of-a-stranger");
    const at = (path: string): string => join(folder, path);
    const { port, told } = await passwordPrompt(t);
    mkdirSync(at("tmp"));
    chmodSync(at("tmp"), 0o1777);
    for (const path of ["cron", "home", "home/mallory", "home/mallory/h"]) mkdirSync(at(path));
    symlinkSync("../../../cron", at("home/mallory/h/sessions"));
    cpSync(at("journal"), at("home/mallory/h/journal"));
    const config = at("tmp/openvpn-status-site.toml");
    writeFileSync(config, read("openvpn-status-site.toml").replace("47612", String(port)));
    giveToStranger(at("home/mallory"));
    const attempt = async (...args: readonly string[]): Promise<void> => {
      const env = { OPENVPN_STATUS_SITE_CONFIG: "" };
      for (const command of [["gen"], ["prune", "--all", "--yes"], ["import", "../journal"]]) {
        const run = await runCli([...command, ...args], { cwd: at("tmp"), env });
        assert.equal(run.status, 78, run.stderr);
        assert.match(run.stderr, /^openvpn-status-site: root will not read the config file ".*toml": .*tmp.*\n$/);
      }
      assert.deepEqual(readdirSync(at("cron")), []);
      assert.deepEqual(told, []);
      assert.deepEqual(readdirSync(at("home/mallory/h")).sort(), ["journal", "sessions"]);
    };
    chownSync(config, STRANGER, STRANGER);
    await attempt();
    await attempt("--config", config);
    // Someone else may have moved it there, or have linked to it.
    chownSync(config, 0, 0);
    await attempt();
    await attempt("--config", config);
  });
});

describe("case 20: links inside a history", options, () => {
  const NOW = (minute: number): readonly string[] => ["--now", `2026-11-21T08:0${minute}:00Z`];

  async function begin(t: TestContext): Promise<CaseFolder & { readonly at: (path: string) => string }> {
    const place = openCase(t, "20-links-inside-history");
    const run = await place.run("gen", "--status", "s.log", "--name", "vpn", ...NOW(0));
    assert.deepEqual(run, { status: 0, stdout: "", stderr: "" });
    return { ...place, at: (path) => join(place.folder, path) };
  }

  for (const owner of [STRANGER, 0]) {
    it(`of user ${owner} are refused with their names, and not followed`, async (t) => {
      const { run, at, read } = await begin(t);
      const giveAway = (): void => {
        if (owner !== 0) giveToStranger(at("h"));
      };
      const refuses = async (name: string, minute: number): Promise<void> => {
        const log = minute === 2 ? "u.log" : "t.log";
        for (const [command = "", ...args] of [
          ["gen", "--status", log, "--name", "vpn"],
          ["gen", "--full", "--status", log, "--name", "vpn"],
          ["prune", "--all", "--yes", "--status", log, "--name", "vpn"],
          ["import", "t.log", "--status", log, "--name", "vpn"],
        ]) {
          const { status, stderr } = await run(command, ...args, ...NOW(minute));
          assert.equal(status, 78, stderr);
          assert.match(stderr, new RegExp(`^openvpn-status-site: "[^"]*/h/${name}" is a symbolic link, [^\n]+\n$`));
        }
      };
      mkdirSync(at("cron"));
      rmSync(at("h/sessions"), { recursive: true, force: true });
      symlinkSync("../cron", at("h/sessions"));
      cpSync(at("journal"), at("h/journal"));
      giveAway();
      await refuses("sessions", 1);
      assert.deepEqual(readdirSync(at("cron")), []);

      for (const path of ["h/sessions", "h/journal"]) rmSync(at(path));
      writeFileSync(at("victim"), "precious");
      symlinkSync("../../victim", at("h/cache/made.json.tmp"));
      await refuses("cache/made\\.json\\.tmp", 1);
      assert.equal(read("victim"), "precious");

      rmSync(at("h/cache"), { recursive: true });
      mkdirSync(at("keep/users/x"), { recursive: true });
      writeFileSync(at("keep/users/x/data"), "data");
      symlinkSync("../keep", at("h/cache"));
      const before = fileTree(at("keep"));
      await refuses("cache", 2);
      assert.deepEqual(fileTree(at("keep")), before);
    });
  }

  it("leaves a history of someone else to that user, with the command to run", async (t) => {
    const { folder, run, at } = await begin(t);
    // It is not even read.
    writeFileSync(at("h/sources.csv"), "not understood");
    const before = fileTree(folder);
    giveToStranger(at("h"));
    for (const [command = "", ...args] of [
      ["gen", "--status", "t.log", "--name", "vpn"],
      ["prune", "--all", "--dry-run"],
      ["import", "t.log", "--server", "it's"],
    ]) {
      const { status, stderr } = await run(command, ...args, ...NOW(1));
      assert.equal(status, 77, stderr);
      const [what, commandLine, ...rest] = stderr.split("\n");
      assert.match(what ?? "", /^openvpn-status-site: the history folder ".*\/h" belongs to user /);
      assert.match(commandLine ?? "", new RegExp(`^runuser -u \\S+ -- openvpn-status-site ${command} --history h `));
      assert.equal((commandLine ?? "").endsWith(NOW(1).join(" ")), true);
      if (command === "import") assert.ok((commandLine ?? "").includes(` --server 'it'\\''s' `));
      assert.deepEqual(rest, [""]);
    }
    assert.deepEqual(fileTree(folder), before);
    chownSync(at("h"), 0, 0);
    const { status, stderr } = await run("gen", "--status", "t.log", "--name", "vpn", ...NOW(1));
    assert.equal(status, 78, "what is inside the history is still the stranger's");
    assert.match(stderr, /root will not use ".*\/h\/\w+[^"]*": it belongs to user 65534/);
  });

  it("leaves an out of someone else to that user", async (t) => {
    const { run, at, read } = await begin(t);
    const before = read("o/index.html");
    giveToStranger(at("o"));
    const { status, stderr } = await run("gen", "--status", "t.log", "--name", "vpn", ...NOW(1));
    assert.equal(status, 77, stderr);
    assert.match(stderr, /the out folder ".*\/o" belongs to user [^\n]+\nrunuser -u \S+ -- openvpn-status-site gen /);
    chownSync(at("o"), 0, 0);
    const inside = await run("gen", "--full", "--status", "t.log", "--name", "vpn", ...NOW(1));
    assert.equal(inside.status, 78, inside.stderr);
    assert.match(inside.stderr, /root will not use ".*\/o\/[^"]+": it belongs to user 65534/);
    assert.equal(read("o/index.html"), before);
  });

  it("also one in a day's file is not followed", async (t) => {
    const { run, at, read } = await begin(t);
    assert.equal((await run("gen", "--status", "t.log", "--name", "vpn", ...NOW(1))).status, 0);
    const samples = read("h/samples/2026-11-21.csv");
    writeFileSync(at("victim.csv"), samples);
    rmSync(at("h/samples/2026-11-21.csv"));
    symlinkSync("../../victim.csv", at("h/samples/2026-11-21.csv"));
    for (const [command = "", ...args] of [
      ["gen", "--status", "u.log", "--name", "vpn"],
      ["prune", "--all", "--dry-run"],
    ]) {
      const { status, stderr } = await run(command, ...args, ...NOW(2));
      assert.equal(status, 78, stderr);
      assert.match(stderr, /h\/samples\/2026-11-21\.csv" is a symbolic link/);
    }
    assert.equal(read("victim.csv"), samples);
    assert.equal(existsSync(at("h/journal")), false);
  });
});
