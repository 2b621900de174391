import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connectionsChart } from "../../src/site/connections-chart.js";
import { makeZone } from "../../src/status/zone.js";
import { chartSample } from "../support/chart-samples.js";

const seconds = (iso: string): number => Date.parse(iso) / 1000;
const nowSeconds = seconds("2026-11-21T09:12:15Z");
const zone = makeZone("Europe/Berlin");
const chartOf = (samples: readonly ReturnType<typeof chartSample>[], staleAfterSeconds = 300) =>
  connectionsChart({ samples, nowSeconds, zone, staleAfterSeconds });
const monitored = (samples: readonly ReturnType<typeof chartSample>[], staleAfterSeconds?: number) =>
  chartOf(samples, staleAfterSeconds)
    .spans.filter(({ clients }) => clients !== null)
    .map(({ startSeconds, endSeconds, clients }) => {
      const clock = (time: number): string => new Date(time * 1000).toISOString().slice(11, 16);
      return `${clock(startSeconds)}-${clock(endSeconds)} ${clients}`;
    });

describe("the connections chart", () => {
  test("shows the 24 hours up to now floored to five minutes", () => {
    const chart = chartOf([]);
    assert.equal(chart.toSeconds, seconds("2026-11-21T09:10:00Z"));
    assert.equal(chart.fromSeconds, seconds("2026-11-20T09:10:00Z"));
  });

  test("is one gap and no figure where nothing was ever monitored", () => {
    const { fromSeconds, toSeconds, spans, peak, latestClients, meanClients, unmonitoredMinutes } = chartOf([]);
    assert.deepEqual(spans, [{ startSeconds: fromSeconds, endSeconds: toSeconds, clients: null }]);
    assert.deepEqual([peak, latestClients, meanClients, unmonitoredMinutes], [null, null, null, 1440]);
  });

  test("takes the most clients of the samples in a step", () => {
    const samples = [
      chartSample("2026-11-21T08:00:00Z", 1),
      chartSample("2026-11-21T08:00:20Z", 4),
      chartSample("2026-11-21T08:00:40Z", 2),
    ];
    assert.deepEqual(monitored(samples, 60), ["08:00-08:05 4"]);
  });

  test("carries the last sample, not the most of its step, on until it is stale", () => {
    const samples = [chartSample("2026-11-21T08:00:00Z", 4), chartSample("2026-11-21T08:02:00Z", 1)];
    assert.deepEqual(monitored(samples, 480), ["08:00-08:05 4", "08:05-08:15 1"]);
    assert.deepEqual(monitored(samples, 479), ["08:00-08:05 4", "08:05-08:10 1"]);
  });

  test("carries a sample from before the window into it, and leaves out what is after it", () => {
    const samples = [chartSample("2026-11-20T09:08:00Z", 3), chartSample("2026-11-21T09:11:00Z", 7)];
    assert.deepEqual(monitored(samples), ["09:10-09:15 3"]);
  });

  test("sums the servers, and what is known of them where one is not monitored", () => {
    const samples = [
      chartSample("2026-11-21T08:00:00Z", 2, "a"),
      chartSample("2026-11-21T08:04:30Z", 3, "b"),
      chartSample("2026-11-21T08:05:30Z", 4, "b"),
    ];
    assert.deepEqual(monitored(samples, 60), ["08:00-08:05 5", "08:05-08:10 4"]);
  });

  test("carries a sample up to the next one where the source is seen to change less often than stale_after", () => {
    const everyTenMinutes = ["08:00", "08:10", "08:20"].map((time) => chartSample(`2026-11-21T${time}:00Z`, 2));
    // After the last one, for 2.5 times as long.
    assert.deepEqual(monitored(everyTenMinutes), ["08:00-08:50 2"]);
    const withOutage = [...everyTenMinutes, chartSample("2026-11-21T08:58:00Z", 1)];
    assert.deepEqual(monitored(withOutage), ["08:00-08:50 2", "08:55-09:10 1"]);
  });

  test("keeps zero clients apart from a gap", () => {
    const chart = chartOf([chartSample("2026-11-21T08:00:00Z", 0)], 60);
    assert.deepEqual(
      chart.spans.map(({ clients }) => clients),
      [null, 0, null],
    );
    assert.deepEqual([chart.peak?.clients, chart.meanClients, chart.unmonitoredMinutes], [0, 0, 1435]);
  });

  test("has a row for each clock hour of the zone, also of one half an hour off", () => {
    const samples = [chartSample("2026-11-20T09:20:00Z", 2), chartSample("2026-11-20T10:05:00Z", 3)];
    const { hours } = chartOf(samples);
    assert.equal(hours.length, 25);
    assert.deepEqual(hours.slice(0, 3), [
      { startSeconds: seconds("2026-11-20T09:00:00Z"), maxClients: 2 },
      { startSeconds: seconds("2026-11-20T10:00:00Z"), maxClients: 3 },
      { startSeconds: seconds("2026-11-20T11:00:00Z"), maxClients: null },
    ]);
    const kolkata = connectionsChart({ samples, nowSeconds, zone: makeZone("Asia/Kolkata"), staleAfterSeconds: 300 });
    assert.deepEqual(kolkata.hours.slice(0, 2), [
      { startSeconds: seconds("2026-11-20T08:30:00Z"), maxClients: 2 },
      { startSeconds: seconds("2026-11-20T09:30:00Z"), maxClients: 3 },
    ]);
  });
});
