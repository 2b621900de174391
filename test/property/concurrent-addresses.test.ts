import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newestFirst } from "../../src/history/newest-first.js";
import type { Session } from "../../src/history/session.js";
import { findConcurrentAddresses } from "../../src/rollup/concurrent-addresses.js";
import { at, exampleSession } from "../support/example-site.js";

const MIDNIGHT = at("2026-11-20T00:00:00Z");

/** Sessions of some minutes within an hour or two, from few addresses, some of them still running or of no clock. */
const sessions: fc.Arbitrary<readonly Session[]> = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 90 }),
      minutes: fc.integer({ min: 0, max: 40 }),
      publicIp: fc.constantFrom("192.0.2.1", "192.0.2.2", "192.0.2.3", ""),
      isOpen: fc.boolean(),
      isSet: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
    }),
    { maxLength: 25, size: "max" },
  )
  .map((drawn) =>
    drawn.map(({ minute, minutes, publicIp, isOpen, isSet }) => {
      const startSeconds = isSet ? MIDNIGHT + minute * 60 : minute * 60;
      const lastSeenSeconds = MIDNIGHT + (minute + minutes) * 60;
      const endSeconds = isOpen ? null : lastSeenSeconds;
      return exampleSession({ user: "alice", publicIp, startSeconds, endSeconds, lastSeenSeconds });
    }),
  );

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
      const { count, newest } = findConcurrentAddresses(inOrder, () => true);
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
