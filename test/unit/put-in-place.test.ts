import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { putInPlace, removeOldBuilds } from "../../src/packaging/put-in-place.js";
import { tempFolder } from "../support/temp-folder.js";

test("a build leaves what the build before consists of, and nothing older", (t) => {
  const folder = tempFolder(t);
  const dist = join(folder, "dist");
  const build = (version: string, check = (): void => undefined): void => {
    const fresh = join(folder, version);
    mkdirSync(join(fresh, "packages"), { recursive: true });
    const [core, lazy, heavy] = [`core-${version}.js`, `print-ABCD1234-${version}.js`, `packages/vega-${version}.js`];
    writeFileSync(join(fresh, "cli.js"), `require("./${core}")`);
    writeFileSync(join(fresh, core), `load("./${lazy}")`);
    writeFileSync(join(fresh, lazy), `require("./${core}"); load("./${heavy}")`);
    writeFileSync(join(fresh, heavy), "");
    for (const name of [core, lazy]) writeFileSync(join(fresh, `${name}.map`), "");
    writeFileSync(join(fresh, "charts.json"), version);
    putInPlace(fresh, dist, check);
  };
  const files = (): readonly string[] =>
    readdirSync(dist, { recursive: true, encoding: "utf8" })
      .filter((path) => path !== "packages")
      .sort();
  const hashed = (version: string): readonly string[] => files().filter((path) => path.includes(`-${version}.js`));
  const read = (path: string): string => readFileSync(join(dist, path), "utf8");

  build("AAAAAAA1");
  assert.equal(hashed("AAAAAAA1").length, 5);
  build("AAAAAAA2", () => {
    assert.equal(read("cli.js"), 'require("./core-AAAAAAA1.js")', "the first file comes last");
    assert.equal(hashed("AAAAAAA2").length, 5);
    assert.equal(read("charts.json"), "AAAAAAA2");
  });
  assert.equal(read("cli.js"), 'require("./core-AAAAAAA2.js")');
  assert.equal(hashed("AAAAAAA1").length, 5, "a run may still load them");
  build("AAAAAAA3");
  assert.deepEqual([hashed("AAAAAAA1").length, hashed("AAAAAAA2").length, hashed("AAAAAAA3").length], [0, 5, 5]);
  assert.ok(!files().some((path) => path.endsWith(".new")));

  const { ino } = statSync(join(dist, "core-AAAAAAA3.js"));
  build("AAAAAAA3");
  assert.equal(statSync(join(dist, "core-AAAAAAA3.js")).ino, ino, "equal files are left alone");
  build("AAAAAAA4");
  removeOldBuilds(dist);
  assert.deepEqual(files(), ["charts.json", "cli.js", ...hashed("AAAAAAA4")].sort());
});

test("what a failed check leaves is the program before", (t) => {
  const folder = tempFolder(t);
  const [fresh, dist] = [join(folder, "fresh"), join(folder, "dist")];
  for (const path of [fresh, dist]) mkdirSync(path);
  writeFileSync(join(dist, "cli.js"), "old");
  writeFileSync(join(fresh, "cli.js"), "new");
  const fail = (): never => {
    throw new Error("it does not work");
  };
  assert.throws(() => {
    putInPlace(fresh, dist, fail);
  }, /it does not work/);
  assert.equal(readFileSync(join(dist, "cli.js"), "utf8"), "old");
});
