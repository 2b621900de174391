import assert from "node:assert/strict";
import { test } from "node:test";
import { todayTotals } from "../../src/site/today.js";
import { at, exampleInput, exampleSession, NOW_SECONDS } from "../support/example-site.js";
import { indexAll } from "../support/full-index.js";

const YESTERDAY = { day: "2026-11-20", user: "alice", server: "openvpn", bytesReceived: 400, bytesSent: 600 };

test("today has what running sessions have moved today, as far as that is known", () => {
  const running = (changed: object) =>
    exampleSession({
      id: "one",
      user: "alice",
      startSeconds: at("2026-11-19T10:00:00Z"),
      endSeconds: null,
      lastSeenSeconds: NOW_SECONDS,
      bytesReceived: 1000,
      bytesSent: 2000,
      ...changed,
    });
  const of = (changed: object, usage: readonly object[] = []): readonly (number | null)[] => {
    const session = running(changed);
    const input = exampleInput({ openSessions: [session], usage: usage as never });
    const { bytesReceived, bytesSent } = todayTotals(indexAll(input), [session], undefined);
    return [bytesReceived, bytesSent];
  };
  const seenThen = { firstSeenSeconds: at("2026-11-19T10:01:00Z") };
  assert.deepEqual(of(seenThen, [{ ...YESTERDAY, id: "one" }]), [600, 1400], "without what it moved before");
  const seenToday = { firstSeenSeconds: at("2026-11-21T08:00:00Z") };
  assert.deepEqual(
    of(seenToday),
    [1000, 2000],
    "what it moved before counts today, as on the day's page from tomorrow on",
  );
  assert.deepEqual(of({ ...seenToday, startSeconds: at("2026-11-21T07:59:00Z") }), [1000, 2000]);
});
