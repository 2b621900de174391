import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Sample } from "../../src/history/sample.js";
import { trafficChart } from "../../src/site/charts/traffic/traffic-chart.js";
import { trafficFigure } from "../../src/site/charts/traffic/traffic-figure.js";
import { makeZone } from "../../src/status/zone.js";

const seconds = (iso: string): number => Date.parse(iso) / 1000;
const nowSeconds = seconds("2026-11-21T09:12:15Z");
const zone = makeZone("Europe/Berlin");

function sample(time: string, bytesReceived: number, bytesSent = 0, server = "berlin"): Sample {
  return { timeSeconds: seconds(time), server, clients: 1, bytesReceived, bytesSent };
}

const toChart = (samples: readonly Sample[], staleAfterSeconds = 600) =>
  trafficChart({ samples, nowSeconds, zone, staleAfterSeconds });

/** The steps that were monitored, each by its time in UTC: bytes up, bytes down, rates. */
const monitored = (samples: readonly Sample[], staleAfterSeconds?: number) =>
  toChart(samples, staleAfterSeconds).steps.flatMap(({ startSeconds, moved }) => {
    if (moved === null) return [];
    const { bytesReceived, bytesSent, receivedBitsPerSecond } = moved;
    const clock = new Date(startSeconds * 1000).toISOString().slice(11, 16);
    return [`${clock} ${bytesReceived} ${bytesSent} ${receivedBitsPerSecond}`];
  });

describe("the traffic chart", () => {
  test("shows 288 steps of the 24 hours up to now floored to five minutes", () => {
    const { fromSeconds, toSeconds, steps } = toChart([]);
    assert.deepEqual([fromSeconds, toSeconds], [seconds("2026-11-20T09:10:00Z"), seconds("2026-11-21T09:10:00Z")]);
    assert.equal(steps.length, 288);
  });

  test("is one gap without figures where nothing was monitored", () => {
    const { received, sent, unmonitoredSeconds, hours } = toChart([]);
    assert.deepEqual([received, sent, unmonitoredSeconds], [null, null, 86_400]);
    assert.ok(hours.every(({ bytes }) => bytes === null));
  });

  test("spreads what moved between two samples over the steps in proportion to their time, to the byte", () => {
    const samples = [sample("2026-11-21T08:04:00Z", 0), sample("2026-11-21T08:13:00Z", 1000, 91)];
    // 1, 5 and 3 of 9 minutes.
    const steps = monitored(samples);
    assert.deepEqual(steps, [
      `08:00 111 10 ${(111 * 8) / 60}`,
      `08:05 556 51 ${(556 * 8) / 300}`,
      `08:10 333 30 ${(333 * 8) / 180}`,
    ]);
  });

  test("counts a server's first sample, and one after a gap, as no traffic and no time monitored", () => {
    const samples = [
      sample("2026-11-21T08:00:00Z", 0),
      sample("2026-11-21T08:05:00Z", 300),
      sample("2026-11-21T08:20:01Z", 0),
      sample("2026-11-21T08:25:00Z", 299),
    ];
    assert.deepEqual(monitored(samples), ["08:00 300 0 8", "08:20 299 0 8"]);
    assert.equal(toChart(samples).unmonitoredSeconds, 86_400 - 300 - 299);
  });

  test("keeps no traffic apart from a gap", () => {
    const samples = [sample("2026-11-21T08:00:00Z", 0), sample("2026-11-21T08:05:00Z", 0)];
    assert.deepEqual(monitored(samples), ["08:00 0 0 0"]);
    assert.deepEqual(toChart(samples).received, {
      bytes: 0,
      highestBitsPerSecond: 0,
      highestAtSeconds: seconds("2026-11-21T08:00:00Z"),
    });
  });

  test("takes the part of a sample that lies inside the window, and none that is newer than its end", () => {
    const samples = [
      sample("2026-11-20T09:08:00Z", 0),
      sample("2026-11-20T09:12:00Z", 400),
      sample("2026-11-21T09:09:00Z", 0),
      sample("2026-11-21T09:11:00Z", 999),
    ];
    assert.deepEqual(monitored(samples), [`09:10 200 0 ${(200 * 8) / 120}`]);
  });

  test("sums the servers' rates, each over its own time, and what is known where one is not monitored", () => {
    const samples = [
      sample("2026-11-21T08:00:00Z", 0, 0, "a"),
      sample("2026-11-21T08:02:30Z", 0, 0, "b"),
      sample("2026-11-21T08:05:00Z", 300, 0, "a"),
      sample("2026-11-21T08:05:00Z", 300, 0, "b"),
      sample("2026-11-21T08:10:00Z", 600, 0, "b"),
    ];
    assert.deepEqual(monitored(samples), ["08:00 600 0 24", "08:05 600 0 16"]);
  });

  test("says the highest rates with the first step that had them, and sums by the zone's clock hours", () => {
    const samples = [
      sample("2026-11-21T07:50:00Z", 0, 0),
      sample("2026-11-21T07:55:00Z", 300, 600),
      sample("2026-11-21T08:00:00Z", 300, 0),
      sample("2026-11-21T08:05:00Z", 100, 900),
    ];
    const { received, sent, hours } = toChart(samples);
    assert.deepEqual(received, {
      bytes: 700,
      highestBitsPerSecond: 8,
      highestAtSeconds: seconds("2026-11-21T07:50:00Z"),
    });
    assert.deepEqual(sent, {
      bytes: 1500,
      highestBitsPerSecond: 24,
      highestAtSeconds: seconds("2026-11-21T08:00:00Z"),
    });
    assert.deepEqual(
      hours.filter(({ bytes }) => bytes !== null),
      [
        { startSeconds: seconds("2026-11-21T07:00:00Z"), bytes: { received: 600, sent: 600 } },
        { startSeconds: seconds("2026-11-21T08:00:00Z"), bytes: { received: 100, sent: 900 } },
      ],
    );
  });
});

describe("the traffic figure", () => {
  const toFigure = (samples: readonly Sample[], language: "en" | "de" = "en") =>
    trafficFigure(toChart(samples), language, zone, "charts/traffic-24h.svg");

  test("does not change until the next step begins", () => {
    const samples = [sample("2026-11-21T09:00:00Z", 0), sample("2026-11-21T09:09:00Z", 5e6, 7e6)];
    const later = { samples: [...samples, sample("2026-11-21T09:13:30Z", 9e6)], nowSeconds: nowSeconds + 120 };
    const chart = trafficChart({ ...later, zone, staleAfterSeconds: 600 });
    assert.deepEqual(trafficFigure(chart, "en", zone, "charts/traffic-24h.svg"), toFigure(samples));
  });

  test("says what moved and how fast at most, in both languages", () => {
    const samples = [sample("2026-11-21T08:00:00Z", 0), sample("2026-11-21T08:05:00Z", 46_875_000, 937_500)];
    assert.equal(
      toFigure(samples, "de").summary,
      "↑ 46,9 MB, höchstens 1,3 Mbit/s um 21.11.2026 09:00. ↓ 937,5 kB, höchstens 25,0 kbit/s um 21.11.2026 09:00. " +
        "Für 23 h 55 min nicht überwacht.",
    );
    assert.match(
      toFigure(samples).description,
      /^What the clients sent and received from 2026-11-20 10:10 to .*1\.3 Mbit/,
    );
    assert.deepEqual(
      toFigure(samples).table.rows.find(([hour]) => hour === "2026-11-21 09:00"),
      ["2026-11-21 09:00", "46.9 MB", "937.5 kB"],
    );
    assert.deepEqual(toFigure(samples).table.rows[0], ["2026-11-21 10:00", "not monitored", "not monitored"]);
  });

  test("has round ticks at one scale for both directions, in the unit of the higher rate", () => {
    const toAxis = (up: number, down: number) => {
      const samples = [
        sample("2026-11-21T08:00:00Z", 0),
        sample("2026-11-21T08:05:00Z", (up * 300) / 8, (down * 300) / 8),
      ];
      const { unit, rateTicks } = toFigure(samples, "de").drawing;
      return `${rateTicks.map(({ label }) => label).join(" ")} ${unit}`;
    };
    assert.equal(toAxis(0, 0), "0,2 0 0,2 kbit/s");
    assert.equal(toAxis(100, 24_000), "30 20 10 0 10 kbit/s");
    assert.equal(toAxis(3e6, 3e6), "4 2 0 2 4 Mbit/s");
    assert.equal(toAxis(0.4e9, 1.2e9), "1,5 1 0,5 0 0,5 Gbit/s");
    assert.equal(toAxis(999_960, 0), "0,5 0 0,5 1 Mbit/s");
  });

  test("has a point only where a rate changes, and ends its areas before a gap", () => {
    const samples = [
      sample("2026-11-21T08:00:00Z", 0),
      sample("2026-11-21T08:05:00Z", 300),
      sample("2026-11-21T08:10:00Z", 300),
    ];
    const from = seconds("2026-11-20T09:10:00Z");
    const [start, end] = [seconds("2026-11-21T08:00:00Z") - from, seconds("2026-11-21T08:10:00Z") - from];
    const { steps, gaps } = toFigure(samples).drawing;
    assert.deepEqual(steps, [
      { x: 0, upload: null, download: null },
      { x: start, upload: 8, download: 0 },
      { x: end, upload: 8, download: 0 },
      { x: end, upload: null, download: null },
    ]);
    assert.deepEqual(
      gaps.map(({ x, x2 }) => [x, x2]),
      [
        [0, start],
        [end, 86_400],
      ],
    );
    assert.equal(gaps[1]?.title, "Not monitored from 2026-11-21 09:10 to 2026-11-21 10:10");
  });
});
