import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Sample } from "../../src/history/sample.js";
import { toConnectionsChart } from "../../src/site/charts/connections/connections-chart.js";
import { toTrafficChart } from "../../src/site/charts/traffic/traffic-chart.js";
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

/** What one server's samples say of each second of the day, one by one: `NaN` where nothing is known. */
function secondBySecond(own: readonly Sample[], staleAfter: number): Float64Array {
  const seconds = new Float64Array(86_400).fill(Number.NaN);
  for (const [index, { timeSeconds, clients }] of own.entries()) {
    const next = own[index + 1];
    const isFollowed = next !== undefined && !isGapBefore(own, index + 1, staleAfter);
    const times = own.slice(0, index + 1).map((sample) => sample.timeSeconds);
    const isLastAndFresh = next === undefined && TO_SECONDS - timeSeconds <= limitAfter(times, staleAfter);
    const until = isFollowed ? next.timeSeconds : isLastAndFresh ? TO_SECONDS : timeSeconds;
    const from = Math.max(timeSeconds - FROM_SECONDS, 0);
    seconds.fill(clients, Math.min(from, 86_400), Math.min(Math.max(until - FROM_SECONDS, from), 86_400));
  }
  return seconds;
}

/** Of a look that nothing follows, the clients at its own instant. */
function clientsAt(own: readonly Sample[], seconds: Float64Array, time: number): number {
  const known = seconds[time - FROM_SECONDS] ?? Number.NaN;
  return Number.isNaN(known) ? (own.findLast(({ timeSeconds }) => timeSeconds === time)?.clients ?? 0) : known;
}

test("the chart and its figures say what a look at every second by itself says", () => {
  fc.assert(
    fc.property(samplesArbitrary, fc.integer({ min: 60, max: 7200 }), (drawn, staleAfterSeconds) => {
      const samples = drawn.filter(
        ({ server, timeSeconds }, index) =>
          !drawn.slice(index + 1).some((later) => later.server === server && later.timeSeconds === timeSeconds),
      );
      const chart = toConnectionsChart({ samples, nowSeconds: NOW_SECONDS, zone, staleAfterSeconds });
      const servers = ["a", "b", "c"].map((server) => {
        const own = samples.filter((sample) => sample.server === server);
        return { own, seconds: secondBySecond(own, staleAfterSeconds) };
      });
      const totals = new Float64Array(86_400).map((_, second) => {
        const known = servers
          .flatMap(({ seconds }) => seconds[second] ?? [])
          .filter((clients) => !Number.isNaN(clients));
        return known.length === 0 ? Number.NaN : known.reduce((sum, clients) => sum + clients, 0);
      });
      const peaks = totals.slice();
      for (const { timeSeconds } of samples) {
        const second = timeSeconds - FROM_SECONDS;
        if (second < 0 || second >= 86_400) continue;
        peaks[second] = servers.reduce((sum, { own, seconds }) => sum + clientsAt(own, seconds, timeSeconds), 0);
      }
      const mostIn = (from: number, to: number): number | null => {
        const known = peaks.slice(from, to).filter((clients) => !Number.isNaN(clients));
        return known.length === 0 ? null : known.reduce((most, clients) => Math.max(most, clients), 0);
      };

      let at = FROM_SECONDS;
      for (const [index, { startSeconds, endSeconds, clients }] of chart.spans.entries()) {
        assert.equal(startSeconds, at);
        at = endSeconds;
        assert.notEqual(clients, chart.spans[index + 1]?.clients);
        const [from, to] = [startSeconds - FROM_SECONDS, endSeconds - FROM_SECONDS];
        assert.ok(totals.slice(from, to).every((total) => Number.isNaN(total) === (clients === null)));
        // Several steps of the same height are one span.
        if (clients !== null)
          for (let step = from; step < to; step += 300) {
            const [stepFrom, stepTo] = [Math.max(from, step - (step % 300)), Math.min(to, step - (step % 300) + 300)];
            assert.equal(mostIn(stepFrom, stepTo), clients);
          }
      }
      assert.equal(at, TO_SECONDS);

      const monitored = totals.filter((total) => !Number.isNaN(total));
      const most = mostIn(0, 86_400);
      assert.equal(chart.peak?.clients ?? null, most);
      assert.equal(chart.peak?.atSeconds, most === null ? undefined : FROM_SECONDS + peaks.indexOf(most));
      const mean = monitored.reduce((sum, clients) => sum + clients, 0) / monitored.length;
      if (chart.meanClients === null) assert.equal(monitored.length, 0);
      else assert.ok(Math.abs(chart.meanClients - mean) < 1e-9);
      assert.equal(chart.unmonitoredSeconds, 86_400 - monitored.length);
      for (const { startSeconds, maxClients } of chart.hours) {
        const from = startSeconds - FROM_SECONDS;
        assert.equal(maxClients, mostIn(Math.max(from, 0), Math.min(from + 3600, 86_400)));
      }
    }),
    { numRuns: 60 },
  );
});

test("the traffic chart has the gaps of the connections chart", () => {
  fc.assert(
    fc.property(samplesArbitrary, fc.integer({ min: 60, max: 7200 }), (samples, staleAfterSeconds) => {
      const input = { samples, nowSeconds: NOW_SECONDS, zone, staleAfterSeconds };
      const [connections, traffic] = [toConnectionsChart(input), toTrafficChart(input)];
      assert.equal(traffic.unmonitoredSeconds, connections.unmonitoredSeconds);
      const gaps = connections.spans.filter(({ clients }) => clients === null);
      assert.deepEqual(
        traffic.gaps,
        gaps.map(({ startSeconds, endSeconds }) => ({ startSeconds, endSeconds })),
      );
    }),
  );
});
