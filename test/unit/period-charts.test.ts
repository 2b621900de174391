import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import { toDaysChart, toMonthsChart } from "../../src/site/charts/period-counts/period-counts-chart.js";
import { toDayAxis, toMonthAxis } from "../../src/site/charts/period-axis.js";
import { toDaysFigure, toMonthsFigure } from "../../src/site/charts/period-counts/period-counts-figure.js";
import { recordedDays } from "../../src/site/charts/recorded-days.js";
import { indexAll, type FullIndex } from "../support/full-index.js";
import type { FullInput } from "../support/full-index.js";
import { at, exampleInput, exampleSession } from "../support/example-site.js";

function monitored(start: string, end: string): FullInput["monitored"][number] {
  return { server: "berlin", startSeconds: at(start), endSeconds: at(end) };
}

function session(user: string, start: string, end: string) {
  return exampleSession({ user, startSeconds: at(start), endSeconds: at(end) });
}

/** Now is Saturday, 2026-11-21 in Berlin. */
const input = exampleInput({
  endedSessions: [
    session("anna", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
    session("anna", "2026-11-17T08:00:00Z", "2026-11-17T09:00:00Z"),
    session("ben", "2026-11-17T08:30:00Z", "2026-11-18T10:00:00Z"),
    session("anna", "2026-11-17T12:00:00Z", "2026-11-17T13:00:00Z"),
    session("anna", "2026-08-03T12:00:00Z", "2026-08-03T13:00:00Z"),
  ],
  // Berlin's 12 November, all of the 14th and half of the 15th.
  monitored: [
    monitored("2026-11-12T10:00:00Z", "2026-11-12T10:00:00Z"),
    monitored("2026-11-13T23:00:00Z", "2026-11-15T11:00:00Z"),
  ],
});

function toRecorded(index: FullIndex, { monitored: spans, zone }: FullInput = input) {
  return recordedDays(spans, zone, index);
}

function monthIn(index: FullIndex, month: string) {
  return index.months.get(month) ?? { month, days: [] };
}

describe("the chart of a month's days", () => {
  const index = indexAll(input);
  const days = toDaysChart(index, monthIn(index, "2026-11"), toRecorded(index));
  const findDay = (day: string) => days.find(({ period }) => period === day);

  test("counts sessions that began, whoever was connected, and the most sessions at one time", () => {
    assert.deepEqual(findDay("2026-11-17")?.counts, { sessions: 3, users: 2, peak: 2 });
    assert.deepEqual(findDay("2026-11-18")?.counts, { sessions: 0, users: 1, peak: 1 });
  });

  test("has every day of the month, in order", () => {
    assert.equal(days.length, 30);
    assert.equal(days[0]?.period, "2026-11-01");
    assert.equal(days[29]?.period, "2026-11-30");
    assert.equal(toDaysChart(index, monthIn(index, "2024-02"), toRecorded(index)).length, 29);
  });

  test("tells days on which somebody looked from those on which nobody did and those to come", () => {
    const daysThatAre = (state: string) =>
      days.filter((day) => day.state === state).map(({ period }) => period.slice(8));
    assert.deepEqual(daysThatAre("recorded"), ["12", "14", "15", "17", "18", "20"]);
    // Today nobody has looked yet.
    assert.deepEqual(daysThatAre("to-come"), ["21", "22", "23", "24", "25", "26", "27", "28", "29", "30"]);
    assert.equal(daysThatAre("unrecorded").length, 14);
  });

  test("says in its words and its table what it shows, and no future", () => {
    const { summary, description, table, drawing } = toDaysFigure(defaultWording("en"), "2026-11", days);
    assert.equal(
      summary,
      "Most sessions: 3 (Tue 2026-11-17) · most users: 2 (Tue 2026-11-17) · highest peak: 2 (Tue 2026-11-17)" +
        " · no data on 14 days",
    );
    assert.equal(description, `From Sun 2026-11-01 to Mon 2026-11-30. ${summary}`);
    assert.ok(table !== null);
    assert.equal(table.rows.length, 20);
    assert.deepEqual(table.rows[0], ["Fri 2026-11-20", "1", "1", "1"]);
    assert.deepEqual(table.rows[3], ["Tue 2026-11-17", "3", "2", "2"]);
    assert.deepEqual(table.rows[4], ["Mon 2026-11-16", "no data", "–", "–"]);
    assert.deepEqual(table.rows[5], ["Sun 2026-11-15", "0", "0", "0"]);
    assert.equal(drawing.slots.length, 20);
    assert.equal(drawing.slots[16]?.title, "Tue 2026-11-17: Sessions 3, Users 2, Peak 2");
    assert.equal(drawing.slots[15]?.counts, null);
  });

  test("says no more where all is known and nothing happened", () => {
    const zeros = days.map(({ period }) => {
      return { period, state: "recorded", counts: { sessions: 0, users: 0, peak: 0 } } as const;
    });
    assert.equal(toDaysFigure(defaultWording("de"), "2026-11", zeros).summary, "");
    const { sessionTicks, userTicks } = toDaysFigure(defaultWording("de"), "2026-11", zeros).drawing;
    for (const ticks of [sessionTicks, userTicks]) {
      assert.deepEqual(
        ticks.map(({ label }) => label),
        ["0", "1"],
      );
    }
  });

  test("measures users and peak on a scale of their own, so that many sessions do not flatten them", () => {
    const counts = { sessions: 569, users: 18, peak: 35 };
    const { sessionTicks, userTicks } = toDaysFigure(defaultWording("en"), "2026-11", [
      { period: "2026-11-01", state: "recorded", counts },
    ]).drawing;
    assert.deepEqual(
      sessionTicks.map(({ count }) => count),
      [0, 200, 400, 600],
    );
    assert.deepEqual(
      userTicks.map(({ count }) => count),
      [0, 20, 40],
    );
  });
});

describe("the chart of all months", () => {
  test("goes from the first month with sessions to the current one, also over months without any", () => {
    const index = indexAll(input);
    const { months, hasOlder } = toMonthsChart(index, toRecorded(index));
    assert.deepEqual(
      months.map(({ period, state, counts }) => `${period} ${state} ${counts.sessions} ${counts.users} ${counts.peak}`),
      ["2026-08 recorded 1 1 1", "2026-09 unrecorded 0 0 0", "2026-10 unrecorded 0 0 0", "2026-11 recorded 4 2 2"],
    );
    assert.equal(hasOlder, false);
    assert.match(toMonthsFigure("de", { months, hasOlder }).summary, /in 2 Monaten keine Daten$/);
  });

  test("knows a month in which somebody looked and nobody was connected", () => {
    const watched = { ...input, monitored: [monitored("2026-10-31T22:00:00Z", "2026-10-31T22:30:00Z")] };
    const index = indexAll(watched);
    const { months } = toMonthsChart(index, toRecorded(index, watched));
    assert.equal(months.find(({ period }) => period === "2026-10")?.state, "recorded");
  });

  test("shows the newest sixty and says so, and nothing that a wrong clock dated to months to come", () => {
    const long = exampleInput({
      endedSessions: [
        session("anna", "2027-03-03T12:00:00Z", "2027-03-03T13:00:00Z"),
        session("anna", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
        session("anna", "2021-12-15T12:00:00Z", "2021-12-15T13:00:00Z"),
        session("anna", "2021-11-15T12:00:00Z", "2021-11-15T13:00:00Z"),
      ],
    });
    const index = indexAll(long);
    const { months, hasOlder } = toMonthsChart(index, toRecorded(index, long));
    assert.equal(months.length, 60);
    assert.equal(months[0]?.period, "2021-12");
    assert.equal(months.at(-1)?.period, "2026-11");
    assert.match(toMonthsFigure("en", { months, hasOlder }).summary, /only the newest 60 months$/);
  });

  test("does not begin with years of nothing because a clock once stood at 1970", () => {
    const odd = exampleInput({
      endedSessions: [
        session("anna", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
        session("anna", "1970-01-01T12:00:00Z", "1970-01-01T13:00:00Z"),
      ],
    });
    const index = indexAll(odd);
    assert.deepEqual(
      toMonthsChart(index, toRecorded(index, odd)).months.map(({ period }) => period),
      ["2026-11"],
    );
  });

  test("is not there without any session", () => {
    const index = indexAll(exampleInput({}));
    assert.deepEqual(toMonthsChart(index, toRecorded(index)).months, []);
  });
});

describe("the labels below a chart of days or months", () => {
  test("name each weekend, and keep the numbers of Mondays where the chart is narrow", () => {
    // 2026-11-01 is a Sunday.
    const days = Array.from({ length: 30 }, (_, index) => `2026-11-${String(index + 1).padStart(2, "0")}`);
    const { labels, boundaries, slotCount } = toDayAxis("en", days);
    assert.equal(slotCount, 30);
    assert.deepEqual(boundaries, [1, 8, 15, 22, 29]);
    const major = labels.filter(({ row, fromPx }) => row === 0 && fromPx === 0);
    assert.deepEqual(
      major.map(({ text }) => text),
      ["2", "9", "16", "23", "30"],
    );
    assert.deepEqual(
      labels.filter(({ row }) => row === 1).map(({ text, at: place }) => `${text} ${place}`),
      ["Sun 0.5", "Sat Sun 7", "Sat Sun 14", "Sat Sun 21", "Sat Sun 28"],
    );
    assert.equal(toDayAxis("de", days.slice(0, 7)).labels.at(-1)?.text, "Sa");
  });

  /** The width of a letter, and the least plots of charts that show all labels, those from 400 px and the others. */
  const LETTER_PX = 7;
  const PLOT_PX = { 0: 198, 400: 336, 560: 496 } as const;

  test("do not overlap at any width, however many months there are", () => {
    for (let count = 1; count <= 60; count++) {
      for (let first = 0; first < 12; first++) {
        const months = Array.from({ length: count }, (_, index) => {
          const number = first + index;
          return `${2021 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
        });
        const { labels, slotCount } = toMonthAxis("en", months);
        for (const width of [0, 400, 560] as const) {
          for (const row of [0, 1]) {
            const shown = labels
              .filter((label) => label.row === row && label.fromPx <= width)
              .sort((a, b) => a.at - b.at);
            for (const [index, label] of shown.entries()) {
              const next = shown[index + 1];
              if (next === undefined) continue;
              const lettersPx = ((label.text.length + next.text.length) / 2) * LETTER_PX;
              const distancePx = ((next.at - label.at) / slotCount) * PLOT_PX[width];
              assert.ok(distancePx >= lettersPx, `${count} months from ${months[0]}, from ${width} px on`);
            }
          }
        }
      }
    }
  });

  test("name the year of every January", () => {
    const months = Array.from({ length: 60 }, (_, index) => {
      return `${2022 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
    });
    const years = toMonthAxis("en", months).labels.filter(({ row }) => row === 1);
    assert.deepEqual(
      years.map(({ text }) => text),
      ["2022", "2023", "2024", "2025", "2026"],
    );
    assert.deepEqual(toMonthAxis("en", months).boundaries, [0, 12, 24, 36, 48]);
  });
});
