import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sample } from "../../src/history/sample.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { toOverviewPage } from "../../src/site/pages/overview-page.js";
import { liveSessions } from "../../src/site/pages/live-session.js";
import { planServerPages } from "../../src/site/pages/server-page.js";
import { toAreaSpark, toBarSpark } from "../../src/site/pages/sparkline.js";
import { toPastWeek } from "../../src/site/past-week.js";
import { at, BERLIN, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import { indexAll, type FullInput } from "../support/full-index.js";

const TODAY = "2026-11-21";
const CALENDAR = makeCalendar(BERLIN);

/** A sample a minute around an instant of another day. */
function samplesAround(instant: string, clients: number, server = "berlin"): readonly Sample[] {
  return Array.from({ length: 31 }, (_, minute) => ({
    timeSeconds: at(instant) + (minute - 15) * 60,
    server,
    clients,
    bytesReceived: 600,
    bytesSent: 1200,
  }));
}

const WEEK_AGO = samplesAround("2026-11-14T14:00:00Z", 3);

function tilesFor(fields: Partial<FullInput>) {
  const input = exampleInput(fields);
  return toOverviewPage(input, indexAll(input), []).tiles;
}

test("now is compared with the quarter of an hour a week ago that is not later in the day", () => {
  const tiles = tilesFor({ samples: WEEK_AGO });
  assert.deepEqual(tiles.weekAgo, { day: "2026-11-14", atSeconds: at("2026-11-14T14:00:00Z"), clients: 3 });
  const later = { samples: WEEK_AGO, nowSeconds: NOW_SECONDS + 180 };
  const sources = [{ ...OK_SOURCE, snapshotSeconds: NOW_SECONDS + 170 }];
  assert.deepEqual(tilesFor({ ...later, sources }).weekAgo?.atSeconds, at("2026-11-14T14:15:00Z"));
});

test("nothing is compared with a time at which nobody looked", () => {
  assert.equal(tilesFor({}).weekAgo, null);
  const before = WEEK_AGO.filter(({ timeSeconds }) => timeSeconds < at("2026-11-14T13:54:00Z"));
  assert.equal(tilesFor({ samples: before }).weekAgo, null);
  const after = WEEK_AGO.filter(({ timeSeconds }) => timeSeconds > at("2026-11-14T14:00:00Z"));
  assert.equal(tilesFor({ samples: after }).weekAgo, null);
});

test("the site is compared with the same servers only, and while each of them tells who is connected", () => {
  const other = samplesAround("2026-11-14T14:00:00Z", 5, "hamburg");
  const both = [...WEEK_AGO, ...other].sort((a, b) => a.timeSeconds - b.timeSeconds);
  const hamburg = { ...OK_SOURCE, server: "hamburg" };
  assert.equal(tilesFor({ samples: both, sources: [OK_SOURCE, hamburg] }).weekAgo?.clients, 8);
  // One that is gone, one that is new, and one that is dark.
  assert.equal(tilesFor({ samples: both }).weekAgo, null);
  assert.equal(tilesFor({ samples: WEEK_AGO, sources: [OK_SOURCE, hamburg] }).weekAgo, null);
  const dark = { ...hamburg, snapshotSeconds: NOW_SECONDS - 9000 };
  assert.equal(tilesFor({ samples: both, sources: [OK_SOURCE, dark] }).weekAgo, null);

  const input = exampleInput({ samples: both, sources: [OK_SOURCE, dark] });
  const index = indexAll(input);
  const pages = planServerPages(input, index, liveSessions(input, index)).map(({ toPage }) => toPage([]));
  assert.deepEqual(
    pages.map(({ server, tiles }) => [server, tiles?.weekAgo?.clients, tiles?.comparison]),
    [
      ["berlin", 3, null],
      ["hamburg", undefined, null],
    ],
  );
});

/** Saturdays, as today is one. */
const SATURDAYS = ["2026-11-14", "2026-11-07", "2026-10-31", "2026-10-24"];

const onDay = (day: string, count: number, bytes: number | null = 500) =>
  Array.from({ length: count }, (_, number) =>
    exampleSession({
      user: `user${number}`,
      startSeconds: at(`${day}T09:00:00Z`),
      bytesReceived: bytes,
      bytesSent: bytes,
    }),
  );

const comparisonFor = (fields: Partial<FullInput>) => {
  const { comparison } = tilesFor(fields);
  assert.ok(comparison !== null);
  return comparison;
};

test("today is so many percent of the median of the last four days with its weekday", () => {
  const endedSessions = [...SATURDAYS.flatMap((day, at) => onDay(day, [2, 9, 4, 6][at] ?? 0)), ...onDay(TODAY, 3)];
  const { sessionsPercent, trafficPercent } = comparisonFor({ endedSessions });
  assert.equal(sessionsPercent, 60);
  assert.equal(trafficPercent, 60);
});

test("two such days are too few to say what is usual, and so are days without known traffic", () => {
  const few = [...SATURDAYS.slice(0, 2).flatMap((day) => onDay(day, 4)), ...onDay(TODAY, 3)];
  assert.equal(comparisonFor({ endedSessions: few }).sessionsPercent, null);
  const silent = [...SATURDAYS.flatMap((day) => onDay(day, 4, null)), ...onDay(TODAY, 3)];
  assert.equal(comparisonFor({ endedSessions: silent }).trafficPercent, null);
  assert.equal(comparisonFor({ endedSessions: silent }).sessionsPercent, 75);
});

test("a day on which a check found nobody counts as a day with nothing, one without a check does not", () => {
  const endedSessions = [...onDay("2026-11-14", 4), ...onDay("2026-11-07", 4), ...onDay(TODAY, 1)];
  assert.equal(comparisonFor({ endedSessions }).sessionsPercent, null);
  const checked = {
    server: "berlin",
    startSeconds: at("2026-10-31T09:00:00Z"),
    endSeconds: at("2026-10-31T10:00:00Z"),
  };
  assert.equal(comparisonFor({ endedSessions, monitored: [checked] }).sessionsPercent, 25);
});

test("the highest peak before today needs a record of thirty days", () => {
  const young = [...onDay("2026-11-14", 4), ...onDay(TODAY, 9)];
  assert.equal(comparisonFor({ endedSessions: young }).pastPeak, null);
  const endedSessions = [...young, ...onDay("2026-10-22", 2)];
  assert.deepEqual(comparisonFor({ endedSessions }).pastPeak, { peak: 4, dayCount: 30 });
});

test("a week's hours have the most clients and the traffic of each, and null where nobody looked", () => {
  const { hours } = toPastWeek(WEEK_AGO, TODAY, { calendar: CALENDAR, staleAfterSeconds: 300 });
  assert.equal(hours.length, 7 * 24);
  assert.equal(hours[0]?.[0], at("2026-11-13T23:00:00Z"));
  const known = hours.filter(([, peak]) => peak !== null);
  assert.deepEqual(known, [
    [at("2026-11-14T13:00:00Z"), 3, 15 * 600, 15 * 1200],
    [at("2026-11-14T14:00:00Z"), 3, 15 * 600, 15 * 1200],
  ]);
});

test("a day of 25 hours has 25 of them", () => {
  const { hours, weekAgo } = toPastWeek(samplesAround("2026-10-25T01:00:00Z", 1), "2026-11-01", {
    calendar: CALENDAR,
    staleAfterSeconds: 300,
  });
  assert.equal(hours.length, 7 * 24 + 1);
  assert.equal(weekAgo[0]?.[1].length, 100);
});

test("bars of days end with today's, and there are none without an earlier one", () => {
  assert.deepEqual(toBarSpark([0, 4, 2]), { past: "M72 0h4v24h-4z", now: "M78 12h4v12h-4z" });
  assert.equal(toBarSpark([0, 0, 2]), null);
});

test("a surface is open where nothing is known", () => {
  const spans = [
    { from: 0, to: 0.5, value: 2 },
    { from: 0.5, to: 0.75, value: null },
    { from: 0.75, to: 1, value: 1 },
  ];
  assert.equal(toAreaSpark(spans)?.past, "M0 24V0H42V24zM62 24V12H84V24z");
  assert.equal(toAreaSpark([{ from: 0, to: 1, value: 0 }]), null);
});
