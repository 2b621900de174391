import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeClient } from "../support/make-client.js";
import { at } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";

const DAY = at("2026-11-20T08:00:00Z");
const YEAR_SECONDS = 365 * 86_400;
const bob = (received: number): ReturnType<typeof makeClient> =>
  makeClient({ name: "bob", since: DAY + 150, id: "1", received });

describe("a clock that is a year ahead for some minutes, on the first day of a record", () => {
  it("says nothing of a session that begins once it has come back", () => {
    const history = new HistoryRun().see(DAY, []).see(DAY + YEAR_SECONDS + 60, []);
    history.see(DAY + 120, []);
    for (const minute of [3, 4, 5]) history.see(DAY + minute * 60, [bob(minute)]);
    history.see(DAY + 360, []);
    const [session] = history.known.ended.values();
    assert.equal(session?.endSeconds, DAY + 300);
    assert.equal(session.countedFromSeconds, null);
    assert.equal(session.bytesReceived, 5);
  });

  it("does not hold a session that was connected before, meanwhile and after", () => {
    const start = DAY + 150;
    const history = new HistoryRun().see(DAY + 180, [bob(1)]);
    for (const minute of [4, 5, 6]) history.see(DAY + YEAR_SECONDS + minute * 60, [bob(minute)]);
    for (const minute of [7, 8]) history.see(DAY + minute * 60, [bob(minute)]);
    const [open] = history.known.open;
    assert.equal(open?.lastSeenSeconds, DAY + 480);
    assert.equal(open.bytesReceived, 8);
    history.see(DAY + 540, []);
    const [session] = history.known.ended.values();
    assert.deepEqual(
      [session?.startSeconds, session?.endSeconds, session?.goneBySeconds],
      [start, DAY + 480, DAY + 540],
    );
  });

  it("is no clock that has come back where a server boots again with the date of its firmware", () => {
    const firmware = at("2018-03-01T00:00:00Z");
    const history = new HistoryRun().see(firmware + 60, []);
    for (let minute = 0; minute <= 90; minute += 10) history.see(DAY + minute * 60, minute === 0 ? [] : [bob(minute)]);
    history.see(firmware + 120, [], { nowSeconds: firmware + 120 });
    assert.equal(history.known.open[0]?.lastSeenSeconds, DAY + 90 * 60, "its proof stays");
  });
});
