import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readCache, removeCacheFile, writeCacheFile } from "../../src/io/cache/cache-file.js";
import { isAsWritten } from "../../src/io/cache/shape.js";
import { fileTree } from "../support/file-tree.js";
import { tempFolder } from "../support/temp-folder.js";

const VALUE = { out: "/srv/out", files: { "index.html": { sizeBytes: 120, ä: [1, 2.5, null, true] } } };

test("a value comes back as it was written, in a file and a folder for us alone", (t) => {
  const file = join(tempFolder(t), "cache/made.json");
  for (const value of [VALUE, {}, [], null, "text", 7]) {
    writeCacheFile(file, value);
    assert.deepEqual(readCache(file, isAsWritten()), value);
  }
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(file, "..")).mode & 0o777, 0o700);
});

test("whatever byte is changed, added or missing, the file is not taken", (t) => {
  const file = join(tempFolder(t), "made.json");
  writeCacheFile(file, VALUE);
  const whole = readFileSync(file);
  const json = whole.subarray(0, whole.indexOf("\n") + 1);
  const damaged: (Buffer | string)[] = [
    "",
    "\n",
    "{}",
    "null",
    json,
    JSON.stringify(VALUE),
    Buffer.concat([whole, whole]),
    Buffer.concat([whole, Buffer.from("\n")]),
    Buffer.concat([Buffer.from(" "), whole]),
    whole.toString().replace("120", "121"),
    whole.toString().replace("120", '"120"'),
    whole.toString().replace("/srv/out", "/srv/use"),
    // What an earlier version wrote, which knew no checksum.
    Buffer.concat([json, Buffer.from(`${"A".repeat(43)}\n`)]),
  ];
  for (let at = 0; at < whole.length; at += 1) {
    damaged.push(whole.subarray(0, at));
    for (const bit of [1, 0x20, 0x80])
      damaged.push(Buffer.from(whole.map((byte, index) => (index === at ? byte ^ bit : byte))));
  }
  for (const bytes of damaged) {
    writeFileSync(file, bytes);
    assert.equal(readCache(file, isAsWritten()), null, bytes.toString());
  }
  writeFileSync(file, whole);
  assert.deepEqual(readCache(file, isAsWritten()), VALUE);
  const other = join(file, "../site.json");
  renameSync(file, other);
  assert.equal(readCache(other, isAsWritten()), null, "under another name");
});

test("what stands in a file's place is not read, and goes when it is written; no link is followed", (t) => {
  const folder = tempFolder(t);
  const cache = join(folder, "cache");
  const victim = join(folder, "victim");
  for (const name of ["made.json", ".made.json.tmp"]) {
    for (const plant of [
      (path: string) => {
        mkdirSync(join(path, "inner"), { recursive: true });
      },
      (path: string) => execFileSync("mkfifo", [path]),
      (path: string) => {
        symlinkSync(victim, path);
      },
      (path: string) => {
        symlinkSync("nowhere", path);
      },
    ]) {
      const file = join(cache, "made.json");
      writeCacheFile(file, VALUE);
      renameSync(file, victim);
      const before = readFileSync(victim, "utf8");
      plant(join(cache, name));
      assert.equal(readCache(file, isAsWritten()), null);
      writeCacheFile(file, VALUE);
      assert.deepEqual(readCache(file, isAsWritten()), VALUE);
      assert.equal(readFileSync(victim, "utf8"), before);
      assert.deepEqual([...fileTree(folder).keys()], ["cache", "cache/made.json", "victim"]);
      rmSync(file);
      plant(file);
      removeCacheFile(file);
      assert.deepEqual([...fileTree(folder).keys()], ["cache", "victim"]);
      assert.equal(readFileSync(victim, "utf8"), before);
    }
  }
  rmSync(cache, { recursive: true });
  writeFileSync(cache, "a file");
  const file = join(cache, "made.json");
  assert.equal(readCache(file, isAsWritten()), null);
  removeCacheFile(file);
  writeCacheFile(file, VALUE);
  assert.deepEqual(readCache(file, isAsWritten()), VALUE);
});
