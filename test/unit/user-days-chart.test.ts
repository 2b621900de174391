import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import type { Session } from "../../src/history/session.js";
import type { Usage } from "../../src/history/usage.js";
import { recordedDays } from "../../src/site/charts/recorded-days.js";
import { indexAll } from "../support/full-index.js";
import type { FullInput } from "../support/full-index.js";
import { sumTotals } from "../../src/rollup/totals.js";
import { lastFinalDay, toUserDaysChart, type UserDay } from "../../src/site/charts/user-days/user-days-chart.js";
import { toUserDaysFigure } from "../../src/site/charts/user-days/user-days-figure.js";
import { toByteScale } from "../../src/site/charts/byte-scale.js";
import { toHourScale } from "../../src/site/charts/user-days/user-days-scales.js";
import { at, exampleInput, exampleSession } from "../support/example-site.js";

function ended(start: string, end: string, fields: Partial<Session> = {}): Session {
  return exampleSession({ user: "anna", startSeconds: at(start), endSeconds: at(end), ...fields });
}

function running(start: string, seen: string, fields: Partial<Session> = {}): Session {
  return exampleSession({
    user: "anna",
    startSeconds: at(start),
    endSeconds: null,
    lastSeenSeconds: at(seen),
    ...fields,
  });
}

function makeUsage({ id, user, server }: Session, day: string, bytesReceived: number, bytesSent: number): Usage {
  return { day, id, user, server, bytesReceived, bytesSent };
}

/** The user's chart; null if there is none. */
function toDays(fields: Partial<FullInput>): readonly UserDay[] | null {
  const input = exampleInput(fields);
  const index = indexAll(input);
  const entry = index.users.get("anna");
  assert.ok(entry);
  const lastDay = lastFinalDay(entry, input.openSessions, index.calendar);
  return lastDay === null
    ? null
    : toUserDaysChart(index, entry, lastDay, recordedDays(input.monitored, input.zone, index));
}

describe("the chart of a user's days", () => {
  const longOne = running("2026-10-01T10:00:00Z", "2026-11-21T14:00:00Z", {
    bytesReceived: 5000,
    bytesSent: 9000,
  });
  const usage = [
    makeUsage(longOne, "2026-11-18", 1000, 2000),
    makeUsage(longOne, "2026-11-19", 100, 200),
    makeUsage(longOne, "2026-11-20", 10, 20),
  ];

  test("ends with the last day of which something is settled, whatever the time is", () => {
    const short = ended("2026-11-03T08:00:00Z", "2026-11-03T09:00:00Z");
    for (const nowSeconds of [at("2026-11-04T00:00:00Z"), at("2026-11-21T14:12:07Z")]) {
      const days = toDays({ endedSessions: [short], nowSeconds });
      assert.equal(days?.length, 31);
      assert.equal(days[0]?.day, "2026-10-04");
      assert.equal(days[30]?.day, "2026-11-03");
    }
  });

  test("counts of a running session the finished days alone", () => {
    const days = toDays({ openSessions: [longOne], usage });
    assert.equal(days?.at(-1)?.day, "2026-11-20");
    assert.deepEqual(
      days.slice(-3).map(({ totals }) => [totals?.bytesReceived, totals?.bytesSent, totals?.connectedSeconds]),
      [
        [1000, 2000, 86_400],
        [100, 200, 86_400],
        [10, 20, 86_400],
      ],
    );
    // The clocks were set back on 25 October.
    assert.equal(days.find(({ day }) => day === "2026-10-25")?.totals?.connectedSeconds, 25 * 3600);
  });

  test("stays as it is while a running session goes on", () => {
    const later = { ...longOne, lastSeenSeconds: at("2026-11-21T22:00:00Z"), bytesReceived: 77_777 };
    assert.deepEqual(toDays({ openSessions: [later], usage }), toDays({ openSessions: [longOne], usage }));
  });

  test("is not there before anything is settled", () => {
    assert.equal(toDays({ openSessions: [running("2026-11-21T08:00:00Z", "2026-11-21T14:00:00Z")] }), null);
  });

  test("adds up sessions that were there at once to more hours than a day has", () => {
    const two = [
      ended("2026-11-09T23:00:00Z", "2026-11-10T23:00:00Z"),
      ended("2026-11-09T23:00:00Z", "2026-11-10T23:00:00Z", { realAddress: "198.51.100.1:5" }),
    ];
    const days = toDays({ endedSessions: two });
    assert.equal(days?.find(({ day }) => day === "2026-11-10")?.totals?.connectedSeconds, 48 * 3600);
  });

  test("tells days without the user from days of which nothing is known", () => {
    const input = {
      endedSessions: [
        ended("2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
        exampleSession({ user: "ben", startSeconds: at("2026-11-18T08:00:00Z") }),
      ],
      monitored: [{ server: "b", startSeconds: at("2026-11-16T09:00:00Z"), endSeconds: at("2026-11-16T09:00:00Z") }],
    };
    const days = toDays(input) ?? [];
    assert.deepEqual(
      days.filter(({ isRecorded }) => isRecorded).map(({ day }) => day),
      ["2026-11-16", "2026-11-18", "2026-11-20"],
    );
    const { table, summary } = toUserDaysFigure(defaultWording("en"), { user: "anna", slug: "anna" }, days);
    assert.deepEqual(table?.rows.slice(0, 3), [
      ["Fri 2026-11-20", "1.0 MB", "2.0 MB", "1.0"],
      ["Thu 2026-11-19", "no data", "–", "–"],
      ["Wed 2026-11-18", "not connected", "–", "–"],
    ]);
    assert.equal(
      summary,
      "↓ 2.0 MB · ↑ 1.0 MB · 1.0 h on 1 day · most traffic: 3.0 MB (Fri 2026-11-20) · " +
        "most hours: 1.0 (Fri 2026-11-20) · no data on 28 days",
    );
  });

  test("adds up to what the user's months say, if all of it is in the window", () => {
    const sessions = [
      ended("2026-11-02T22:00:00Z", "2026-11-05T01:00:00Z", { bytesReceived: 12_345, bytesSent: 67_890 }),
      ended("2026-10-28T22:00:00Z", "2026-10-28T23:30:00Z", { bytesReceived: 1, bytesSent: 2 }),
    ];
    const input = exampleInput({ endedSessions: sessions });
    const days = toDays(input) ?? [];
    const totals = sumTotals(days.flatMap((day) => day.totals ?? []));
    const expected = indexAll(input).users.get("anna")?.totals;
    assert.deepEqual({ ...totals, sessionCount: 2 }, expected);
  });

  test("says that traffic is not known, and draws none", () => {
    const days = toDays({
      endedSessions: [ended("2026-11-20T08:00:00Z", "2026-11-20T10:00:00Z", { bytesReceived: null, bytesSent: null })],
    });
    const { table, drawing } = toUserDaysFigure(defaultWording("de"), { user: "", slug: "x" }, days ?? []);
    assert.deepEqual(table?.rows[0], ["Fr 20.11.2026", "–", "–", "2,0"]);
    assert.deepEqual(drawing.days.at(-1), {
      title: "Fr 20.11.2026: Upload –, Download –, Stunden 2,0",
      isRecorded: true,
    });
    const { download, upload, hours } = drawing;
    assert.deepEqual(
      [download, upload, hours].map(({ values }) => values.at(-1)),
      [0, 0, 2],
    );
  });

  test("names its days in its heading and in its own file", () => {
    const days = toDays({ endedSessions: [ended("2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")] }) ?? [];
    const { title, context } = toUserDaysFigure(defaultWording("en"), { user: "anna", slug: "anna" }, days);
    assert.equal(title, "Traffic and hours per day, 2026-10-21 to 2026-11-20");
    assert.equal(context, "anna · 2026-10-21 to 2026-11-20");
  });
});

describe("the scales of the chart of a user's days", () => {
  const label = ({ label: size, unit }: ReturnType<typeof toHourScale>): string => `${size} ${unit}`;

  test("go up to hours as on a clock, and beyond a day to round ones", () => {
    for (const [most, expected] of [
      [0, "0.5 h"],
      [0.7, "1 h"],
      [8, "12 h"],
      [24, "24 h"],
      [25, "48 h"],
      [2300, "2,500 h"],
    ] as const) {
      assert.equal(label(toHourScale("en", most)), expected);
    }
  });

  test("go up to round sizes", () => {
    for (const [most, expected] of [
      [0, "1 kB"],
      [900, "1 kB"],
      [240e6, "250 MB"],
      [1.31e9, "1,5 GB"],
      [5e12, "5 TB"],
    ] as const) {
      assert.equal(label(toByteScale("de", most)), expected);
    }
    assert.ok(toByteScale("en", 10 ** 15).top >= 10 ** 15);
  });
});
