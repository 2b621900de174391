import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Session } from "../../src/history/session.js";
import { toEarlierEnds } from "../../src/site/notices/find-month-notices.js";
import type { MonthPage } from "../../src/site/pages/month-page.js";
import type { OverviewPage } from "../../src/site/pages/overview-page.js";
import { findSinceDay } from "../../src/site/pages/session-table.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { toTimelineChart } from "../../src/site/charts/timeline/timeline-chart.js";
import { toTimelineFigure } from "../../src/site/charts/timeline/timeline-figure.js";
import { lastFinalDay, toUserDaysChart } from "../../src/site/charts/user-days/user-days-chart.js";
import type { UserMonthRollup } from "../../src/rollup/user-rollup.js";
import { allPages, indexAll, type FullInput } from "../support/full-index.js";
import { at, BERLIN, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";

function toModel(fields: Partial<FullInput>, path: string): unknown {
  const page = allPages(exampleInput(fields)).find((one) => one.path === path);
  assert.ok(page !== undefined, path);
  return page.makeModel([]);
}

const toOverview = (fields: Partial<FullInput>) => toModel(fields, "index.html") as OverviewPage;
const toMonth = (fields: Partial<FullInput>) => toModel(fields, "history/2026-11/index.html") as MonthPage;

const STALE = { ...OK_SOURCE, server: "paris", state: "stale" as const, snapshotSeconds: NOW_SECONDS - 9000 };

function session(user: string, start: string, end: string | null, fields: Partial<Session> = {}): Session {
  return exampleSession({ user, startSeconds: at(start), endSeconds: end === null ? null : at(end), ...fields });
}

describe("tiles", () => {
  test("tell the time of the status only of servers that have a current one", () => {
    assert.equal(toOverview({ sources: [OK_SOURCE, STALE] }).tiles.statusSeconds, OK_SOURCE.snapshotSeconds);
    assert.equal(toOverview({ sources: [STALE] }).tiles.statusSeconds, null);
  });

  test("link to today's page if it is there", () => {
    assert.equal(toOverview({}).tiles.todayPath, null);
    const openSessions = [session("alice", "2026-11-21T13:00:00Z", null)];
    assert.equal(toOverview({ openSessions }).tiles.todayPath, "history/2026-11/21/index.html");
  });
});

describe("a month", () => {
  test("goes on only while a session runs in it", () => {
    const endedSessions = [session("alice", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")];
    assert.equal(toMonth({ endedSessions }).isRunning, false);
    const openSessions = [session("bob", "2026-11-20T08:00:00Z", null)];
    assert.equal(toMonth({ endedSessions, openSessions }).isRunning, true);
  });

  test("has its users by hours, then by sessions, then by name", () => {
    const hours = (user: string, ...lengths: readonly number[]): readonly Session[] =>
      lengths.map((minutes, at8) => {
        const startSeconds = at(`2026-11-${10 + at8}T08:00:00Z`);
        return exampleSession({ user, startSeconds, endSeconds: startSeconds + 60 * minutes });
      });
    const endedSessions = [
      ...hours("zoe", 60),
      ...hours("adam", 60),
      ...hours("bert", 30, 30),
      ...hours("carl", 20, 20),
      ...hours("dan", 90),
    ];
    const users = toMonth({ endedSessions }).topUsers.map(({ link }) => link.name);
    assert.deepEqual(users, ["dan", "bert", "adam", "zoe", "carl"]);
  });
});

describe("a table of sessions", () => {
  test("says since when all are there only if some are missing", () => {
    const { calendar } = indexAll(exampleInput({}));
    const shown = [session("alice", "2026-11-20T08:00:00Z", null), session("bob", "2026-11-18T08:00:00Z", null)];
    assert.equal(findSinceDay(shown, 3, { calendar }), "2026-11-18");
    assert.equal(findSinceDay(shown, 2, { calendar }), null);
    assert.equal(findSinceDay([], 2, { calendar }), null);
  });

  test("sums up a group up to its last end, unless one still runs", () => {
    const morning = session("alice", "2026-11-21T06:00:00Z", "2026-11-21T07:00:00Z");
    const noon = session("alice", "2026-11-21T10:00:00Z", "2026-11-21T11:00:00Z");
    const toEnd = (fields: Partial<FullInput>) => toOverview(fields).recent.days[0]?.table?.groups[0]?.sum?.endSeconds;
    assert.equal(toEnd({ endedSessions: [morning, noon] }), noon.endSeconds);
    assert.equal(toEnd({ endedSessions: [morning], openSessions: [{ ...noon, endSeconds: null }] }), null);
  });
});

describe("the recent days", () => {
  test("show no older sessions below a day whose sessions are too many", () => {
    const many = (day: string, count: number): readonly Session[] =>
      Array.from({ length: count }, (_, number) =>
        exampleSession({ user: `u${number}`, startSeconds: at(`${day}T08:00:00Z`) + number }),
      );
    const endedSessions = [...many("2026-11-20", 100), ...many("2026-11-19", 30), ...many("2026-11-18", 5)];
    const { recent } = toOverview({ endedSessions });
    assert.deepEqual(
      recent.days.map(({ day, table }) => [day, table?.rowCount ?? null]),
      [
        ["2026-11-20", 100],
        ["2026-11-19", null],
        ["2026-11-18", null],
      ],
    );
    assert.equal(recent.sinceDay, "2026-11-20");
    assert.equal(recent.rowCount, 100);
  });
});

describe("the lane of a timeline that several share", () => {
  test("says where its bars go on beyond the day, and is not there if all have a lane", () => {
    const sessions = [
      session("alice", "2026-11-20T00:00:00Z", "2026-11-20T20:00:00Z"),
      session("bob", "2026-11-19T20:00:00Z", "2026-11-20T01:00:00Z"),
      session("carol", "2026-11-20T05:00:00Z", "2026-11-20T06:00:00Z"),
      session("dora", "2026-11-20T21:00:00Z", "2026-11-21T02:00:00Z"),
    ];
    const toLanes = (mostLanes: number) => {
      const index = indexAll(exampleInput({ endedSessions: sessions }));
      const entry = index.days.get("2026-11-20");
      assert.ok(entry !== undefined);
      const chart = toTimelineChart(index, entry, monitoringGaps([], 300), {
        ...{ mostLanes, runningFirst: false, asOfSeconds: 0 },
      });
      return toTimelineFigure(chart, { peak: 3, language: "en", zone: BERLIN }, "charts/x.svg").drawing.lanes;
    };
    assert.equal(toLanes(4).length, 4);
    const others = toLanes(2).at(-1);
    assert.deepEqual(
      others?.bars.map(({ isFromBefore, goesOn }) => [isFromBefore, goesOn]),
      [
        [true, false],
        [false, false],
        [false, true],
      ],
    );
  });

  test("leaves out who left before the day, though the session is listed on it", () => {
    const index = indexAll(
      exampleInput({ endedSessions: [session("alice", "2026-11-19T23:30:00Z", "2026-11-20T10:00:00Z")] }),
    );
    const entry = index.days.get("2026-11-20");
    assert.ok(entry !== undefined);
    const early = session("bob", "2026-11-19T10:00:00Z", "2026-11-19T23:00:00Z");
    const chart = toTimelineChart(index, { ...entry, carried: [...entry.carried, early] }, monitoringGaps([], 300), {
      ...{ mostLanes: 40, runningFirst: false, asOfSeconds: 0 },
    });
    assert.deepEqual(
      chart.lanes.map(({ user }) => user),
      ["alice"],
    );
  });
});

describe("the chart of a user's days", () => {
  test("reads only the months that it shows, and those in which a running session began", () => {
    const index = indexAll(
      exampleInput({ endedSessions: [session("anna", "2026-11-19T08:00:00Z", "2026-11-19T09:00:00Z")] }),
    );
    const [known] = index.users.get("anna")?.months ?? [];
    assert.ok(known !== undefined);
    const user = {
      open: [session("anna", "2026-05-01T08:00:00Z", null)],
      months: ["2026-11", "2026-10", "2026-07", "2026-05", "2026-03"].map((month) => {
        return { ...known, month, lastEndSeconds: at(`${month}-20T08:00:00Z`) };
      }),
    };
    const asked: string[] = [];
    const read = (months: readonly UserMonthRollup[]) => {
      asked.push(...months.map(({ month }) => month));
      return { sessions: [], usage: new Map() };
    };
    toUserDaysChart(index, { ...user, read }, "2026-11-20", new Set());
    assert.deepEqual(asked, ["2026-11", "2026-05"]);
  });

  test("ends with the newest day that is final, in whatever order the running sessions are", () => {
    const { calendar } = indexAll(exampleInput({}));
    const seen = (lastSeen: string): Session =>
      session("anna", "2026-11-01T08:00:00Z", null, { lastSeenSeconds: at(lastSeen) });
    const sessions = [seen("2026-11-18T08:00:00Z"), seen("2026-11-21T08:00:00Z"), seen("2026-11-12T08:00:00Z")];
    assert.equal(lastFinalDay({ lastEndSeconds: null }, sessions, calendar), "2026-11-20");
  });
});

describe("notices of a month", () => {
  test("depend on earlier months only for those who were away for three of them", () => {
    const endedSessions = [
      session("alice", "2026-10-20T08:00:00Z", "2026-10-20T09:00:00Z"),
      session("alice", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
      session("bob", "2026-03-20T08:00:00Z", "2026-03-20T09:00:00Z"),
      session("bob", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
    ];
    const index = indexAll(exampleInput({ endedSessions }));
    assert.deepEqual(toEarlierEnds(index).get("2026-11"), [["bob", at("2026-03-20T09:00:00Z")]]);
  });

  test("say once a day that someone comes from a new network, and again on the next", () => {
    const usual = Array.from({ length: 10 }, (_, number) => {
      const startSeconds = at(`2026-10-${10 + number}T08:00:00Z`);
      return exampleSession({ user: "alice", startSeconds, endSeconds: startSeconds + 60 });
    });
    const away = (day: string, hour: string, publicIp: string): Session =>
      session("alice", `2026-11-${day}T${hour}:00:00Z`, `2026-11-${day}T${hour}:10:00Z`, { publicIp });
    const endedSessions = [
      ...usual,
      away("10", "08", "198.51.100.1"),
      away("10", "09", "192.0.2.1"),
      away("11", "08", "100.64.0.1"),
    ];
    const input = exampleInput({ endedSessions });
    const index = indexAll(input);
    const notices = index.findNotices("2026-11").filter(({ kind }) => kind === "new-address");
    assert.deepEqual(
      notices.map(({ day }) => day),
      ["2026-11-11", "2026-11-10"],
    );
  });
});
