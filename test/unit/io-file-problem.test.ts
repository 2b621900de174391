import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder, replaceFile, temporaryBeside } from "../../src/io/files/durable-file.js";
import { onFile } from "../../src/io/files/file-problem.js";
import { LANGUAGES } from "../../src/text/i18n/language.js";
import { ProblemError } from "../../src/text/problem.js";
import { fileTree } from "../support/file-tree.js";
import { bundleScript } from "../support/kill-runs.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";
import { sayProblem } from "../support/say-problem.js";

test("a refusal of the system becomes a problem that quotes the path, by what the reader can do about it", () => {
  const kinds = { ENOSPC: "cannot-write", EDQUOT: "cannot-write", EROFS: "cannot-write", EISDIR: "cannot-write" };
  const others = { EIO: "io", EMFILE: "io", ESTALE: "io", EACCES: "permission", EPERM: "permission" };
  for (const [code, kind] of Object.entries({ ...kinds, ...others })) {
    const refusal = Object.assign(new Error(code), { code, syscall: "write" });
    assert.throws(
      () =>
        onFile("write", '/a "b"', () => {
          throw refusal;
        }),
      (error) => {
        assert.ok(error instanceof ProblemError && error.cause === refusal);
        assert.equal(error.problem.kind, kind, code);
        for (const language of LANGUAGES) {
          const { what, fix } = sayProblem(error.problem, language);
          assert.ok(what.includes(String.raw`"/a \"b\""`) && what.includes(code), what);
          assert.notEqual(fix, "");
        }
        return true;
      },
    );
  }
});

test("what is a bug, and what is a problem already, pass through", () => {
  const problem = new ProblemError({ kind: "config", what: () => "x", fix: () => "y" });
  for (const error of [new RangeError("bug"), problem]) {
    assert.throws(
      () =>
        onFile("write", "/x", () => {
          throw error;
        }),
      error,
    );
  }
});

test("a link in the place of the file or of its temporary is not followed", (t) => {
  const folder = tempFolder(t);
  const path = join(folder, "open.csv");
  writeFileSync(join(folder, "victim"), "mine");
  symlinkSync("victim", path);
  replaceFile(path, "new", 0o600);
  symlinkSync("victim", temporaryBeside(path));
  assert.throws(() => {
    replaceFile(path, "newer", 0o600);
  }, ProblemError);
  assert.deepEqual([...fileTree(folder).values()], ["-> victim", "new", "mine"]);
});

test("what a killed run left half-written is no hindrance, and folders are made with those above them", (t) => {
  const folder = join(tempFolder(t), "a/b");
  makeFolder(folder, 0o700);
  const path = join(folder, "open.csv");
  writeFileSync(temporaryBeside(path), "half");
  replaceFile(path, "whole", 0o600);
  assert.deepEqual([...fileTree(folder)], [["open.csv", "whole"]]);
});

for (const umask of [0, 0o77]) {
  test(`with umask ${umask.toString(8)} a folder has the mode it is given, and new ones above let others through`, (t) => {
    const folder = tempFolder(t);
    const before = process.umask(umask);
    try {
      makeFolder(join(folder, "a/b/history"), 0o700);
    } finally {
      process.umask(before);
    }
    const modes = ["a", "a/b", "a/b/history"].map((path) => statSync(join(folder, path)).mode & 0o7777);
    assert.deepEqual(modes, [0o755, 0o755, 0o700]);
  });
}

test("where one may not write, the problem is one of permission", { skip: skipUnless(isRoot, "needs root") }, (t) => {
  const folder = tempFolder(t);
  const script = bundleScript("commit-change-script.ts", folder);
  mkdirSync(join(folder, "history"));
  for (const path of [folder, join(folder, "history")]) chmodSync(path, 0o755);
  const errors = join(folder, "errors");
  const code = `"$0" "$1" "$2" '[{"path":"open.csv","content":"new"}]' 2> "$3" || true`;
  writeFileSync(errors, "");
  chmodSync(errors, 0o666);
  const argv = ["-c", code, process.execPath, script, join(folder, "history"), errors];
  execFileSync("sh", argv, { uid: 65_534, gid: 65_534 });
  assert.match(readFileSync(errors, "utf8"), /^permission: .*history.*EACCES/);
  assert.deepEqual([...fileTree(join(folder, "history"))], []);
});
