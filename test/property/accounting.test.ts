import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toMonth } from "../../src/history/local-day.js";
import type { ObservedSource } from "../../src/history/advance-history.js";
import { sessionShares } from "../../src/rollup/session-shares.js";
import { indexAll, type FullIndex } from "../support/full-index.js";
import { addShare, startTotals, type Totals } from "../../src/rollup/totals.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { exampleInput } from "../support/example-site.js";
import { makeClient } from "../support/make-client.js";
import { HistoryRun } from "../support/run-history.js";
import { daysOfConnection, isThere, seenConnections, sighting, type DayTruth } from "../support/story-truth.js";
import { vpnStories, type StoryConnection, type VpnStory } from "../support/vpn-story.js";

const ZONE = "Europe/Berlin";
const CASES = 150;

// The days of the zone as JavaScript's own calendar has them, none of our code.
const CALENDAR = new Intl.DateTimeFormat("sv-SE", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const startByDay = new Map<string, number>();
for (const year of [2026, 2027, 2028]) {
  const [from, to] = [Date.UTC(year, 0, 1, -2) / 1000, Date.UTC(year + 1, 0, 1, -2) / 1000];
  for (let hour = from; hour < to; hour += 3600) {
    const day = CALENDAR.format(hour * 1000);
    if (!startByDay.has(day)) startByDay.set(day, hour);
  }
}
const allDays = [...startByDay.keys()];
const starts = [...startByDay.values()];

function toDay(epochSeconds: number): string {
  let [from, to] = [0, starts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((starts[middle] ?? 0) <= epochSeconds) from = middle + 1;
    else to = middle;
  }
  return allDays[from - 1] ?? "";
}

function toStart(day: string): number {
  return startByDay.get(day) ?? 0;
}

function daysBetween(first: string, last: string): readonly string[] {
  return allDays.slice(allDays.indexOf(first), allDays.indexOf(last) + 1);
}

function nextMidnight(epochSeconds: number): number {
  return starts.find((start) => start > epochSeconds + 2) ?? Infinity;
}

/** The story as the real reconcile takes it, run by run, and as the site's index shows it. */
function play({ connections, runs }: VpnStory): { readonly history: HistoryRun; readonly index: FullIndex } {
  const history = new HistoryRun({ zone: ZONE });
  const seenCounts = new Map<object, number>();
  const lastTimes = new Map<string, number>();
  for (const { nowSeconds, snapshots } of runs) {
    const observed = [...snapshots].map(([server, timeSeconds]): ObservedSource => {
      const source = { server, source: `/run/${server}`, detail: "" };
      if (timeSeconds === null) return { ...source, state: "missing" };
      const isNew = timeSeconds > (lastTimes.get(server) ?? 0);
      lastTimes.set(server, timeSeconds);
      const here = connections.filter((one) => one.server === server && isThere(one, timeSeconds));
      const established = here.map((one): EstablishedClient => {
        const count = seenCounts.get(one) ?? 0;
        if (isNew) seenCounts.set(one, count + 1);
        const { bytesReceived, bytesSent } = sighting(one, timeSeconds, isNew ? count : count - 1);
        return makeClient({
          name: one.user,
          since: one.startSeconds,
          address: `203.0.113.7:${timeSeconds < one.floatsSeconds ? one.port : one.port + 20_000}`,
          received: bytesReceived,
          sent: bytesSent,
          ...(one.clientId === "" ? {} : { id: one.clientId }),
        });
      });
      return { ...source, state: "ok", snapshot: { server, timeSeconds, established, connecting: [] } };
    });
    history.run(observed, nowSeconds);
  }
  const input = exampleInput({
    nowSeconds: runs.at(-1)?.nowSeconds ?? 0,
    openSessions: history.known.open,
    endedSessions: [...history.known.ended.values()],
    usage: history.known.usage,
  });
  return { history, index: indexAll(input) };
}

/** Only what is withFigures of each user (or server) on each day, from the snapshots alone. */
function toTruth(
  { connections, runs }: VpnStory,
  whose = ({ user }: StoryConnection) => user,
): ReadonlyMap<string, DayTruth> {
  const truth = new Map<string, DayTruth>();
  for (const seen of seenConnections(connections, runs)) {
    for (const [day, own] of daysOfConnection(seen, toDay, daysBetween, toStart)) {
      add(truth, `${day} ${whose(seen.connection)}`, own);
    }
  }
  return truth;
}

function add(sums: Map<string, DayTruth>, key: string, own: DayTruth): void {
  const before = sums.get(key) ?? { seconds: 0, bytesReceived: 0, bytesSent: 0 };
  sums.set(key, {
    seconds: before.seconds + own.seconds,
    bytesReceived: before.bytesReceived + own.bytesReceived,
    bytesSent: before.bytesSent + own.bytesSent,
  });
}

/** Per user and day, of the sessions' shares. */
function toShown({ users, usage, calendar }: FullIndex): ReadonlyMap<string, DayTruth> {
  const shown = new Map<string, DayTruth>();
  for (const { user, months, read } of users.values()) {
    for (const session of read(months).sessions) {
      for (const share of sessionShares(session, usage.get(session.id), calendar)) {
        add(shown, `${share.day} ${user}`, plain(share));
      }
    }
  }
  return shown;
}

function plain({
  connectedSeconds,
  bytesReceived,
  bytesSent,
}: Pick<Totals, "connectedSeconds" | "bytesReceived" | "bytesSent">): DayTruth {
  return { seconds: connectedSeconds, bytesReceived: bytesReceived ?? 0, bytesSent: bytesSent ?? 0 };
}

/** Without the days on which nothing is withFigures. */
function withFigures(sums: ReadonlyMap<string, DayTruth>): ReadonlyMap<string, DayTruth> {
  const entries = [...sums].filter(
    ([, { seconds, bytesReceived, bytesSent }]) => seconds + bytesReceived + bytesSent > 0,
  );
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sumBy(
  sums: ReadonlyMap<string, DayTruth>,
  keyOf: (day: string, user: string) => string,
): ReadonlyMap<string, DayTruth> {
  const byKey = new Map<string, DayTruth>();
  for (const [key, own] of sums) add(byKey, keyOf(key.slice(0, 10), key.slice(11)), own);
  return withFigures(byKey);
}

function totalsBy(entries: Iterable<readonly [string, Totals]>): ReadonlyMap<string, DayTruth> {
  return withFigures(new Map([...entries].map(([key, totals]) => [key, plain(totals)])));
}

test(`${CASES} stories: each user's traffic and hours of each day are those that the snapshots prove, to the byte and second`, (t) => {
  let [connectionCount, runCount, overMidnights] = [0, 0, 0];
  fc.assert(
    fc.property(vpnStories(nextMidnight), (story) => {
      const { history, index } = play(story);
      const truth = toTruth(story);
      connectionCount += seenConnections(story.connections, story.runs).length;
      runCount += story.runs.length;
      overMidnights += history.known.usage.length;

      assert.equal(index.sessionCount, seenConnections(story.connections, story.runs).length);
      assert.deepEqual(withFigures(toShown(index)), withFigures(truth));
      assert.deepEqual(
        totalsBy([...index.days].map(([day, { totals }]) => [day, totals])),
        sumBy(truth, (day) => day),
      );
      assert.deepEqual(
        totalsBy([...index.months].map(([month, { totals }]) => [month, totals])),
        sumBy(truth, (day) => toMonth(day)),
      );
      assert.deepEqual(
        totalsBy([...index.users].map(([user, { totals }]) => [user, totals])),
        sumBy(truth, (_, user) => user),
      );
      const userMonths = sumBy(truth, (day, user) => `${toMonth(day)} ${user}`);
      assert.deepEqual(
        totalsBy(
          [...index.users.values()].flatMap(({ user, months }) =>
            months.map(({ month, totals }): [string, Totals] => [`${month} ${user}`, totals]),
          ),
        ),
        userMonths,
      );
      assert.deepEqual(
        totalsBy(
          [...index.months.values()].flatMap(({ month, users }) =>
            [...users].map(([user, { totals }]): [string, Totals] => [`${month} ${user}`, totals]),
          ),
        ),
        userMonths,
      );
      assert.deepEqual(
        totalsBy(
          [...index.servers.values()].flatMap(({ server, months }) =>
            months.map(({ month, totals }): [string, Totals] => [`${month} ${server}`, totals]),
          ),
        ),
        sumBy(
          toTruth(story, ({ server }) => server),
          (day, server) => `${toMonth(day)} ${server}`,
        ),
      );
    }),
    { numRuns: CASES },
  );
  // The stories are worth something only if they tell of what is hard.
  t.diagnostic(`${connectionCount} sessions, ${runCount} runs, ${overMidnights} usage rows`);
  assert.ok(connectionCount > 2 * CASES, "sessions");
  assert.ok(overMidnights > 4 * CASES, "usage rows");
});

test(`${CASES} stories: the days of an ended session add up to all its bytes and its duration, each once`, () => {
  fc.assert(
    fc.property(vpnStories(nextMidnight), (story) => {
      const { history, index } = play(story);
      for (const session of history.known.ended.values()) {
        const shares = sessionShares(session, index.usage.get(session.id), index.calendar);
        const totals = startTotals();
        for (const share of shares) addShare(totals, share);
        const { connectedSeconds, bytesReceived, bytesSent } = totals;
        assert.equal(totals.exactEnds + totals.boundedEnds + totals.unboundedEnds, 1, "an end counts once");
        assert.equal(bytesReceived, session.bytesReceived);
        assert.equal(bytesSent, session.bytesSent);
        assert.equal(connectedSeconds, (session.endSeconds ?? 0) - session.startSeconds);
        assert.deepEqual(new Set(shares.map(({ day }) => day)).size, shares.length);
      }
      for (const session of history.known.open) {
        const rows = index.usage.get(session.id) ?? [];
        assert.ok(rows.reduce((sum, row) => sum + row.bytesReceived, 0) <= (session.bytesReceived ?? 0));
        assert.ok(rows.every(({ bytesReceived, bytesSent }) => bytesReceived >= 0 && bytesSent >= 0));
      }
    }),
    { numRuns: CASES },
  );
});
