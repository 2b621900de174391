import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import { toConnectionsChart } from "../../src/site/charts/connections/connections-chart.js";
import { toConnectionsFigure } from "../../src/site/charts/connections/connections-figure.js";
import { toOverviewPage, type OverviewPage } from "../../src/site/pages/overview-page.js";
import { indexAll } from "../support/full-index.js";
import type { FullInput } from "../support/full-index.js";
import { at, BERLIN, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";

function toOverview(fields: Partial<FullInput>): OverviewPage {
  const input = exampleInput(fields);
  return toOverviewPage(input, indexAll(input), []);
}

const runningSince = (instant: string, server = "berlin") =>
  exampleSession({
    user: "alice",
    server,
    startSeconds: at(instant),
    endSeconds: null,
    bytesReceived: 70,
    bytesSent: 90,
  });

test("today's traffic is that of today alone, running sessions included", () => {
  const running = runningSince("2026-11-18T08:00:00Z");
  const { tiles } = toOverview({
    openSessions: [running],
    endedSessions: [
      exampleSession({ user: "bob", startSeconds: at("2026-11-21T08:00:00Z"), bytesReceived: 1000, bytesSent: 2000 }),
      exampleSession({ user: "bob", startSeconds: at("2026-11-20T08:00:00Z") }),
    ],
    usage: [{ day: "2026-11-18", id: running.id, user: "alice", server: "berlin", bytesReceived: 50, bytesSent: 60 }],
  });
  assert.equal(tiles.receivedToday, 1020);
  assert.equal(tiles.sentToday, 2030);
  assert.equal(tiles.sessionsToday, 1);
  assert.equal(tiles.usersToday, 2);
  assert.equal(tiles.peakToday, 2);
});

test("traffic is unknown, not zero, where nobody knows any", () => {
  assert.equal(toOverview({}).tiles.receivedToday, null);
});

test("a session that was proven later than the last snapshot, by a clock that was ahead, is not confirmed", () => {
  const waiting = { ...runningSince("2026-11-21T08:00:00Z"), lastSeenSeconds: NOW_SECONDS + 600 };
  const { live } = toOverview({ openSessions: [waiting], sources: [OK_SOURCE] });
  assert.deepEqual(
    live.map(({ unconfirmedSinceSeconds }) => unconfirmedSinceSeconds),
    [NOW_SECONDS + 600],
  );
});

test("sessions of a server without a current status are not confirmed, whatever its state says", () => {
  const overview = toOverview({
    openSessions: [
      { ...runningSince("2026-11-21T08:00:00Z"), lastSeenSeconds: NOW_SECONDS - 300 },
      runningSince("2026-11-21T07:00:00Z", "hamburg"),
    ],
    sources: [
      { ...OK_SOURCE, state: "unreadable", snapshotSeconds: NOW_SECONDS - 300 },
      { ...OK_SOURCE, server: "hamburg", snapshotSeconds: NOW_SECONDS - 301, connectingCount: 3 },
    ],
  });
  assert.deepEqual(
    overview.live.map(({ unconfirmedSinceSeconds }) => unconfirmedSinceSeconds),
    [null, NOW_SECONDS - 7],
  );
  assert.equal(overview.tiles.connectedCount, 1);
  assert.equal(overview.tiles.unconfirmedCount, 1);
  assert.equal(overview.tiles.connectingCount, 3);
  assert.equal(overview.showServer, true);
});

test("without any current status nobody can say how many are connected", () => {
  const sources = [{ ...OK_SOURCE, state: "missing" as const, snapshotSeconds: null }];
  assert.equal(toOverview({ sources }).tiles.connectedCount, null);
  assert.equal(toOverview({}).tiles.connectedCount, 0);
});

const usersOf = ({ recent }: OverviewPage) =>
  recent.days.map(({ day, table }) => [day, table?.groups.map(({ user }) => user) ?? null]);

test("the last days reach back over the recent days, today included", () => {
  const old = [
    exampleSession({ user: "edge", startSeconds: at("2026-11-14T23:00:00Z") }),
    exampleSession({ user: "older", startSeconds: at("2026-11-14T22:59:59Z"), endSeconds: at("2026-11-14T23:00:00Z") }),
  ];
  const overview = toOverview({ endedSessions: old });
  assert.deepEqual(usersOf(overview), [["2026-11-15", ["edge"]]]);
  assert.equal(overview.recent.sinceDay, null);
});

test("a day's line has its figures, today's with what is running, and unfolds to the sessions that began on it", () => {
  const running = runningSince("2026-11-20T22:00:00Z");
  const { recent } = toOverview({
    openSessions: [running],
    endedSessions: [
      exampleSession({ user: "bob", startSeconds: at("2026-11-21T08:00:00Z"), bytesReceived: 1000, bytesSent: 2000 }),
      exampleSession({ user: "carol", startSeconds: at("2026-11-20T08:00:00Z"), bytesReceived: 3, bytesSent: 4 }),
    ],
  });
  const [today, yesterday] = recent.days;
  assert.deepEqual(
    [today?.day, today?.sessionCount, today?.userCount, today?.peak, today?.bytesReceived, today?.isToday],
    ["2026-11-21", 1, 2, 2, 1070, true],
  );
  assert.equal(today?.connectedSeconds, 3600 + running.lastSeenSeconds - at("2026-11-20T23:00:00Z"));
  assert.deepEqual(
    [yesterday?.day, yesterday?.sessionCount, yesterday?.userCount, yesterday?.bytesReceived, yesterday?.isToday],
    ["2026-11-20", 2, 2, 3, false],
  );
  assert.equal(recent.rowCount, 3);
});

test("days whose sessions would be too many lead to their pages, and so do all days before them", () => {
  const onDay = (day: string, count: number) =>
    Array.from({ length: count }, (_, number) =>
      exampleSession({ user: `user${number}`, startSeconds: at(`${day}T06:00:00Z`) - number }),
    );
  const overview = toOverview({
    endedSessions: [...onDay("2026-11-21", 100), ...onDay("2026-11-20", 20), ...onDay("2026-11-19", 1), ...onDay("2026-11-18", 1)], // prettier-ignore
  });
  assert.deepEqual(
    overview.recent.days.map(({ table }) => table?.rowCount ?? null),
    [100, 20, null, null],
  );
  assert.deepEqual([overview.recent.rowCount, overview.recent.sinceDay], [120, "2026-11-20"]);
  const tooMany = toOverview({ endedSessions: onDay("2026-11-21", 121) }).recent;
  assert.deepEqual([tooMany.days[0]?.table, tooMany.rowCount], [null, 0]);
});

test("the chart says in words that nobody was connected, without a time at which most were", () => {
  const samples = [at("2026-11-21T12:00:00Z"), at("2026-11-21T12:05:00Z")].map((timeSeconds) => {
    return { timeSeconds, server: "berlin", clients: 0, bytesReceived: 0, bytesSent: 0 };
  });
  const { summary } = toConnectionsFigure(
    toConnectionsChart(exampleInput({ samples })),
    defaultWording("de"),
    BERLIN,
    "charts/x.svg",
    null,
  );
  assert.match(summary, /^Niemand war verbunden · 23 h \d\d min ohne Daten$/);
});

test("the chart stands with words and a table, newest hour first, that say the same", () => {
  const samples = [
    ...["12:00", "12:04", "12:05"].map((time) => [time, 4] as const),
    ...["13:00", "13:05"].map((time) => [time, 1] as const),
  ].map(([time, clients]) => {
    return { timeSeconds: at(`2026-11-21T${time}:00Z`), server: "berlin", clients, bytesReceived: 0, bytesSent: 0 };
  });
  const input = exampleInput({ samples });
  const { path, summary, table } = toConnectionsFigure(
    toConnectionsChart(input),
    defaultWording("en"),
    BERLIN,
    "charts/x.svg",
    null,
  );
  assert.equal(path, "charts/x.svg");
  assert.equal(summary, "Peak 4 (13:00) · average 2.5 · no data for 23 h 50 min");
  assert.ok(table !== null);
  assert.deepEqual(table.rows.slice(0, 3), [
    ["2026-11-21 15:00", "no data"],
    ["2026-11-21 14:00", "1"],
    ["2026-11-21 13:00", "4"],
  ]);
});
