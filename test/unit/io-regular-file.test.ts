import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { type FileFlaw, FileFlawError, readRegularFile } from "../../src/io/files/regular-file.js";
import { tempFolder } from "../support/temp-folder.js";

const FOLLOWING = { maxBytes: 10, links: "followed" } as const;
const REFUSING = { maxBytes: 10, links: "refused" } as const;

function refuses(path: string, flaw: FileFlaw, rules: typeof FOLLOWING | typeof REFUSING = FOLLOWING): void {
  assert.throws(
    () => readRegularFile(path, rules),
    (error) => error instanceof FileFlawError && error.flaw === flaw,
    `${path} should be a ${flaw}`,
  );
}

test("a regular file is read whole, up to its limit; links are followed only where they may be", (t) => {
  const at = (name: string): string => join(tempFolder(t), name);
  const [file, link] = [at("file"), at("link")];
  symlinkSync(file, link);
  for (const text of ["", "a", "0123456789"]) {
    writeFileSync(file, text);
    assert.equal(readRegularFile(file, REFUSING).toString(), text);
    assert.equal(readRegularFile(link, FOLLOWING).toString(), text);
  }
  refuses(link, "link", REFUSING);
  writeFileSync(file, "0123456789x");
  refuses(file, "tooLarge");
  truncateSync(file, 1e12);
  refuses(file, "tooLarge");
});

test(
  "a file whose size says nothing is read to its end, and refused beyond the limit",
  { skip: process.platform !== "linux" },
  () => {
    // Such files of the kernel have 0 bytes for stat.
    const path = "/proc/self/limits";
    const text = readFileSync(path);
    assert.ok(text.length > 10);
    assert.deepEqual(readRegularFile(path, { maxBytes: text.length, links: "followed" }), text);
    refuses(path, "tooLarge");
  },
);

test("a folder, a pipe, a device and a socket are refused without waiting, also through a link", async (t) => {
  const folder = tempFolder(t);
  const at = (name: string): string => join(folder, name);
  mkdirSync(at("folder"));
  execFileSync("mkfifo", [at("pipe")]);
  // Held open, so that a program that does wait for a writer fails here instead of hanging.
  const held = openSync(at("pipe"), "r+");
  t.after(() => {
    closeSync(held);
  });
  const server = createServer().listen(at("socket"));
  await once(server, "listening");
  t.after(() => server.close());
  symlinkSync("/dev/zero", at("device"));
  symlinkSync("pipe", at("link-to-pipe"));
  refuses(at("folder"), "folder");
  refuses(at("pipe"), "pipeOrDevice");
  refuses(at("device"), "pipeOrDevice");
  refuses(at("link-to-pipe"), "pipeOrDevice");
  refuses(at("link-to-pipe"), "link", REFUSING);
  refuses(at("socket"), "socket");
});
