import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { readSamples } from "../../src/io/history/read-history.js";
import { readMonitoring } from "../../src/io/history/read-monitoring.js";
import { makeZone } from "../../src/status/zone.js";
import { at } from "../support/make-session.js";
import { tempFolderInMemory } from "../support/temp-folder.js";

/** Samples of 2026-11-21, 5 minutes apart up to 08:00, of a clock that was 2 hours ahead for 5 minutes and is right again. */
function writeSamples(t: TestContext): string {
  const folder = tempFolderInMemory(t);
  mkdirSync(join(folder, "samples"));
  const write = (day: string, ...times: readonly string[]): void => {
    const rows = times.map((time) => `${day}T${time}:00Z,vpn,1,0,0\n`);
    writeFileSync(
      join(folder, `samples/${day}.csv`),
      `time,server,clients,bytes_received,bytes_sent\n${rows.join("")}`,
    );
  };
  write("2026-11-20", "23:50", "23:55");
  write("2026-11-21", "00:00", "00:05", "02:10", "02:15", "00:10");
  write("2028-12-02", "14:07", "14:08");
  return folder;
}

const times = (folder: string, now: string): readonly string[] =>
  readSamples(folder, at(now), 3).map(({ timeSeconds }) => new Date(timeSeconds * 1000).toISOString().slice(5, 16));

function spans(folder: string, now: string, { ignoreCache = false } = {}): readonly string[] {
  const context = { zone: makeZone("UTC"), staleAfterSeconds: 300, programVersion: "1", ignoreCache };
  const nowSeconds = at(now);
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(5, 16);
  return readMonitoring(folder, readSamples(folder, nowSeconds, 3), { ...context, nowSeconds }).spans.map(
    ({ startSeconds, endSeconds }) => `${iso(startSeconds)} ${iso(endSeconds)}`,
  );
}

test("samples beyond now do not count, except in the five minutes by which clocks may differ", (t) => {
  const folder = writeSamples(t);
  assert.deepEqual(times(folder, "2026-11-21T00:10:00Z"), [
    "11-20T23:50",
    "11-20T23:55",
    "11-21T00:00",
    "11-21T00:05",
    "11-21T00:10",
  ]);
  assert.equal(times(folder, "2026-11-21T00:04:59Z").at(-1), "11-21T00:05");
  assert.equal(times(folder, "2026-11-21T00:05:00Z").at(-1), "11-21T00:10");
});

test("servers were monitored up to now, and later once that time has come, with the cache as without it", (t) => {
  const folder = writeSamples(t);
  for (const [now, ...expected] of [
    ["2026-11-20T23:52:00Z", "11-20T23:50 11-20T23:55"],
    ["2026-11-20T23:57:00Z", "11-20T23:50 11-21T00:00"],
    ["2026-11-21T00:10:00Z", "11-20T23:50 11-21T00:10"],
    ["2026-11-21T02:05:00Z", "11-20T23:50 11-21T00:10", "11-21T02:10 11-21T02:10"],
    ["2026-11-21T02:10:00Z", "11-20T23:50 11-21T00:10", "11-21T02:10 11-21T02:15"],
    ["2026-11-24T02:10:00Z", "11-20T23:50 11-21T00:10", "11-21T02:10 11-21T02:15"],
    ["2028-12-05T00:00:00Z", "11-20T23:50 11-21T00:10", "11-21T02:10 11-21T02:15", "12-02T14:07 12-02T14:08"],
    ["2026-11-20T23:52:00Z", "11-20T23:50 11-20T23:55"],
  ] as const) {
    assert.deepEqual(spans(folder, now), expected, now);
    assert.deepEqual(spans(folder, now, { ignoreCache: true }), expected, now);
  }
});

test("a file of the last day without a sample up to now counts nothing", (t) => {
  const folder = writeSamples(t);
  assert.deepEqual(spans(folder, "2028-12-02T14:00:00Z").at(-1), "11-21T02:10 11-21T02:15");
});
