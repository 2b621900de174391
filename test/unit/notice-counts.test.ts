import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { openMonthNotices } from "../../src/build/month-notices.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { indexSite } from "../../src/site/index-site.js";
import type { Session } from "../../src/history/session.js";
import { at, BERLIN, exampleInput, exampleSession } from "../support/example-site.js";
import { rollUpFolder, toSettings } from "../support/rolled-history.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

const sessionOf = (user: string, start: string): Session =>
  exampleSession({ user, startSeconds: at(`${start}T08:00:00Z`) });

const checked = (from: string, to: string) => ({
  server: "berlin",
  startSeconds: at(`${from}Z`),
  endSeconds: at(`${to}Z`),
});
const GAP = [
  checked("2026-08-01T00:00:00", "2026-10-10T06:00:00"),
  checked("2026-10-10T09:00:00", "2026-11-20T06:00:00"),
];
const OVER_MONTH_END = [
  ...GAP.slice(0, 1),
  checked("2026-10-10T09:00:00", "2026-10-30T06:00:00"),
  checked("2026-11-02T06:00:00", "2026-11-20T06:00:00"),
];
/** Those of the changes below. */
const MONITORED: Readonly<Record<string, typeof GAP>> = { "a gap less": [], "over a month's end": OVER_MONTH_END };

it("counts a month's notices again only when something changes that they are found in", (t) => {
  const history = join(tempFolderInMemory(t), "history");
  mkdirSync(history);
  const count = ({ monitored = GAP, countries = "", ignoreCache = false } = {}) => {
    const rolledUp = rollUpFolder(toSettings(history));
    rolledUp.reader.readMonth("2026-07");
    const readBefore = rolledUp.monthsRead.length;
    const input = exampleInput({});
    const counts = openMonthNotices(
      rolledUp.reader,
      rolledUp,
      indexSite(input, makeCalendar(BERLIN), rolledUp.rollup),
      { gaps: monitoringGaps(monitored, 300), countries: { key: countries, find: () => "" }, ignoreCache },
    ).count();
    return { counts: Object.fromEntries(counts), found: rolledUp.monthsRead.slice(readBefore) };
  };
  writeHistory(history, {
    ended: [
      sessionOf("zoe", "2026-08-05"),
      sessionOf("ada", "2026-10-05"),
      sessionOf("zoe", "2026-10-06"),
      sessionOf("bea", "2026-11-05"),
    ],
  });
  const all = { "2026-08": 0, "2026-10": 2, "2026-11": 1 };
  assert.deepEqual(count(), { counts: all, found: ["2026-08", "2026-10", "2026-11"] });
  assert.deepEqual(count(), { counts: all, found: [] });

  const old = { "2026-01": 0, "2026-06": 1, "2026-08": 1 };
  const changes: readonly (readonly [string, () => ReturnType<typeof count>, ReturnType<typeof count>])[] = [
    ["a gap less", () => count({ monitored: [] }), { counts: { ...all, "2026-10": 1 }, found: ["2026-10"] }],
    ["as before", count, { counts: all, found: ["2026-10"] }],
    [
      "over a month's end",
      () => count({ monitored: OVER_MONTH_END }),
      { counts: { ...all, "2026-10": 3, "2026-11": 2 }, found: ["2026-10", "2026-11"] },
    ],
    ["as before again", count, { counts: all, found: ["2026-10", "2026-11"] }],
    ["countries", () => count({ countries: "a key" }), { counts: all, found: Object.keys(all) }],
    ["a full build", () => count({ countries: "a key", ignoreCache: true }), { counts: all, found: Object.keys(all) }],
    ["no countries", count, { counts: all, found: Object.keys(all) }],
    [
      "who was away for long: ada is no new user of October, but one who is back",
      () => {
        writeHistory(history, { ended: [sessionOf("ada", "2026-06-05")] });
        return count();
      },
      { counts: { "2026-06": 0, ...all, "2026-08": 1 }, found: ["2026-06", "2026-08", "2026-10"] },
    ],
    [
      "since when there is a history: ada is a new user of June",
      () => {
        writeHistory(history, { ended: [sessionOf("dan", "2026-01-05")] });
        return count();
      },
      { counts: { ...old, "2026-10": 2, "2026-11": 1 }, found: ["2026-01", "2026-06"] },
    ],
    [
      "another session of the month itself",
      () => {
        writeHistory(history, { ended: [sessionOf("bea", "2026-11-06")] });
        return count();
      },
      { counts: { ...old, "2026-10": 2, "2026-11": 1 }, found: ["2026-11"] },
    ],
    [
      "the months before",
      () => {
        writeHistory(history, { ended: [sessionOf("ada", "2026-10-20")] });
        return count();
      },
      { counts: { ...old, "2026-10": 2, "2026-11": 1 }, found: ["2026-10", "2026-11"] },
    ],
  ];
  for (const [what, change, expected] of changes) {
    assert.deepEqual(change(), expected, what);
    assert.deepEqual(
      count({
        countries: what === "countries" || what === "a full build" ? "a key" : "",
        monitored: MONITORED[what] ?? GAP,
      }),
      { counts: expected.counts, found: [] },
      what,
    );
  }

  const file = join(history, "cache/notice-counts.json");
  const last = changes.at(-1)?.[2];
  for (const damage of [
    () => {
      rmSync(file);
    },
    () => {
      writeFileSync(file, "{}");
    },
    () => {
      writeFileSync(file, readFileSync(file, "utf8").replace('"count":2', '"count":9'));
    },
  ]) {
    damage();
    assert.deepEqual(count(), { counts: last?.counts, found: Object.keys(last?.counts ?? {}) });
    assert.ok(existsSync(file));
  }

  for (const day of ["05", "06"]) rmSync(join(history, `sessions/2026-11-${day}.csv`));
  count();
  assert.doesNotMatch(readFileSync(file, "utf8"), /2026-11/);
});

it("finds a gap in a month in which nobody was connected, but counts no month without a page", (t) => {
  const history = join(tempFolderInMemory(t), "history");
  mkdirSync(history);
  writeHistory(history, { ended: [sessionOf("zoe", "2026-10-05")] });
  const rolledUp = rollUpFolder(toSettings(history));
  const index = indexSite(exampleInput({}), makeCalendar(BERLIN), rolledUp.rollup);
  const gaps = monitoringGaps(OVER_MONTH_END, 300);
  const { find, count } = openMonthNotices(rolledUp.reader, rolledUp, index, {
    gaps,
    countries: { key: "", find: () => "" },
    ignoreCache: true,
  });
  assert.deepEqual(
    find("2026-11").map(({ kind, day }) => [kind, day]),
    [["gap", "2026-10-30"]],
  );
  assert.deepEqual([...count()], [["2026-10", 2]]);
});
