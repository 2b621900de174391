import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { makeClient, type ClientSketch } from "../support/make-client.js";
import { at } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";

const DAY = 86_400;
const NOON = at("2026-11-21T12:00:00Z");
const START = NOON - 6 * 3600;
const UNSET = at("1970-01-01T00:00:12Z");

function client(sketch: Partial<ClientSketch> = {}): EstablishedClient {
  return makeClient({ name: "alice", since: START, id: "0", received: 1000, sent: 2, ...sketch });
}

const bob = (sketch: Partial<ClientSketch> = {}): EstablishedClient =>
  client({ name: "bob", id: "1", address: "203.0.113.11:4", ...sketch });

/** Each session's user, start, last proof or end, and state, with times after noon. */
function facts(run: HistoryRun): readonly string[] {
  const after = (seconds: number): string => String(seconds - NOON);
  return [...run.known.ended.values(), ...run.known.open].map(({ user, startSeconds, endSeconds, lastSeenSeconds }) =>
    [
      user,
      after(startSeconds),
      ...(endSeconds === null ? [after(lastSeenSeconds), "open"] : [after(endSeconds), "ended"]),
    ].join(" "),
  );
}

/** A history of more than a day of snapshots, the last of them at noon: its clock is trusted. */
function trustedRun(...clients: readonly EstablishedClient[]): HistoryRun {
  const run = new HistoryRun();
  for (let time = NOON - 30 * 3600; time < NOON; time += 6 * 3600) run.see(time, []);
  return run.see(NOON, clients);
}

describe("a clock that is behind", () => {
  for (const [what, behind] of [
    ["an hour", NOON - 3600],
    ["two years", at("2024-06-01T00:00:00Z")],
    ["not set at all", 40],
  ] as const) {
    it(`by ${what} ends, shortens and changes nothing of a session that was proven later`, () => {
      const run = new HistoryRun().see(NOON - 60, [client()]).see(NOON, [client({ received: 1003 })]);
      const { open } = run.known;
      run.see(behind, []).see(behind + 60, [client({ received: 9999, address: "198.51.100.7:1" })]);
      assert.deepEqual(run.known.open, open);
      run.see(NOON + 300, []);
      assert.deepEqual(facts(run), [`alice ${START - NOON} 0 ended`]);
      assert.deepEqual(
        run.known.ended.get(open[0]?.id ?? "")?.goneBySeconds,
        NOON + 300,
        "the first snapshot by the right clock that does not show it",
      );
    });
    it(`by ${what} does not stop a session that goes on once the clock is right`, () => {
      const run = new HistoryRun()
        .see(NOON, [client()])
        .see(behind, [])
        .see(behind + 60, [client()]);
      run.see(NOON + 300, [client({ received: 1500 })]);
      assert.deepEqual(facts(run), [`alice ${START - NOON} 300 open`]);
      assert.equal(run.known.open[0]?.bytesReceived, 1500);
    });
    it(`by ${what} does not bring back a session that has ended since`, () => {
      const run = new HistoryRun().see(NOON - 60, [client()]).see(NOON, []);
      run.see(behind, [client()]);
      assert.deepEqual(facts(run), [`alice ${START - NOON} -60 ended`]);
      assert.equal(run.known.samples.find(({ timeSeconds }) => timeSeconds === behind)?.clients, 1);
    });
  }

  it("in the file alone, as an old copy has it, is no newer snapshot", () => {
    const run = new HistoryRun().see(NOON, [client()]);
    const before = run.known;
    run.see(NOON - 3600, [], { nowSeconds: NOON + 60 });
    assert.deepEqual([run.known.open, run.known.samples], [before.open, before.samples]);
  });

  it("takes clients that connect meanwhile, whose hours count from the last right snapshot without them", () => {
    const behind = at("2018-01-01T00:01:00Z");
    const run = new HistoryRun().see(NOON, []).see(behind, [bob({ since: behind - 50 })]);
    run.see(behind + 60, [bob({ since: behind - 50 }), client({ since: behind + 20 })]);
    run.see(NOON + 300, [bob({ since: behind - 50 }), client({ since: behind + 20 })]).see(NOON + 360, []);
    const ended = [...run.known.ended.values()];
    assert.deepEqual(
      ended.map(({ user, startSeconds, endSeconds, countedFromSeconds }) => {
        return [user, startSeconds - behind, (endSeconds ?? 0) - NOON, (countedFromSeconds ?? 0) - NOON];
      }),
      [
        ["bob", -50, 300, 0],
        ["alice", 20, 300, 0],
      ],
    );
    assert.deepEqual(run.known.usage, [], "nothing is owed for a day that a wrong clock showed");
  });

  it("that is believed after 24 hours of snapshots ends what it does not show, at its last proof", () => {
    const behind = NOON - 9 * DAY;
    const run = new HistoryRun().see(NOON, [client(), bob()]);
    for (let hour = 0; hour <= 23; hour++) run.see(behind + hour * 3600, [client({ received: 1000 + hour })]);
    assert.deepEqual(facts(run), [`alice ${START - NOON} 0 open`, `bob ${START - NOON} 0 open`]);
    run.see(behind + DAY, [client({ received: 2000 })]);
    assert.deepEqual(facts(run), [`bob ${START - NOON} 0 ended`, `alice ${START - NOON} 0 open`]);
    assert.deepEqual([...run.known.ended.values()][0]?.goneBySeconds, null);
    assert.equal(run.known.open[0]?.bytesReceived, 2000);
  });

  it("and set again and again keeps what was right before", () => {
    const run = new HistoryRun().see(NOON, [client()]);
    for (let boot = 1; boot <= 3; boot++) {
      run
        .see(40, [])
        .see(100, [])
        .see(NOON + boot * 600, [client({ received: 1000 + boot })]);
    }
    assert.deepEqual(facts(run), [`alice ${START - NOON} 1800 open`]);
    assert.equal(run.known.open[0]?.bytesReceived, 1003);
  });

  it("by months with each boot, and later in the second one than in the first: it has not returned there", () => {
    const wrong = NOON - 100 * DAY;
    const anna = client({ name: "anna", since: 12 });
    const run = new HistoryRun();
    // Two boots at a date of some months ago, and one at 1970, with the clock set in between.
    run
      .see(NOON, [])
      .see(wrong, [])
      .see(NOON + 300, [])
      .see(wrong + 60, [])
      .see(40, [anna]);
    run.see(NOON + 900, [anna]).see(NOON + 960, []);
    const [ended] = [...run.known.ended.values()];
    assert.deepEqual(
      [(ended?.countedFromSeconds ?? 0) - NOON, (ended?.endSeconds ?? 0) - NOON],
      [300, 900],
      "it counts from the last right snapshot without it",
    );
  });
});

describe("a clock that is ahead", () => {
  it("for a while, by a day at most: sessions wait until the time has come, and others are recorded meanwhile", () => {
    const ahead = NOON + 7200;
    const run = new HistoryRun().see(ahead, [client(), bob()]);
    run.see(NOON, [client(), bob({ name: "carol", id: "2" })]).see(NOON + 60, [client()]);
    assert.deepEqual(facts(run), [
      `carol ${START - NOON} 0 ended`,
      `alice ${START - NOON} 7200 open`,
      `bob ${START - NOON} 7200 open`,
    ]);
    run.see(ahead + 60, [client()]);
    assert.deepEqual(facts(run).slice(1), [`bob ${START - NOON} 7200 ended`, `alice ${START - NOON} 7260 open`]);
  });

  it("once, in a history of a day or more: what it showed proves nothing", () => {
    const run = trustedRun(client(), bob());
    run.see(NOON + 200 * DAY, [client(), bob()]);
    run.see(NOON + 120, [client({ received: 1100 })]);
    assert.deepEqual(facts(run), [`bob ${START - NOON} 0 ended`, `alice ${START - NOON} 120 open`]);
    assert.equal(run.known.open[0]?.bytesReceived, 1100);
    run.see(NOON + 180, []);
    assert.deepEqual(facts(run)[1], `alice ${START - NOON} 120 ended`);
  });

  it("by years leaves no mark on where hours count from", () => {
    const run = trustedRun(client());
    run.see(NOON + 3 * 366 * DAY, [client()]).see(NOON + 120, [client()]);
    assert.deepEqual(run.known.open[0]?.countedFromSeconds, null);
  });

  it("and comes back to another day: sessions wait, since it is not known which one is right", () => {
    const run = trustedRun(client()).see(NOON + 200 * DAY, [client()]);
    run.see(NOON + 50 * DAY, []).see(NOON + 50 * DAY + 60, []);
    assert.deepEqual(facts(run), [`alice ${START - NOON} ${200 * DAY} open`]);
  });

  it("leaves to a session that began meanwhile what it showed, for nothing else has proven it", () => {
    const ahead = NOON + 200 * DAY;
    const run = trustedRun().see(ahead, [client({ since: ahead - 30 })]);
    run.see(NOON + 120, [client({ since: ahead - 30 })]).see(NOON + 180, []);
    assert.deepEqual(facts(run), [`alice ${200 * DAY - 30} ${200 * DAY} open`]);
  });

  it("in a younger history too, where it has come back to where it would be without the jump", () => {
    const run = new HistoryRun().see(NOON, [client()]).see(NOON + 200 * DAY, [client()]);
    run.see(NOON + 120, [client()]).see(NOON + 180, []);
    assert.deepEqual(facts(run), [`alice ${START - NOON} 120 ended`]);
  });

  it("in a younger history: sessions wait where it may as well be behind now", () => {
    const run = new HistoryRun().see(NOON, [client()]).see(NOON + 200 * DAY, [client()]);
    run.see(NOON + 200 * DAY + 600, [client()]);
    run.see(NOON + 120, [client()]).see(NOON + 180, []);
    assert.deepEqual(facts(run), [`alice ${START - NOON} ${200 * DAY + 600} open`]);
  });

  it("is not what a host without a clock shows after each boot: nothing goes back to the date of its firmware", () => {
    const built = at("2018-01-01T00:01:00Z");
    const run = new HistoryRun().see(built, [client()]).see(built + 60, [client()]);
    for (let minute = 0; minute < 30; minute++) run.see(NOON + minute * 60, [client()]);
    run.see(built + 90, []).see(built + 150, []);
    assert.deepEqual(facts(run), [`alice ${START - NOON} 1740 open`]);
    run.see(NOON + 3600, []);
    assert.deepEqual(facts(run), [`alice ${START - NOON} 1740 ended`]);
  });

  it("is not what such a host shows that was looked at once before its clock was set, and once after", () => {
    const built = at("2018-01-01T00:01:00Z");
    const run = new HistoryRun()
      .see(built, [client()])
      .see(NOON, [client()])
      .see(built + 60, []);
    assert.deepEqual(facts(run), [`alice ${START - NOON} 0 open`]);
  });

  it("after a weekend without snapshots is not what the first hour of Monday is", () => {
    const monday = NOON + 3 * DAY;
    const run = trustedRun(client())
      .see(monday, [client()])
      .see(monday + 600, [client()]);
    run.see(monday - 1800, []).see(monday - 1740, []);
    assert.deepEqual(facts(run), [`alice ${START - NOON} ${3 * DAY + 600} open`]);
  });
});

describe("one second of 1970 on several boots", () => {
  const boot = (sketch: Partial<ClientSketch> = {}): EstablishedClient => client({ since: UNSET, ...sketch });
  const ids = (run: HistoryRun): number =>
    new Set([...run.known.ended.keys(), ...run.known.open.map(({ id }) => id)]).size;

  it("is as many sessions, where each is seen to be gone", () => {
    const run = new HistoryRun();
    for (let number = 0; number < 3; number++) {
      const from = NOON + number * 600;
      run
        .see(from, [boot()])
        .see(from + 60, [boot({ received: 1200 })])
        .see(from + 120, []);
    }
    assert.deepEqual(
      run.ended.map(({ end, received }) => [(end ?? 0) - NOON, received]),
      [
        [60, 1200],
        [660, 1200],
        [1260, 1200],
      ],
    );
    assert.equal(ids(run), 3);
  });
  it("is as many sessions, where only the clock that is not set shows it gone", () => {
    const run = new HistoryRun();
    for (let number = 0; number < 3; number++) {
      const from = NOON + number * 600;
      run
        .see(5, [])
        .see(from, [boot()])
        .see(from + 60, [boot({ received: 1200 })]);
    }
    assert.deepEqual(facts(run), [
      `alice ${UNSET - NOON} 60 ended`,
      `alice ${UNSET - NOON} 660 ended`,
      `alice ${UNSET - NOON} 1260 open`,
    ]);
    assert.equal(ids(run), 3);
  });
  it("is as many sessions, where only its counters tell", () => {
    const run = new HistoryRun();
    for (let number = 0; number < 3; number++) {
      const from = NOON + number * 600;
      run.see(40, [boot({ received: 5, sent: 1 })]).see(from, [boot({ received: 900, sent: 90 })]);
    }
    assert.equal(ids(run), 3);
    assert.deepEqual(
      facts(run).map((fact) => fact.split(" ").slice(2).join(" ")),
      ["0 ended", "600 ended", "1200 open"],
    );
  });
  it("is as many sessions, where a date of a firmware is known to be wrong by now", () => {
    const built = at("2018-01-01T00:00:00Z");
    const one = boot({ since: built + 12 });
    const run = new HistoryRun()
      .see(built, [])
      .see(built + 60, [one])
      .see(built + 120, [])
      .see(NOON, []);
    run
      .see(built, [])
      .see(built + 60, [one])
      .see(NOON + 600, []);
    assert.equal(ids(run), 2);
    assert.equal(run.known.ended.size, 2);
  });
  it("stays one session that goes on from before the clock was set", () => {
    const run = new HistoryRun()
      .see(40, [boot({ received: 5, sent: 1 })])
      .see(NOON, [boot()])
      .see(NOON + 60, [boot()]);
    assert.deepEqual(facts(run), [`alice ${UNSET - NOON} 60 open`]);
    assert.deepEqual(run.known.open[0]?.countedFromSeconds, NOON);
  });
  it("comes back as the same session where its server was not configured for a while", () => {
    const run = new HistoryRun().see(NOON - 60, []).see(NOON, [boot()]);
    run.see(NOON + 60, [], { server: "other" }).see(NOON + 120, [boot()]);
    assert.deepEqual(facts(run), [`alice ${UNSET - NOON} 120 open`]);
  });
});

describe("a start", () => {
  const findStart = (since: number, before: readonly number[], firstSeen = NOON): number | null => {
    const run = new HistoryRun();
    for (const time of before) run.see(time, []);
    return run.see(firstSeen, [client({ since })]).known.open[0]?.countedFromSeconds ?? null;
  };
  it("more than a day before the last snapshot without the session counts from that snapshot", () => {
    assert.equal(findStart(NOON - 60 - DAY - 1, [NOON - 60]), NOON - 60);
    assert.equal(findStart(at("2018-01-01T00:00:10Z"), [NOON - 600, NOON - 60]), NOON - 60);
  });
  it("a day or less before it is believed", () => {
    assert.equal(findStart(NOON - 60 - DAY, [NOON - 60]), null);
    assert.equal(findStart(NOON - 30, [NOON - 60]), null);
  });
  it("counts for at most 31 days before the first look, where there was no snapshot", () => {
    assert.equal(findStart(NOON - 31 * DAY, []), null);
    assert.equal(findStart(NOON - 100 * DAY, []), NOON - 31 * DAY);
    assert.equal(findStart(at("2018-01-01T00:00:10Z"), []), NOON - 31 * DAY);
  });
  it("is judged by no snapshot of a clock that was not set, nor by one of years ago", () => {
    assert.equal(findStart(NOON - 100 * DAY, [40]), NOON - 31 * DAY);
    assert.equal(findStart(at("2018-01-01T00:00:10Z"), [at("2018-01-01T00:00:05Z")]), NOON - 31 * DAY);
  });
  it("of a session that was seen for some minutes only, and then after months, counts from then on", () => {
    const built = NOON - 90 * DAY;
    const run = new HistoryRun().see(built, [client({ since: built - 10 })]);
    run.see(built + 60, [client({ since: built - 10 })]).see(NOON, [client({ since: built - 10 })]);
    assert.equal(run.known.open[0]?.countedFromSeconds, NOON);
    run.see(NOON + DAY, [client({ since: built - 10 })]);
    assert.deepEqual(
      run.known.usage.map(({ day }) => day),
      ["2026-11-21"],
    );
  });
  it("of years ago, in a row of a version that noted no first look, counts from one instant for good", () => {
    const since = at("2018-01-01T00:00:10Z");
    const run = new HistoryRun().see(NOON, [client({ since })]);
    const open = run.known.open.map((session) => ({ ...session, firstSeenSeconds: null, countedFromSeconds: null }));
    run.known = { ...run.known, open };
    run.see(NOON + 60, [client({ since })]).see(NOON + 120, [client({ since })]);
    assert.equal(run.known.open[0]?.countedFromSeconds, NOON - 31 * DAY);
  });
  it("of a tunnel that was seen for days and then not for months stays what it was", () => {
    const run = new HistoryRun();
    for (const day of [-92, -91, -90, 0]) run.see(NOON + day * DAY, [client({ since: NOON - 92 * DAY - 60 })]);
    assert.equal(run.known.open[0]?.countedFromSeconds, null);
  });
});
