import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { englishProblems } from "../../src/text/i18n/problem-texts-en.js";
import {
  nextCoverage,
  toCoveredSpans,
  type EventCoverage,
  type EventReport,
} from "../../src/history/event-coverage.js";
import { readCsv, writeCsv } from "../../src/history/csv-table.js";
import { SOURCE_CSV } from "../../src/history/source-csv.js";
import { NO_CLOCK } from "../../src/history/server-clock.js";
import type { SourceRow } from "../../src/history/source-state.js";
import type { ObservedEvents } from "../../src/history/observed-events.js";
import { connectEvent, disconnectEvent } from "../support/make-event.js";

const NOW = 1000;

function observe(...events: ObservedEvents["events"]): ObservedEvents {
  const position = { file: "/e", offset: 0, tail: "" };
  return { events, position, finished: [], isFirstRead: false, flaw: null };
}

const connect = (since: number): ObservedEvents["events"][number] => connectEvent({ name: "alice", since });
const disconnect = (since: number, end: number): ObservedEvents["events"][number] =>
  disconnectEvent({ name: "alice", since, end });

function next(before: EventCoverage | undefined, news: Partial<EventReport>): EventCoverage | undefined {
  const usual = { events: observe(), trouble: undefined, unclearSeconds: null, isNewServer: false, nowSeconds: NOW };
  return nextCoverage(before, { ...usual, ...news });
}

const COVERED: EventCoverage = { current: { startSeconds: 100, endSeconds: 500 }, past: [] };
const OVER: EventCoverage = { current: null, past: [{ startSeconds: 100, endSeconds: 500 }] };

describe("the time that events cover", () => {
  it("begins with the run that reads the first event", () => {
    assert.equal(next(undefined, {}), undefined);
    const begun = next(undefined, { events: observe(connect(900)) });
    assert.deepEqual(begun, { current: { startSeconds: NOW, endSeconds: NOW }, past: [] });
  });
  it("of a new server begins with the run, or with an earlier event", () => {
    const current = { startSeconds: NOW, endSeconds: NOW };
    assert.deepEqual(next(undefined, { isNewServer: true })?.current, current);
    const news = { isNewServer: true, events: observe(disconnect(700, 800), connect(900)) };
    assert.deepEqual(next(undefined, news)?.current, { startSeconds: 800, endSeconds: 900 });
  });
  it("does not begin while something is wrong", () => {
    for (const trouble of ["unreadable", "lines", "silent"] as const) {
      const news = { trouble, isNewServer: true, events: observe(connect(900)) };
      assert.equal(next(undefined, news)?.current ?? null, null, trouble);
    }
  });
  it("goes on with each run, to the last event", () => {
    assert.deepEqual(next(COVERED, {}), COVERED);
    const current = { startSeconds: 100, endSeconds: 800 };
    assert.deepEqual(
      next(COVERED, { events: observe(connect(700), disconnect(50, 800), connect(750)) })?.current,
      current,
    );
    assert.deepEqual(next(COVERED, { events: observe(disconnect(50, 400)) }), COVERED);
  });
  it("goes on after a run that could not read the file", () => {
    assert.deepEqual(next(COVERED, { trouble: "unreadable" }), COVERED);
  });
  it("is over with a lost line, a session without event, or no event file, at its last event", () => {
    assert.deepEqual(next(COVERED, { trouble: "lines", events: observe(connect(900)) }), OVER);
    assert.deepEqual(next(COVERED, { trouble: "silent" }), OVER);
    assert.deepEqual(next(COVERED, { events: undefined }), OVER);
    assert.equal(next(undefined, { events: undefined }), undefined);
  });
  it("ends at the last proof of a session if the day of its end is unknown", () => {
    const past = [{ startSeconds: 100, endSeconds: 300 }];
    assert.deepEqual(next(COVERED, { unclearSeconds: 300, events: observe(connect(900)) }), { current: null, past });
    assert.deepEqual(next(COVERED, { unclearSeconds: 700 }), OVER);
    assert.deepEqual(next(COVERED, { unclearSeconds: 90 }), { current: null, past: [] });
  });
  it("begins again with an event, beside the earlier time", () => {
    assert.deepEqual(next(OVER, {}), OVER);
    assert.deepEqual(next(OVER, { events: undefined }), OVER);
    const again = next(OVER, { events: observe(connect(900)) });
    assert.deepEqual(again, { current: { startSeconds: NOW, endSeconds: NOW }, past: OVER.past });
  });
  it("is remembered 32 times", () => {
    const past = Array.from({ length: 32 }, (_, index) => ({ startSeconds: index, endSeconds: index + 1 }));
    const after = next({ ...COVERED, past }, { trouble: "lines" });
    assert.deepEqual(after?.past, [...past.slice(1), ...OVER.past]);
  });
  it("reaches beyond its last event unless something is wrong at present", () => {
    assert.deepEqual(toCoveredSpans(COVERED, undefined), [{ startSeconds: 100, endSeconds: Infinity }]);
    assert.deepEqual(toCoveredSpans(COVERED, "unreadable"), OVER.past);
    assert.deepEqual(toCoveredSpans(OVER, undefined), OVER.past);
  });
});

describe("the time that events cover, in sources.csv", () => {
  const row: SourceRow = {
    server: "vpn",
    source: "/run/a",
    state: "ok",
    stateSinceSeconds: NOW,
    reported: false,
    rowsReported: false,
    keepReported: false,
    ...NO_CLOCK,
  };
  it("reads back", () => {
    const [first = { startSeconds: 0, endSeconds: 0 }] = OVER.past;
    const all: readonly EventCoverage[] = [
      COVERED,
      OVER,
      { ...COVERED, past: [first, { startSeconds: 600, endSeconds: 700 }] },
    ];
    const rows = [row, ...all.map((eventCoverage) => ({ ...row, eventCoverage }))];
    assert.deepEqual(readCsv(SOURCE_CSV, writeCsv(SOURCE_CSV, rows)), { kind: "rows", rows });
  });
  it("is refused if it cannot be understood", () => {
    const good = writeCsv(SOURCE_CSV, [{ ...row, eventCoverage: OVER }]);
    for (const wrong of ["1970-01-01T00:01:40Z", "a/b", "1970-01-01T00:01:40Z/1970-01-01T00:01:41Z/x"]) {
      const bad = readCsv(SOURCE_CSV, good.replace("1970-01-01T00:01:40Z/1970-01-01T00:08:20Z", wrong));
      assert.ok(bad.kind === "broken", wrong);
      assert.match(bad.what(englishProblems), /events_before: expected times like/, wrong);
    }
  });
});
