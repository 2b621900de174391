import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import type { ChartCache } from "../../src/build/chart-cache.js";
import { toPageTargets } from "../../src/build/page-targets.js";
import type { ChartFigure } from "../../src/site/charts/site-chart.js";
import type { PageModel, SitePage } from "../../src/site/pages/page-model.js";
import { makeHtmlFormatters } from "../../src/render/html/html-formatters.js";
import { toMonthReportPage, type MonthReportPage } from "../../src/site/pages/month-report-page.js";
import { toReportGaps } from "../../src/site/pages/report.js";
import { toYearReportPage } from "../../src/site/pages/year-report-page.js";
import { at, BERLIN, exampleInput, exampleSession, renderSite } from "../support/example-site.js";
import { indexAll, type FullInput } from "../support/full-index.js";

// Today is 21 November 2026.
const hour = (user: string, start: string, hours = 1) =>
  exampleSession({ user, startSeconds: at(start), endSeconds: at(start) + hours * 3600 });
const input = exampleInput({
  openSessions: [exampleSession({ user: "carol", startSeconds: at("2026-11-20T08:00:00Z"), endSeconds: null })],
  endedSessions: [
    hour("bob", "2026-11-21T08:00:00Z"),
    hour("alice", "2026-11-12T09:00:00Z", 5),
    hour("bob", "2026-11-12T08:30:00Z"),
    hour("alice", "2026-10-05T08:00:00Z"),
    hour("alice", "2026-10-04T08:00:00Z"),
    hour("bob", "2025-12-24T08:00:00Z"),
  ],
});

function monthReport(site: FullInput, month: string): MonthReportPage {
  const index = indexAll(site);
  const entry = index.months.get(month);
  assert.ok(entry !== undefined);
  return toMonthReportPage(site, index, entry, [], index.findNotices(month));
}

describe("the report of a month", () => {
  it("compares it with the calendar month before, in percent only once it is over", () => {
    const { figures } = monthReport(input, "2026-11");
    assert.equal(figures.isOver, false);
    assert.deepEqual(
      [figures.totals.sessionCount, figures.userCount, figures.before?.name, figures.before?.totals.sessionCount],
      [4, 3, "2026-10", 2],
    );
    // Nobody was connected in September.
    assert.equal(monthReport(input, "2026-10").figures.before, null);
    const december = { ...input, nowSeconds: at("2026-12-02T12:00:00Z") };
    const html = (site: FullInput) => renderSite(site).get("reports/2026-11.html") ?? "";
    assert.match(html(input), /<dd>4<\/dd><dd class="note">October 2026: 2<\/dd>/);
    assert.match(html(december), /<dd>4<\/dd><dd class="note">October 2026: 2 \(\+100 %\)<\/dd>/);
  });

  it("says as of when its figures are, on each sheet, and whether they may still change", () => {
    const { counted } = monthReport(input, "2026-11");
    assert.deepEqual(counted, { lastEndSeconds: at("2026-11-21T09:00:00Z"), isFinal: false });
    const html = renderSite(input).get("reports/2026-11.html") ?? "";
    assert.equal(html.split("As of 2026-11-21 10:00, when the last of these sessions ended").length, 3);
    assert.match(html, /Ended sessions count, and of running ones the days that are over/);
    const october = renderSite(input).get("reports/2026-10.html") ?? "";
    assert.equal(october.split("All figures are final").length, 3);
    assert.doesNotMatch(october, /Ended sessions count/);
  });

  it("is not final while a session runs that may still add to it", () => {
    const running = exampleSession({
      user: "dora",
      startSeconds: at("2026-10-31T08:00:00Z"),
      endSeconds: null,
      lastSeenSeconds: at("2026-10-31T20:00:00Z"),
    });
    assert.equal(monthReport({ ...input, openSessions: [running] }, "2026-10").counted.isFinal, false);
  });

  it("has its days in order, the first one with the highest peak, and the users with most hours and traffic", () => {
    const { days, peakDay, topUsers, startHours } = monthReport(input, "2026-11");
    assert.deepEqual(
      days.map(({ day }) => day),
      ["2026-11-12", "2026-11-20", "2026-11-21"],
    );
    assert.equal(peakDay, "2026-11-12");
    assert.equal(topUsers.byHours.find(({ link }) => link.name !== "carol")?.link.name, "alice");
    assert.deepEqual(topUsers.byTraffic[0]?.link.name, "bob");
    // Berlin is an hour ahead: 9, 10, 9 and 9 o'clock.
    assert.deepEqual([startHours[9], startHours[10]], [3, 1]);
  });

  it("shows the newest notices and says how many more there are", () => {
    const users = Array.from({ length: 12 }, (_, place) =>
      hour(`new${place}`, `2026-11-${place + 1}`.replace(/-(\d)$/, "-0$1") + "T08:00:00Z"),
    );
    const site = {
      ...input,
      openSessions: [],
      endedSessions: [...users.reverse(), hour("old", "2025-01-01T08:00:00Z")],
    };
    const report = monthReport(site, "2026-11");
    const all = indexAll(site).findNotices("2026-11").length;
    assert.equal(report.notices.length, 8);
    assert.equal(report.moreNotices, all - 8);
    assert.equal(report.notices[0]?.day, "2026-11-12");
  });
});

describe("the report of a year", () => {
  it("counts a user of several months once, and compares with the year before", () => {
    const index = indexAll(input);
    const { figures, months, topUsers } = toYearReportPage(index, "2026", []);
    assert.deepEqual([figures.userCount, figures.totals.sessionCount], [3, 6]);
    assert.deepEqual([figures.before?.name, figures.before?.userCount], ["2025", 1]);
    assert.deepEqual(
      months.map(({ month, path }) => [month, path]),
      [
        ["2026-10", "reports/2026-10.html"],
        ["2026-11", "reports/2026-11.html"],
      ],
    );
    assert.equal(topUsers.byTraffic.find(({ link }) => link.name === "alice")?.totals.sessionCount, 3);
    assert.equal(toYearReportPage(index, "2025", []).figures.before, null);
  });

  it("is linked from the history, with a chart of its own", () => {
    const pages = renderSite(input);
    assert.match(
      pages.get("history/index.html") ?? "",
      /href="\.\.\/reports\/2026\.html">2026<[^]*reports\/2025\.html/,
    );
    assert.match(pages.get("history/2026-11/index.html") ?? "", /href="\.\.\/\.\.\/reports\/2026-11\.html"/);
    assert.ok(pages.has("reports/2025.html"));
  });
});

test("gaps are what is known of the period: the time before the first check is none", () => {
  const period = { startSeconds: 1000, endSeconds: 2000 };
  const gaps = {
    between: [{ startSeconds: 1500, endSeconds: 1600 }],
    firstSeconds: 100,
    lastSeconds: 1900,
    isFirstEver: false,
  };
  assert.deepEqual(toReportGaps(gaps, null, period, false), { count: 1, seconds: 100, knownFromSeconds: null });
  assert.deepEqual(toReportGaps(gaps, null, period, true), { count: 2, seconds: 200, knownFromSeconds: null });
  const late = { ...gaps, firstSeconds: 1200, isFirstEver: true };
  assert.deepEqual(toReportGaps(late, null, period, false), { count: 1, seconds: 100, knownFromSeconds: 1200 });
  assert.equal(toReportGaps({ ...gaps, firstSeconds: 2000 }, null, period, true), null);
  // By the hour, their lengths are not known.
  assert.deepEqual(toReportGaps(gaps, 1600, period, true), { count: 1, seconds: 100, knownFromSeconds: 1600 });
  assert.equal(toReportGaps(gaps, 2000, period, true), null);
  assert.equal(
    toReportGaps({ between: [], firstSeconds: null, lastSeconds: null, isFirstEver: false }, null, period, true),
    null,
  );
});

test("a change is in percent, and left out where it says nothing", () => {
  const { change } = makeHtmlFormatters("en", BERLIN, "iso");
  assert.deepEqual(
    [
      change(107, 100),
      change(88, 100),
      change(100, 100),
      change(5, 0),
      change(0, 0),
      change(null, 3),
      change(2000, 100),
    ],
    [" (+7 %)", " (−12 %)", " (±0 %)", "", "", "", ""],
  );
});

test("a chart that two pages show is drawn once for both", async () => {
  const figure = { path: "charts/days_2026-11.svg" } as ChartFigure;
  const chart = { path: figure.path, makeFigure: () => figure };
  const pages = ["a.html", "b.html"].map((path): SitePage => ({
    path,
    stage: "index",
    charts: [chart],
    makeModel: () => monthReport(input, "2026-11"),
  }));
  let drawn = 0;
  const toInline = (): Promise<string> => Promise.resolve(`<svg>${++drawn}</svg>`);
  const charts: ChartCache = {
    toFile: toInline,
    toInline,
    toCachedInline: toInline,
    keep: () => undefined,
    save: () => undefined,
  };
  const tools = {
    charts,
    frameKey: "",
    renderPage: (_page: PageModel, svgs: ReadonlyMap<string, string>) => [...svgs.values()].join(),
  };
  const targets = toPageTargets(pages, tools).filter(({ path }) => path.endsWith(".html"));
  assert.deepEqual(await Promise.all(targets.map(async ({ make }) => await make())), ["<svg>1</svg>", "<svg>1</svg>"]);
});
