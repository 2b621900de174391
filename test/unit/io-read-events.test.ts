import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import type { EventPosition } from "../../src/history/observed-events.js";
import { readEvents, toTakenPath } from "../../src/io/sources/read-events.js";
import { removeTakenEvents } from "../../src/io/sources/remove-taken-events.js";
import { tempFolder } from "../support/temp-folder.js";

/** Reads an event file again and again, as runs do. */
class Reader {
  position: EventPosition | null = null;
  finished: readonly string[] = [];
  detail = "";
  readonly path: string;

  constructor(folder: string) {
    this.path = join(folder, "vpn.events");
  }

  next(): readonly string[] {
    const { lines, position, finished, detail } = readEvents(this.path, this.position);
    this.position = position;
    this.finished = finished;
    this.detail = detail;
    return lines.map((line) => Buffer.from(line).toString());
  }

  /** As after a commit. */
  remove(): void {
    removeTakenEvents(this.path, this.finished);
  }
}

let clock = 1_800_000_000;
/** Gives a file a later time than all before. */
function touch(path: string): void {
  clock += 60;
  utimesSync(path, clock, clock);
}

describe("an event file", () => {
  it("gives 200,000 lines in one run, and the others in the next", (test) => {
    const reader = new Reader(tempFolder(test));
    writeFileSync(reader.path, "\n".repeat(450_000));
    const counts = [1, 2, 3, 4].map(() => reader.next().length);
    assert.deepEqual([counts, reader.detail], [[200_000, 200_000, 50_000, 0], ""]);
  });

  it("gives each whole line once", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    assert.deepEqual(reader.next(), []);
    appendFileSync(reader.path, "one\ntwo\nthr");
    assert.deepEqual(reader.next(), ["one", "two"]);
    assert.deepEqual(reader.next(), []);
    appendFileSync(reader.path, "ee\nfour\n");
    assert.deepEqual(reader.next(), ["three", "four"]);
    assert.equal(reader.detail, "");
  });

  it("is read to its end in an earlier file after it was renamed, also twice", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    appendFileSync(reader.path, "one\n");
    reader.next();
    appendFileSync(reader.path, "two\n");
    renameSync(reader.path, `${reader.path}.2`);
    touch(`${reader.path}.2`);
    appendFileSync(`${reader.path}.1`, "three\n");
    touch(`${reader.path}.1`);
    appendFileSync(reader.path, "four\n");
    assert.deepEqual(reader.next(), ["two", "three", "four"]);
    assert.deepEqual(reader.next(), []);
  });

  it("is read to its end in the copy after it was copied and cut", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    appendFileSync(reader.path, "one\n");
    reader.next();
    appendFileSync(reader.path, "two\n");
    copyFileSync(reader.path, `${reader.path}-20261121`);
    truncateSync(reader.path, 0);
    appendFileSync(reader.path, "three is longer\n");
    assert.deepEqual(reader.next(), ["two", "three is longer"]);
  });

  it("is read from its beginning if it was replaced, and goes on if it was copied from another host again", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    writeFileSync(reader.path, "one\ntwo\n");
    reader.next();
    writeFileSync(join(folder, "copy"), "one\ntwo\nthree\n");
    renameSync(join(folder, "copy"), reader.path);
    assert.deepEqual(reader.next(), ["three"]);
    writeFileSync(reader.path, "four\nfive\nand more text\n");
    assert.deepEqual(reader.next(), ["four", "five", "and more text"]);
  });

  it("does not read rotated files of the time before it was first read", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    writeFileSync(`${reader.path}.1`, "old\n");
    writeFileSync(reader.path, "new\n");
    assert.deepEqual(reader.next(), ["new"]);
  });

  it("goes on after 16 MiB in the next run, and past a line that is longer", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    const line = "x".repeat(1023);
    writeFileSync(reader.path, `${line}\n`.repeat(20 * 1024));
    assert.equal(reader.next().length, 16 * 1024);
    assert.ok(!reader.finished.includes(reader.path));
    assert.equal(reader.next().length, 4 * 1024);
    assert.ok(reader.finished.includes(reader.path));
    appendFileSync(reader.path, `${"y".repeat(17 * 1024 * 1024)}\nlast\n`);
    reader.next();
    assert.equal(reader.next().at(-1), "last");
  });

  it("is not read through a link, and a pipe or a folder does not stop a run", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    writeFileSync(join(folder, "secret"), "one\n");
    symlinkSync(join(folder, "secret"), reader.path);
    assert.deepEqual([reader.next(), reader.detail], [[], "it is a symbolic link"]);
    const pipe = new Reader(join(folder, "a"));
    mkdirSync(join(folder, "a"));
    execFileSync("mkfifo", [pipe.path]);
    assert.deepEqual([pipe.next(), pipe.detail], [[], "it is a pipe or a device, not a regular file"]);
    const inner = new Reader(join(folder, "b"));
    mkdirSync(inner.path, { recursive: true });
    assert.deepEqual([inner.next(), inner.detail], [[], "it is a folder, not a file"]);
  });
});

describe("the lines of an event file that are in the history", () => {
  it("are removed by the next run, and lines that are written meanwhile are read", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    const taken = toTakenPath(reader.path);
    appendFileSync(reader.path, "one\n");
    reader.next();
    reader.remove();
    assert.deepEqual(readdirSync(folder), ["vpn.events.taken"]);
    // A hook that had opened the file before it was renamed.
    appendFileSync(taken, "two\n");
    appendFileSync(reader.path, "three\n");
    touch(reader.path);
    assert.deepEqual(reader.next(), ["two", "three"]);
    reader.remove();
    assert.deepEqual(readdirSync(folder), ["vpn.events.taken"]);
    assert.deepEqual(reader.next(), []);
    reader.remove();
    assert.deepEqual(readdirSync(folder), []);
    appendFileSync(reader.path, "four\n");
    assert.deepEqual(reader.next(), ["four"]);
  });

  it("are read again, with the new ones, if it was forgotten how far they were read", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    appendFileSync(reader.path, "one\n");
    reader.next();
    reader.remove();
    appendFileSync(reader.path, "two\n");
    reader.position = null;
    assert.deepEqual(reader.next(), ["one", "two"]);
  });

  it("are removed although a run was killed before it came to it", (test) => {
    const reader = new Reader(tempFolder(test));
    appendFileSync(reader.path, "one\n");
    reader.next();
    reader.remove();
    appendFileSync(reader.path, "two\n");
    touch(reader.path);
    assert.deepEqual(reader.next(), ["two"]);
    assert.deepEqual(reader.next(), []);
    reader.remove();
    assert.deepEqual(readdirSync(dirname(reader.path)), ["vpn.events.taken"]);
    assert.deepEqual(reader.next(), []);
    reader.remove();
    assert.deepEqual(readdirSync(dirname(reader.path)), []);
  });

  it("stay until all of the file was read", (test) => {
    const folder = tempFolder(test);
    const reader = new Reader(folder);
    writeFileSync(reader.path, `${"x".repeat(1023)}\n`.repeat(17 * 1024));
    reader.next();
    reader.remove();
    assert.ok(existsSync(reader.path));
  });

  it("leave an empty file where it is: there is nothing to remove", (test) => {
    const reader = new Reader(tempFolder(test));
    appendFileSync(reader.path, "");
    reader.next();
    removeTakenEvents(reader.path, [reader.path]);
    assert.deepEqual([existsSync(reader.path), existsSync(toTakenPath(reader.path))], [true, false]);
  });
  it(
    "stay where OpenVPN's user could not make the file again",
    { skip: process.getuid?.() !== 0 && "needs root" },
    (test) => {
      const folder = tempFolder(test);
      const reader = new Reader(folder);
      const [nobody, group] = [65_534, 4711];
      appendFileSync(reader.path, "one\n");
      chownSync(reader.path, nobody, group);
      const isKept = (uid: number, gid: number, mode: number): boolean => {
        chownSync(folder, uid, gid);
        chmodSync(folder, mode);
        reader.next();
        removeTakenEvents(reader.path, [reader.path]);
        if (existsSync(reader.path)) return true;
        renameSync(toTakenPath(reader.path), reader.path);
        return false;
      };
      assert.equal(isKept(0, 0, 0o755), true);
      assert.equal(isKept(0, group, 0o755), true);
      assert.equal(isKept(nobody, 0, 0o755), false);
      assert.equal(isKept(0, group, 0o775), false);
      assert.equal(isKept(0, 0, 0o777), false);
      chownSync(folder, 0, 0);
    },
  );
});
