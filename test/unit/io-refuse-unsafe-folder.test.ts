import assert from "node:assert/strict";
import { chmodSync, chownSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { refuseHistoryInsideOut, refuseUnsafeFolder } from "../../src/io/refuse-unsafe-folder.js";
import { ProblemError } from "../../src/text/problem.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

function refuses(act: () => void, what: RegExp): void {
  assert.throws(
    act,
    (error) => error instanceof ProblemError && error.problem.kind === "config" && what.test(error.message),
  );
}

test("root refuses a folder that everyone may write into, or below one, also through a link; others do not care", (t) => {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "open/inner"), { recursive: true });
  mkdirSync(join(folder, "closed"));
  symlinkSync("../open/inner", join(folder, "closed/link"));
  chmodSync(join(folder, "open"), 0o777);
  for (const path of ["open", "open/inner", "open/inner/new/out", "open/new", "closed/link", "closed/link/out"]) {
    refuses(() => {
      refuseUnsafeFolder(join(folder, path), 0);
    }, /everyone may write/);
    refuseUnsafeFolder(join(folder, path), 1000);
  }
  for (const path of ["closed", "closed/new/out"]) refuseUnsafeFolder(join(folder, path), 0);
});

test(
  "in a sticky folder root refuses what stands ready there and is not its own",
  { skip: skipUnless(isRoot, "needs root") },
  (t) => {
    const sticky = join(tempFolder(t), "sticky");
    mkdirSync(join(sticky, "own/out"), { recursive: true });
    mkdirSync(join(sticky, "planted"));
    chmodSync(sticky, 0o1777);
    chownSync(join(sticky, "planted"), 65_534, 65_534);
    for (const path of ["own", "own/out", "new", "new/out"]) refuseUnsafeFolder(join(sticky, path), 0);
    mkdirSync(join(sticky, "planted/by-root"));
    for (const path of ["planted", "planted/out", "planted/by-root/out"]) {
      refuses(() => {
        refuseUnsafeFolder(join(sticky, path), 0);
      }, /stands ready/);
    }
  },
);

test("a history that is out, or inside it, is refused, also through links and before either exists", (t) => {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "out"));
  symlinkSync("out", join(folder, "link"));
  const bad = [
    ["out", "out"],
    ["out/history", "out"],
    ["link/history", "out"],
    ["out/a/b", "link"],
    ["new/history", "new"],
    ["x/../out/history", "out"],
  ];
  for (const [history = "", out = ""] of bad) {
    refuses(() => {
      refuseHistoryInsideOut(join(folder, history), `${folder}/${out}`);
    }, /inside out/);
  }
  for (const [history = "", out = ""] of [
    ["history", "out"],
    ["out-history", "out"],
    ["history", "history/out"],
  ]) {
    refuseHistoryInsideOut(join(folder, history), join(folder, out));
  }
  refuses(() => {
    refuseHistoryInsideOut(join(folder, "history"), "/");
  }, /inside out/);
});
