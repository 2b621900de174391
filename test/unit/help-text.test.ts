import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import {
  EXIT_CODE_NOBODY,
  EXIT_CODE_FAULT,
  PROBLEM_EXIT_CODES,
  toExitCode,
} from "../../src/commands/report/exit-code.js";
import { GEN_FLAGS } from "../../src/commands/flags/gen-flags.js";
import { commandHelp, helpText, versionText } from "../../src/commands/flags/help-text.js";
import { PRUNE_FLAGS } from "../../src/commands/flags/prune-flags.js";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));
const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

describe("--help", () => {
  it("lists the commands, each with what it does", () => {
    for (const name of ["gen", "prune", "import", "export", "parse", "who", "print", "demo"])
      assert.match(helpText("en"), new RegExp(`^  ${name} `, "m"));
    assert.match(helpText("en"), /COMMAND --help/);
  });

  it("lists every exit code, in order", () => {
    const listed = [...helpText("en").matchAll(/^ {2}(\d+) +\S/gm)].map(([, code]) => Number(code));
    const used = [0, EXIT_CODE_NOBODY, EXIT_CODE_FAULT, ...Object.values(PROBLEM_EXIT_CODES)];
    assert.deepEqual(
      listed,
      [...new Set(used)].sort((a, b) => a - b),
    );
  });

  it("of a command has each of its flags, with what it takes and does, in lines that fit a terminal", () => {
    const text = commandHelp("gen", GEN_FLAGS, "en");
    assert.match(text, /^openvpn-status-site gen: read the status logs/);
    assert.match(text, /^ {2}--status PATH +a status log or .*; repeatable$/m);
    assert.match(text, /^ {2}-q, --quiet +say nothing of sources$/m);
    assert.match(text, /^ {2}--strict +exit with 66/m);
    const flags = { ...GEN_FLAGS, ...PRUNE_FLAGS };
    for (const line of `${helpText("en")}${text}${commandHelp("prune", PRUNE_FLAGS, "en")}`.split("\n")) {
      assert.ok(line.length <= 120, line);
    }
    for (const flag of Object.keys(flags)) assert.match(commandHelp("gen", flags, "en"), new RegExp(`--${flag}\\b`));
  });

  it("has no flag that the README does not explain, too", () => {
    for (const flag of Object.keys({ ...GEN_FLAGS, ...PRUNE_FLAGS })) {
      assert.match(README, new RegExp(`\`(?:-\\w\`, \`)?--${flag}\\b`), flag);
    }
  });
});

describe("--version", () => {
  it("is the package's", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    assert.equal(versionText({ packageFolder: CHECKOUT }), `openvpn-status-site ${version}\n`);
  });
});

describe("the exit code of several sources", () => {
  it("is the first of 77, 66 and 65, whatever their order", () => {
    const toCode = (...states: Parameters<typeof toExitCode>[0]): number => toExitCode(states, { isStrict: false });
    assert.equal(toCode("ok", "stale"), 0);
    assert.equal(toCode("empty", "ok"), 65);
    assert.equal(toCode("missing", "invalid"), 66);
    assert.equal(toCode("invalid", "missing"), 66);
    assert.equal(toCode("missing", "unreadable", "incomplete"), 77);
    assert.equal(toCode(), 66);
  });
  it("is 66 for a stale one if that is asked for", () => {
    const toCode = (...states: Parameters<typeof toExitCode>[0]): number => toExitCode(states, { isStrict: true });
    assert.equal(toCode("ok"), 0);
    assert.equal(toCode("stale", "ok"), 66);
    assert.equal(toCode("client-statistics", "stale"), 66);
    assert.equal(toCode("stale", "unreadable"), 77);
  });
});
