import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ObservedSource } from "../../src/history/advance-history.js";
import type { ClientEvent } from "../../src/history/client-event.js";
import type { CoveredSpan } from "../../src/history/event-coverage.js";
import type { EventFlaw } from "../../src/history/observed-events.js";
import type { Session } from "../../src/history/session.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { makeClient } from "../support/make-client.js";
import { connectEvent, disconnectEvent } from "../support/make-event.js";
import { at } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";

const NOON = at("2026-11-21T12:00:00Z");
const SINCE = NOON - 600;
const FILE = "/var/spool/vpn.events";

interface Run {
  readonly server?: string;
  /** The time of the snapshot; `null`: there is none. */
  readonly at: number | null;
  readonly clients?: readonly EstablishedClient[];
  readonly maybeConnected?: ReadonlySet<string>;
  readonly events?: readonly ClientEvent[];
  readonly now?: number;
  readonly isFirstRead?: boolean;
  readonly flaw?: EventFlaw;
}

/** Runs of a server that has an event file. */
function play(...runs: readonly Run[]): HistoryRun {
  return runs.reduce((history, run) => history.run([observe(run)], run.now ?? run.at ?? NOON), new HistoryRun());
}

function observe({ server = "vpn", at: timeSeconds, clients = [], events = [], ...more }: Run): ObservedSource {
  const { maybeConnected = new Set(), isFirstRead = false, flaw = null } = more;
  const position = { file: FILE, offset: 100, tail: "abc" };
  const observed = { events, position, finished: [], isFirstRead, flaw };
  const source = { server, source: `/run/${server}`, detail: "", events: observed };
  if (timeSeconds === null) return { ...source, state: "missing" };
  const snapshot = { server, timeSeconds, established: clients, connecting: [], maybeConnected };
  return { ...source, state: "ok", snapshot };
}

const about = ({ user, startSeconds, endSeconds, endSource, bytesReceived, goneBySeconds }: Session): unknown[] => [
  user,
  startSeconds - NOON,
  endSeconds === null ? null : endSeconds - NOON,
  endSource,
  bytesReceived,
  goneBySeconds === null ? null : goneBySeconds - NOON,
];
const ended = (history: HistoryRun): unknown[][] => [...history.known.ended.values()].map(about);
const open = (history: HistoryRun): unknown[][] => history.known.open.map(about);
const alice = (received = 10): EstablishedClient => makeClient({ name: "alice", since: SINCE, id: "0", received });
const ALICE = { name: "alice", since: SINCE };
const gone = disconnectEvent({ ...ALICE, end: NOON + 30, received: 70, sent: 7 });

describe("a disconnect event", () => {
  it("ends its session exactly, with its bytes, whether the snapshot is from before or after it", () => {
    const exact = [["alice", -600, 30, "event", 70, null]];
    assert.deepEqual(
      ended(play({ at: NOON, clients: [alice()] }, { at: NOON, now: NOON + 60, events: [gone] })),
      exact,
    );
    assert.deepEqual(ended(play({ at: NOON, clients: [alice()], events: [gone], now: NOON + 60 })), exact);
    assert.deepEqual(ended(play({ at: NOON, clients: [alice()] }, { at: NOON + 60, events: [gone] })), exact);
  });

  it("completes a session that a snapshot has already ended", () => {
    const history = play({ at: NOON, clients: [alice()] }, { at: NOON + 60 }, { at: NOON + 120, events: [gone] });
    assert.deepEqual(ended(history), [["alice", -600, 30, "event", 70, null]]);
    assert.deepEqual(open(history), []);
  });

  it("records a session that no snapshot saw, with or without its connect event", () => {
    const bob = { name: "bob", since: NOON + 5, port: 5 };
    const left = disconnectEvent({ ...bob, end: NOON + 22, received: 3 });
    const whole = [["bob", 5, 22, "event", 3, null]];
    assert.deepEqual(ended(play({ at: NOON }, { at: NOON + 60, events: [connectEvent(bob), left] })), whole);
    assert.deepEqual(ended(play({ at: null, now: NOON + 60, events: [connectEvent(bob), left] })), whole);
    const long = disconnectEvent({ ...bob, end: NOON + 5 + 121, received: 3 });
    assert.deepEqual(ended(play({ at: NOON }, { at: NOON + 180, events: [long] })), [
      ["bob", 5, 126, "event", 3, null],
    ]);
  });

  it("alone is no session if it comes in the handshake: OpenVPN tells its hook also of clients that it has refused", () => {
    const refused = disconnectEvent({ name: "bob", since: NOON + 5, port: 5, end: NOON + 125 });
    const history = play({ at: NOON }, { at: NOON + 180, events: [refused] });
    assert.deepEqual([ended(history), open(history)], [[], []]);
  });

  it("replaces the row of a session that a snapshot has already ended, and keeps its usage", () => {
    const history = play({ at: NOON, clients: [alice()] }, { at: NOON + 60 });
    const usage = { day: "2026-11-20", id: history.ended[0]?.id ?? "", user: "alice", server: "vpn" };
    history.known = { ...history.known, usage: [{ ...usage, bytesReceived: 1, bytesSent: 1 }] };
    history.run([observe({ at: NOON + 120, events: [gone] })], NOON + 120);
    assert.deepEqual(history.change?.removed.map(about), [["alice", -600, 0, "status", 10, 60]]);
    assert.equal(history.known.usage.length, 1);
  });

  it("is exact although its counters are impossible: then the bytes are as snapshots showed them, or unknown", () => {
    const odd = { ...gone, bytesReceived: null, bytesSent: null };
    assert.deepEqual(ended(play({ at: NOON, clients: [alice()] }, { at: NOON, events: [odd] })), [
      ["alice", -600, 30, "event", 10, null],
    ]);
    assert.deepEqual(ended(play({ at: NOON }, { at: NOON, events: [odd] })), [
      ["alice", -600, 30, "event", null, null],
    ]);
  });

  it("does not lower the bytes of a session whose readings are not known any more", () => {
    const less = disconnectEvent({ ...ALICE, end: NOON + 30, received: 3 });
    const history = play({ at: NOON, clients: [alice()] }, { at: NOON + 60 }, { at: NOON + 120, events: [less] });
    assert.equal(ended(history)[0]?.[4], 10);
  });

  it("changes nothing when it is read again", () => {
    const history = play({ at: NOON, clients: [alice()], events: [gone], now: NOON + 60 });
    history.run([observe({ at: null, events: [connectEvent(ALICE), gone] })], NOON + 120);
    const { removed, ended: added, usage, trafficCorrections } = history.change ?? {};
    assert.deepEqual([removed, added, usage], [[], [], []]);
    assert.deepEqual(trafficCorrections, []);
    assert.deepEqual(open(history), []);
  });

  it("is of its own server", () => {
    const history = play({ at: NOON, clients: [alice()], events: [gone], now: NOON + 60 });
    history.run([observe({ at: null }), observe({ server: "oslo", at: null, events: [gone] })], NOON + 60);
    assert.deepEqual(
      [...history.known.ended.values()].map(({ server }) => server),
      ["vpn", "oslo"],
    );
  });

  it("is not taken back by an older snapshot, or by one of the same second", () => {
    for (const time of [NOON, NOON + 30]) {
      const history = play(
        { at: NOON - 60, clients: [] },
        { at: null, now: NOON + 40, events: [gone] },
        { at: time, clients: [alice()], now: NOON + 50 },
        { at: NOON + 60, now: NOON + 60 },
      );
      assert.deepEqual(ended(history), [["alice", -600, 30, "event", 70, null]]);
      assert.deepEqual(open(history), []);
    }
  });

  it("is not taken back by an older snapshot that shows a TAP client before it floated", () => {
    const tap = makeClient({ name: "alice", since: SINCE, id: "0", received: 10, tunnelIp: "" });
    const floated = { ...ALICE, ip: "198.51.100.9", port: 9, tunnelIp: "" };
    const event = disconnectEvent({ ...floated, end: NOON + 30, received: 70 });
    const exact = [["alice", -600, 30, "event", 70, null]];
    const connect = connectEvent({ ...ALICE, tunnelIp: "" });
    for (const first of [
      { at: NOON, clients: [tap] },
      { at: NOON - 601, events: [connect] },
    ]) {
      const history = play(first, { at: null, events: [event], now: NOON + 40 });
      assert.deepEqual(ended(history), exact);
      history.run([observe({ at: NOON + 20, clients: [tap] })], NOON + 60);
      assert.deepEqual([ended(history), open(history)], [exact, []]);
      // The status of another client of the same name and second, from elsewhere, is a session of its own.
      const other = makeClient({ name: "alice", since: SINCE, id: "5", address: "192.0.2.7:7", tunnelIp: "" });
      history.run([observe({ at: NOON + 25, clients: [tap, other] })], NOON + 70);
      assert.equal(open(history).length, 1);
    }
  });
  it("adds what a counter had counted before it began again", () => {
    const restarted = play(
      { at: NOON - 60, clients: [alice(500)] },
      { at: NOON, clients: [alice(500)] },
      { at: NOON + 60, events: [gone] },
    );
    assert.equal(ended(restarted)[0]?.[4], 570);
    const twice = play(
      { at: NOON - 120, clients: [alice(500)] },
      { at: NOON - 60, clients: [alice(20)] },
      { at: NOON, clients: [alice(40)] },
      { at: NOON + 60, events: [gone] },
    );
    assert.equal(ended(twice)[0]?.[4], 570);
  });

  it("takes back a reading that was wrong", () => {
    const history = play(
      { at: NOON - 60, clients: [alice(50)] },
      { at: NOON, clients: [alice(90_000)] },
      { at: NOON + 60, events: [gone] },
    );
    assert.equal(ended(history)[0]?.[4], 70);
    assert.deepEqual(
      history.known.samples.map(({ bytesReceived }) => bytesReceived),
      [0, 0, 20],
    );
    assert.deepEqual(
      history.change?.trafficCorrections.map(({ timeSeconds, bytesReceived }) => [timeSeconds - NOON, bytesReceived]),
      [[0, 50 - 90_000]],
      "the sample of this run is not on disk yet",
    );
  });

  it("counts the traffic after the last snapshot with it", () => {
    const history = play(
      { at: NOON - 60 },
      { at: NOON, clients: [alice(50)] },
      { at: null, now: NOON + 60, events: [gone] },
    );
    assert.deepEqual(
      history.known.samples.map(({ timeSeconds, bytesReceived }) => [timeSeconds - NOON, bytesReceived]),
      [
        [-60, 0],
        [0, 50 + 20],
      ],
    );
  });
});

describe("a session that crosses midnight", () => {
  const MIDNIGHT = at("2026-11-22T00:00:00Z");
  const end = (received: number): ClientEvent => disconnectEvent({ ...ALICE, end: MIDNIGHT + 30, received });

  it("has its traffic up to its last proof on the first day", () => {
    const history = play({ at: MIDNIGHT - 30, clients: [alice(50)] }, { at: MIDNIGHT + 60, events: [end(80)] });
    assert.deepEqual(
      history.known.usage.map(({ day, bytesReceived }) => [day, bytesReceived]),
      [["2026-11-21", 50]],
    );
  });

  it("has no row for a day on which only its start is known", () => {
    const history = play({ at: MIDNIGHT - 3600 }, { at: MIDNIGHT + 60, events: [connectEvent(ALICE), end(80)] });
    assert.deepEqual(history.known.usage, []);
    assert.equal(ended(history)[0]?.[4], 80);
  });
});

describe("traffic that an event tells of", () => {
  const samples = (history: HistoryRun): unknown[] => history.known.samples.map(({ bytesReceived }) => bytesReceived);

  it("is not in a sample if it is unknown when it happened", () => {
    const later = disconnectEvent({ ...ALICE, end: NOON + 3600, received: 70 });
    const first = { at: NOON - 60, clients: [alice(10)] };
    // After the last snapshot there were none for an hour.
    assert.deepEqual(
      samples(play(first, { at: NOON, clients: [alice(10)] }, { at: null, now: NOON + 3600, events: [later] })),
      [0, 0],
    );
    const brief = disconnectEvent({ name: "bob", since: NOON + 3500, end: NOON + 3600, received: 70 });
    assert.deepEqual(samples(play(first, { at: NOON }, { at: null, now: NOON + 3600, events: [brief] })), [0, 0]);
    // The session was last seen an hour before the snapshot that lacks it.
    const hidden = { at: NOON + 3540, maybeConnected: new Set(["alice"]) };
    const seen = Array.from({ length: 60 }, (_, minute) => ({ ...hidden, at: NOON + minute * 60 }));
    assert.equal(samples(play(first, ...seen, { at: NOON + 3600, events: [later] })).at(-1), 0);
  });
});

describe("a connect event", () => {
  const bob = { name: "bob", since: NOON + 5, port: 5 };

  it("begins a session, which snapshots continue, with the client's version and platform", () => {
    const address = "203.0.113.10:5";
    const client = makeClient({ name: "bob", since: NOON + 5, address, id: "7", received: 4, cipher: "AES-256-GCM" });
    const history = play({ at: NOON }, { at: NOON, now: NOON + 30, events: [connectEvent(bob)] });
    assert.deepEqual(open(history), [["bob", 5, null, "", 0, null]]);
    const id = history.known.open[0]?.id;
    history.run([observe({ at: NOON + 60, clients: [client] })], NOON + 60);
    const [session] = history.known.open;
    assert.deepEqual(
      [session?.id, session?.firstSeenSeconds, session?.clientVersion, session?.platform, session?.cipher],
      [id, NOON + 60, "2.6.14", "linux", "AES-256-GCM"],
    );
    assert.equal(history.known.samples.at(-1)?.bytesReceived, 4);
  });

  it("adds version and platform to a session that a snapshot has shown, or ended, before", () => {
    const shown = play({ at: NOON, clients: [alice()] }, { at: NOON, events: [connectEvent(ALICE)] });
    assert.equal(shown.known.open[0]?.clientVersion, "2.6.14");
    const over = play(
      { at: NOON, clients: [alice()] },
      { at: NOON + 60 },
      { at: NOON + 120, events: [connectEvent(ALICE)] },
    );
    assert.deepEqual(
      [...over.known.ended.values()].map(({ platform }) => platform),
      ["linux"],
    );
  });

  it("does not begin a session that a later snapshot would show: it ends, as far as is known, where it began", () => {
    const history = play({ at: NOON }, { at: NOON + 600, events: [connectEvent(bob)] });
    assert.deepEqual(ended(history), [["bob", 5, 5, "status", 0, 600]]);
    const maybe = play({ at: NOON }, { at: NOON + 600, events: [connectEvent(bob)], maybeConnected: new Set(["bob"]) });
    assert.deepEqual(open(maybe), [["bob", 5, null, "", 0, null]]);
  });

  it("replaces what OpenVPN Status Web recorded of the same connection", () => {
    const [imported] = play({ at: NOON }, { at: NOON + 60, events: [gone] }).known.ended.values();
    assert.ok(imported !== undefined);
    const web = {
      ...imported,
      id: "web",
      realAddress: "",
      bytesReceived: null,
      bytesSent: null,
      endSource: "",
    } as const;
    const history = play({ at: NOON });
    history.known = {
      ...history.known,
      ended: new Map([[web.id, { ...web, commonName: "alice", publicIp: "198.51.100.1", tunnelIp: "10.9.9.9" }]]),
    };
    history.run([observe({ at: NOON + 60, events: [gone] })], NOON + 60);
    assert.deepEqual(ended(history), [["alice", -600, 30, "event", 70, null]]);
  });
});

describe("which session an event is about", () => {
  const sketch = (port: number, tunnelIp: string) => ({ ...ALICE, port, tunnelIp });
  const client = (port: number, tunnelIp: string, id: string): EstablishedClient =>
    makeClient({ name: "alice", since: SINCE, address: `203.0.113.10:${port}`, tunnelIp, id, received: port });
  const two = [client(1, "10.8.0.1", "1"), client(2, "10.8.0.2", "2")];
  const bytes = (history: HistoryRun): unknown[] =>
    [...history.known.ended.values()].map(({ realAddress, bytesReceived }) => [realAddress, bytesReceived]);

  it("is told by the address, or the tunnel address after a float", () => {
    const byAddress = disconnectEvent({ ...sketch(2, "10.8.0.2"), end: NOON + 9, received: 22 });
    assert.deepEqual(bytes(play({ at: NOON, clients: two }, { at: NOON, events: [byAddress] })), [
      ["203.0.113.10:2", 22],
    ]);
    const floated = disconnectEvent({ ...sketch(77, "10.8.0.2"), ip: "198.51.100.3", end: NOON + 9, received: 22 });
    const history = play({ at: NOON, clients: two }, { at: NOON, events: [floated] });
    assert.deepEqual(bytes(history), [["198.51.100.3:77", 22]]);
    const [session] = history.known.ended.values();
    assert.deepEqual(
      [session?.publicIp, session?.earlierAddresses],
      ["198.51.100.3", [{ address: "203.0.113.10", lastSeenSeconds: NOON }]],
    );
    // A snapshot from before the float is read later.
    const late = play({ at: null, events: [connectEvent(sketch(2, "10.8.0.2")), floated] }, { at: NOON, clients: two });
    assert.deepEqual(bytes(late), [["198.51.100.3:77", 22]]);
    assert.deepEqual(
      late.known.open.map(({ tunnelIp }) => tunnelIp),
      ["10.8.0.1"],
    );
  });

  it("is not another one of the same name and second", () => {
    const other = disconnectEvent({ ...sketch(3, "10.8.0.3"), end: NOON + 9, received: 33 });
    const history = play({ at: NOON, clients: two.slice(0, 1) }, { at: NOON, events: [other] });
    assert.deepEqual(bytes(history), [["203.0.113.10:3", 33]]);
    assert.equal(history.known.open.length, 1);
  });

  it("is the only one of its name and second if no tunnel address is known, as with TAP", () => {
    const floated = disconnectEvent({ ...sketch(77, ""), end: NOON + 9, received: 22 });
    const tap = (port: number, id: string): EstablishedClient => client(port, "", id);
    assert.deepEqual(bytes(play({ at: NOON, clients: [tap(1, "1")] }, { at: NOON, events: [floated] })), [
      ["203.0.113.10:77", 22],
    ]);
    const several = play({ at: NOON, clients: [tap(1, "1"), tap(2, "2")] }, { at: NOON, events: [floated] });
    assert.deepEqual(bytes(several), [["203.0.113.10:77", 22]]);
  });

  it("may have begun an hour apart in a version 1 status, when the clocks are set back", () => {
    const apart = { ...makeClient({ name: "alice", since: SINCE - 3600, received: 1 }) };
    const event = disconnectEvent({ ...ALICE, end: NOON + 9, received: 9 });
    assert.deepEqual(ended(play({ at: NOON, clients: [apart] }, { at: NOON, events: [event] })), [
      ["alice", -4200, 9, "event", 9, null],
    ]);
    // With a client id, the status has exact times.
    const exact = makeClient({ name: "alice", since: SINCE - 3600, received: 1, id: "3" });
    assert.equal(ended(play({ at: NOON, clients: [exact] }, { at: NOON, events: [event] })).length, 1);
    assert.equal(open(play({ at: NOON, clients: [exact] }, { at: NOON, events: [event] })).length, 1);
  });

  it("has the name in which OpenVPN has replaced control characters", () => {
    const name = "a\u0001b";
    const odd = makeClient({ name, since: SINCE, id: "1", received: 1 });
    const event = disconnectEvent({ ...ALICE, name: "a_b", end: NOON + 9, received: 9 });
    assert.deepEqual(ended(play({ at: NOON, clients: [odd] }, { at: NOON, events: [event] })), [
      [name, -600, 9, "event", 9, null],
    ]);
  });

  it("gets an id that no other session has", () => {
    const first = disconnectEvent({ ...sketch(5, "10.8.0.5"), end: NOON + 9 });
    const history = play({ at: NOON }, { at: NOON, events: [first] });
    const [known] = history.known.ended.values();
    assert.ok(known !== undefined);
    // Its address has changed since it was given its id.
    history.known = { ...history.known, ended: new Map([[known.id, { ...known, realAddress: "203.0.113.10:6" }]]) };
    history.run(
      [observe({ at: null, events: [disconnectEvent({ ...sketch(5, "10.8.0.7"), end: NOON + 9 })] })],
      NOON + 60,
    );
    assert.equal(history.known.ended.size, 2);
  });
});

describe("a clock that is wrong", () => {
  it("ends no session before its last proof or its start", () => {
    const back = disconnectEvent({ ...ALICE, end: SINCE, received: 70 });
    assert.deepEqual(ended(play({ at: NOON, clients: [alice()] }, { at: NOON, events: [back] })), [
      ["alice", -600, 0, "event", 70, null],
    ]);
  });

  it("gives a session only the time since the last snapshot without it", () => {
    const since = at("2018-01-01T00:00:00Z");
    const event = disconnectEvent({ name: "bob", since, port: 5, end: NOON + 20 });
    const countedFrom = (...runs: readonly Run[]): unknown =>
      [...play(...runs).known.ended.values()].map(({ countedFromSeconds }) => countedFromSeconds);
    assert.deepEqual(countedFrom({ at: NOON }, { at: NOON, events: [event] }), [NOON]);
    assert.deepEqual(countedFrom({ at: NOON + 60 }, { at: NOON + 60, events: [event] }), [NOON + 20 - 31 * 86_400]);
  });
});

describe("events that are missing", () => {
  const bob = makeClient({ name: "bob", since: NOON + 30, address: "203.0.113.10:5", id: "1" });
  const notices = (history: HistoryRun): unknown[] =>
    history.notices.flatMap((notice) => ("trouble" in notice ? [[notice.kind, notice.trouble]] : []));
  const quiet = { at: NOON };
  const comes = { at: NOON + 60, clients: [bob] };

  it("are reported once when a client connects without one, and once when one comes again", () => {
    const begins = [["events-begin", "silent"]];
    assert.deepEqual(notices(play(quiet, comes)), begins);
    assert.deepEqual(notices(play(quiet, comes, { at: NOON + 120, clients: [bob] })), []);
    const carol = connectEvent({ name: "carol", since: NOON + 90, port: 6 });
    const again = { at: NOON + 120, clients: [bob], events: [carol] };
    assert.deepEqual(notices(play(quiet, comes, again)), [["events-end", "silent"]]);
  });

  it("are none for clients that connected before the file was first read, or earlier than the last snapshot", () => {
    assert.deepEqual(notices(play(quiet, { ...comes, isFirstRead: true })), []);
    assert.deepEqual(notices(play(quiet, { at: NOON + 60, clients: [alice()] })), []);
    assert.deepEqual(notices(play({ at: NOON + 60, clients: [bob] })), []);
  });

  it("are none if the event came with the snapshot, or before it", () => {
    const event = connectEvent({ name: "bob", since: NOON + 30, port: 5 });
    assert.deepEqual(notices(play(quiet, { ...comes, events: [event] })), []);
    assert.deepEqual(notices(play(quiet, { at: NOON, now: NOON + 40, events: [event] }, comes)), []);
  });

  it("are reported if the file cannot be read, or has other lines", () => {
    const flaw = { kind: "lines", detail: "" } as const;
    assert.deepEqual(notices(play(quiet, { ...quiet, flaw })), [["events-begin", "lines"]]);
    assert.deepEqual(notices(play(quiet, { ...quiet, flaw }, { ...quiet, flaw })), []);
    assert.deepEqual(notices(play(quiet, { ...quiet, flaw }, quiet)), [["events-end", "lines"]]);
  });
});

describe("the time in which events are complete", () => {
  const spans = (history: HistoryRun): unknown => {
    const { current = null, past = [] } = history.known.sources[0]?.eventCoverage ?? {};
    const relative = (span: CoveredSpan): number[] => [span.startSeconds - NOON, span.endSeconds - NOON];
    return [current && relative(current), past.map(relative)];
  };
  const connect = connectEvent({ name: "bob", since: NOON + 20, port: 2 });
  it("begins with the first run of a new server, and of another with the first event", () => {
    assert.deepEqual(spans(play({ at: NOON })), [[0, 0], []]);
    const known = new HistoryRun().see(NOON - 60, []);
    assert.deepEqual(spans(known.run([observe({ at: NOON })], NOON)), [null, []]);
    known.run([observe({ at: NOON + 60, events: [connect] })], NOON + 60);
    assert.deepEqual(spans(known), [[60, 60], []]);
  });
  it("is over if a session is seen without its event, until the next one", () => {
    const bob = makeClient({ name: "bob", since: NOON + 20, address: "203.0.113.10:2", id: "1" });
    const eve = makeClient({ name: "eve", since: NOON + 800, id: "2" });
    const over = play({ at: NOON - 60 }, { at: NOON + 60, clients: [bob], events: [connect] }, { at: NOON + 900, clients: [bob, eve] }); // prettier-ignore
    assert.deepEqual(spans(over), [null, [[-60, 20]]]);
  });
  it("is over where a session ends without its event and it is unknown on which day", () => {
    const night = at("2026-11-22T00:00:00Z");
    const bob = makeClient({ name: "bob", since: NOON + 20, address: "203.0.113.10:2", id: "1" });
    const before = [{ at: NOON - 60 }, { at: night - 90, clients: [bob], events: [connect] }] as const;
    const sameDay = play(...before, { at: night - 30 });
    assert.deepEqual(spans(sameDay), [[-60, 20], []]);
    const overMidnight = play(...before, { at: night });
    assert.deepEqual(spans(overMidnight), [null, [[-60, 20]]]);
    // The last proof is earlier than the last event.
    const carol = connectEvent({ name: "carol", since: night - 40, port: 3 });
    const later = play(...before, { at: null, events: [carol], now: night - 30 }, { at: night });
    assert.deepEqual(spans(later), [null, [[-60, night - 90 - NOON]]]);
  });
});
