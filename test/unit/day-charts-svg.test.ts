import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { defaultWording } from "../../src/text/format/date-format.js";
import type { ClientHour } from "../../src/history/monitoring.js";
import { drawFigure } from "../../src/render/charts/draw-figure.js";
import type { ChartFigure } from "../../src/site/charts/site-chart.js";
import { toHoursChart } from "../../src/site/charts/hours/hours-chart.js";
import { toHoursFigure } from "../../src/site/charts/hours/hours-figure.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { indexAll } from "../support/full-index.js";
import { toTimelineChart } from "../../src/site/charts/timeline/timeline-chart.js";
import { toTimelineFigure } from "../../src/site/charts/timeline/timeline-figure.js";
import { toTrafficChart } from "../../src/site/charts/traffic/traffic-chart.js";
import { toTrafficFigure } from "../../src/site/charts/traffic/traffic-figure.js";
import { assertGoldenChart } from "../support/assert-golden-chart.js";
import { at, BERLIN, exampleInput, exampleSession, NOW_SECONDS } from "../support/example-site.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

/** Numbers from 0 to 1 that are the same in every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function traffic(bytesAt: (minute: number) => readonly [number, number] | null): ChartFigure {
  const samples = Array.from({ length: 1460 }, (_, minute) => minute).flatMap((minute) => {
    const bytes = bytesAt(minute);
    const timeSeconds = NOW_SECONDS - 1460 * 60 + minute * 60;
    if (bytes === null) return [];
    return [{ timeSeconds, server: "berlin", clients: 1, bytesReceived: bytes[0], bytesSent: bytes[1] }];
  });
  const input = { samples, nowSeconds: NOW_SECONDS, zone: BERLIN, staleAfterSeconds: 300 };
  return toTrafficFigure(toTrafficChart(input), defaultWording("en"), BERLIN, "charts/traffic-24h.svg", null);
}

function hours(clientsAt: (hour: number) => number | null): ChartFigure {
  const clientHours = Array.from({ length: 168 }, (_, hour) => hour).flatMap((hour): ClientHour[] => {
    const clients = clientsAt(hour);
    const hourStartSeconds = at("2026-11-08T23:00:00Z") + hour * 3600;
    if (clients === null) return [];
    return [{ server: "berlin", hourStartSeconds, monitoredSeconds: 3600, clientSeconds: clients * 3600 }];
  });
  return toHoursFigure(toHoursChart(clientHours, BERLIN), "de", "charts/hours.svg");
}

const HOSTILE_NAMES = [
  '<script>alert(1)</script> "',
  ' role="img" class="x" d="M0,0L1,1" ended_marks"',
  "]]>&amp;\u0007\ud800",
  "王小明的笔记本电脑",
];

function timeline(users: readonly string[], perUser: number): ChartFigure {
  const random = noise(7);
  const sessions = users.flatMap((user, index) =>
    Array.from({ length: perUser }, (_, turn) => {
      const startSeconds = at("2026-11-20T21:00:00Z") + Math.round((turn * 6 + random() * 5) * 3600);
      const isOpen = turn === perUser - 1 && index % 3 === 0;
      return exampleSession({
        user,
        startSeconds,
        endSeconds: isOpen ? null : startSeconds + Math.round(random() * 30_000),
      });
    }),
  );
  const index = indexAll(
    exampleInput({
      endedSessions: sessions.filter(({ endSeconds }) => endSeconds !== null),
      openSessions: sessions.filter(({ endSeconds }) => endSeconds === null),
    }),
  );
  const entry = index.days.get("2026-11-21");
  const monitored = [
    { server: "berlin", startSeconds: at("2026-11-20T00:00:00Z"), endSeconds: at("2026-11-21T03:00:00Z") },
    { server: "berlin", startSeconds: at("2026-11-21T04:30:00Z"), endSeconds: NOW_SECONDS },
  ];
  const gaps = monitoringGaps(monitored, 300);
  assert.ok(entry !== undefined);
  const chart = toTimelineChart(index, entry, gaps, { mostLanes: 40, runningFirst: false, asOfSeconds: NOW_SECONDS });
  const words = { peak: entry.peak, language: "en", zone: BERLIN } as const;
  return toTimelineFigure(chart, words, "charts/timeline_2026-11-21.svg");
}

const random = noise(42);
const noisyTraffic = traffic(() => [Math.floor(4e6 * random()), Math.floor(2e7 * random() * random())]);
const manyUsers = Array.from({ length: 300 }, (_, index) => `user${index}`);

const figures: Readonly<Record<string, ChartFigure>> = {
  "traffic-no-data": traffic(() => null),
  "traffic-none": traffic(() => [0, 0]),
  "traffic-with-gap": traffic((minute) =>
    minute > 300 && minute < 420 ? null : [minute * 900, 2_000_000 - minute * 1000],
  ),
  "hours-no-data": hours(() => null),
  "hours-with-gap": hours((hour) => (hour > 100 ? null : (hour % 24) * 12.5)),
  "timeline-three": timeline(["alice", "bob", "carol"], 3),
  "timeline-hostile": timeline(HOSTILE_NAMES, 2),
};

describe("the charts of traffic, of the week and of a day as SVG", () => {
  for (const [name, figure] of Object.entries(figures)) {
    test(`are as they were looked at: ${name}`, async () => {
      assertGoldenChart(`${name}.svg`, (await drawFigure(figure, {})).standalone);
    });
  }

  test("are the same whatever was drawn before by the same spec, or is meanwhile", async () => {
    const all = Object.values(figures);
    const drawn = async (figure: ChartFigure): Promise<string> => (await drawFigure(figure, {})).inline;
    const oneByOne: string[] = [];
    for (const figure of all) oneByOne.push(await drawn(figure));
    const reversed: string[] = [];
    for (const figure of [...all].reverse()) reversed.unshift(await drawn(figure));
    assert.deepEqual(reversed, oneByOne);
    assert.deepEqual(await Promise.all(all.map(drawn)), oneByOne);
  });

  for (const [name, figure] of Object.entries({ ...figures, noisyTraffic, "timeline-300": timeline(manyUsers, 3) })) {
    test(`are well-formed, and have nothing that runs or styles: ${name}`, async () => {
      const { inline, standalone } = await drawFigure(figure, {});
      const allowed = "title desc g path line text style rect svg defs pattern circle a div ol ul li bdi".split(" ");
      // In a page there may be a legend and a list of names beside the picture.
      for (const svg of [`<div>${inline}</div>`, standalone]) {
        const elements = wellFormedXml(svg);
        const roots = elements.filter(({ attributes }) => attributes.has("role"));
        assert.equal(roots.length, 1);
        assert.match(roots[0]?.attributes.get("role") ?? "", /^(?:img|group)$/);
        for (const { name: element, attributes } of elements) {
          assert.ok(allowed.includes(element), element);
          for (const attribute of attributes.keys()) assert.doesNotMatch(attribute, /^(?:style|xlink:href|on.*)$/);
          assert.equal(attributes.has("href"), element === "a");
          assert.match(
            attributes.get("href") ?? "/history/2026-11/21/index.html#x",
            /^\/history\/[\d/-]+\/(?:index|\d+)\.html#\w+$/,
          );
          for (const color of ["fill", "stroke"].map((paint) => attributes.get(paint) ?? "none")) {
            assert.match(color, /^none$|^var\(--chart-[a-z]+, #[\da-f]+\)$|^url\(#[\w-]+-hatch\)$/);
          }
        }
      }
      assert.ok(!inline.includes("<style"));
      assert.ok(!standalone.includes("<a "));
    });
  }

  test("the traffic chart weighs at most 5 KB in a page with what it tells, gzipped, however it goes up and down", async () => {
    const weight = gzipSync((await drawFigure(noisyTraffic, {})).inline).length;
    assert.ok(weight <= 5000, `${weight} bytes`);
  });

  test("names stay names, whatever they look like", async () => {
    const { inline, standalone } = await drawFigure(timeline(HOSTILE_NAMES, 2), {});
    assert.ok(inline.includes("<title>&lt;script&gt;alert(1)&lt;/script&gt; &quot;, "));
    assert.ok(
      inline.includes("<title> role=&quot;img&quot; class=&quot;x&quot; d=&quot;M0,0L1,1&quot; ended_marks&quot;, "),
    );
    assert.match(inline, /<li[^<>]*><bdi> role=&quot;img&quot; class=[^<>]*…<\/bdi><\/li>/);
    assert.match(standalone, /<text[^<>]*> role=&quot;img&quot; class=[^<>]*…<\/text>/);
    assert.doesNotMatch(inline, /[\u0007\ud800]/);
  });

  test("each bar tells on hovering whose it is, and leads to its session, as long as they are not very many", async () => {
    const readTitles = (svg: string) =>
      [...svg.matchAll(/<rect[^<>]*><title>([^<]*)<\/title>/g)].map(([, title]) => title);
    const { inline, standalone } = await drawFigure(timeline(["alice", "bob"], 2), {});
    assert.deepEqual(readTitles(inline), readTitles(standalone));
    assert.equal(readTitles(inline).filter((title) => title?.startsWith("bob, ")).length, 2);
    assert.equal(readTitles(inline).filter((title) => title?.startsWith("alice, ")).length, 2);
    assert.equal(inline.match(/<a href="\/history\//g)?.length, 4);
  });

  test("have the names of lanes in a list beside the picture, and only in their own file as texts of it", async () => {
    const { inline, standalone } = await drawFigure(timeline(["alice", "bob"], 2), {});
    assert.equal(inline.match(/<li[^<>]*><bdi>(?:alice|bob)<\/bdi><\/li>/g)?.length, 2);
    assert.doesNotMatch(inline, /<text[^<>]*>(?:alice|bob)</);
    assert.equal(standalone.match(/<text[^<>]*>(?:alice|bob)<\/text>/g)?.length, 2);
  });

  test("a timeline is as high as its lanes, and drawn to equal bytes after another of the same kind", async () => {
    const readHeightPx = (svg: string): number => Number(/ width="100%" height="(\d+)"/.exec(svg)?.[1]);
    const figure = timeline(["alice", "bob", "carol"], 3);
    const three = await drawFigure(figure, {});
    const many = await drawFigure(timeline(manyUsers, 3), {});
    assert.ok(readHeightPx(many.inline) > 800 && readHeightPx(many.inline) < 3000);
    assert.ok(readHeightPx(three.inline) < 250);
    assert.deepEqual(await drawFigure(figure, {}), three);
  });
});
