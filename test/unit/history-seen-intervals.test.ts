import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gapLimitSeconds, seenIntervals, toSampleSteps } from "../../src/history/seen-intervals.js";
import { chartSample } from "../support/chart-samples.js";
import { HistoryRun } from "../support/run-history.js";
import { makeClient } from "../support/make-client.js";

const MINUTE = 60;
const HOUR = 3600;
const START = Date.parse("2026-11-21T08:00:00Z") / 1000;

describe("how long after a look a source counts as looked at", () => {
  const limits: readonly (readonly [what: string, steps: readonly number[], limit: number])[] = [
    ["of a source that was seen once is stale_after", [], 300],
    ["is stale_after where it changes often", [60, 60, 60, 60, 60], 300],
    ["is 2.5 times the interval where that is longer, from the second look on", [600], 1500],
    ["of two looks that are far apart is stale_after: a run by hand, and cron on the next day", [20 * HOUR], 300],
    ["of three steps is believed, however long", [HOUR, HOUR, HOUR], 2.5 * HOUR],
    ["does not follow one outage among two steps", [60, 2 * HOUR], 300],
    ["does not follow two outages in a row", [60, 60, 60, 2 * HOUR, 2 * HOUR], 300],
    ["follows a source that changes less often than before", [60, 60, 600, 600, 600], 1500],
  ];
  for (const [what, steps, limit] of limits) {
    it(what, () => {
      assert.equal(gapLimitSeconds(steps, 300), limit);
    });
  }
});

describe("a gap between two looks", () => {
  const at = (...minutes: readonly number[]) =>
    minutes.map((minute) => chartSample(new Date((START + minute * MINUTE) * 1000).toISOString(), 1));
  const gaps = (...minutes: readonly number[]) =>
    toSampleSteps(at(...minutes), 300).map(({ isAfterGap }) => isAfterGap);

  it("is before the first one, and where a step is longer than its source's steps allow", () => {
    assert.deepEqual(gaps(0, 1, 2, 9, 10), [true, false, false, true, false]);
    assert.deepEqual(gaps(0, 10, 20, 44, 70), [true, false, false, false, true]);
    // Of the last five steps three are of ten minutes or more.
    assert.deepEqual(gaps(0, 10, 20, 30, 31, 32, 52), [true, false, false, false, false, false, false]);
  });

  it("is the same in two parts, where the second one goes on from the first one's last look", () => {
    const minutes = [0, 10, 20, 30, 31, 32, 60, 61, 62, 63, 200, 210, 220];
    const whole = toSampleSteps(at(...minutes), 300);
    for (let cut = 1; cut < minutes.length; cut++) {
      const first = toSampleSteps(at(...minutes.slice(0, cut)), 300);
      assert.deepEqual([...first, ...toSampleSteps(at(...minutes.slice(cut)), 300, first.at(-1))], whole);
    }
  });

  it("ends with a sample that has no traffic, and only then", () => {
    const run = new HistoryRun();
    const moved = (minute: number, bytes: number): number => {
      const seconds = START + minute * MINUTE;
      run.see(seconds, [makeClient({ name: "kay", since: START, received: bytes })]);
      return run.known.samples.at(-1)?.bytesReceived ?? -1;
    };
    assert.deepEqual(
      [moved(0, 100), moved(10, 200), moved(20, 300), moved(44, 400), moved(80, 500), moved(90, 600)],
      [0, 100, 100, 100, 0, 100],
    );
  });
});

describe("what is stale", () => {
  it("asks for samples only where a snapshot is older than stale_after", () => {
    const intervals = seenIntervals(() => assert.fail("samples were read"), 300);
    assert.equal(intervals.isStale("berlin", 300), false);
    assert.equal(intervals.isGap("berlin", 300), false);
  });

  it("is told of each server by its own samples; the site is out of date by the one that changes most often", () => {
    const samples = [0, 10, 20].flatMap((minute) => {
      const time = new Date((START + minute * MINUTE) * 1000).toISOString();
      return [chartSample(time, 1, "slow"), chartSample(time, 1, "other")];
    });
    const { isStale, isGap, siteLimitSeconds } = seenIntervals(() => samples, 300);
    assert.deepEqual([isStale("slow", 1500), isStale("slow", 1501), isStale("unknown", 301)], [false, true, true]);
    assert.deepEqual(
      [isGap("slow", 1500), isGap("slow", 1501), isGap("unknown", 1800), isGap("unknown", 1801)],
      [false, true, false, true],
    );
    assert.deepEqual(
      [siteLimitSeconds(["slow"]), siteLimitSeconds([]), siteLimitSeconds(["slow", "missing"])],
      [1500, 300, 1500],
    );
    const fast = [
      ...samples,
      ...[21, 22, 23, 24, 25].map((minute) =>
        chartSample(new Date((START + minute * MINUTE) * 1000).toISOString(), 1, "fast"),
      ),
    ];
    assert.equal(seenIntervals(() => fast, 300).siteLimitSeconds(["slow", "fast"]), 300);
  });
});
