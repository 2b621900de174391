import assert from "node:assert/strict";
import { mkdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { openChartCache } from "../../src/build/chart-cache.js";
import { readOutStamp, writeOutStamp } from "../../src/build/out-stamp.js";
import { readOpenUsage } from "../../src/build/usage-of-open.js";
import type { Session } from "../../src/history/session.js";
import { readCache, writeCacheFile } from "../../src/io/cache/cache-file.js";
import { isAsWritten } from "../../src/io/cache/shape.js";
import { openStoredHistory } from "../../src/io/history/stored-history.js";
import { at, exampleInput, exampleSession, NOW_SECONDS } from "../support/example-site.js";
import { fileTree } from "../support/file-tree.js";
import { indexAll } from "../support/full-index.js";
import type { ChartFigure } from "../../src/site/charts/site-chart.js";
import { makeHistoryCharts } from "../../src/site/charts/site-charts.js";
import { userPages } from "../../src/site/pages/list-pages.js";
import { readUser, rollUpFolder, toSettings } from "../support/rolled-history.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

function makeFolder(t: TestContext, name: string): string {
  const folder = join(tempFolderInMemory(t), name);
  mkdirSync(folder);
  return folder;
}

describe("the stamp of out", () => {
  it("is that of one folder, also if another one looks alike", (t) => {
    const folder = makeFolder(t, "a");
    const [cache, out, other] = ["cache", "out", "other"].map((name) => join(folder, name)) as [string, string, string];
    for (const one of [cache, out, other]) mkdirSync(one);
    writeOutStamp(cache, out);
    assert.equal(readOutStamp(cache, out), "same");
    assert.equal(readOutStamp(cache, `${folder}/x/../out`), "same");
    assert.equal(readOutStamp(cache, other), "changed");
  });

  it("changes when something in one of its folders is removed", (t) => {
    const folder = makeFolder(t, "a");
    const [cache, assets] = [join(folder, "cache"), join(folder, "out/assets")];
    mkdirSync(join(assets, "old"), { recursive: true });
    mkdirSync(cache);
    utimesSync(assets, 1, 1);
    writeOutStamp(cache, join(folder, "out"));
    rmSync(join(assets, "old"), { recursive: true });
    assert.equal(readOutStamp(cache, join(folder, "out")), "changed");
  });
});

describe("the usage of running sessions", () => {
  const alice = exampleSession({ id: "a", user: "alice", startSeconds: at("2026-11-10T08:00:00Z"), endSeconds: null });
  const bob = exampleSession({ id: "b", user: "bob", startSeconds: at("2026-11-12T08:00:00Z"), endSeconds: null });
  const naming = { userFrom: "common_name", usersIgnoreCase: false } as const;

  /** What a run reads, with the days of the files that it reads for it. */
  function read(folder: string, stamps: Readonly<Record<string, string>>): readonly [rows: string[], days: string[]] {
    const history = openStoredHistory(folder, NOW_SECONDS, 3, naming);
    const days: string[] = [];
    const rows = {
      ...history.rows,
      readUsage: (day: string) => {
        days.push(day.slice(-2));
        return history.rows.readUsage(day);
      },
    };
    const usage = readOpenUsage({ ...history, rows }, stamps);
    return [usage.map(({ id, day, bytesReceived }) => `${id} ${day.slice(-2)} ${bytesReceived}`), days];
  }

  function writeUsage(folder: string, open: readonly Session[], received: number): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const rows = [["a", "10"], ["a", "13"], ["b", "13"], ["c", "13"]] as const; // prettier-ignore
    const usage = rows.map(([id, day]) => {
      return { id, day: `2026-11-${day}`, user: id, server: "berlin", bytesReceived: received, bytesSent: 1 };
    });
    writeHistory(folder, { ended: [], open, usage });
  }

  it("is read from files that have changed, and for a new session from all that it may be in", (t) => {
    const folder = join(tempFolderInMemory(t), "history");
    const stamps = { "2026-11-07": "0", "2026-11-10": "1", "2026-11-13": "1" };
    writeUsage(folder, [alice], 1);
    // Not from a day before the session, and nothing of another one.
    assert.deepEqual(read(folder, stamps), [
      ["a 10 1", "a 13 1"],
      ["10", "13"],
    ]);
    assert.deepEqual(read(folder, stamps), [["a 10 1", "a 13 1"], []]);
    assert.deepEqual(read(folder, { ...stamps, "2026-11-13": "2" }), [["a 10 1", "a 13 1"], ["13"]]);
    // The cache is gone with the folder: what follows begins with it again.
    writeUsage(folder, [alice], 1);
    read(folder, stamps);
    writeHistory(folder, { ended: [], open: [alice, bob] });
    assert.deepEqual(read(folder, stamps), [["a 10 1", "a 13 1", "b 13 1"], ["13"]]);
    writeHistory(folder, { ended: [], open: [bob] });
    assert.deepEqual(read(folder, stamps), [["b 13 1"], []]);
    writeHistory(folder, { ended: [], open: [] });
    assert.deepEqual(read(folder, stamps), [[], []]);
  });
});

describe("a chart that is remembered", () => {
  const input = exampleInput({
    endedSessions: ["alice", "bob"].map((user, index) =>
      exampleSession({ user, startSeconds: at("2026-11-19T08:00:00Z"), endSeconds: at(`2026-11-19T1${index}:00:00Z`) }),
    ),
  });
  const index = indexAll(input);
  const figures = ["alice", "bob"].map((user): ChartFigure => {
    const entry = index.users.get(user);
    assert.ok(entry);
    const [chart] = userPages(input, index, entry, makeHistoryCharts(input, index)).flatMap(({ charts }) => charts);
    assert.ok(chart);
    return chart.makeFigure();
  });
  it("is taken by the same program, for the same figure, and not if all is made again", async (t) => {
    const folder = makeFolder(t, "cache");
    const [alice, bob] = figures as [ChartFigure, ChartFigure];
    const open = (programVersion: string, isNew = false) =>
      openChartCache({ cacheFolder: folder, programVersion, packageFolder: folder, isNew });
    const first = open("1");
    const drawn = await first.toCachedInline(alice);
    first.save("used");
    const file = join(folder, "charts.json");
    const marked = JSON.stringify(readCache(file, isAsWritten())).replace(JSON.stringify(drawn), '"from the cache"');
    writeCacheFile(file, JSON.parse(marked));
    assert.equal(await open("1").toCachedInline(alice), "from the cache");
    assert.equal(await open("1", true).toCachedInline(alice), drawn);
    assert.equal(await open("2").toCachedInline(alice), drawn);
    assert.notEqual(await open("1").toCachedInline({ ...bob, path: alice.path }), "from the cache");
  });
});

describe("a month that is gone", () => {
  it("leaves nothing of its users in the rollups", (t) => {
    const history = makeFolder(t, "history");
    const carol = exampleSession({
      id: "c",
      user: "carol",
      startSeconds: at("2026-08-03T08:00:00Z"),
      endSeconds: at("2026-08-03T09:00:00Z"),
    });
    const dave = { ...carol, id: "d", user: "dave", commonName: "dave", startSeconds: at("2026-11-03T08:00:00Z"), endSeconds: at("2026-11-03T09:00:00Z") }; // prettier-ignore
    writeHistory(history, { ended: [carol, dave] });
    const cached = (): string => JSON.stringify([...fileTree(join(history, "cache/rollups"))]);
    rollUpFolder(toSettings(history));
    assert.match(cached(), /carol/);
    rmSync(join(history, "sessions/2026-08-03.csv"));
    const rolled = rollUpFolder(toSettings(history));
    assert.doesNotMatch(cached(), /carol/);
    assert.deepEqual(readUser(rolled, "dave").sessions.map(({ id }) => id), ["d"]); // prettier-ignore
  });
});
