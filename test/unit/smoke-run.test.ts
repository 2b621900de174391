import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { smokeRun } from "../../src/packaging/smoke-run.js";
import { tempFolder } from "../support/temp-folder.js";

const SECOND_RUN_FAILS = 'require("node:fs").mkdirSync("ran");';

describe("the build's smoke run", () => {
  const programs: readonly (readonly [string, string, RegExp | null])[] = [
    ["accepts a silent program", "", null],
    [
      "does not want to know what the host has beside it",
      'if (!process.argv.includes("-q")) console.error("hint");',
      null,
    ],
    ["refuses one that throws", 'throw new Error("broken chart");', /exit code 1\n[^]*broken chart/],
    ["refuses one that fails silently", "process.exitCode = 65;", /exit code 65\n/],
    ["refuses one that writes on stderr", 'console.error("unrecognized flag");', /exit code 0\nunrecognized flag/],
    ["refuses one that writes on stdout", 'console.log("done");', /exit code 0\ndone/],
    ["refuses one whose second run fails", SECOND_RUN_FAILS, /exit code 1\n/],
  ];
  for (const [what, program, expected] of programs) {
    it(what, (t) => {
      const cli = join(tempFolder(t), "cli.cjs");
      writeFileSync(cli, program);
      const run = (): void => {
        smokeRun(cli);
      };
      if (expected === null) assert.doesNotThrow(run);
      else assert.throws(run, expected);
    });
  }
});
