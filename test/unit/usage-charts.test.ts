import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import { drawFigure } from "../../src/render/charts/draw-figure.js";
import type { LiveFacts } from "../../src/site/live-facts.js";
import { USAGE_SPANS, toUsageChart, type UsageSpan } from "../../src/site/charts/usage/usage-chart.js";
import { toUsageFigure } from "../../src/site/charts/usage/usage-figure.js";
import { toUsagePeriods } from "../../src/site/usage-periods.js";
import type { DayOutline } from "../../src/rollup/day-outline.js";
import type { SessionSpan } from "../../src/rollup/peak.js";
import { addDays } from "../../src/history/local-day.js";
import { assertGoldenChart } from "../support/assert-golden-chart.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import type { WeekHour } from "../../src/site/past-week.js";
import { toWeekRecord, type RecordedHour } from "../../src/site/week-record.js";
import { makeUsageCharts } from "../../src/site/charts/usage/usage-charts.js";
import { at, BERLIN, exampleInput, exampleSession } from "../support/example-site.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

/** A Saturday. */
const TODAY = "2026-11-21";

function outline(day: string, peak: number, megabytes: number | null): DayOutline {
  const bytes = megabytes === null ? null : megabytes * 1e6;
  const half = bytes === null ? null : bytes / 2;
  return {
    day,
    sessionCount: peak,
    carriedCount: 0,
    userCount: peak,
    peak,
    connectedSeconds: 0,
    bytesReceived: half,
    bytesSent: bytes,
  };
}

const toOutlines = (...days: readonly DayOutline[]) => new Map(days.map((one) => [one.day, one]));

test("days are the thirty before today: those that were recorded, with nothing where nobody came", () => {
  const outlines = toOutlines(outline("2026-11-20", 4, 6), outline(TODAY, 9, 9), outline("2026-10-22", 2, null));
  const { days } = toUsagePeriods(outlines, TODAY, new Set(["2026-11-20", "2026-11-19", "2026-10-22"]));
  assert.equal(days.length, 30);
  assert.deepEqual(days[0], ["2026-10-22", 2, null, null]);
  assert.deepEqual(days.slice(-3), [
    ["2026-11-18", null, null, null],
    ["2026-11-19", 0, 0, 0],
    ["2026-11-20", 4, 3_000_000, 6_000_000],
  ]);
});

test("weeks begin on Mondays, the last one with yesterday in it, and sum up what is known of their days", () => {
  const outlines = toOutlines(
    outline("2026-11-15", 3, 2),
    outline("2026-11-16", 4, 4),
    outline("2026-11-20", 7, 6),
    outline(TODAY, 9, 9),
  );
  const { weeks } = toUsagePeriods(outlines, TODAY, new Set());
  assert.equal(weeks.length, 53);
  assert.equal(weeks[0]?.[0], "2025-11-17");
  assert.deepEqual(weeks.slice(-3), [
    ["2026-11-02", null, null, null],
    ["2026-11-09", 3, 1_000_000, 2_000_000],
    ["2026-11-16", 7, 5_000_000, 10_000_000],
  ]);
  assert.equal(toUsagePeriods(outlines, "2026-11-16", new Set()).weeks.at(-1)?.[0], "2026-11-09");
});

const WEEK_START = at("2026-11-13T23:00:00Z");

/** A week that goes up and down, with nothing known of the first day. */
function facts(isKnown: boolean): Pick<LiveFacts, "pastWeek" | "weekRecord" | "usage"> {
  const wave = (place: number): number => Math.round(6 * (1 - Math.cos((2 * Math.PI * place) / 24)));
  const outlines = toOutlines(
    ...(isKnown
      ? Array.from({ length: 200 }, (_, place) => outline(addDays(TODAY, -1 - place), wave(place * 5), place))
      : []),
  );
  return {
    pastWeek: {
      hours: Array.from({ length: 168 }, (_, place) => {
        const begin = WEEK_START + place * 3600;
        const peak = wave(place);
        return isKnown && place >= 24 ? [begin, peak, peak * 1e6, peak * 1e8] : [begin, null, null, null];
      }),
      weekAgo: [],
    },
    weekRecord: [],
    usage: toUsagePeriods(outlines, TODAY, new Set()),
  };
}

const GAPS: readonly SessionSpan[] = [
  { startSeconds: WEEK_START, endSeconds: WEEK_START + 24 * 3600 },
  { startSeconds: at("2026-11-18T10:10:00Z"), endSeconds: at("2026-11-18T10:40:00Z") },
];

const figureFor = (span: UsageSpan, isKnown = true, language: "en" | "de" = "en") =>
  toUsageFigure(toUsageChart(span, facts(isKnown), isKnown ? GAPS : []), { ...defaultWording(language), zone: BERLIN });

test("a chart says in words and in a table what it shows, and when nobody looked", () => {
  const { summary, legend, table, path } = figureFor("7d");
  assert.equal(path, "charts/usage-7d.svg");
  assert.equal(
    summary,
    "2026-11-14 to 2026-11-20 · Peak 12 (Sun 2026-11-15 11:00) · ↓ 86.4 GB · ↑ 864.0 MB · no data for 1 d 0 h 30 min",
  );
  assert.deepEqual(legend, [
    { sign: "gap", label: "no data 2026-11-14 00:00 – 2026-11-15 00:00, 2026-11-18 11:10 – 2026-11-18 11:40" },
  ]);
  assert.deepEqual(table?.rows[0], ["Fri 2026-11-20 23:00", "0", "0 B", "0 B"]);
  assert.deepEqual(table.rows.at(-1), ["Sat 2026-11-14 00:00", "no data", "–", "–"]);
});

test("a year is told by its weeks, up to yesterday", () => {
  const { summary, table, drawing } = figureFor("12m", true, "de");
  assert.match(
    summary,
    /^17\.11\.2025 bis 20\.11\.2026 · Höchstzahl 12 \(Woche ab \d\d\.\d\d\.2026\) · .*keine Daten in 24 Wochen$/,
  );
  assert.equal(table?.rows.length, 53);
  assert.ok(drawing.axis.labels.some(({ text, row }) => row === 1 && text === "2026"));
});

test("a chart with nothing to show says so, and has no scale", async () => {
  for (const span of USAGE_SPANS) {
    const figure = figureFor(span, false);
    assert.match(figure.summary, /No data for this period$/);
    assert.deepEqual(figure.legend, []);
    const { inline } = await drawFigure(figure, {});
    assert.match(inline, />No data for this period<\/text>/);
    assert.doesNotMatch(inline, /url\(#/);
    assert.doesNotMatch(inline, />Most at one time<\/text>/);
  }
});

test("the pictures are as a person has checked them", async () => {
  for (const span of USAGE_SPANS) {
    const { inline, standalone } = await drawFigure(figureFor(span), {});
    assert.ok(wellFormedXml(standalone));
    assert.equal(inline.match(/class="slot"/g)?.length, 1);
    assertGoldenChart(`usage-${span}.svg`, standalone);
  }
});

test("hours that only the record knows are bars over the hatch, and are told as such", async () => {
  const toFigure = (isKnown: boolean, ...weekRecord: readonly RecordedHour[]) => {
    const chart = toUsageChart("7d", { ...facts(isKnown), weekRecord }, isKnown ? GAPS.slice(0, 1) : []);
    return toUsageFigure(chart, { ...defaultWording("en"), zone: BERLIN });
  };
  const most: RecordedHour = [WEEK_START + 3600, 15];
  const { summary, legend, table, drawing } = toFigure(true, [WEEK_START, 2], most);
  assert.match(summary, / · Peak 12 \(Sun 2026-11-15 11:00\) · from the record: Peak 15 \(Sat 2026-11-14 01:00\) · ↓/);
  assert.deepEqual(legend.at(-1), { sign: "record", label: "from the record: sessions that are known" });
  assert.deepEqual(table?.rows.at(-1), ["Sat 2026-11-14 00:00", "from the record: 2", "–", "–"]);
  assert.deepEqual(
    [drawing.fromRecord.slice(0, 3), drawing.connections.values.slice(0, 3)],
    [
      [2, 15, 0],
      [0, 0, 0],
    ],
  );
  assert.equal(drawing.connections.scale.top, 15);
  assert.equal(drawing.slots[0]?.title, "Sat 2026-11-14 00:00: from the record: 2");
  assert.doesNotMatch(toFigure(true, [WEEK_START, 2]).summary, /record/, "no more than was seen");

  const unseen = toFigure(false, most);
  assert.equal(
    unseen.summary,
    "2026-11-14 to 2026-11-20 · from the record: Peak 15 (Sat 2026-11-14 01:00) · ↓ – · ↑ –",
  );
  assert.deepEqual(unseen.legend, [
    { sign: "gap", label: "no data" },
    { sign: "record", label: "from the record: sessions that are known" },
  ]);
  assert.equal(unseen.drawing.note, "");
  assert.equal(unseen.drawing.download.scale.label, "");
  const { inline } = await drawFigure(unseen, {});
  assert.match(inline.replace(/<ul.*?<\/ul>/, ""), /stroke-dasharray="4,2"/);
  assert.doesNotMatch(inline, />1 kB<|>kB</);
});

test("the record of a week is the most sessions at one time in hours without samples, and only asked for there", () => {
  const hours = [0, 1, 2, 3].map((place): WeekHour => [WEEK_START + place * 3600, place === 1 ? 1 : null, null, null]);
  const asked: string[] = [];
  const session = (user: string, from: number, to: number) =>
    exampleSession({ user, startSeconds: WEEK_START + from, endSeconds: WEEK_START + to });
  const read = (month: string) => {
    asked.push(month);
    return [session("a", -7200, 600), session("b", 500, 9000), session("c", 9000, 9600), session("d", -9000, 0)];
  };
  assert.deepEqual(toWeekRecord({ hours, weekAgo: [] }, read, makeCalendar(BERLIN)), [
    [WEEK_START, 2],
    [WEEK_START + 7200, 1],
  ]);
  assert.deepEqual(asked, ["2026-11"]);
  assert.deepEqual(toWeekRecord({ hours: hours.slice(1, 2), weekAgo: [] }, read, makeCalendar(BERLIN)), []);
  assert.deepEqual(asked, ["2026-11"]);
});

test("the charts are made again where the record has changed", () => {
  const site = { ...exampleInput({}), zone: BERLIN };
  const none = { between: [], firstSeconds: null, lastSeconds: null, isFirstEver: false };
  const key = (...weekRecord: readonly RecordedHour[]) =>
    makeUsageCharts(site, { ...facts(true), weekRecord }, none)[0]?.key;
  assert.equal(key(), key());
  assert.notEqual(key(), key([WEEK_START, 2]));
});
