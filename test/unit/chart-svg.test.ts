import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import { CHART_COLORS, HATCH_FILL } from "../../src/render/charts/chart-style.js";
import { toConnectionsData } from "../../src/render/charts/chart-connections-spec.js";
import { chartSvg } from "../../src/render/charts/chart-svg.js";
import { drawFigure } from "../../src/render/charts/draw-figure.js";
import type { ChartFigure } from "../../src/site/charts/site-chart.js";
import { toConnectionsChart, type ConnectionsChart } from "../../src/site/charts/connections/connections-chart.js";
import { toConnectionsFigure } from "../../src/site/charts/connections/connections-figure.js";
import { makeZone, type Zone } from "../../src/status/zone.js";
import { assertGoldenChart } from "../support/assert-golden-chart.js";
import { chartDay, chartSample } from "../support/chart-samples.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

const nowSeconds = Date.parse("2026-11-21T09:12:15Z") / 1000;
const berlin = makeZone("Europe/Berlin");
const PATH = "charts/connections-24h.svg";

const days: Readonly<Record<string, Parameters<typeof chartDay>[1]>> = {
  "no-data": () => null,
  nobody: () => 0,
  three: (minute) => Math.floor(minute / 77) % 4,
  "three-hundred-with-gap": (minute) =>
    minute > 600 && minute < 800 ? null : 150 + Math.round(150 * Math.sin(minute / 230)),
};

/** With texts of its own, so that a word that is put better changes no picture that was looked at. */
function exampleFigure(chart: ConnectionsChart): ChartFigure {
  const figure = toConnectionsFigure(chart, defaultWording("en"), berlin, PATH, null);
  const gaps = chart.spans.filter(({ clients }) => clients === null);
  return {
    ...figure,
    title: 'Clients <of> "all" & any server',
    description: `At most ${chart.peak?.clients ?? "?"} & no more`,
    context: "An example & its day",
    summary: `Peak ${chart.peak?.clients ?? "?"}`,
    legend: gaps.length === 0 ? [] : [{ sign: "gap", label: "no <data>" }],
    drawing: {
      ...figure.drawing,
      gapTitles: gaps.map(
        ({ startSeconds, endSeconds }) => `Not monitored for ${(endSeconds - startSeconds) / 60} min`,
      ),
      note: figure.drawing.note && "Nothing was monitored",
    },
  };
}

const PAINT = /^none$|^var\(--chart-[a-z]+, #[\da-f]+\)$|^url\(#connections-24h-hatch\)$/;

const drawExample = (chart: ConnectionsChart) => drawFigure(exampleFigure(chart), {});

const chartOfDay = (clientsAt: Parameters<typeof chartDay>[1]) =>
  toConnectionsChart({ samples: chartDay(nowSeconds, clientsAt), nowSeconds, zone: berlin, staleAfterSeconds: 300 });

describe("the connections chart as SVG", () => {
  for (const [name, clientsAt] of Object.entries(days)) {
    test(`is as it was looked at: ${name}`, async () => {
      const { inline, standalone } = await drawExample(chartOfDay(clientsAt));
      assertGoldenChart(`connections-${name}-inline.svg`, inline);
      assertGoldenChart(`connections-${name}.svg`, standalone);
    });

    test(`is well-formed and has no style attribute, script, link or role inside: ${name}`, async () => {
      const { inline, standalone } = await drawExample(chartOfDay(clientsAt));
      for (const svg of [inline, standalone]) {
        // In a page there may be a legend beside the picture.
        const elements = wellFormedXml(`<div>${svg}</div>`);
        const root = elements.find(({ attributes }) => attributes.has("role"));
        assert.ok(root);
        assert.equal(root.attributes.get("role"), "img");
        for (const { name: element, attributes } of elements) {
          assert.ok(!["script", "a", "image", "foreignObject", "use"].includes(element), element);
          for (const attribute of attributes.keys()) assert.doesNotMatch(attribute, /^(?:style|href|xlink:href|on.*)$/);
        }
        const ids = elements.flatMap(({ attributes }) => attributes.get("id") ?? []);
        assert.equal(new Set(ids).size, ids.length);
        for (const reference of ["aria-labelledby", "aria-describedby"]) {
          assert.ok(ids.includes(root.attributes.get(reference) ?? ""));
        }
      }
      assert.ok(!inline.includes("<style"));
    });
  }

  test("is drawn to equal bytes, also after another chart", async () => {
    const draw = (day: string) => drawExample(chartOfDay(days[day] ?? (() => 0)));
    const first = await draw("three");
    await draw("nobody");
    assert.deepEqual(await draw("three"), first);
  });

  test("escapes its texts and tells of each gap on hovering", async () => {
    const { inline } = await drawExample(chartOfDay(days["three-hundred-with-gap"] ?? (() => 0)));
    assert.match(
      inline,
      /<title id="connections-24h-title">Clients &lt;of&gt; &quot;all&quot; &amp; any server<\/title>/,
    );
    assert.match(inline, /<desc id="connections-24h-desc">At most 300 &amp; no more<\/desc>/);
    assert.equal(inline.match(/<title>Not monitored for \d+ min<\/title>/g)?.length, 1);
  });

  test("names its colours by custom properties, which only its own file sets, for light and dark", async () => {
    const { inline, standalone } = await drawExample(chartOfDay(() => 1));
    const used = new Set([...inline.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color = ""]) => color));
    assert.ok(used.size > 1);
    for (const color of used) assert.match(color, PAINT);
    for (const { property, light, dark } of Object.values(CHART_COLORS)) {
      assert.ok(standalone.includes(`${property}:${light}`));
      assert.ok(standalone.includes(`${property}:${dark}`));
    }
  });

  test("keeps the ids of two charts apart", () => {
    const drawn = {
      leftPx: 1,
      rightPx: 2,
      heightPx: 20,
      plotPx: { top: 0, height: 10 },
      picture: `<rect fill="${HATCH_FILL}"/>`,
    };
    const words = { title: "t", description: "d", context: "", summary: "", legend: [], attributes: "", lanes: null };
    const readIds = (idPrefix: string) =>
      wellFormedXml(chartSvg(drawn, { ...words, idPrefix }).inline).flatMap(
        ({ attributes }) => attributes.get("id") ?? [],
      );
    assert.deepEqual(readIds("one"), ["one-title", "one-desc", "one-hatch"]);
    assert.deepEqual(readIds("two"), ["two-title", "two-desc", "two-hatch"]);
  });
});

describe("the chart's data", () => {
  const toData = (chart: ConnectionsChart, zone: Zone) =>
    toConnectionsData(toConnectionsFigure(chart, defaultWording("en"), zone, PATH, null).drawing);

  const labelsAt = (now: string, zoneName: string): readonly unknown[] => {
    const zone = makeZone(zoneName);
    const chart = toConnectionsChart({ samples: [], nowSeconds: Date.parse(now) / 1000, zone, staleAfterSeconds: 300 });
    const { hours = [], moreHours = [] } = toData(chart, zone);
    return [...hours, ...moreHours]
      .sort((a, b) => Number(a["x"]) - Number(b["x"]))
      .map(({ x, label }) => `${label} ${Number(x) / 3600}`);
  };

  test("has labels at the zone's hours, whatever zone this process is in", () => {
    const labels = ["12:00 2", "15:00 5", "18:00 8", "21:00 11", "00:00 14", "03:00 17", "06:00 20", "09:00 23"];
    assert.deepEqual(labelsAt("2026-11-21T09:00:00Z", "Europe/Berlin"), labels);
    assert.equal(labelsAt("2026-11-21T09:00:00Z", "Asia/Kolkata")[0], "15:00 0.5");
  });

  test("keeps the labels right across both changes of the zone's offset", () => {
    assert.deepEqual(labelsAt("2026-10-25T11:00:00Z", "Europe/Berlin").slice(3, 6), [
      "00:00 11",
      "03:00 15",
      "06:00 18",
    ]);
    assert.deepEqual(labelsAt("2026-03-29T10:00:00Z", "Europe/Berlin").slice(3, 6), [
      "21:00 10",
      "00:00 13",
      "03:00 15",
    ]);
  });

  test("has whole numbers on its other axis, from 0 to at least the most clients, and few of them", () => {
    for (const [clients, expected] of [
      [0, "0 1"],
      [1, "0 1"],
      [2, "0 1 2"],
      [5, "0 1 2 3 4 5"],
      [7, "0 2 4 6 8"],
      [11, "0 5 10 15"],
      [50, "0 10 20 30 40 50"],
      [51, "0 20 40 60"],
      [301, "0 100 200 300 400"],
      [2000, "0 500 1000 1500 2000"],
      [20_000, "0 5000 10k 15k 20k"],
    ] as const) {
      const chart = toConnectionsChart({
        samples: [chartSample("2026-11-21T08:00:00Z", clients)],
        nowSeconds,
        zone: berlin,
        staleAfterSeconds: 300,
      });
      const ticks = toData(chart, berlin)["clientsTicks"] ?? [];
      assert.equal(ticks.map(({ label }) => label).join(" "), expected);
    }
  });

  test("has a point only where the clients change, and ends the line before a gap and at the end", () => {
    const chart = chartOfDay((minute) => (minute < 300 ? 1 : minute < 600 ? 2 : minute < 900 ? null : 0));
    const hours = (toData(chart, berlin)["steps"] ?? []).map(({ x, y }) => [Number(x) / 3600, y]);
    // The first sample is 2:15 after the window's beginning. A gap begins and ends with the looks on both of its sides.
    const late = 135 / 3600;
    assert.deepEqual(hours, [
      [0, null],
      [late, 1],
      [5, 2],
      [(36_000 + 75) / 3600, 2],
      [(36_000 + 75) / 3600, null],
      [15 + late, 0],
      [24, 0],
    ]);
  });
});
