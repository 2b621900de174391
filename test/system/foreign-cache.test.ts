import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readCache, writeCacheFile } from "../../src/io/cache/cache-file.js";
import { isAsWritten } from "../../src/io/cache/shape.js";
import { makeCountryDatabase } from "../support/write-country-database.js";
import { StorySite } from "../support/story-site.js";

/** What no check sees: the program's version beside it says who wrote it. */
const OPAQUE = new Set(["live", "days", "months", "users", "monitoring"]);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function asObject(value: Json): Readonly<Record<string, Json>> {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value));
  return value as Readonly<Record<string, Json>>;
}

/** The same value without anything that no check sees. */
function ruin(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, OPAQUE.has(key) ? null : ruin(field)]));
}

/** The same value with one part of a wrong type, or missing, for each kind of part that it has. */
function* spoil(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    yield { list: 7 };
    const [first, ...others] = value as readonly Json[];
    if (first !== undefined) for (const spoilt of spoil(first)) yield [spoilt, ...others];
    return;
  }
  if (typeof value !== "object" || value === null) {
    yield typeof value === "number" ? "text" : 7;
    return;
  }
  yield null;
  const fields = Object.entries(value as Readonly<Record<string, Json>>);
  // Of a record of entries, one is as good as all.
  const isOfEntries = fields.every(([, field]) => typeof field === "object" && field !== null);
  for (const [key, field] of isOfEntries ? fields.slice(0, 1) : fields) {
    if (OPAQUE.has(key)) continue;
    yield Object.fromEntries(fields.filter(([other]) => other !== key));
    for (const spoilt of spoil(field)) yield { ...asObject(value), [key]: spoilt };
  }
}

test("a file of the cache with a value of another shape costs only time", async (t) => {
  let minutes = 0;
  const site = new StorySite(t, "2026-11-21T12:00:00Z");
  const database = join(site.folder, "countries.mmdb");
  site.config = { geoip: database, recent_days: 3 };
  const networks = { "203.0.113.0/24": { country: { iso_code: "DE" } } };
  writeFileSync(database, makeCountryDatabase({ builtSeconds: 1_790_000_000, networks }));
  const cache = join(site.history, "cache");
  const clients = ["alice", "bob"].map((commonName) => ({ commonName, since: "2026-11-19T07:00:00Z" }));
  const comeOrGo = (): StorySite => {
    minutes += 1;
    const now = new Date(Date.parse("2026-11-21T12:00:00Z") + minutes * 60_000).toISOString();
    return site.becomes(now).shows(clients.slice(minutes % 2));
  };
  // Samples of a day that has ended.
  await site.becomes("2026-11-20T12:00:00Z").shows(clients).run("gen");
  await comeOrGo().run(
    "import",
    site.archive("2026-10-07T09:00:00Z", clients),
    site.archive("2026-10-07T10:00:00Z", []),
  );
  for (let run = 0; run < 3; run += 1) await comeOrGo().run("gen");

  const listFiles = (): readonly string[] =>
    readdirSync(cache, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json") && !name.startsWith("users/"))
      .map((name) => join(cache, name));
  let [place, count] = [0, 0];
  for (let most = 1; place < most; place += 1) {
    for (const path of listFiles()) {
      const value = readCache<Json>(path, isAsWritten());
      // A stamp that is not believed makes a run check everything: the other files would count less.
      if (typeof value === "string") continue;
      const spoilt = [...spoil(value)];
      most = Math.max(most, spoilt.length);
      writeCacheFile(path, spoilt[place % spoilt.length]);
      count += 1;
    }
    await comeOrGo().genAsFullBuild(`value ${place}`);
  }
  t.diagnostic(`${count} values in ${place} runs, of ${listFiles().length} files`);
  for (const path of listFiles()) {
    if (typeof readCache<Json>(path, isAsWritten()) === "string") writeCacheFile(path, 7);
  }
  await comeOrGo().genAsFullBuild("stamps");
  site.host = { ...site.host, programVersion: "core-ANOTHER.js" };
  for (const path of listFiles()) writeCacheFile(path, ruin(readCache<Json>(path, isAsWritten())));
  await comeOrGo().genAsFullBuild("of another version");
});
