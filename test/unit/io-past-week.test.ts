import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { writeCsv } from "../../src/history/csv-table.js";
import { SAMPLE_CSV } from "../../src/history/sample-csv.js";
import type { Sample } from "../../src/history/sample.js";
import { readPastWeek } from "../../src/io/history/read-past-week.js";
import { readSamples } from "../../src/io/history/read-history.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { toPastWeek } from "../../src/site/past-week.js";
import { at, BERLIN } from "../support/example-site.js";
import { tempFolderInMemory } from "../support/temp-folder.js";

const CALENDAR = makeCalendar(BERLIN);
const TODAY = "2026-11-21";

/** A sample each five minutes of ten UTC days, up to an instant of the last of them. */
function writeSamples(t: TestContext, until: string): { readonly folder: string; readonly samples: readonly Sample[] } {
  const folder = tempFolderInMemory(t);
  mkdirSync(join(folder, "samples"));
  const samples: Sample[] = [];
  for (let timeSeconds = at("2026-11-12T00:00:00Z"); timeSeconds < at(until); timeSeconds += 300) {
    samples.push({ timeSeconds, server: "berlin", clients: (timeSeconds / 300) % 7, bytesReceived: 10, bytesSent: 20 });
  }
  for (let day = 12; day <= 21; day += 1) {
    const ofDay = samples.filter(({ timeSeconds }) => new Date(timeSeconds * 1000).getUTCDate() === day);
    writeFileSync(join(folder, `samples/2026-11-${day}.csv`), writeCsv(SAMPLE_CSV, ofDay));
  }
  return { folder, samples };
}

function readWeek(folder: string, until: string, ignoreCache = false) {
  const recent = readSamples(folder, at(until), 3);
  const context = { today: TODAY, calendar: CALENDAR, zoneName: BERLIN.name, staleAfterSeconds: 300, ignoreCache };
  return readPastWeek(folder, recent, context);
}

const read = (folder: string): string => readFileSync(join(folder, "cache/past-week.json"), "utf8");

test("the past week is that of all samples, from files and from what is in memory, and is read once a day", (t) => {
  const { folder, samples } = writeSamples(t, "2026-11-21T08:00:00Z");
  const week = readWeek(folder, "2026-11-21T08:00:00Z");
  assert.deepEqual(week, toPastWeek(samples, TODAY, { calendar: CALENDAR, staleAfterSeconds: 300 }));
  assert.ok(week.hours.every(([, peak]) => peak !== null));
  const cached = read(folder);
  // Samples of today do not count, once there is one.
  appendFileSync(join(folder, "samples/2026-11-21.csv"), "2026-11-21T08:05:00Z,berlin,99,0,0\n");
  assert.deepEqual(readWeek(folder, "2026-11-21T08:06:00Z"), week);
  assert.equal(read(folder), cached);
});

test("samples that have changed are read again, in memory as in files", (t) => {
  const { folder } = writeSamples(t, "2026-11-21T08:00:00Z");
  const until = "2026-11-21T08:00:00Z";
  const highest = () => Math.max(...readWeek(folder, until).hours.map(([, peak]) => peak ?? 0));
  assert.equal(highest(), 6);
  for (const [day, clients] of [
    ["2026-11-16", 50],
    ["2026-11-20", 60],
  ] as const) {
    const file = join(folder, `samples/${day}.csv`);
    writeFileSync(file, readFileSync(file, "utf8").replace(/,berlin,6,/, `,berlin,${clients},`));
    utimesSync(file, 1, clients);
    assert.equal(highest(), clients);
  }
});

test("a file that another one of the same size and time has replaced is read again", (t) => {
  const { folder } = writeSamples(t, "2026-11-21T08:00:00Z");
  const file = join(folder, "samples/2026-11-16.csv");
  const highest = () => Math.max(...readWeek(folder, "2026-11-21T08:00:00Z").hours.map(([, peak]) => peak ?? 0));
  utimesSync(file, 1, 1);
  assert.equal(highest(), 6);
  writeFileSync(`${file}.new`, readFileSync(file, "utf8").replace(/,berlin,6,/, ",berlin,9,"));
  utimesSync(`${file}.new`, 1, 1);
  renameSync(`${file}.new`, file);
  assert.equal(highest(), 9);
});

test("what the cache says is not asked for where it is to be ignored, nor where it is damaged", (t) => {
  const { folder } = writeSamples(t, "2026-11-21T08:00:00Z");
  const week = readWeek(folder, "2026-11-21T08:00:00Z");
  assert.ok(existsSync(join(folder, "cache/past-week.json")));
  writeFileSync(join(folder, "cache/past-week.json"), "damaged");
  assert.deepEqual(readWeek(folder, "2026-11-21T08:00:00Z"), week);
  assert.deepEqual(readWeek(folder, "2026-11-21T08:00:00Z", true), week);
});
