import assert from "node:assert/strict";
import type { Session } from "../../src/history/session.js";
import { toConnectionsData } from "../../src/render/charts/chart-connections-spec.js";
import { toConnectionsFigure } from "../../src/site/charts/connections/connections-figure.js";
import { defaultWording } from "../../src/text/format/date-format.js";
import { exampleSession } from "../support/example-site.js";
import { describe, test } from "node:test";
import { toConnectionsChart } from "../../src/site/charts/connections/connections-chart.js";
import { makeZone } from "../../src/status/zone.js";
import { chartSample } from "../support/chart-samples.js";

const seconds = (iso: string): number => Date.parse(iso) / 1000;
const nowSeconds = seconds("2026-11-21T09:12:15Z");
const zone = makeZone("Europe/Berlin");
const toChart = (samples: readonly ReturnType<typeof chartSample>[], staleAfterSeconds = 300) =>
  toConnectionsChart({ samples, nowSeconds, zone, staleAfterSeconds });
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
      { startSeconds: seconds("2026-11-20T09:00:00Z"), maxClients: 2, recordedClients: 0 },
      { startSeconds: seconds("2026-11-20T10:00:00Z"), maxClients: 3, recordedClients: 0 },
      { startSeconds: seconds("2026-11-20T11:00:00Z"), maxClients: null, recordedClients: 0 },
    ]);
    const kolkata = toConnectionsChart({ samples, nowSeconds, zone: makeZone("Asia/Kolkata"), staleAfterSeconds: 300 });
    assert.deepEqual(kolkata.hours.slice(0, 2), [
      { startSeconds: seconds("2026-11-20T08:30:00Z"), maxClients: 2, recordedClients: 0 },
      { startSeconds: seconds("2026-11-20T09:30:00Z"), maxClients: 3, recordedClients: 0 },
    ]);
  });

  test("shows in gaps which sessions the record has, of which others may be missing", () => {
    const samples = ["10:00", "10:04", "11:00", "11:04"].map((time) => chartSample(`2026-11-20T${time}:00Z`, 1));
    const session = (user: string, from: string, to: string) =>
      exampleSession({ user, startSeconds: seconds(`2026-11-20T${from}Z`), endSeconds: seconds(`2026-11-20T${to}Z`) });
    const sessions = [
      session("a", "09:55:00", "11:00:00"),
      session("b", "10:06:00", "10:07:00"),
      session("c", "10:20:00", "10:31:00"),
      session("c", "10:30:00", "10:31:00"),
      session("old", "01:00:00", "02:00:00"),
    ];
    const chart = toConnectionsChart({ samples, nowSeconds, zone: makeZone("UTC"), staleAfterSeconds: 300 }, sessions);
    const clock = (time: number): string => new Date(time * 1000).toISOString().slice(11, 16);
    const ofGap = chart.recorded.filter(({ startSeconds }) => startSeconds > seconds("2026-11-20T10:00:00Z"));
    assert.deepEqual(
      ofGap.map(({ startSeconds, endSeconds, clients }) => `${clock(startSeconds)}–${clock(endSeconds)} ${clients}`),
      [
        ...["10:04–10:05 1", "10:05–10:10 2", "10:10–10:15 1", "10:15–10:20 1", "10:20–10:25 2", "10:25–10:30 2"],
        ...["10:30–10:35 3", "10:35–10:40 1", "10:40–10:45 1", "10:45–10:50 1", "10:50–10:55 1", "10:55–11:00 1"],
      ],
    );
    assert.deepEqual(chart.peak, { clients: 1, atSeconds: seconds("2026-11-20T10:00:00Z") });

    const { summary, legend, readOut, table, drawing } = toConnectionsFigure(
      chart,
      defaultWording("en"),
      makeZone("UTC"),
      "charts/x.svg",
      null,
    );
    assert.match(summary, / · from the record: Peak 3 \(10:30\)$/);
    assert.deepEqual(legend.at(-1), { sign: "record", label: "from the record: sessions that are known" });
    assert.equal(drawing.countTicks.at(-1)?.count, 3);
    const steps = readOut.kind === "steps" ? readOut.steps.map(({ text }) => text) : [];
    const ofRecord = [1, 2, 1, 1, 2, 2, 3, 1, 1, 1, 1, 1].map((count) => `from the record: ${count} connected`);
    const before = ["no data", "from the record: 1 connected", "1 connected"];
    assert.deepEqual(steps, [...before, ...ofRecord, "1 connected", "no data"]);
    const cells = new Map(table?.rows.map(([hour = "", most = ""]) => [hour.slice(-5), most]));
    assert.deepEqual(
      [cells.get("09:00"), cells.get("10:00"), cells.get("12:00")],
      ["from the record: 1", "1", "no data"],
    );

    const { recorded = [] } = toConnectionsData(drawing);
    assert.deepEqual(recorded.slice(-1)[0]?.["y"], null);
    const quiet = toConnectionsChart({ samples, nowSeconds, zone: makeZone("UTC"), staleAfterSeconds: 300 }, [
      session("a", "09:55:00", "11:00:00"),
    ]);
    assert.doesNotMatch(
      toConnectionsFigure(quiet, defaultWording("en"), makeZone("UTC"), "charts/x.svg", null).summary,
      /record/,
    );
  });

  test("is drawn from the record alone where nothing was looked at", () => {
    const session = exampleSession({
      user: "a",
      startSeconds: seconds("2026-11-20T09:55:00Z"),
      endSeconds: seconds("2026-11-20T11:00:00Z"),
    });
    const site = { samples: [], nowSeconds, zone: makeZone("UTC"), staleAfterSeconds: 300 };
    const toFigure = (sessions: readonly Session[]) =>
      toConnectionsFigure(toConnectionsChart(site, sessions), defaultWording("en"), site.zone, "charts/x.svg", null);
    assert.equal(toFigure([]).drawing.note, "No data for this period");
    assert.deepEqual(toFigure([]).legend, []);
    const { drawing, legend, summary } = toFigure([session]);
    assert.equal(drawing.note, "");
    assert.deepEqual(
      legend.map(({ label }) => label),
      ["no data", "from the record: sessions that are known"],
    );
    assert.equal(summary, "No data for this period · from the record: Peak 1 (09:55)");
  });
});
