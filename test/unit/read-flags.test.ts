import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readFlags } from "../../src/commands/flags/read-flags.js";
import { describeProblem } from "../../src/commands/report/report-problem.js";
import { ProblemError } from "../../src/text/problem.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";

const OPTIONS = {
  out: { type: "string" },
  status: { type: "string", multiple: true, short: "s" },
  full: { type: "boolean" },
  quiet: { type: "boolean", short: "q" },
} as const;

function toProblem(...args: readonly string[]): string {
  try {
    readFlags("gen", OPTIONS, args);
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
  return "";
}

describe("a command line that is not understood", () => {
  const cases: readonly (readonly [args: readonly string[], what: string])[] = [
    [["--ful"], 'gen: there is no flag "--ful"'],
    [["-x"], 'gen: there is no flag "-x"'],
    [["--toString"], 'gen: there is no flag "--toString"'],
    [["--full", "--out"], "gen: --out needs a value"],
    [["-s"], "gen: -s needs a value"],
    [["--quiet=no"], 'gen: --quiet takes no value, got "no"'],
    [["--out", "--full"], 'gen: --out: "--full" looks like a flag'],
    [["--out", "-\n"], 'gen: --out: "-\\n" looks like a flag'],
    // The first one counts.
    [["--out", "a", "--full", "--ful", "--out"], 'gen: there is no flag "--ful"'],
    [["--out=--full", "--status", "-", "--ful"], 'gen: there is no flag "--ful"'],
    // These are understood.
    [["--out=--full", "--status", "-", "-qs", "x", "--", "--ful"], ""],
  ];
  for (const [args, what] of cases) {
    it(`is told: ${JSON.stringify(args)}`, () => {
      assert.equal(toProblem(...args), what);
    });
  }

  it("is the one that node refuses, whatever the words are", () => {
    const words = ["--out", "--ful", "--full", "-q", "-s", "-x", "-qx", "-sx", "--out=", "--full=", "--", "-", "", "a"];
    const word = fc.oneof(fc.constantFrom(...words, "--=", "--__proto__", "--no-full"), fc.string());
    let refused = 0;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (args) => {
        let isRefused = false;
        try {
          parseArgs({ options: OPTIONS, args, allowPositionals: true });
        } catch {
          isRefused = true;
          refused += 1;
        }
        assert.equal(toProblem(...args) !== "", isRefused);
      }),
      { numRuns: 1000 },
    );
    assert.ok(refused > 100, String(refused));
  });

  it("advises a flag for a value that looks like one, as a shell takes it", async (t) => {
    const host = makeHost(CLI, tempFolderInMemory(t));
    const { stderr } = await runHere(["gen", "--title", "-x y"], host);
    assert.match(stderr, /: gen: --title: "-x y" looks like a flag\. If it is the value, write --title='-x y'\.\n$/);
  });
});

describe("an operand where none is taken", () => {
  it("is perhaps a status file where there is --status, and else leads to the help", async (t) => {
    const host = makeHost(CLI, tempFolderInMemory(t));
    const gen = await runHere(["gen", "vpn.log"], host);
    assert.match(gen.stderr, /gen takes no operand, got "vpn\.log"\. A status file is given as --status vpn\.log\.\n$/);
    for (const command of ["check", "doctor", "export", "demo"]) {
      const { stdout, stderr } = await runHere([command, "extra"], host);
      const help = `${command} takes no operand, got "extra"\\. See openvpn-status-site ${command} --help\\.\\n$`;
      assert.match(`${stdout}${stderr}`, new RegExp(help), command);
    }
  });
});

describe("a problem with a command to run", () => {
  it("ends in a colon and the command, whether or not its advice ends in a full stop", async (t) => {
    const host = { ...makeHost(CLI, tempFolderInMemory(t)), commandLine: [] };
    const say = (fix: string, command?: string): Promise<string> => {
      const problem = { kind: "config", what: () => "x is wrong", fix: () => fix } as const;
      return describeProblem(new ProblemError(command === undefined ? problem : { ...problem, command }), host);
    };
    const expected = "openvpn-status-site: x is wrong. Run this:\nchown a b\n";
    assert.equal(await say("Run this.", "chown a b"), expected);
    assert.equal(await say("Run this", "chown a b"), expected);
    assert.equal(await say("Run this."), "openvpn-status-site: x is wrong. Run this.\n");
  });
});
