import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connectionsChart } from "../../src/site/charts/connections/connections-chart.js";
import { makeZone } from "../../src/status/zone.js";
import { chartSample } from "../support/chart-samples.js";

const seconds = (iso: string): number => Date.parse(iso) / 1000;
const nowSeconds = seconds("2026-11-21T09:12:15Z");
const zone = makeZone("Europe/Berlin");
const toChart = (samples: readonly ReturnType<typeof chartSample>[], staleAfterSeconds = 300) =>
  connectionsChart({ samples, nowSeconds, zone, staleAfterSeconds });
const monitored = (samples: readonly ReturnType<typeof chartSample>[], staleAfterSeconds?: number) =>
  toChart(samples, staleAfterSeconds)
    .spans.filter(({ clients }) => clients !== null)
    .map(({ startSeconds, endSeconds, clients }) => {
      const clock = (time: number): string => new Date(time * 1000).toISOString().slice(11, 19);
      return `${clock(startSeconds)}-${clock(endSeconds)} ${clients}`;
    });

describe("the connections chart", () => {
  test("shows the 24 hours up to now floored to five minutes", () => {
    const chart = toChart([]);
    assert.equal(chart.toSeconds, seconds("2026-11-21T09:10:00Z"));
    assert.equal(chart.fromSeconds, seconds("2026-11-20T09:10:00Z"));
  });

  test("is one gap and no figure where nothing was ever monitored", () => {
    const { fromSeconds, toSeconds, spans, peak, meanClients, unmonitoredSeconds } = toChart([]);
    assert.deepEqual(spans, [{ startSeconds: fromSeconds, endSeconds: toSeconds, clients: null }]);
    assert.deepEqual([peak, meanClients, unmonitoredSeconds], [null, null, 86_400]);
  });

  test("takes the most clients at one time in a step, and figures of the samples themselves", () => {
    const samples = [
      chartSample("2026-11-21T08:00:00Z", 1),
      chartSample("2026-11-21T08:00:20Z", 4),
      chartSample("2026-11-21T08:00:40Z", 2),
      chartSample("2026-11-21T08:01:40Z", 2),
    ];
    assert.deepEqual(monitored(samples, 60), ["08:00:00-08:01:40 4"]);
    const { peak, meanClients, unmonitoredSeconds } = toChart(samples, 60);
    assert.deepEqual(peak, { clients: 4, atSeconds: seconds("2026-11-21T08:00:20Z") });
    assert.deepEqual([meanClients, unmonitoredSeconds], [(20 * 1 + 20 * 4 + 60 * 2) / 100, 86_400 - 100]);
  });

  test("sums the servers at each instant before it takes the most: one that was renamed counts once", () => {
    const samples = [
      chartSample("2026-11-21T08:00:00Z", 4, "berlin"),
      chartSample("2026-11-21T08:01:00Z", 4, "berlin"),
      chartSample("2026-11-21T08:01:20Z", 4, "hamburg"),
      chartSample("2026-11-21T08:04:00Z", 4, "hamburg"),
    ];
    assert.equal(toChart(samples).peak?.clients, 4);
    assert.deepEqual(monitored(samples), ["08:00:00-08:01:00 4", "08:01:20-08:04:00 4"]);
    assert.equal(toChart(samples).hours.find(({ maxClients }) => maxClients !== null)?.maxClients, 4);
  });

  test("a gap begins with the last look before it and ends with the first one after it", () => {
    const times = ["08:00:00", "08:02:00", "08:07:01", "08:08:00"];
    const samples = times.map((time) => chartSample(`2026-11-21T${time}Z`, 1));
    assert.deepEqual(monitored(samples), ["08:00:00-08:02:00 1", "08:07:01-08:08:00 1"]);
    assert.equal(toChart(samples).unmonitoredSeconds, 86_400 - 120 - 59);
  });

  test("the last sample holds to the end unless it is stale by then", () => {
    assert.deepEqual(monitored([chartSample("2026-11-21T09:05:00Z", 3)]), ["09:05:00-09:10:00 3"]);
    assert.deepEqual(monitored([chartSample("2026-11-21T09:04:59Z", 3)]), []);
  });

  test("a look that nothing follows is an instant: it has a peak and no length", () => {
    const { spans, peak, meanClients } = toChart([chartSample("2026-11-21T08:00:00Z", 3)]);
    assert.deepEqual(
      spans.map(({ clients }) => clients),
      [null],
    );
    assert.deepEqual([peak?.clients, meanClients], [3, null]);
  });

  test("counts a server once where two of its samples are of one second", () => {
    const samples = [3, 5].map((clients) => chartSample("2026-11-21T08:00:00Z", clients));
    assert.equal(toChart([...samples, chartSample("2026-11-21T08:01:00Z", 2)]).peak?.clients, 5);
  });

  test("counts a sample up to the next one, not beside it: at a step's beginning and at the window's", () => {
    const inside = ["08:00", "08:05", "08:10"].map((time, at) =>
      chartSample(`2026-11-21T${time}:00Z`, at === 0 ? 5 : 2),
    );
    assert.deepEqual(monitored(inside), ["08:00:00-08:05:00 5", "08:05:00-08:10:00 2"]);
    const atBeginning = ["09:09", "09:10", "09:11"].map((time) => chartSample(`2026-11-20T${time}:00Z`, 3));
    assert.equal(toChart(atBeginning).peak?.clients, 3);
  });

  test("carries a sample from before the window into it, and leaves out what is after it", () => {
    const samples = [
      chartSample("2026-11-20T09:08:00Z", 3),
      chartSample("2026-11-20T09:12:00Z", 9),
      chartSample("2026-11-21T09:11:00Z", 7),
    ];
    assert.deepEqual(monitored(samples), ["09:10:00-09:12:00 3"]);
    assert.equal(toChart(samples).peak?.clients, 9);
  });

  test("sums the servers, and what is known of them where one is not monitored", () => {
    const samples = [
      chartSample("2026-11-21T08:00:00Z", 2, "a"),
      chartSample("2026-11-21T08:04:30Z", 3, "b"),
      chartSample("2026-11-21T08:05:00Z", 2, "a"),
      chartSample("2026-11-21T08:07:30Z", 4, "b"),
    ];
    assert.deepEqual(monitored(samples), ["08:00:00-08:07:30 5"]);
    assert.equal(toChart(samples).peak?.clients, 5);
  });

  test("carries a sample up to the next one where the source is seen to change less often than stale_after", () => {
    const everyTenMinutes = ["08:00", "08:10", "08:20"].map((time) => chartSample(`2026-11-21T${time}:00Z`, 2));
    assert.deepEqual(monitored(everyTenMinutes), ["08:00:00-08:20:00 2"]);
    // After the last one, for 2.5 times as long.
    const lately = ["08:26", "08:36", "08:46"].map((time) => chartSample(`2026-11-21T${time}:00Z`, 2));
    assert.deepEqual(monitored(lately), ["08:26:00-09:10:00 2"]);
    const withOutage = [...everyTenMinutes, chartSample("2026-11-21T08:58:00Z", 1)];
    assert.deepEqual(monitored(withOutage), ["08:00:00-08:20:00 2", "08:58:00-09:10:00 1"]);
  });

  test("keeps zero clients apart from a gap", () => {
    const chart = toChart([chartSample("2026-11-21T08:00:00Z", 0), chartSample("2026-11-21T08:01:00Z", 0)], 60);
    assert.deepEqual(
      chart.spans.map(({ clients }) => clients),
      [null, 0, null],
    );
    assert.deepEqual([chart.peak?.clients, chart.meanClients, chart.unmonitoredSeconds], [0, 0, 86_340]);
  });

  test("has a row for each clock hour of the zone, also of one half an hour off", () => {
    const samples = [chartSample("2026-11-20T09:20:00Z", 2), chartSample("2026-11-20T10:05:00Z", 3)];
    const { hours } = toChart(samples);
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
