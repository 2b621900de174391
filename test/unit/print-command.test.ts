import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { PRINT_FLAGS } from "../../src/commands/print/print.js";
import { toScriptLine } from "../../src/render/system/openvpn-line.js";
import type { CliRun } from "../support/run-cli.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";

const SPOOL = "/var/spool/openvpn-status-site";

async function print(t: TestContext, config: string, ...args: readonly string[]): Promise<CliRun> {
  const folder = tempFolder(t);
  const path = join(folder, "config.toml");
  writeFileSync(path, config);
  return runHere(["print", ...args, "--config", path], makeHost(CLI, folder));
}

function server(name: string, events: string): string {
  return `[[server]]\nname = ${JSON.stringify(name)}\nstatus = "/none"\nevents = ${JSON.stringify(events)}\n`;
}

describe("print", () => {
  it("says which kinds there are", async (t) => {
    const help = await print(t, "", "--help");
    assert.equal(help.status, 0);
    assert.match(
      help.stdout,
      /^openvpn-status-site print KIND: .*\n\n(?: {2}.*\n)+\nKinds:\n {2}nginx +a config .*\n(?: {2}.*\n)+ {2}hook +a script .*\n$/,
    );
    for (const flag of Object.keys(PRINT_FLAGS)) assert.match(help.stdout, new RegExp(`--${flag}\\b`));
    const wrong: readonly (readonly [args: readonly string[], said: RegExp])[] = [
      [[], /print takes the kind of one file, got 0. The kinds are nginx, .*, hook\./],
      [["hook", "hook"], /print takes the kind of one file, got 2. The kinds are nginx, .*, hook\./],
      [["systemd", "tmer"], /print does not know the kind "tmer". Did you mean timer\?/],
      [["systemd", "timer", "path"], /print takes the kind of one file, got 3/],
      [["hok"], /print does not know the kind "hok". Did you mean hook\?/],
      [["toString"], /print does not know the kind "toString"/],
    ];
    for (const [args, said] of wrong) {
      const { status, stdout, stderr } = await print(t, "", ...args);
      assert.deepEqual([status, stdout], [64, ""]);
      assert.match(stderr, said);
    }
  });
});

describe("print hook", () => {
  it("prints the lines for the config of each server that has events", async (t) => {
    const config = `${server("berlin", `${SPOOL}/berlin.events`)}${server("a\nb", "/b c/it's")}[[server]]\nstatus = "/c"\n`;
    const { status, stdout, stderr } = await print(t, config, "hook");
    assert.deepEqual([status, stderr], [0, ""]);
    const hook = `(set -- ${SPOOL}/berlin.events; . /etc/openvpn/status-site-hook.sh)`;
    const lines = stdout.split("\n");
    for (const line of [
      "#   Server berlin:",
      "#   Server a(U+000A)b:",
      `#   install -d -o USER -g GROUP -m 2770 ${SPOOL}`,
      "#   install -d -o USER -g GROUP -m 2770 '/b c'",
      "#   script-security 2",
      `#   client-connect "/bin/sh -c 'trap \\"exit 0\\" 0; ${hook}; exit 0'"`,
      `#   client-disconnect "/bin/sh -c 'trap \\"exit 0\\" 0; ${hook}; exit 0'"`,
      `#   client-connect "/bin/sh -c 'OLD-SCRIPT \\"$@\\" || exit; trap \\"exit 0\\" 0; ${hook}; exit 0' sh"`,
      `#   client-disconnect "/bin/sh -c 'OLD-SCRIPT \\"$@\\"; code=$?; trap \\"exit $code\\" 0; ${hook}; exit $code' sh"`,
    ]) {
      assert.ok(lines.includes(line), `${line} in\n${stdout}`);
    }
    assert.equal(stdout.match(/Server /g)?.length, 2);
    assert.doesNotMatch(stdout, /events = /);
    assert.match(stdout, /\.tmp\) file= ;;/, "which of both files is not known");
  });
  it("has only comments before its code, whatever names and paths are", async (t) => {
    const { stdout } = await print(t, server("\r\n$(x)\u2028", "/$(touch x)/`x`/#\u00e4.events"), "hook");
    const code = stdout.indexOf("\n{\n");
    for (const line of stdout.slice(0, code).split("\n")) assert.match(line, /^(#|$)/);
    assert.match(stdout, /\.tmp\) file='\/\$\(touch x\)\/`x`\/#ä\.events' ;;/);
  });
  it("shows the usual path, and the key that is missing, if no server has events", async (t) => {
    for (const config of ["", '[[server]]\nstatus = "/c"\n']) {
      const { stdout } = await print(t, config, "hook");
      assert.match(stdout, /^# {3}install .* \/var\/spool\/openvpn-status-site$/m);
      assert.match(stdout, /^# {3}client-connect .*\(set -- \/var\/spool\/openvpn-status-site\/SERVER\.events; /m);
      assert.match(stdout, /^# {3}events = "\/var\/spool\/openvpn-status-site\/SERVER\.events"$/m);
      assert.match(stdout, /\.tmp\) file= ;;/, "nothing is written to the file of a server that is not named");
    }
  });
  it("is in the language of the config, or of the flag", async (t) => {
    assert.match((await print(t, 'language = "de"\n', "hook")).stdout, /^# 1\. Dieses Skript als /m);
    assert.match(
      (await print(t, 'language = "de"\n', "hook", "--language", "en")).stdout,
      /^# 1\. Save this script as /m,
    );
  });
  it("refuses two servers with one event file, as gen does", async (t) => {
    const two = server("berlin", "/spool/x.events") + server("hamburg", "/spool/../spool/x.events");
    const { status, stdout, stderr } = await print(t, two, "hook");
    assert.deepEqual([status, stdout], [78, ""]);
    assert.match(
      stderr,
      /events: "\/spool\/x\.events" is the file of two servers: "berlin" and "hamburg"\. Give each server a/,
    );
    const german = await print(t, `language = "de"\n${two}`, "hook");
    assert.match(german.stderr, /ist die Datei zweier Server: "berlin" und "hamburg"\. Jedem Server/);
    const none = `${server("berlin", "/spool/x.events")}[[server]]\nstatus = "/c"\n[[server]]\nstatus = "/d"\n`;
    assert.equal((await print(t, none, "hook")).status, 0);
  });
  it("refuses a path with which OpenVPN would not start", async (t) => {
    const { status, stdout, stderr } = await print(t, server("berlin", `/${"x".repeat(150)}`), "hook");
    assert.deepEqual([status, stdout], [78, ""]);
    assert.match(
      stderr,
      /server berlin: .* is 2\d\d bytes long, and OpenVPN accepts at most 254\. Give events a shorter path/,
    );
    assert.equal((await print(t, server("berlin", `/${"x".repeat(100)}`), "hook")).status, 0);
  });
});

describe("a line of OpenVPN's config that runs a command", () => {
  it("quotes for the config what is quoted for the command", () => {
    const toLine = (word: string): string => toScriptLine("up", ["/bin/sh", word]);
    assert.equal(toLine("/a/b.sh"), 'up "/bin/sh /a/b.sh"');
    assert.equal(toLine("a b"), `up "/bin/sh 'a b'"`);
    assert.equal(toLine('a "b" \\'), `up "/bin/sh 'a \\"b\\" \\\\'"`);
    assert.equal(toLine(`it's "a" \\`), String.raw`up "/bin/sh \"it's \\\"a\\\" \\\\\""`);
  });
});
