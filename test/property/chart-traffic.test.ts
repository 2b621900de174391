import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toTrafficChart } from "../../src/site/charts/traffic/traffic-chart.js";
import { makeZone } from "../../src/status/zone.js";
import { isGapBefore } from "../support/steps-of-samples.js";

const NOW_SECONDS = Date.parse("2026-10-25T12:03:21Z") / 1000;
const TO_SECONDS = Date.parse("2026-10-25T12:00:00Z") / 1000;
const FROM_SECONDS = TO_SECONDS - 86_400;
const STALE_AFTER_SECONDS = 900;
const zone = makeZone("Europe/Berlin");

const samplesArbitrary = fc
  .array(
    fc.record({
      timeSeconds: fc.integer({ min: FROM_SECONDS - 2000, max: NOW_SECONDS }),
      server: fc.constantFrom("a", "b", "c"),
      clients: fc.nat(5),
      bytesReceived: fc.nat(1_000_000_000_000),
      bytesSent: fc.nat(1000),
    }),
    { maxLength: 300 },
  )
  .map((samples) => samples.sort((a, b) => a.timeSeconds - b.timeSeconds));

test("the traffic of the steps, of the hours and of the whole is the samples' growth inside the window, to the byte", () => {
  fc.assert(
    fc.property(samplesArbitrary, (samples) => {
      const chart = toTrafficChart({ samples, nowSeconds: NOW_SECONDS, zone, staleAfterSeconds: STALE_AFTER_SECONDS });
      let [received, sent] = [0, 0];
      const inWindow = samples.filter(({ timeSeconds }) => timeSeconds <= TO_SECONDS);
      for (const [index, { server, timeSeconds, bytesReceived, bytesSent }] of inWindow.entries()) {
        const own = inWindow.slice(0, index + 1).filter((sample) => sample.server === server);
        const previous = own.at(-2);
        if (previous === undefined || timeSeconds <= FROM_SECONDS) continue;
        const lengthSeconds = timeSeconds - previous.timeSeconds;
        if (lengthSeconds === 0 || isGapBefore(own, own.length - 1, STALE_AFTER_SECONDS)) continue;
        const before = Math.max(0, FROM_SECONDS - previous.timeSeconds) / lengthSeconds;
        received += bytesReceived - Math.round(bytesReceived * before);
        sent += bytesSent - Math.round(bytesSent * before);
      }
      const moved = chart.steps.flatMap((step) => step.moved ?? []);
      const hours = chart.hours.flatMap(({ bytes }) => bytes ?? []);
      const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
      assert.equal(sum(moved.map(({ bytesReceived }) => bytesReceived)), received);
      assert.equal(sum(hours.map((hour) => hour.received)), received);
      assert.equal(sum(moved.map(({ bytesSent }) => bytesSent)), sent);
      assert.equal(sum(hours.map((hour) => hour.sent)), sent);
      assert.deepEqual([chart.received?.bytes ?? 0, chart.sent?.bytes ?? 0], [received, sent]);
      assert.equal(chart.received === null, moved.length === 0);
    }),
    { numRuns: 200 },
  );
});
