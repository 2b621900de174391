import assert from "node:assert/strict";
import {
  lutimesSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lstatIfExists } from "../../src/io/files/file-problem.js";
import { areAsPublished, makeFiles, type MadeFiles } from "../../src/io/publish/make-files.js";
import type { Target } from "../../src/site/target.js";
import { tempFolder } from "../support/temp-folder.js";

const PAGE = "users/alice/index.html";
/** It has no gzip copy, whose time would tell as well. */
const WORKBOOK = "downloads/openvpn-history_alice.xlsx";
const TEXT = "a page\n";

async function publish(out: string, path: string): Promise<MadeFiles> {
  const target: Target = { path, stage: "leaf", toKey: () => "a key", make: () => TEXT };
  const before = new Map();
  const rest = { stat: lstatIfExists, isTimeUp: () => false, onFileDone: () => undefined, areFew: true };
  const { made } = await makeFiles({ out, targets: [target], before, ...rest });
  return made;
}

/** What someone may do to a file of the site, and to its gzip copy; the time that they had is given. */
const CHANGES: Readonly<Record<string, (file: string, time: Date) => void>> = {
  "other bytes": (file) => {
    writeFileSync(file, TEXT.toUpperCase());
    utimesSync(file, 1, 1);
  },
  "other bytes, with the same time": (file, time) => {
    writeFileSync(file, `${TEXT}and more\n`);
    utimesSync(file, time, time);
  },
  "no file": (file) => {
    rmSync(file);
  },
  "a link of the same size and time": (file, time) => {
    rmSync(file);
    symlinkSync("x".repeat(TEXT.length), file);
    lutimesSync(file, time, time);
  },
  "a folder": (file) => {
    rmSync(file);
    mkdirSync(file);
  },
  "no gzip copy": (file) => {
    rmSync(`${file}.gz`);
  },
  "a gzip copy of another time": (file) => {
    utimesSync(`${file}.gz`, 1, 1);
  },
  "an empty gzip copy, with the same time": (file, time) => {
    truncateSync(`${file}.gz`, 0);
    utimesSync(`${file}.gz`, time, time);
  },
  "a gzip copy that is a link of the same size and time": (file, time) => {
    const { size } = statSync(`${file}.gz`);
    rmSync(`${file}.gz`);
    symlinkSync("x".repeat(size), `${file}.gz`);
    lutimesSync(`${file}.gz`, time, time);
  },
};

for (const [what, change] of Object.entries(CHANGES)) {
  for (const path of what.includes("gzip") ? [PAGE] : [PAGE, WORKBOOK]) {
    test(`a file of the site was changed by someone else: ${what}, ${path}`, async (t) => {
      const out = tempFolder(t);
      const file = join(out, path);
      // A time that a file system keeps, so that it can be given again.
      const time = new Date("2026-11-21T12:00:00Z");
      await publish(out, path);
      for (const one of path === PAGE ? [file, `${file}.gz`] : [file]) utimesSync(one, time, time);
      const { size, mtimeMs } = statSync(file);
      const gzipSizeBytes = path === PAGE ? statSync(`${file}.gz`).size : null;
      const made = new Map([[path, { key: "a key", sizeBytes: size, mtimeMs, gzipSizeBytes }]]);
      assert.equal(areAsPublished(out, made, lstatIfExists), true);
      change(file, time);
      assert.equal(areAsPublished(out, made, lstatIfExists), false);
    });
  }
}
