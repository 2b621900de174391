import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { runCopied, runCounted, runKilled } from "../support/kill-runs.js";
import { tempFolder } from "../support/temp-folder.js";

/** The ways to write twelve bytes to a file: sync, callback, promise, handle and stream ones; by import and require. */
const WAYS = {
  sync: 'import { openSync, writeSync } from "node:fs"; writeSync(openSync(path, "w"), data);',
  namespace: 'import * as fs from "node:fs"; fs.writeFileSync(path, data);',
  callback: 'import { open, write } from "node:fs"; open(path, "w", (_, file) => write(file, data, () => {}));',
  promises: 'import { writeFile } from "node:fs/promises"; await writeFile(path, data);',
  handle:
    'import { open } from "node:fs/promises"; const file = await open(path, "w"); await file.write(data); await file.close();',
  stream: 'import { createWriteStream } from "node:fs"; createWriteStream(path).end(data);',
  require:
    'import { createRequire } from "node:module"; createRequire(import.meta.url)("fs").appendFileSync(path, data);',
  lazy: 'const { writeFileSync } = await import("node:fs"); writeFileSync(path, data);',
};

for (const [way, code] of Object.entries(WAYS)) {
  test(`kill-at counts a write by ${way}, and kills before, after and in the midst of it, or copies`, async (t) => {
    const work = tempFolder(t);
    const script = join(work, "script.mjs");
    writeFileSync(script, `const path = process.argv[2], data = Buffer.from("twelve bytes");\n${code}\n`);
    const pathIn = (name: string): string => {
      mkdirSync(join(work, name));
      return join(work, name, "file");
    };
    const counted = pathIn("counted");
    const calls = await runCounted([script, counted], [join(work, "counted")], join(work, "count"));
    assert.equal(readFileSync(counted, "utf8"), "twelve bytes");
    const at = calls.findIndex((call) => /^(write|append)/.test(call)) + 1;
    assert.ok(at > 0 && calls.every((call) => call.endsWith(` ${counted}`)), calls.join("\n"));

    const left: Record<string, string> = {};
    for (const mode of ["before", "half", "after"] as const) {
      const path = pathIn(mode);
      await runKilled([script, path], [join(work, mode)], { at, mode });
      left[mode] = existsSync(path) ? readFileSync(path, "utf8") : "";
    }
    assert.deepEqual(left, { before: "", half: "twelve", after: "twelve bytes" });

    const [copied, copies] = [pathIn("copied"), join(work, "copies")];
    mkdirSync(copies);
    await runCopied([script, copied], [join(work, "copied")], [at], { of: join(work, "copied"), to: copies });
    assert.equal(readFileSync(copied, "utf8"), "twelve bytes");
    assert.deepEqual(fileTree(join(copies, String(at))), fileTree(join(work, "before")));
  });
}

test("kill-at counts only what is below its folders, and lets a run live that makes fewer calls", async (t) => {
  const work = tempFolder(t);
  const script = join(work, "script.mjs");
  writeFileSync(
    script,
    'import fs from "node:fs"; for (const path of process.argv.slice(2)) fs.writeFileSync(path, "");',
  );
  mkdirSync(join(work, "in"));
  const argv = [script, join(work, "in/a"), join(work, "in-not"), join(work, "in/b")];
  const calls = await runCounted(argv, [join(work, "in")], join(work, "count"));
  assert.deepEqual(calls, [`writeFile ${join(work, "in/a")}`, `writeFile ${join(work, "in/b")}`]);
  await assert.rejects(runKilled(argv, [join(work, "in")], { at: 3, mode: "before" }), /was not killed at 3/);
});
