import assert from "node:assert/strict";
import { cpSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { readCache, writeCacheFile } from "../../src/io/cache/cache-file.js";
import { isAsWritten } from "../../src/io/cache/shape.js";
import { CLI } from "../support/run-cli.js";
import { StorySite, type StoryClient } from "../support/story-site.js";
import type { WithAfter } from "../support/temp-folder.js";

const ALICE: StoryClient = { commonName: "alice", since: "2026-11-21T07:00:00Z" };
const CAROL: StoryClient = { commonName: "carol", since: "2026-11-20T07:00:00Z" };
const PAGE = "users/carol/index.html";

function minute(count: number): string {
  return new Date(Date.parse("2026-11-21T12:00:00Z") + count * 60_000).toISOString();
}

/** Carol has left, and the last run was a quiet one. */
async function makeSite(t: WithAfter): Promise<StorySite> {
  const site = new StorySite(t, minute(0));
  await site.shows([ALICE, CAROL]).run("gen");
  for (const count of [1, 2]) await site.becomes(minute(count)).shows([ALICE]).run("gen");
  return site;
}

test("another version of the program makes every page again, in a quiet minute", async (t) => {
  const site = await makeSite(t);
  const templates = new Map(
    [...site.host.templates].map(([name, template]) => {
      const changed: typeof template = function (it, options) {
        return `${template.call(this, it, options)}<!-- of another version -->`;
      };
      return [name, changed];
    }),
  );
  site.host = { ...site.host, programVersion: "core-ANOTHER.js", templates };
  await site.becomes(minute(3)).showsThemAgain().genAsFullBuild("another version");
  assert.match(site.page(PAGE), /of another version/);
});

test("an icon that was changed in the package is published, and all pages name it", async (t) => {
  const site = await makeSite(t);
  const before = site.page(PAGE);
  const packageFolder = join(site.folder, "package");
  cpSync(join(dirname(dirname(CLI)), "assets"), join(packageFolder, "assets"), { recursive: true });
  symlinkSync(dirname(CLI), join(packageFolder, "dist"));
  cpSync(join(dirname(dirname(CLI)), "package.json"), join(packageFolder, "package.json"));
  cpSync(join(packageFolder, "assets/favicon-ok.svg"), join(packageFolder, "assets/favicon.svg"));
  site.host = { ...site.host, packageFolder };
  await site.becomes(minute(3)).showsThemAgain().genAsFullBuild("another icon");
  assert.notEqual(site.page(PAGE), before);
});

test("what another version rolled up is not used", async (t) => {
  const site = new StorySite(t, minute(0));
  const october = { ...CAROL, since: "2026-10-07T08:00:00Z" };
  const archived = [site.archive("2026-10-07T09:00:00Z", [october]), site.archive("2026-10-07T10:00:00Z", [])];
  await site.shows([ALICE]).run("import", ...archived);
  const rollups = join(site.history, "cache/rollups");
  // As if that version had not counted right.
  for (const path of readdirSync(rollups).map((name) => join(rollups, name))) {
    const text = JSON.stringify(readCache(path, isAsWritten()));
    writeCacheFile(path, JSON.parse(text.replaceAll(/"sessionCount":\d+/g, '"sessionCount":77')));
  }
  await site.becomes(minute(1)).shows([]).run("gen");
  assert.match(site.page(PAGE), /<dd>77</, "of the same version it is used");
  site.host = { ...site.host, programVersion: "core-ANOTHER.js" };
  await site.becomes(minute(2)).shows([]).genAsFullBuild("another version");
  assert.doesNotMatch(site.page(PAGE), /<dd>77</);
});
