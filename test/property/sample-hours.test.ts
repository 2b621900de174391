import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { toMonitoredSpans } from "../../src/history/monitored-hours.js";
import type { Sample } from "../../src/history/sample.js";
import type { SampleHour } from "../../src/history/sample-hour.js";
import { sumSampleHours } from "../../src/history/sum-sample-hours.js";
import { isGapBefore } from "../support/steps-of-samples.js";

const DAY = 86_400;
const FROM_SECONDS = Date.parse("2026-09-21T00:00:00Z") / 1000;
const STALE_AFTER_SECONDS = 900;
const BYTES = fc.oneof(fc.nat(5000), fc.nat(2 ** 40));

/** Up to three days: samples every few minutes, and at times none for hours. A day has some, so its gaps are known. */
const samplesArbitrary = fc
  .array(
    fc.record({
      server: fc.constantFrom("a", "b"),
      step: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 899 }) }, fc.integer({ min: 900, max: 9000 })),
      clients: fc.nat(4),
      bytes: fc.tuple(BYTES, BYTES),
    }),
    { minLength: 1, maxLength: 600, size: "max" },
  )
  .map((rows) => {
    const last = new Map([
      ["a", FROM_SECONDS],
      ["b", FROM_SECONDS + 40_000],
    ]);
    return rows
      .map(({ server, step, clients, bytes: [bytesReceived, bytesSent] }): Sample => {
        const timeSeconds = (last.get(server) ?? 0) + step;
        last.set(server, timeSeconds);
        return { timeSeconds, server, clients, bytesReceived, bytesSent };
      })
      .filter(({ timeSeconds }) => timeSeconds < FROM_SECONDS + 3 * DAY)
      .sort((a, b) => a.timeSeconds - b.timeSeconds);
  });

/** As `gen` does: each day by itself, with its neighbours. */
function sumDays(samples: readonly Sample[]): readonly SampleHour[] {
  return [0, 1, 2].flatMap((at) => {
    const startSeconds = FROM_SECONDS + at * DAY;
    const endSeconds = startSeconds + DAY;
    const within = (from: number, to: number): readonly Sample[] =>
      samples.filter(({ timeSeconds }) => timeSeconds >= from && timeSeconds < to);
    const day = {
      before: within(startSeconds - DAY, startSeconds),
      inDay: within(startSeconds, endSeconds),
      after: within(endSeconds, endSeconds + DAY),
    };
    return sumSampleHours({ ...day, startSeconds, endSeconds }, STALE_AFTER_SECONDS);
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("the hours of samples", () => {
  test("have all of their traffic, and what each second by itself says", () => {
    fc.assert(
      fc.property(samplesArbitrary, (samples) => {
        const hours = sumDays(samples);
        const keys = hours.map(({ timeSeconds, server }) => `${timeSeconds} ${server}`);
        assert.equal(new Set(keys).size, keys.length, "one row an hour");
        for (const server of ["a", "b"]) {
          const own = samples.filter((sample) => sample.server === server);
          const ownHours = hours.filter((hour) => hour.server === server);
          assert.deepEqual(
            [sum(ownHours.map((hour) => hour.bytesReceived)), sum(ownHours.map((hour) => hour.bytesSent))],
            [sum(own.map((sample) => sample.bytesReceived)), sum(own.map((sample) => sample.bytesSent))],
          );
          const expected = new Map<number, { peak: number; covered: number; received: number }>();
          const at = (seconds: number) => {
            const hour = seconds - (seconds % 3600);
            const known = expected.get(hour) ?? { peak: 0, covered: 0, received: 0 };
            expected.set(hour, known);
            return known;
          };
          for (const [index, { timeSeconds, clients, bytesReceived }] of own.entries()) {
            at(timeSeconds).peak = Math.max(at(timeSeconds).peak, clients);
            const next = own[index + 1];
            if (isGapBefore(own, index, STALE_AFTER_SECONDS)) at(timeSeconds).received += bytesReceived;
            if (next === undefined || isGapBefore(own, index + 1, STALE_AFTER_SECONDS)) continue;
            for (let second = timeSeconds; second < next.timeSeconds; second += 1) {
              at(second).peak = Math.max(at(second).peak, clients);
              at(second).covered += 1;
              at(second).received += next.bytesReceived / (next.timeSeconds - timeSeconds);
            }
          }
          assert.deepEqual(
            ownHours.map(({ timeSeconds, peak, secondsCovered }) => [timeSeconds, peak, secondsCovered]),
            [...expected].sort(([a], [b]) => a - b).map(([hour, { peak, covered }]) => [hour, peak, covered]),
          );
          for (const { timeSeconds, bytesReceived } of ownHours) {
            const { received } = at(timeSeconds);
            assert.ok(Math.abs(bytesReceived - received) < 2 + received * 1e-6, `${bytesReceived} is not ${received}`);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("call no time a gap that was monitored, and none monitored in which nobody looked for an hour", () => {
    fc.assert(
      fc.property(samplesArbitrary, (samples) => {
        const hours = sumDays(samples);
        const spans = toMonitoredSpans(hours);
        for (const server of ["a", "b"]) {
          const own = spans.filter((span) => span.server === server);
          const ownHours = hours.filter((hour) => hour.server === server);
          const lengths = own.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds);
          assert.ok(sum(lengths) >= sum(ownHours.map(({ secondsCovered }) => secondsCovered)));
          const within = ownHours.map(({ timeSeconds }) =>
            sum(own.map((span) => overlap(span, { startSeconds: timeSeconds, endSeconds: timeSeconds + 3600 }))),
          );
          assert.equal(sum(within), sum(lengths));
          for (const [at, { secondsCovered }] of ownHours.entries()) assert.ok((within[at] ?? 0) >= secondsCovered);
        }
      }),
      { numRuns: 60 },
    );
  });
});

type Span = Readonly<Record<"startSeconds" | "endSeconds", number>>;

function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.endSeconds, b.endSeconds) - Math.max(a.startSeconds, b.startSeconds));
}
