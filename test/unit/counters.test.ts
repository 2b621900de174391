import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { firstReadings, stepCounter } from "../../src/history/counters.js";

/** The total after each reading, of a session that is seen from its first second on. */
function totals(readings: readonly number[], isNew = true): readonly number[] {
  const [first = 0, ...others] = readings;
  let counter = firstReadings({ bytesReceived: first, bytesSent: 0 }, isNew).received;
  let total = first;
  return [
    first,
    ...others.map((reading) => {
      const step = stepCounter(counter, total, reading);
      ({ readings: counter, total } = step);
      return total;
    }),
  ];
}

describe("a counter", () => {
  it("that grows is its last reading", () => {
    assert.deepEqual(totals([5, 5, 8, 13]), [5, 5, 8, 13]);
  });
  it("with one low reading ignores it", () => {
    assert.deepEqual(totals([10, 20, 3, 30, 40]), [10, 20, 20, 30, 40]);
    assert.deepEqual(totals([10, 20, 3, 20, 21]), [10, 20, 20, 20, 21]);
  });
  it("that is low twice has begun again, and adds up", () => {
    assert.deepEqual(totals([10, 60, 1, 3, 50]), [10, 60, 60, 63, 110]);
  });
  it("that begins again twice adds up twice", () => {
    assert.deepEqual(totals([100, 1, 5, 90, 2, 4], false), [100, 100, 105, 190, 190, 194]);
  });
  it("with one high reading takes it back", () => {
    assert.deepEqual(totals([10, 20, 5000, 30, 40]), [10, 20, 5000, 30, 40]);
  });
  it("with a high reading that goes back to the value before takes it back", () => {
    assert.deepEqual(totals([10, 20, 5000, 20, 20]), [10, 20, 5000, 20, 20]);
  });
  it("with a high reading after it began again takes that back alone", () => {
    assert.deepEqual(totals([100, 1, 5, 7000, 9, 12], false), [100, 100, 105, 7100, 109, 112]);
  });
  it("with a first low reading that was too high after it began again takes that back", () => {
    assert.deepEqual(totals([100, 80, 3, 4], false), [100, 100, 103, 104]);
  });
  it("that is seen for the first time long after it began is believed at once", () => {
    assert.deepEqual(totals([5000, 1, 3], false), [5000, 5000, 5003]);
  });
  it("that is seen at its very beginning may be wrong at once", () => {
    assert.deepEqual(totals([5000, 1, 3], true), [5000, 1, 3]);
  });
  it("says what the total before was without a reading that was wrong", () => {
    const step = stepCounter({ confirmed: 20, last: 5000 }, 5100, 30);
    assert.deepEqual(step, { readings: { confirmed: 20, last: 30 }, total: 130, totalBefore: 120 });
  });
});
