import assert from "node:assert/strict";
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readUndisturbed } from "../../src/io/history/read-undisturbed.js";
import { ProblemError } from "../../src/text/problem.js";
import { tempFolder } from "../support/temp-folder.js";

test("what is read while the folder changes is read again, also where it could not be understood", (t) => {
  const folder = tempFolder(t);
  let changes = 0;
  const change = (): void => {
    changes += 1;
    writeFileSync(join(folder, "journal"), "");
    rmSync(join(folder, "journal"));
    utimesSync(folder, changes, changes);
  };
  let reads = 0;
  const read = (): number => {
    reads += 1;
    if (reads <= 2) change();
    if (reads === 2) throw new Error("torn");
    return reads;
  };
  assert.equal(readUndisturbed(folder, read), 3);
});

test("what cannot be read while nothing changes is not read again, and a folder that never rests is a problem", (t) => {
  const folder = tempFolder(t);
  let reads = 0;
  const fail = (): void => {
    reads += 1;
    throw new Error("damaged");
  };
  assert.throws(() => {
    readUndisturbed(folder, fail);
  }, /damaged/);
  assert.equal(reads, 1);
  for (const isBroken of [false, true]) {
    reads = 0;
    const restless = (): void => {
      reads += 1;
      utimesSync(folder, reads, reads);
      if (isBroken) throw new Error("torn");
    };
    assert.throws(
      () => {
        readUndisturbed(folder, restless);
      },
      (error) => error instanceof ProblemError && error.problem.kind === "locked",
    );
    assert.equal(reads, 20);
  }
});
