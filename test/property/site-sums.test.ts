import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, dayStartSeconds, toLocalDay } from "../../src/history/local-day.js";
import { indexAll } from "../support/full-index.js";
import { toSlug } from "../../src/rollup/slug.js";
import { sumTotals } from "../../src/rollup/totals.js";
import { splitDay } from "../../src/site/server-outline.js";
import { toInput, arbitrarySessions } from "../support/arbitrary-sessions.js";
import { BERLIN } from "../support/example-site.js";

test("users, days, months and users' months add up to the same, and that to what the sessions say", () => {
  fc.assert(
    fc.property(fc.array(arbitrarySessions, { maxLength: 30 }), (all) => {
      const index = indexAll(toInput(all));
      const total = sumTotals([...index.users.values()].map(({ totals }) => totals));
      assert.deepEqual(sumTotals([...index.days.values()].map(({ totals }) => totals)), total);
      assert.deepEqual(sumTotals([...index.months.values()].map(({ totals }) => totals)), total);
      assert.deepEqual(
        sumTotals([...index.users.values()].flatMap(({ months }) => [...months.values()].map(({ totals }) => totals))),
        total,
      );
      const ended = all.filter(({ session }) => session.endSeconds !== null);
      const finalUsage = all.filter(({ session }) => session.endSeconds === null).flatMap(({ usage }) => usage);
      const received = [
        ...ended.map(({ session }) => session.bytesReceived ?? 0),
        ...finalUsage.map((row) => row.bytesReceived),
      ];
      assert.equal(total.sessionCount, all.length);
      assert.equal(
        total.bytesReceived ?? 0,
        received.reduce((sum, bytes) => sum + bytes, 0),
      );
      if (ended.length === all.length) {
        const seconds = ended.map(({ session }) => (session.endSeconds ?? 0) - session.startSeconds);
        assert.equal(
          total.connectedSeconds,
          seconds.reduce((sum, each) => sum + each, 0),
        );
      }
    }),
  );
});

test("servers' months add up to the months, server's todays to the day, and their peaks to no less than its peak", () => {
  let monthCount = 0;
  fc.assert(
    fc.property(fc.array(arbitrarySessions, { maxLength: 30 }), (all) => {
      const index = indexAll(toInput(all));
      const servers = [...index.servers.values()];
      for (const [month, { totals, users }] of index.months) {
        const parts = servers.flatMap(({ months }) => months.filter((one) => one.month === month));
        assert.deepEqual(sumTotals(parts.map((part) => part.totals)), totals);
        assert.ok(Math.max(...parts.map(({ userCount }) => userCount)) <= users.size);
        monthCount += parts.length;
      }
      assert.deepEqual(
        sumTotals(servers.flatMap(({ months }) => months.map(({ totals }) => totals))),
        sumTotals([...index.months.values()].map(({ totals }) => totals)),
      );
      const today = index.days.get(index.today);
      const toServerDay = splitDay(today, index.calendar);
      const todays = servers.map(({ server }) => toServerDay(server));
      assert.deepEqual(sumTotals(todays.map(({ totals }) => totals)), sumTotals(today ? [today.totals] : []));
      const sessions = todays.flatMap((ofServer) => ofServer.sessions);
      assert.deepEqual(new Set(sessions), new Set(today?.sessions));
      const peaks = todays.map(({ peak }) => peak);
      assert.ok(Math.max(0, ...peaks) <= (today?.peak ?? 0));
      assert.ok(peaks.reduce((sum, peak) => sum + peak, 0) >= (today?.peak ?? 0));
    }),
    { numRuns: 500 },
  );
  assert.ok(monthCount > 500, `${monthCount} months of servers`);
});

test("a day's peak is the most sessions that any of its starts, or its midnight, meets", () => {
  fc.assert(
    fc.property(fc.array(arbitrarySessions, { maxLength: 20 }), (all) => {
      const input = toInput(all);
      const index = indexAll(input);
      const lasting = [...input.openSessions, ...input.endedSessions].map(
        ({ startSeconds, endSeconds, lastSeenSeconds }) => ({
          startSeconds,
          endSeconds: Math.max(
            startSeconds + 1,
            endSeconds ?? dayStartSeconds(BERLIN, addDays(toLocalDay(BERLIN, lastSeenSeconds), 1)),
          ),
        }),
      );
      const countAt = (instant: number): number =>
        lasting.filter(({ startSeconds, endSeconds }) => startSeconds <= instant && instant < endSeconds).length;
      for (const [day, { peak, sessions }] of index.days) {
        const instants = [dayStartSeconds(BERLIN, day), ...sessions.map(({ startSeconds }) => startSeconds)];
        assert.equal(peak, Math.max(...instants.map(countAt)));
      }
    }),
  );
});

test("a slug is safe in a path, is no name's but its own, and is stable", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      assert.match(toSlug(a), /^[a-z0-9](?:[a-z0-9-]{0,52}[a-z0-9])?$/);
      assert.equal(toSlug(a), toSlug(a));
      if (a !== b) assert.notEqual(toSlug(a), toSlug(b));
    }),
  );
});
