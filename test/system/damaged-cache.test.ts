import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { DAMAGES, PLANTED_LINKS } from "../support/cache-damage.js";
import { fileTree } from "../support/file-tree.js";
import { StorySite, type StoryClient } from "../support/story-site.js";
import { tempFolderInMemory, type WithAfter } from "../support/temp-folder.js";

const ALICE: StoryClient = { commonName: "alice", since: "2026-11-21T08:00:00Z" };
const BOB: StoryClient = { commonName: "bob", since: "2026-11-21T08:00:00Z" };

/** Minutes of a VPN in which one of two users comes and goes: each run goes on from what the last one left. */
class Minutes {
  readonly site: StorySite;
  readonly cache: string;
  #seconds = Date.parse("2026-11-21T12:00:00Z") / 1000;
  #isAliceThere = true;
  #since = ALICE.since;
  #passed = 0;

  constructor(site: StorySite) {
    this.site = site;
    this.cache = join(site.history, "cache");
  }

  /** A minute later nothing has happened, or someone has come or gone; or it is the next day. */
  pass(what: "quiet" | "event" | "next day"): void {
    this.#passed += 1;
    this.#seconds += what === "next day" ? 86_400 : 60;
    const now = new Date(this.#seconds * 1000).toISOString();
    if (what === "event") {
      this.#isAliceThere = !this.#isAliceThere;
      this.#since = new Date((this.#seconds - 20) * 1000).toISOString();
    }
    this.site.becomes(now).shows(this.#isAliceThere ? [{ ...ALICE, since: this.#since }, BOB] : [BOB]);
  }

  /** Whether so much has happened that each build takes long: then a test goes on with a new site. */
  get isLong(): boolean {
    return this.#passed > 60;
  }

  /** Runs of all kinds, after which everything is in the cache that can be. */
  async fill(): Promise<void> {
    for (const what of ["event", "event", "quiet", "next day", "event", "event", "event", "quiet"] as const) {
      this.pass(what);
      await this.site.run("gen");
    }
  }

  /** Paths of all files in the cache, or of all its folders. */
  paths(kind: "files" | "folders"): readonly string[] {
    const all = readdirSync(this.cache, { recursive: true, encoding: "utf8" }).sort();
    return all.filter((path) => statSync(join(this.cache, path)).isDirectory() === (kind === "folders"));
  }
}

async function makeMinutes(t: WithAfter, client: Partial<StoryClient> = {}): Promise<Minutes> {
  const site = new StorySite(t, "2026-11-21T11:59:00Z");
  // Users of all but the two newest months are merged.
  const archived = ["2026-08-07", "2026-10-07"].flatMap((day) => [
    site.archive(`${day}T09:00:00Z`, [{ ...ALICE, ...client, since: `${day}T08:00:00Z` }]),
    site.archive(`${day}T10:00:00Z`, []),
  ]);
  await site.shows([ALICE, BOB]).run("import", ...archived);
  const minutes = new Minutes(site);
  await minutes.fill();
  return minutes;
}

/** Files of several days or months stand for each other. */
function toKind(path: string): string {
  return path.replace(/^users\/.*/, "users/0.json").replaceAll(/\d+/g, "0");
}

/** What is next, most often someone coming or going: then most of the cache is used. */
const RUNS = ["event", "quiet", "event", "event", "event", "next day", "quiet"] as const;

describe("a cache that was damaged", { timeout: 1_200_000 }, () => {
  it("never costs a wrong page, a word, or another exit code", async (t) => {
    let minutes = await makeMinutes(t);
    const other = await makeMinutes(t, { commonName: "mallory", bytesReceived: 5 });
    const tried = new Set<string>();
    const next = (): readonly [path: string, damage: (typeof DAMAGES)[number]] | undefined => {
      for (const path of minutes.paths("files")) {
        for (const damage of DAMAGES) {
          const what = `${toKind(path)}: ${damage.what}`;
          if (tried.has(what)) continue;
          tried.add(what);
          return [path, damage];
        }
      }
      return undefined;
    };
    for (let found = next(); found !== undefined; found = next()) {
      if (minutes.isLong) minutes = await makeMinutes(t);
      const [path, { what, damage }] = found;
      const run = RUNS[tried.size % RUNS.length] ?? "event";
      minutes.pass(run);
      damage(join(minutes.cache, path), join(other.cache, path));
      await minutes.site.genAsFullBuild(`${path}: ${what} (${run})`);
    }
    for (const path of ["build.json", "rollups/merged.json", "users/0.json"]) {
      assert.ok(
        [...tried].some((what) => what.startsWith(`${path}: `)),
        path,
      );
    }
    t.diagnostic(`${tried.size} damages`);
  });

  it("by what happens to its files all at once, or to its folders, is no worse", async (t) => {
    const minutes = await makeMinutes(t);
    for (const { what, damage } of DAMAGES) {
      minutes.pass("event");
      for (const path of minutes.paths("files")) damage(join(minutes.cache, path), "/nowhere");
      await minutes.site.genAsFullBuild(`all files: ${what}`);
    }
    for (const folder of ["", ...minutes.paths("folders")]) {
      minutes.pass("event");
      rmSync(join(minutes.cache, folder), { recursive: true });
      await minutes.site.genAsFullBuild(`the folder "${folder}" is gone`);
      minutes.pass("event");
      rmSync(join(minutes.cache, folder), { recursive: true });
      writeFileSync(join(minutes.cache, folder), "x");
      await minutes.site.genAsFullBuild(`the folder "${folder}" is a file`);
      // And what it needs is there again.
      await minutes.fill();
    }
  });

  it("by a swap of two of its files is no worse", async (t) => {
    const minutes = await makeMinutes(t);
    const paths = minutes.paths("files");
    for (const [index, path] of paths.entries()) {
      const [one, two] = [join(minutes.cache, path), join(minutes.cache, paths.at(index - 1) ?? "")];
      if (!existsSync(one) || !existsSync(two)) continue;
      minutes.pass("event");
      renameSync(one, `${one}.kept`);
      renameSync(two, one);
      renameSync(`${one}.kept`, two);
      await minutes.site.genAsFullBuild(`${path} is swapped`);
    }
  });

  it("by links leads to nothing outside of it: they are refused, or not followed", async (t) => {
    let minutes = await makeMinutes(t);
    const outside = join(tempFolderInMemory(t), "outside");
    const refused: string[] = [];
    const check = async (path: string, what: string): Promise<void> => {
      const before = fileTree(outside);
      const run = await minutes.site.tryToRun("gen");
      assert.ok(run.status === 0 || run.status === 78, `${path}, ${what}: ${run.stderr}`);
      assert.deepEqual(fileTree(outside), before, `${path}, ${what}: nothing outside was written`);
      if (run.status === 78) {
        assert.match(run.stderr, / is a symbolic link/);
        refused.push(path);
        rmSync(join(minutes.cache, path), { force: true });
      }
      minutes.pass("event");
      await minutes.site.genAsFullBuild(`${path}, ${what}`);
    };
    for (const path of minutes.paths("files")) {
      // Also under the names that new files may have until they are whole.
      for (const at of [path, join(dirname(path), `.${path.split("/").at(-1) ?? ""}.tmp`), `${path}.tmp`]) {
        for (const { what, damage } of PLANTED_LINKS) {
          if (minutes.isLong) minutes = await makeMinutes(t);
          if (!existsSync(join(minutes.cache, path))) await minutes.fill();
          rmSync(outside, { recursive: true, force: true });
          cpSync(minutes.cache, outside, { recursive: true, preserveTimestamps: true });
          minutes.pass("event");
          damage(join(minutes.cache, at), join(outside, path));
          await check(at, what);
          rmSync(join(minutes.cache, at), { force: true });
        }
      }
    }
    for (const folder of ["", ...minutes.paths("folders")]) {
      await minutes.fill();
      rmSync(outside, { recursive: true, force: true });
      cpSync(join(minutes.cache, folder), outside, { recursive: true, preserveTimestamps: true });
      minutes.pass("event");
      rmSync(join(minutes.cache, folder), { recursive: true });
      symlinkSync(outside, join(minutes.cache, folder));
      await check(folder, "a link to a copy of the folder");
    }
    t.diagnostic(`refused: ${[...new Set(refused)].join(", ")}`);
  });
});
