import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import type { Sample } from "../../src/history/sample.js";
import { toTrafficChart } from "../../src/site/charts/traffic/traffic-chart.js";
import { toTrafficFigure } from "../../src/site/charts/traffic/traffic-figure.js";
import { makeZone } from "../../src/status/zone.js";

const seconds = (iso: string): number => Date.parse(iso) / 1000;
const nowSeconds = seconds("2026-11-21T09:12:15Z");
const zone = makeZone("Europe/Berlin");

function sample(time: string, bytesReceived: number, bytesSent = 0, server = "berlin"): Sample {
  return { timeSeconds: seconds(time), server, clients: 1, bytesReceived, bytesSent };
}

const toChart = (samples: readonly Sample[], staleAfterSeconds = 600) =>
  toTrafficChart({ samples, nowSeconds, zone, staleAfterSeconds });

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
    toTrafficFigure(toChart(samples), defaultWording(language), zone, "charts/traffic-24h.svg", null);

  test("does not change until the next step begins", () => {
    const samples = [sample("2026-11-21T09:00:00Z", 0), sample("2026-11-21T09:09:00Z", 5e6, 7e6)];
    const later = { samples: [...samples, sample("2026-11-21T09:13:30Z", 9e6)], nowSeconds: nowSeconds + 120 };
    const chart = toTrafficChart({ ...later, zone, staleAfterSeconds: 600 });
    assert.deepEqual(
      toTrafficFigure(chart, defaultWording("en"), zone, "charts/traffic-24h.svg", null),
      toFigure(samples),
    );
  });

  test("says what moved and how fast at most, in both languages", () => {
    const samples = [sample("2026-11-21T08:00:00Z", 0), sample("2026-11-21T08:05:00Z", 46_875_000, 937_500)];
    assert.match(
      toFigure(samples, "de").summary,
      /^↓ 937,5 kB, höchstens 25,0 kbit\/s \(09:00\) · ↑ 46,9 MB, höchstens 1,3 Mbit\/s \(09:00\) · 23 h 55 min ohne Daten$/,
    );
    assert.match(
      toFigure(samples).description,
      /^What the clients sent and received from 2026-11-20 10:10 to .*1\.3 Mbit/,
    );
    const rows = toFigure(samples).table?.rows ?? [];
    assert.deepEqual(
      rows.find(([hour]) => hour === "2026-11-21 09:00"),
      ["2026-11-21 09:00", "46.9 MB", "937.5 kB"],
    );
    assert.deepEqual(rows[0], ["2026-11-21 10:00", "no data", "no data"]);
  });

  test("has a scale for each direction, with a round top in the unit that suits it", () => {
    const toScales = (up: number, down: number) => {
      const samples = [
        sample("2026-11-21T08:00:00Z", 0),
        sample("2026-11-21T08:05:00Z", (up * 300) / 8, (down * 300) / 8),
      ];
      const { download, upload } = toFigure(samples, "de").drawing;
      return [download, upload].map(({ scale }) => `${scale.label} ${scale.unit}`);
    };
    assert.deepEqual(toScales(0, 0), ["1 kbit/s", "1 kbit/s"]);
    assert.deepEqual(toScales(100, 24_000), ["25 kbit/s", "1 kbit/s"]);
    assert.deepEqual(toScales(1.9e6, 3e6), ["3 Mbit/s", "2 Mbit/s"]);
    assert.deepEqual(toScales(0.41e9, 1.2e9), ["1,2 Gbit/s", "500 Mbit/s"]);
    assert.deepEqual(toScales(999_960, 0), ["1 kbit/s", "1 Mbit/s"]);
  });

  /** A day of samples; `bits` is the rate of download in the step of five minutes. */
  const dayOf = (bits: (step: number) => number) =>
    Array.from({ length: 289 }, (_, step): Sample => {
      const timeSeconds = seconds("2026-11-20T09:10:00Z") + step * 300;
      return { timeSeconds, server: "berlin", clients: 1, bytesReceived: 0, bytesSent: (bits(step - 1) * 300) / 8 };
    });

  test("cuts off a peak that is over four times what all but one step in a hundred have, and marks it", () => {
    const { drawing, summary } = toFigure(dayOf((step) => (step === 200 ? 22.4e6 : 4e6)));
    assert.equal(`${drawing.download.scale.label} ${drawing.download.scale.unit}`, "4 Mbit/s");
    assert.deepEqual(drawing.download.capped, {
      atSeconds: 200 * 300,
      label: "▲ 22.4 Mbit/s at 02:50",
      isLate: true,
    });
    assert.ok(drawing.download.points.every(({ y }) => y === null || y <= 4e6));
    assert.match(summary, /at most 22\.4 Mbit\/s \(02:50\)/);
    assert.equal(drawing.upload.capped, null);
    const early = toFigure(dayOf((step) => (step === 20 ? 22.4e6 : 4e6))).drawing.download.capped;
    assert.equal(early?.isLate, false);
  });

  test("leaves a peak that is not so high, or lasts for longer, as it is", () => {
    for (const bits of [
      (step: number) => (step === 200 ? 16e6 : 4e6),
      (step: number) => (step >= 200 && step < 204 ? 22.4e6 : 4e6),
      (step: number) => (step === 200 ? 22.4e6 : 0),
    ]) {
      const { download } = toFigure(dayOf(bits)).drawing;
      assert.equal(download.capped, null);
      assert.ok(download.scale.top >= 16e6);
    }
  });

  test("tells each step, and once what does not change", () => {
    const { readOut } = toFigure(dayOf((step) => (step < 100 ? 4e6 : 2e6)));
    assert.ok(readOut.kind === "steps");
    assert.deepEqual(readOut.steps, [
      { share: 0, text: "↓ 4.0 Mbit/s ↑ 0 bit/s" },
      { share: 100 / 288, text: "↓ 2.0 Mbit/s ↑ 0 bit/s" },
    ]);
  });

  test("has a point only where a rate changes, and ends its areas before a gap", () => {
    const samples = [
      sample("2026-11-21T08:00:00Z", 0),
      sample("2026-11-21T08:05:00Z", 300),
      sample("2026-11-21T08:10:00Z", 300),
    ];
    const from = seconds("2026-11-20T09:10:00Z");
    const [start, end] = [seconds("2026-11-21T08:00:00Z") - from, seconds("2026-11-21T08:10:00Z") - from];
    const { upload, download, gaps } = toFigure(samples).drawing;
    assert.deepEqual(upload.points, [
      { x: 0, y: null },
      { x: start, y: 8 },
      { x: end, y: 8 },
      { x: end, y: null },
    ]);
    assert.deepEqual(
      download.points.map(({ y }) => y),
      [null, 0, 0, null],
    );
    assert.deepEqual(
      gaps.map(({ x, x2 }) => [x, x2]),
      [
        [0, start],
        [end, 86_400],
      ],
    );
    assert.equal(gaps[1]?.title, "No data from 2026-11-21 09:10 to 2026-11-21 10:10");
  });

  test("says since when there is a record, instead of how long nothing is known", () => {
    const samples = [sample("2026-11-21T08:00:00Z", 0), sample("2026-11-21T08:05:00Z", 300)];
    const since = toTrafficFigure(
      toChart(samples),
      defaultWording("en"),
      zone,
      "x.svg",
      seconds("2026-11-21T08:00:00Z"),
    ).summary;
    // From 9:05 on nothing is known again.
    assert.match(since, / · no data for 1 h 05 min · recording since 09:00$/);
    const empty = toTrafficFigure(
      toChart([]),
      defaultWording("en"),
      zone,
      "x.svg",
      seconds("2026-11-21T08:00:00Z"),
    ).summary;
    assert.equal(empty, "recording since 09:00 · The chart fills as time goes on.");
  });
});
