import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { renderNotifyEvent } from "../../src/render/notify-json.js";
import type { NotifyEvent } from "../../src/site/notify/notify-event.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { at } from "../support/make-session.js";
import { isInstalled } from "../support/programs.js";
import { tempFolder } from "../support/temp-folder.js";
import { skipUnless } from "../support/visible-skip.js";
import { visibleText } from "../../src/text/format/visible-text.js";

const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const SCRIPTS = [...README.matchAll(/^```sh\n(#!\/bin\/sh\n[^]*?)^```$/gm)].map(([, script = ""]) => script);

const NAMES = [
  "alice",
  "$(touch x)`touch x`\"'; touch x",
  "@/etc/passwd",
  "-rf",
  "%s%n\\n",
  ...HOSTILE_NAMES.slice(0, 12),
];

function toLine(title: string, place: number): string {
  const event: NotifyEvent = {
    id: `urn:uuid:${place}`,
    kind: "connect",
    seconds: at("2026-11-21T08:12:15Z"),
    title: `${title} connected`,
    text: "berlin",
    server: "berlin",
    user: title,
    alias: "",
    session: null,
    country: "",
    notice: null,
    source: null,
    state: null,
    count: null,
  };
  return renderNotifyEvent(event, { title: "VPN", secret: "a" });
}

/** What a script calls its programs with: each stub writes down its arguments and its input. */
function runScript(script: string, folder: string, names: readonly string[], exitCode = 0) {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  for (const name of ["curl", "sendmail", "logger"]) {
    const stub = `#!/bin/sh\nprintf '%s\\0' "$0" "$@" > ${folder}/args\ncat > ${folder}/input\nexit ${exitCode}\n`;
    writeFileSync(join(bin, name), stub, { mode: 0o755 });
  }
  for (const name of ["args", "input"]) rmSync(join(folder, name), { force: true });
  const path = join(folder, "script");
  writeFileSync(path, script, { mode: 0o755 });
  const input = names.map(toLine).join("");
  const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}` };
  const { status, stderr } = spawnSync(path, [], { input, env, cwd: folder, encoding: "utf8" });
  const read = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";
  return { status, stderr, args: read("args").split("\0").slice(0, -1), input: read("input") };
}

describe("the scripts of the README for [notify]", { skip: skipUnless(isInstalled("jq"), "needs jq") }, () => {
  const expected = ["sendmail -t", "curl ntfy", "curl telegram", "curl matrix", "logger -t"];
  it("are those for mail, ntfy, Telegram, Matrix and the system's log", () => {
    assert.equal(SCRIPTS.length, expected.length);
  });
  for (const [place, script] of SCRIPTS.entries()) {
    it(`tell what happened, whatever names say: ${expected[place] ?? ""}`, (t) => {
      const folder = tempFolder(t);
      const { status, stderr, args, input } = runScript(script, folder, NAMES);
      assert.deepEqual([status, stderr], [0, ""]);
      const [program = "", word = ""] = (expected[place] ?? "").split(" ");
      assert.ok(args[0]?.endsWith(`/${program}`), args[0]);
      assert.ok(args.join(" ").includes(word), args.join(" "));
      const said = args.join("\n") + (input.startsWith("{") ? (JSON.parse(input) as { body: string }).body : input);
      for (const name of NAMES) assert.ok(said.includes(`${visibleText(name)} connected`), name);
      assert.equal(existsSync(join(folder, "x")), false, "no name is run");
      const titles = said.split("\n").filter((line) => line.includes(" connected"));
      assert.equal(titles.length, NAMES.length, "each on one line");
      if (program === "sendmail") {
        const [head = ""] = input.split("\n\n");
        assert.equal(head.split("\n").length, 3, "a name adds no header");
      }
    });
    it(`fail if they cannot tell it, so that the next run tells it again: ${expected[place] ?? ""}`, (t) => {
      assert.notEqual(runScript(script, tempFolder(t), ["alice"], 22).status, 0);
      const folder = tempFolder(t);
      mkdirSync(join(folder, "bin"));
      writeFileSync(join(folder, "bin/jq"), "#!/bin/sh\nexit 5\n", { mode: 0o755 });
      assert.notEqual(runScript(script, folder, ["alice"]).status, 0, "without jq");
    });
  }
});
