import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gapsIn, monitoringGaps } from "../../src/site/charts/monitoring-gaps.js";
import { at } from "../support/make-session.js";

const NIGHT = at("2026-11-21T00:00:00Z");
const HOUR = 3600;
const DAY = { startSeconds: NIGHT, endSeconds: NIGHT + 24 * HOUR };
const LIMIT = 300;

const checked = (...hours: readonly (readonly [from: number, to: number])[]) =>
  monitoringGaps(
    hours.map(([from, to]) => ({ server: "vpn", startSeconds: NIGHT + from * HOUR, endSeconds: NIGHT + to * HOUR })),
    LIMIT,
  );
const toHours = (gaps: readonly { readonly startSeconds: number; readonly endSeconds: number }[]): number[][] =>
  gaps.map(({ startSeconds, endSeconds }) => [(startSeconds - NIGHT) / HOUR, (endSeconds - NIGHT) / HOUR]);

describe("the time before the first check of all", () => {
  it("is a gap of its day, since it is known that nobody looked", () => {
    assert.deepEqual(toHours(gapsIn(checked([6, 24]), DAY, true)), [[0, 6]]);
  });
  it("is none if the samples begin with a UTC day: those of the day before may have been deleted", () => {
    for (const first of [0, LIMIT / HOUR]) {
      const gaps = checked([first, 24]);
      assert.equal(gaps.isFirstEver, false);
      assert.deepEqual(gapsIn(gaps, DAY, true), []);
    }
    assert.equal(checked([(LIMIT + 1) / HOUR, 24]).isFirstEver, true);
    assert.equal(checked().isFirstEver, false);
  });
  it("is nothing of a day before it, nor of one after it", () => {
    const gaps = checked([30, 72]);
    assert.deepEqual(gapsIn(gaps, DAY, true), []);
    const next = { startSeconds: DAY.endSeconds + 24 * HOUR, endSeconds: DAY.endSeconds + 48 * HOUR };
    assert.deepEqual(gapsIn(gaps, next, true), []);
  });
});

describe("the time between checks, and after the last one", () => {
  it("is a gap, cut to the day; after the last check only once the day is over", () => {
    const gaps = checked([-9, -3], [2, 6], [8, 20]);
    assert.deepEqual(toHours(gapsIn(gaps, DAY, false)), [[0, 2], [6, 8]]); // prettier-ignore
    assert.deepEqual(toHours(gapsIn(gaps, DAY, true)), [[0, 2], [6, 8], [20, 24]]); // prettier-ignore
  });
  it("is none while another server was checked", () => {
    assert.deepEqual(toHours(checked([0, 10], [2, 6], [8, 24]).between), []);
  });
});
