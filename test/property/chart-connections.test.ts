import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Sample } from "../../src/history/sample.js";
import { connectionsChart } from "../../src/site/connections-chart.js";
import { makeZone } from "../../src/status/zone.js";
import { isGapBefore, limitAfter } from "../support/steps-of-samples.js";

const NOW_SECONDS = Date.parse("2026-10-25T12:03:21Z") / 1000;
const TO_SECONDS = Date.parse("2026-10-25T12:00:00Z") / 1000;
const FROM_SECONDS = TO_SECONDS - 86_400;
const zone = makeZone("Europe/Berlin");

const samplesArbitrary = fc
  .array(
    fc.record({
      timeSeconds: fc.integer({ min: FROM_SECONDS - 4000, max: NOW_SECONDS }),
      server: fc.constantFrom("a", "b", "c"),
      clients: fc.nat(5),
      bytesReceived: fc.constant(0),
      bytesSent: fc.constant(0),
    }),
    { maxLength: 120 },
  )
  .map((samples) => samples.sort((a, b) => a.timeSeconds - b.timeSeconds));

/** What is known of one server in one step, by itself. */
function expectedClients(samples: readonly Sample[], start: number, staleAfter: number): number | null {
  const inStep = samples.filter(({ timeSeconds }) => timeSeconds >= start && timeSeconds < start + 300);
  if (inStep.length > 0) return Math.max(...inStep.map(({ clients }) => clients));
  const before = samples.filter(({ timeSeconds }) => timeSeconds < start);
  const last = before.at(-1);
  if (last === undefined) return null;
  const goesOn = before.length < samples.length && !isGapBefore(samples, before.length, staleAfter);
  const limit = limitAfter(
    before.map(({ timeSeconds }) => timeSeconds),
    staleAfter,
  );
  return goesOn || start - last.timeSeconds <= limit ? last.clients : null;
}

test("the chart and its facts say what a look at every step by itself says", () => {
  fc.assert(
    fc.property(samplesArbitrary, fc.integer({ min: 60, max: 7200 }), (samples, staleAfterSeconds) => {
      const chart = connectionsChart({ samples, nowSeconds: NOW_SECONDS, zone, staleAfterSeconds });
      const steps = Array.from({ length: 288 }, (_, index) => {
        const start = FROM_SECONDS + index * 300;
        const known = ["a", "b", "c"].flatMap((server) => {
          const own = samples.filter((sample) => sample.server === server);
          return expectedClients(own, start, staleAfterSeconds) ?? [];
        });
        return { start, clients: known.length === 0 ? null : known.reduce((sum, clients) => sum + clients, 0) };
      });

      const shown = chart.spans.flatMap(({ startSeconds, endSeconds, clients }) =>
        Array.from({ length: (endSeconds - startSeconds) / 300 }, (_, index) => ({
          start: startSeconds + index * 300,
          clients,
        })),
      );
      assert.deepEqual(shown, steps);
      for (const [index, span] of chart.spans.entries()) assert.notEqual(span.clients, chart.spans[index + 1]?.clients);

      const monitored = steps.flatMap(({ clients }) => clients ?? []);
      const most = monitored.length === 0 ? null : Math.max(...monitored);
      const mean = monitored.reduce((sum, clients) => sum + clients, 0) / monitored.length;
      assert.equal(chart.peak?.clients ?? null, most);
      assert.equal(chart.peak?.atSeconds, steps.find(({ clients }) => clients !== null && clients === most)?.start);
      assert.equal(chart.meanClients, monitored.length === 0 ? null : mean);
      assert.equal(chart.latestClients, steps.at(-1)?.clients);
      assert.equal(chart.unmonitoredMinutes, (288 - monitored.length) * 5);
      for (const { startSeconds, maxClients } of chart.hours) {
        const inHour = steps.filter(({ start }) => start >= startSeconds && start < startSeconds + 3600);
        const known = inHour.flatMap(({ clients }) => clients ?? []);
        assert.equal(maxClients, known.length === 0 ? null : Math.max(...known));
      }
    }),
  );
});
