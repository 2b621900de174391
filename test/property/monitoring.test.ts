import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { joinMonitoring, toMonitoring } from "../../src/history/monitoring.js";
import type { Sample } from "../../src/history/sample.js";
import { makeZone } from "../../src/status/zone.js";
import { isGapBefore } from "../support/steps-of-samples.js";

// Clocks go back in Berlin at 01:00Z: its hour from 02:00 is there twice. Lord Howe's go by half an hour.
const FROM_SECONDS = Date.parse("2026-10-25T00:00:00Z") / 1000;
const ZONES = ["Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"].map(makeZone);
const MINUTES = 6 * 60;
const STALE_AFTER_SECONDS = 300;

const samplesArbitrary = fc
  .uniqueArray(fc.record({ minute: fc.nat(MINUTES - 1), server: fc.constantFrom("a", "b"), clients: fc.nat(4) }), {
    selector: ({ minute, server }) => `${minute} ${server}`,
    maxLength: 200,
  })
  .map((rows) =>
    rows
      .map(({ minute, server, clients }): Sample => {
        const timeSeconds = FROM_SECONDS + minute * 60;
        return { timeSeconds, server, clients, bytesReceived: 0, bytesSent: 0 };
      })
      .sort((a, b) => a.timeSeconds - b.timeSeconds),
  );

/** What is known of a server in the minute that begins then: its clients, or null. */
function clientsInMinute(own: readonly Sample[], startSeconds: number): number | null {
  const next = own.findIndex(({ timeSeconds }) => timeSeconds > startSeconds);
  const before = own[next - 1];
  return before === undefined || isGapBefore(own, next, STALE_AFTER_SECONDS) ? null : before.clients;
}

test("what was monitored is what a look at every minute by itself says, in whole and in two files", () => {
  fc.assert(
    fc.property(samplesArbitrary, fc.constantFrom(...ZONES), fc.nat(200), (samples, zone, cut) => {
      const context = { zone, staleAfterSeconds: STALE_AFTER_SECONDS };
      const first = toMonitoring(samples.slice(0, cut), [], context);
      const monitoring = joinMonitoring([first, toMonitoring(samples.slice(cut), first.last, context)]);

      for (const server of ["a", "b"]) {
        const own = samples.filter((sample) => sample.server === server);
        const spans = monitoring.spans.filter((span) => span.server === server);
        const clientHours = monitoring.hours.filter((hour) => hour.server === server);
        const expected = new Map<string, { monitoredSeconds: number; clientSeconds: number }>();
        for (let minute = 0; minute < MINUTES; minute++) {
          const seconds = FROM_SECONDS + minute * 60;
          const clients = clientsInMinute(own, seconds);
          const isInSpan = spans.some((span) => span.startSeconds <= seconds && seconds < span.endSeconds);
          assert.equal(isInSpan, clients !== null);
          if (clients === null) continue;
          const offset = zone.utcOffsetSecondsAt(seconds);
          const key = `${Math.floor((seconds + offset) / 3600)} ${offset}`;
          const sum = expected.get(key) ?? { monitoredSeconds: 0, clientSeconds: 0 };
          sum.monitoredSeconds += 60;
          sum.clientSeconds += 60 * clients;
          expected.set(key, sum);
        }
        for (const { timeSeconds } of own) {
          assert.ok(spans.some((span) => span.startSeconds <= timeSeconds && timeSeconds <= span.endSeconds));
        }
        const sums = (field: "monitoredSeconds" | "clientSeconds") =>
          [clientHours, [...expected.values()]].map((hours) => hours.reduce((sum, hour) => sum + hour[field], 0));
        for (const field of ["monitoredSeconds", "clientSeconds"] as const) {
          const [found, wanted] = sums(field);
          assert.equal(found, wanted);
        }
        if (zone.name === "Australia/Lord_Howe") continue;
        assert.deepEqual(
          clientHours.map(({ monitoredSeconds, clientSeconds }) => ({ monitoredSeconds, clientSeconds })),
          [...expected.values()],
        );
      }
    }),
    { numRuns: 300 },
  );
});
