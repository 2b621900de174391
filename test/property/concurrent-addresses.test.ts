import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newestFirst } from "../../src/history/newest-first.js";
import type { Session } from "../../src/history/session.js";
import { toUtcDay } from "../../src/history/local-day.js";
import { findConcurrentAddresses } from "../../src/rollup/concurrent-addresses.js";
import { hasPendingOverlap } from "../../src/rollup/pending-overlap.js";
import { at, exampleSession } from "../support/example-site.js";

const MIDNIGHT = at("2026-11-20T00:00:00Z");

/** Sessions of some minutes within an hour or two, from few addresses, some of them still running or of no clock. */
const sessions = arbitrarySessions({ minute: 90, minutes: 40, count: 25 });
/** Few enough that one pair may decide. */
const fewSessions = arbitrarySessions({ minute: 16, minutes: 16, count: 4 });

function arbitrarySessions(most: { minute: number; minutes: number; count: number }): fc.Arbitrary<readonly Session[]> {
  return fc
    .array(
      fc.record({
        minute: fc.integer({ min: 0, max: most.minute }),
        minutes: fc.integer({ min: 0, max: most.minutes }),
        publicIp: fc.constantFrom("192.0.2.1", "192.0.2.2", "192.0.2.3", ""),
        isOpen: fc.boolean(),
        isSet: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
      }),
      { maxLength: most.count, size: "max" },
    )
    .map((drawn) =>
      drawn.map(({ minute, minutes, publicIp, isOpen, isSet }) => {
        const startSeconds = isSet ? MIDNIGHT + minute * 60 : minute * 60;
        const lastSeenSeconds = MIDNIGHT + (minute + minutes) * 60;
        const endSeconds = isOpen ? null : lastSeenSeconds;
        return exampleSession({ user: "alice", publicIp, startSeconds, endSeconds, lastSeenSeconds });
      }),
    );
}

function until({ endSeconds, lastSeenSeconds }: Session): number {
  return endSeconds ?? lastSeenSeconds;
}

test("the sessions counted are those that each pair of sessions, looked at one by one, tells", () => {
  let found = 0;
  fc.assert(
    fc.property(sessions, (drawn) => {
      const inOrder = [...drawn].sort(newestFirst);
      const meaningful = [...inOrder]
        .reverse()
        .filter(({ publicIp, startSeconds }) => publicIp !== "" && startSeconds >= at("2001-01-01T00:00:00Z"));
      const later = meaningful.filter((session, place) =>
        meaningful
          .slice(0, place)
          .some(
            (earlier) =>
              earlier.publicIp !== session.publicIp &&
              Math.min(until(earlier), until(session)) - session.startSeconds > 300,
          ),
      );
      const { count, newest } = findConcurrentAddresses(inOrder, () => true, toUtcDay);
      found += count;
      assert.equal(count, later.length);
      assert.deepEqual(
        newest.map(({ startSeconds, addresses }) => [startSeconds, addresses[1]]),
        [...later]
          .reverse()
          .slice(0, 5)
          .map(({ startSeconds, publicIp }) => [startSeconds, publicIp]),
      );
    }),
    { numRuns: 1000 },
  );
  assert.ok(found > 1000);
});

test("an overlap is pending if each pair of sessions, looked at one by one, says so", () => {
  const counts = { pending: 0, settled: 0 };
  fc.assert(
    fc.property(fewSessions, (own) => {
      const meaningful = own.filter((one) => one.publicIp !== "" && one.startSeconds >= at("2001-01-01T00:00:00Z"));
      const expected = meaningful.some((one) =>
        meaningful.some((other) => one.endSeconds === null && mayMove(one, other)),
      );
      counts[expected ? "pending" : "settled"] += 1;
      assert.equal(hasPendingOverlap(own), expected);
    }),
    { numRuns: 3000 },
  );
  assert.ok(counts.pending > 300 && counts.settled > 300, JSON.stringify(counts));
});

/** Whether later proofs may tell more of a running session and another one. */
function mayMove(open: Session, other: Session): boolean {
  if (other.endSeconds !== null && other.endSeconds < open.startSeconds) return false;
  if (other.publicIp === open.publicIp) return other.endSeconds !== null && open.lastSeenSeconds <= other.endSeconds;
  const together = Math.min(open.lastSeenSeconds, until(other)) - Math.max(open.startSeconds, other.startSeconds);
  if (open.lastSeenSeconds - Math.max(open.startSeconds, other.startSeconds) <= 300) return true;
  return other.endSeconds === null ? together <= 300 : open.lastSeenSeconds < other.endSeconds;
}
