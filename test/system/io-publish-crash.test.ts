import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { bundleScript, everyKill, forEachKilled, runCounted } from "../support/kill-runs.js";
import { publishTexts } from "../support/publish-files.js";
import { assertNoGzipCopyDiffers, assertGzipCopies } from "../support/gzip-copies.js";
import { tempFolder } from "../support/temp-folder.js";

const OLD = {
  "index.html": "old overview",
  "assets/app.1.css": "old style",
  "users/index.html": "the same",
  "users/eve/index.html": "eve",
};
const NEW = {
  "index.html": "new overview",
  "assets/app.2.css": "new style",
  "users/index.html": "the same",
  "users/bob/index.html": "bob",
};
const LATER = { "index.html": "later overview", "users/index.html": "the same" };

function modesIn(folder: string): readonly string[] {
  return [...fileTree(folder).keys()].map((path) => `${path} ${statSync(join(folder, path)).mode.toString(8)}`);
}

for (const [what, isNew] of [
  ["into a new folder", true],
  ["over an older site", false],
] as const) {
  test(`after a kill at any call of a publish ${what}, each file is whole and the next publish makes out exact`, async (t) => {
    const work = tempFolder(t);
    const script = bundleScript("publish-script.ts", work);
    const prepare = async (out: string): Promise<void> => {
      if (isNew) return;
      await publishTexts(out, OLD);
      for (const path of ["robots.txt", "users/note.txt"]) writeFileSync(join(out, path), "someone else's");
    };
    const foreign = isNew ? [] : ["robots.txt", "users/note.txt"];
    const before = join(work, "before");
    await prepare(before);
    const counted = join(work, "counted");
    await prepare(counted);
    const kills = everyKill(await runCounted([script, counted, JSON.stringify(NEW)], [counted], join(work, "count")));
    const exact = { tree: fileTree(counted), modes: modesIn(counted) };
    const texts = new Set([...Object.values(OLD), ...Object.values(NEW), "someone else's", null]);

    const [place, later] = [join(work, "place"), join(work, "later")];
    const again = join(place, "out");
    mkdirSync(place);
    await prepare(again);
    await forEachKilled([script, again, JSON.stringify(NEW)], place, [again], kills, async (kill) => {
      const at = `killed ${kill.mode} call ${kill.at}`;
      rmSync(later, { recursive: true, force: true });
      if (existsSync(again)) {
        const served = [...fileTree(again)].filter(([path]) => !path.startsWith(".") && !path.endsWith(".gz"));
        for (const [path, text] of served) assert.ok(texts.has(text), `${at}: ${path} is ${String(text)}`);
        assertNoGzipCopyDiffers(again);
        cpSync(again, later, { recursive: true, preserveTimestamps: true });
      }

      await publishTexts(again, NEW);
      assert.deepEqual(fileTree(again), exact.tree, at);
      assert.deepEqual(modesIn(again), exact.modes, at);
      assertGzipCopies(again, foreign);
      await publishTexts(later, LATER);
      assertGzipCopies(later, foreign);
      const pages = ["index.html", "users/index.html"].flatMap((path) => [path, `${path}.gz`]);
      const wanted = [".openvpn-status-site", ...pages, ...foreign, "users"].sort();
      assert.deepEqual([...fileTree(later).keys()].sort(), wanted, `${at}, then a site without the new pages`);
    });
    t.diagnostic(
      `${kills.length} kills ${what}: ${kills.length} healed by the same site, ${kills.length} by a smaller one`,
    );
  });
}
