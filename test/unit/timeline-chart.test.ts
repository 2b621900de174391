import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { MonitoredSpan } from "../../src/history/monitoring.js";
import type { Session } from "../../src/history/session.js";
import { monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { makeLiveCharts } from "../../src/site/charts/site-charts.js";
import { emptyDay } from "../../src/rollup/days.js";
import { indexAll } from "../support/full-index.js";
import { toTimelineChart, type TimelineBar } from "../../src/site/charts/timeline/timeline-chart.js";
import { toTimelineFigure } from "../../src/site/charts/timeline/timeline-figure.js";
import { at, BERLIN, exampleInput, exampleSession } from "../support/example-site.js";

const DAY = "2026-11-20";
const HOUR = 3600;

function session(user: string, start: string, end: string | null, fields: Partial<Session> = {}): Session {
  return exampleSession({ user, startSeconds: at(start), endSeconds: end === null ? null : at(end), ...fields });
}

function span(start: string, end: string, server = "berlin"): MonitoredSpan {
  return { server, startSeconds: at(start), endSeconds: at(end) };
}

/** The example site's today is 2026-11-21. */
function toChart(sessions: readonly Session[], day = DAY, monitored: readonly MonitoredSpan[] = [], asOfSeconds = 0) {
  const input = exampleInput({
    endedSessions: sessions.filter(({ endSeconds }) => endSeconds !== null),
    openSessions: sessions.filter(({ endSeconds }) => endSeconds === null),
  });
  const index = indexAll(input);
  const entry = index.days.get(day);
  assert.ok(entry !== undefined);
  return toTimelineChart(index, entry, monitoringGaps(monitored, 300), {
    mostLanes: 40,
    runningFirst: false,
    asOfSeconds,
  });
}

const WORDS = { peak: 3, language: "en", zone: BERLIN } as const;

const toFigure = (sessions: readonly Session[], day?: string, monitored?: readonly MonitoredSpan[]) =>
  toTimelineFigure(toChart(sessions, day, monitored), WORDS, "charts/timeline.svg");

/** `<` and `>` where a bar sticks out of the day, `~` where its end is not known. */
function barText({ startSeconds, endSeconds, row, isFromBefore, goesOn, isRunning }: TimelineBar): string {
  return `${isFromBefore ? "<" : ""}${startSeconds / HOUR}-${endSeconds / HOUR}${goesOn ? ">" : ""}${isRunning ? "~" : ""} ${row}`;
}

const toLanes = (sessions: readonly Session[], day?: string) =>
  toChart(sessions, day).lanes.map(({ user, bars }) => `${user}: ${bars.map(barText).join(", ")}`);

describe("a day's timeline", () => {
  test("has a lane for each user, in the order of the table: the newest session first", () => {
    const sessions = [
      session("carol", "2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"),
      session("bob", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
      session("alice", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
      session("bob", "2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z"),
    ];
    assert.deepEqual(toLanes(sessions), ["bob: 9-10 0, 13-14 0", "carol: 10-11 0", "alice: 9-10 0"]);
  });

  test("sets sessions of one user that overlap below each other, in at most four rows", () => {
    const sessions = [0, 1, 2, 3, 4].map((minute) =>
      session("alice", `2026-11-20T08:0${minute}:00Z`, "2026-11-20T09:00:00Z"),
    );
    const [lane] = toChart([...sessions, session("alice", "2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z")]).lanes;
    assert.ok(lane !== undefined);
    assert.equal(lane.rowCount, 4);
    assert.deepEqual(
      lane.bars.map(({ row }) => row),
      [0, 1, 2, 3, 3, 0],
    );
  });

  test("clips a session at both midnights of the site's zone, on each of its days", () => {
    const sessions = [session("alice", "2026-11-18T20:00:00Z", "2026-11-20T01:00:00Z")];
    assert.deepEqual(toLanes(sessions, "2026-11-18"), ["alice: 21-24> 0"]);
    assert.deepEqual(toLanes(sessions, "2026-11-19"), ["alice: <0-24> 0"]);
    assert.deepEqual(toLanes(sessions, "2026-11-20"), ["alice: <0-2 0"]);
  });

  test("does not go on from a session that ended at midnight", () => {
    const sessions = [
      session("alice", "2026-11-19T20:00:00Z", "2026-11-19T23:00:00Z"),
      session("bob", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
    ];
    assert.deepEqual(toLanes(sessions, "2026-11-19"), ["alice: 21-24 0"]);
    assert.deepEqual(toLanes(sessions, "2026-11-20"), ["bob: 9-10 0"]);
  });

  test("counts the seconds of days of 25 and of 23 hours", () => {
    const autumn = [session("alice", "2026-10-25T02:00:00Z", "2026-10-25T12:00:00Z")];
    assert.equal(toChart(autumn, "2026-10-25").lengthSeconds, 25 * HOUR);
    assert.deepEqual(toLanes(autumn, "2026-10-25"), ["alice: 4-14 0"]);
    const spring = [session("alice", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z")];
    assert.equal(toChart(spring, "2026-03-29").lengthSeconds, 23 * HOUR);
    assert.deepEqual(toLanes(spring, "2026-03-29"), ["alice: <0-23> 0"]);
    const ticks = toFigure(autumn, "2026-10-25").drawing.hourTicks.map(
      (tick) => `${tick.atSeconds / HOUR} ${tick.label}`,
    );
    assert.deepEqual(ticks.slice(0, 3), ["0 00:00", "4 03:00", "7 06:00"]);
  });

  test("draws a running session no further than what is known, and as running only on the day it was last seen", () => {
    const running = session("alice", "2026-11-20T12:00:00Z", null, { lastSeenSeconds: at("2026-11-21T14:12:00Z") });
    const ended = session("bob", "2026-11-21T08:00:00Z", "2026-11-21T09:30:00Z");
    assert.deepEqual(toLanes([running], "2026-11-20"), ["alice: 13-24> 0"]);
    // Until the last change of the day, on a page that is not made in every run.
    assert.deepEqual(toLanes([running, ended], "2026-11-21"), ["bob: 9-10.5 0", "alice: <0-10.5~ 0"]);
    const later = { ...running, lastSeenSeconds: at("2026-11-21T14:13:00Z"), bytesReceived: 5_000_000 };
    assert.deepEqual(toFigure([later, ended], "2026-11-21"), toFigure([running, ended], "2026-11-21"));
    const live = toChart([running, ended], "2026-11-21", [], at("2026-11-21T14:12:00Z"));
    assert.deepEqual(
      live.lanes.map(({ bars }) => bars.map(barText)),
      [["9-10.5 0"], ["<0-15.2~ 0"]],
    );
    assert.equal(live.asOfSeconds, 15.2 * HOUR);
  });

  test("says until when it is known who was connected, and nothing on a day that is over", () => {
    const sessions = [session("bob", "2026-11-21T08:00:00Z", "2026-11-21T09:30:00Z")];
    const toNow = (asOfSeconds: number) =>
      toTimelineFigure(toChart(sessions, "2026-11-21", [], asOfSeconds), WORDS, "x.svg").drawing.now;
    assert.deepEqual(toNow(0), { atSeconds: 10.5 * HOUR, label: "as of 10:30" });
    assert.deepEqual(toNow(at("2026-11-21T14:12:00Z")), { atSeconds: 15.2 * HOUR, label: "as of 15:12" });
    const over = [session("bob", "2026-11-20T08:00:00Z", "2026-11-20T09:30:00Z")];
    assert.equal(toFigure(over).drawing.now, null);
  });

  test("shows the 39 users with the most time, and when any of the others was connected", () => {
    const sessions = Array.from({ length: 300 }, (_, index) => {
      const startSeconds = at("2026-11-20T06:00:00Z") + index * 60;
      return exampleSession({ user: `user${index}`, startSeconds, endSeconds: startSeconds + 600 + index });
    });
    const { lanes, others, userCount } = toChart(sessions);
    assert.equal(userCount, 300);
    assert.deepEqual(
      lanes.map(({ user }) => user),
      Array.from({ length: 39 }, (_, index) => `user${299 - index}`),
    );
    assert.deepEqual(others, {
      userCount: 261,
      spans: [{ startSeconds: 7 * HOUR, endSeconds: 7 * HOUR + 260 * 60 + 600 + 260 }],
    });
    assert.equal(toChart(sessions.slice(0, 40)).others, null);
  });
});

describe("a timeline's gaps in monitoring", () => {
  const sessions = [
    session("alice", "2026-11-19T08:00:00Z", "2026-11-20T09:00:00Z"),
    session("alice", "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z"),
  ];
  const toGaps = (monitored: readonly MonitoredSpan[], day?: string) =>
    toChart(sessions, day, monitored).gaps.map(({ startSeconds, endSeconds }) => [
      startSeconds / HOUR,
      endSeconds / HOUR,
    ]);

  test("are where no server was looked at, cut at midnight", () => {
    const monitored = [
      span("2026-11-19T00:30:00Z", "2026-11-19T22:00:00Z"),
      span("2026-11-20T01:00:00Z", "2026-11-20T08:00:00Z"),
      span("2026-11-20T07:00:00Z", "2026-11-20T10:00:00Z", "munich"),
      span("2026-11-20T11:00:00Z", "2026-11-21T14:00:00Z"),
    ];
    assert.deepEqual(toGaps(monitored, "2026-11-19"), [
      [0, 1.5],
      [23, 24],
    ]);
    assert.deepEqual(toGaps(monitored, "2026-11-20"), [
      [0, 2],
      [11, 12],
    ]);
    assert.deepEqual(toGaps(monitored, "2026-11-21"), []);
  });

  test("are not told of a day before anybody looked, nor after the last look of today", () => {
    const monitored = [
      span("2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z"),
      span("2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z"),
    ];
    assert.deepEqual(toGaps(monitored, "2026-11-19"), []);
    assert.deepEqual(toGaps(monitored, "2026-11-21"), [[0, 9]]);
    assert.deepEqual(toGaps([]), []);
  });

  test("are not claimed of the time whose samples have been deleted, by UTC day", () => {
    assert.deepEqual(toGaps([span("2026-11-20T00:00:40Z", "2026-11-22T00:00:00Z")]), []);
    assert.deepEqual(toGaps([span("2026-11-20T00:20:00Z", "2026-11-22T00:00:00Z")]), [[0, 1 + 1 / 3]]);
  });

  test("do not change when monitoring goes on on a later day", () => {
    const monitored = [span("2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z")];
    assert.deepEqual(toGaps(monitored), [
      [0, 13],
      [14, 24],
    ]);
    assert.deepEqual(toGaps([...monitored, span("2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z")]), toGaps(monitored));
  });
});

describe("a timeline's figure", () => {
  test("says how many were there, and leads from each bar to the session's row, which an older day's page lacks of what runs", () => {
    const figure = toFigure([
      session("alice", "2026-11-19T20:00:00Z", "2026-11-20T01:00:00Z", { id: "a1" }),
      session("bob", "2026-11-20T08:00:00Z", null, { id: "b1", lastSeenSeconds: at("2026-11-20T10:00:00Z") }),
      session("", "2026-11-20T22:00:00Z", "2026-11-20T23:30:00Z", { id: "c1" }),
    ]);
    assert.equal(figure.summary, "3 sessions of 3 users · at most 3 at one time");
    const notes = figure.drawing.lanes.map(({ bars }) => bars.map(({ note }) => [note.title, note.href]));
    assert.deepEqual(notes, [
      [["(no name), 23:00 – a later day", "/history/2026-11/20/index.html#c1"]],
      [["bob, 09:00 – running", undefined]],
      [["alice, an earlier day – 02:00", "/history/2026-11/19/index.html#a1"]],
    ]);
    assert.equal(figure.table, null);
  });

  test("leads to the further page that has the row, and nowhere where only that page would have a running one", () => {
    const ended = Array.from({ length: 450 }, (_, number) => {
      const startSeconds = at("2026-11-20T00:00:00Z") + 60 * number;
      return exampleSession({ user: "alice", id: `s${number}`, startSeconds, endSeconds: startSeconds + 30 });
    });
    const running = session("bob", "2026-11-20T00:00:20Z", null, {
      id: "r",
      lastSeenSeconds: at("2026-11-20T23:00:00Z"),
    });
    const { lanes } = toFigure([...ended, running]).drawing;
    const links = lanes.flatMap(({ bars }) => bars.map(({ note }) => note.href));
    const page = "/history/2026-11/20";
    for (const link of [
      `${page}/1.html#s0`,
      `${page}/1.html#s198`,
      `${page}/index.html#s199`,
      `${page}/index.html#s449`,
    ])
      assert.ok(links.includes(link), link);
    assert.equal(links.filter((link) => link === undefined).length, 1);
  });

  test("makes running sessions stand out, and all look the same where none is running", () => {
    const ended = session("alice", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z");
    const running = session("bob", "2026-11-20T07:00:00Z", null, { lastSeenSeconds: at("2026-11-20T10:00:00Z") });
    const look = (sessions: readonly Session[]) => {
      const { drawing, legend } = toFigure(sessions);
      return [drawing.lanes.map(({ bars }) => bars.map(({ isSoft }) => isSoft)), legend];
    };
    assert.deepEqual(look([ended]), [[[false]], []]);
    assert.deepEqual(look([ended, running]), [
      [[true], [false]],
      [
        { sign: "line", label: "running" },
        { sign: "soft", label: "ended" },
      ],
    ]);
  });

  test("names the times without data", () => {
    const sessions = [session("alice", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")];
    const spans = ["02", "04", "06", "08", "10", "12"].map((hour) =>
      span(`2026-11-20T${hour}:00:00Z`, `2026-11-20T${hour}:59:00Z`),
    );
    const { legend, summary } = toFigure(sessions, DAY, [
      ...spans,
      span("2026-11-20T13:00:00Z", "2026-11-21T01:00:00Z"),
    ]);
    assert.deepEqual(legend, [{ sign: "gap", label: "no data 00:00–03:00, 03:59–05:00, 05:59–07:00 and 4 more" }]);
    assert.match(summary, /no data for 5 h 06 min · recording since 03:00$/);
  });

  test("ends with the label of midnight", () => {
    const { hourTicks } = toFigure([session("alice", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")]).drawing;
    assert.deepEqual(
      hourTicks.map(({ label, isMinor }) => (isMinor ? `(${label})` : label)),
      ["00:00", "(03:00)", "06:00", "(09:00)", "12:00", "(15:00)", "18:00", "(21:00)", "24:00"],
    );
  });

  test("shows the characters of a name that would turn or hide others", () => {
    const { drawing } = toFigure([session("\u202Elive\u202C.exe", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")]);
    assert.match(drawing.lanes[0]?.label ?? "", /^\(U\+202E\)live/);
    assert.equal(drawing.lanes[0]?.bars[0]?.note.title, "(U+202E)live(U+202C).exe, 09:00 – 10:00");
  });

  test("cuts long names for the picture, and leaves them whole in words", () => {
    const user = "a.very.long.name.of.somebody@example.org";
    const [lane] = toFigure([session(user, "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")]).drawing.lanes;
    assert.match(lane?.label ?? "", /^a\.very\.long\.name.*…$/);
    assert.equal(lane?.bars[0]?.note.title, `${user}, 09:00 – 10:00`);
  });
});

test("the overview's has those who are connected first, and shows them rather than who was on longest", () => {
  const sessions = [
    session("late", "2026-11-21T13:00:00Z", "2026-11-21T13:30:00Z"),
    session("long", "2026-11-21T01:00:00Z", "2026-11-21T12:00:00Z"),
    session("short", "2026-11-21T05:00:00Z", "2026-11-21T05:10:00Z"),
    session("on", "2026-11-21T13:50:00Z", null),
    session("on-too", "2026-11-21T12:50:00Z", null),
  ];
  const input = exampleInput({
    endedSessions: sessions.filter(({ endSeconds }) => endSeconds !== null),
    openSessions: sessions.filter(({ endSeconds }) => endSeconds === null),
  });
  const index = indexAll(input);
  const entry = index.days.get("2026-11-21");
  assert.ok(entry !== undefined);
  const draw = (mostLanes: number, runningFirst: boolean) => {
    const options = { mostLanes, runningFirst, asOfSeconds: at("2026-11-21T14:00:00Z") };
    const { lanes, others } = toTimelineChart(index, entry, monitoringGaps([], 300), options);
    return [...lanes.map(({ user }) => user), others?.userCount ?? 0];
  };
  assert.deepEqual(draw(5, true), ["on", "on-too", "late", "short", "long", 0]);
  assert.deepEqual(draw(4, true), ["on", "on-too", "long", 2]);
  assert.deepEqual(draw(4, false), ["late", "on-too", "long", 2]);
});

test("nobody was connected on a day that is known as a whole; of any other, that is not said in its picture", () => {
  const noteOf = (monitored: readonly MonitoredSpan[]): string | false => {
    const input = exampleInput({ nowSeconds: at("2026-11-21T14:12:07Z"), monitored });
    const drawing = makeLiveCharts(input, indexAll(input)).overview[0]?.makeFigure().drawing;
    return drawing?.kind === "timeline" && drawing.note;
  };
  assert.equal(noteOf([span("2026-11-19T12:00:00Z", "2026-11-21T14:12:00Z")]), "Nobody was connected");
  assert.equal(
    noteOf([
      span("2026-11-19T12:00:00Z", "2026-11-19T13:00:00Z"),
      span("2026-11-21T14:00:00Z", "2026-11-21T14:12:00Z"),
    ]),
    "",
  );
});

describe("the overview's timeline of a day on which nobody came", () => {
  const toToday = (monitored: readonly MonitoredSpan[], more: Partial<Parameters<typeof exampleInput>[0]> = {}) => {
    const input = exampleInput({ nowSeconds: at("2026-11-21T14:12:07Z"), monitored, ...more });
    const [today] = makeLiveCharts(input, indexAll(input)).overview;
    assert.equal(today?.path, "charts/today.svg");
    const { title, summary, drawing } = today.makeFigure();
    assert.equal(title, "Today: who was connected when");
    assert.ok(drawing.kind === "timeline");
    assert.equal(drawing.now?.label, "as of 15:10");
    return { summary, note: drawing.note, gaps: drawing.gaps.map(({ title: words }) => words) };
  };
  test("says that nobody came, if the server was checked", () => {
    const monitored = [span("2026-11-20T10:00:00Z", "2026-11-21T14:12:00Z")];
    assert.deepEqual(toToday(monitored), { summary: "Nobody was connected", note: "Nobody was connected", gaps: [] });
  });
  test("says that nothing is known, if no server was ever checked", () => {
    const gaps = ["No data from 00:00 to 15:10"];
    assert.deepEqual(toToday([]), { summary: "no data for 15 h 10 min", note: "", gaps });
  });
  test("says nothing of that where sessions are known, as after an import", () => {
    const endedSessions = [session("alice", "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z")];
    const { summary, gaps } = toToday([], { endedSessions });
    assert.match(summary, /^1 session of 1 user/);
    assert.deepEqual(gaps, []);
  });
});

test("a day that is over says that nobody came, unless nothing at all is known of it", () => {
  const toSummary = (...checked: readonly MonitoredSpan[]): string => {
    const chart = toTimelineChart(indexAll(exampleInput({})), emptyDay(DAY), monitoringGaps(checked, 300), {
      mostLanes: 40,
      runningFirst: false,
      asOfSeconds: at("2026-11-21T14:12:07Z"),
    });
    return toTimelineFigure(chart, { ...WORDS, peak: 0 }, "charts/timeline.svg").summary;
  };
  const [before, after] = [
    span("2026-11-18T10:00:00Z", "2026-11-18T11:00:00Z"),
    span("2026-11-21T10:00:00Z", "2026-11-21T11:00:00Z"),
  ];
  assert.equal(toSummary(before, after), "no data for 1 d 0 h 00 min");
  const [morning, evening] = [
    span("2026-11-18T10:00:00Z", "2026-11-20T06:00:00Z"),
    span("2026-11-20T18:00:00Z", "2026-11-21T11:00:00Z"),
  ];
  assert.equal(toSummary(morning, after), "Nobody was connected · no data for 17 h 00 min");
  assert.equal(toSummary(before, evening), "Nobody was connected · no data for 19 h 00 min");
  assert.equal(toSummary(), "Nobody was connected", "of the time before the first check, only sessions are known");
});
