import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { TemplateFunction } from "eta/core";
import { writeCacheFile } from "../../src/io/cache/cache-file.js";
import type { Templates } from "../../src/render/html/html.js";
import { fileTree } from "../support/file-tree.js";
import { makeEveOfDay, MIDNIGHT, writeSnapshot, type GenPlace } from "../support/gen-place.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";

const DONE: CliRun = { status: 0, stdout: "", stderr: "" };
/** Two versions of the program, whose pages differ. */
const OURS = makeHost(CLI, "/");
const OLDER = { ...OURS, programVersion: "core-OLDER.js", templates: olderTemplates(OURS.templates) };

function olderTemplates(templates: Templates): Templates {
  const toOlder = (template: TemplateFunction): TemplateFunction =>
    function (data, options) {
      return `${template.call(this, data, options)}<!-- older -->`;
    };
  return new Map([...templates].map(([name, template]) => [name, toOlder(template)]));
}

/** Runs a version at a time, and sees that it leaves just what it would make from nothing. */
async function runAndCheck(place: GenPlace, now: string, host: typeof OURS): Promise<void> {
  assert.deepEqual(await runHere(place.args(now), host), DONE);
  const made = fileTree(place.out);
  assert.deepEqual(await runHere([...place.args(now), "--full"], host), DONE);
  assert.deepEqual(made, fileTree(place.out), `${host.programVersion} at ${now}`);
  assert.equal(made.get("index.html")?.includes("<!-- older -->"), host === OLDER);
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

/** What a newer version may leave in a history: a column, files and folders, and caches of another kind. */
function leaveAsNewer({ history, out }: GenPlace): void {
  for (const file of ["open.csv", "sources.csv", ...dayFiles(history, "sessions"), ...dayFiles(history, "usage")]) {
    edit(join(history, file), (text) =>
      text.replace(
        /^(.+)$/gm,
        (row: string) =>
          `${row},${row.startsWith("user,") || row.startsWith("server,") || row.startsWith("id,") ? "mood" : '"good, so far"'}`,
      ),
    );
  }
  writeFileSync(join(history, "letters.csv"), "id,feed\nx,notify\n");
  mkdirSync(join(history, "samples/weeks"), { recursive: true });
  writeFileSync(join(history, "samples/weeks/2026-11.csv"), "time,server,peak\n");
  for (const name of readdirSync(join(history, "cache"), { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".json")) writeCacheFile(join(history, "cache", name), { version: 99 });
  }
  mkdirSync(join(history, "cache/summaries"));
  for (const folder of ["summaries", "rollups"]) {
    writeFileSync(join(history, "cache", folder, "2026-11"), "another kind");
  }
  mkdirSync(join(out, "later"));
  for (const file of ["later/2026-11.html", "index.html"]) writeFileSync(join(out, file), "a newer page");
  edit(join(out, ".openvpn-status-site"), (text) => {
    const marker = JSON.parse(text) as { files: string[] };
    return JSON.stringify({ layout: 7, ...marker, files: [...marker.files, "later/2026-11.html"].sort() });
  });
}

function dayFiles(history: string, kind: string): readonly string[] {
  return existsSync(join(history, kind)) ? readdirSync(join(history, kind)).map((name) => `${kind}/${name}`) : [];
}

async function begin(t: TestContext): Promise<GenPlace> {
  const place = await makeEveOfDay(t);
  assert.deepEqual(await runHere(place.args(MIDNIGHT), OURS), DONE);
  return place;
}

const next = (place: GenPlace, minute: number): string => {
  const now = `2026-11-21T00:0${minute}:00Z`;
  writeSnapshot(place, now, [["alice", "2026-11-20T20:00:00Z", 1700 + minute]]);
  return now;
};

describe("going back to an older version, and forward again", () => {
  it("needs no hand: each makes the site that it would make from nothing", async (t) => {
    const place = await begin(t);
    await runAndCheck(place, next(place, 1), OLDER);
    await runAndCheck(place, next(place, 2), OLDER);
    await runAndCheck(place, next(place, 3), OURS);
  });

  it("loses nothing that a newer version has added, and leaves nothing of its site", async (t) => {
    const place = await begin(t);
    leaveAsNewer(place);
    await runAndCheck(place, next(place, 1), OLDER);
    assert.ok(!existsSync(join(place.out, "later")), "the newer version's page is gone");
    const read = (file: string): string => readFileSync(join(place.history, file), "utf8");
    assert.match(read("letters.csv"), /x,notify/);
    assert.ok(existsSync(join(place.history, "samples/weeks/2026-11.csv")));
    for (const file of ["open.csv", "sources.csv", ...dayFiles(place.history, "sessions")]) {
      assert.match(read(file), /^[^\n]*,mood\n/, file);
      assert.match(read(file), /,"good, so far"$/m, file);
    }
    await runAndCheck(place, next(place, 2), OURS);
    assert.match(read("open.csv"), /,"good, so far"$/m);
  });
});
