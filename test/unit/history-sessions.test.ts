import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ObservedSource } from "../../src/history/advance-history.js";
import { sessionId } from "../../src/history/session-id.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { deriveUser, type UserNaming } from "../../src/history/user-naming.js";
import { makeClient } from "../support/make-client.js";
import { HistoryRun } from "../support/run-history.js";

const NOON = Date.parse("2026-11-21T12:00:00Z") / 1000;
const since = NOON - 600;

describe("a session's id", () => {
  it("is that of the documented example", () => {
    const startSeconds = Date.parse("2026-11-21T08:12:15Z") / 1000;
    const id = sessionId({ server: "openvpn", startSeconds, commonName: "alice", clientIdOrAddress: "0" });
    assert.equal(id, "hby9cb4qz1");
  });
  it("stays the one of first sight when everything else about the client changes", () => {
    const run = new HistoryRun().see(NOON, [makeClient({ name: "alice", since, id: "0", address: "203.0.113.1:1" })]);
    const [before] = run.known.open;
    run.see(NOON + 60, [makeClient({ name: "alice", since, id: "0", address: "203.0.113.2:2" })]);
    run.see(NOON + 120, [makeClient({ name: "alice", since, address: "203.0.113.2:2" })]);
    run.see(NOON + 180, [makeClient({ name: "alice", since, id: "7", address: "203.0.113.2:2" })]);
    assert.equal(run.known.open.length, 1);
    assert.equal(run.known.open[0]?.id, before?.id);
    assert.equal(run.known.open[0]?.realAddress, "203.0.113.2:2");
    assert.equal(run.known.ended.size, 0);
  });
});

describe("an open session", () => {
  it("ends at the last snapshot that proved it, not when it was missed", () => {
    const run = new HistoryRun();
    run.see(NOON, [makeClient({ name: "alice", since })]).see(NOON + 60, []);
    assert.deepEqual(
      run.ended.map(({ start, end }) => [start, end]),
      [[since, NOON]],
    );
  });
  it("keeps its bytes when the counters fall", () => {
    const run = new HistoryRun().see(NOON, [makeClient({ name: "alice", since, received: 500 })]);
    run.see(NOON + 60, [makeClient({ name: "alice", since, received: 20 })]);
    assert.equal(run.known.open[0]?.bytesReceived, 500);
    assert.equal(run.known.samples[1]?.bytesReceived, 0);
  });
  it("is a new one when the same client connects again", () => {
    const run = new HistoryRun().see(NOON, [makeClient({ name: "alice", since })]);
    run.see(NOON + 60, [makeClient({ name: "alice", since: NOON + 30, address: "203.0.113.10:40001" })]);
    assert.equal(run.known.open.length, 1);
    assert.deepEqual(
      run.ended.map(({ end }) => end),
      [NOON],
    );
  });
  it("is known by its start when both address and id have changed", () => {
    const run = new HistoryRun().see(NOON, [makeClient({ name: "alice", since, address: "203.0.113.1:1" })]);
    run.see(NOON + 60, [makeClient({ name: "alice", since, address: "203.0.113.2:2" })]);
    assert.equal(run.known.open.length, 1);
    assert.equal(run.known.ended.size, 0);
  });
  it("goes on while its row has lost its routes: a TAP client's age in version 1", () => {
    const run = new HistoryRun().see(NOON, [makeClient({ name: "alice", since })]);
    run.see(NOON + 60, [], { connecting: [makeClient({ name: "alice", since })] });
    assert.equal(run.known.open.length, 1);
    assert.equal(run.known.open[0]?.lastSeenSeconds, NOON + 60);
  });
  it("is never made of a client that is still connecting", () => {
    const run = new HistoryRun().see(NOON, [], { connecting: [makeClient({ name: "alice", since })] });
    assert.deepEqual([run.known.open.length, run.known.samples[0]?.clients], [0, 0]);
  });
});

describe("duplicate common names", () => {
  const twins = (received: number): ReturnType<typeof makeClient>[] => [
    makeClient({ name: "shared", since, id: "0", address: "203.0.113.1:1", received }),
    makeClient({ name: "shared", since, id: "1", address: "203.0.113.2:2", received: received * 2 }),
  ];
  it("of one second are two sessions, whichever order the rows come in", () => {
    const run = new HistoryRun().see(NOON, twins(100)).see(NOON + 60, twins(200).reverse());
    assert.deepEqual(run.known.open.map(({ bytesReceived }) => bytesReceived).sort(), [200, 400]);
    assert.equal(new Set(run.known.open.map(({ id }) => id)).size, 2);
  });
  it("without id and port are two sessions too, and the counters tell which one left", () => {
    const bare = (received: number): ReturnType<typeof makeClient> =>
      makeClient({ name: "shared", since, address: "2001", received });
    const run = new HistoryRun().see(NOON, [bare(100), bare(5000)]);
    assert.equal(new Set(run.known.open.map(({ id }) => id)).size, 2);
    run.see(NOON + 60, [bare(120)]);
    assert.deepEqual(
      run.known.open.map(({ bytesReceived }) => bytesReceived),
      [120],
    );
    assert.deepEqual(
      run.ended.map(({ received }) => received),
      [5000],
    );
  });
});

describe("20,000 rows of one name and second", () => {
  // What tries every row with every session takes minutes to hours.
  const timeout = 60_000;
  const count = 20_000;
  const rows = (sketch: (index: number) => { address: string; id?: string }, received: number) =>
    Array.from({ length: count }, (_, index) =>
      makeClient({ name: "shared", since, received: received + index, ...sketch(index) }),
    );
  const addressed = (index: number): { address: string } => ({ address: `203.0.113.1:${index}` });
  const bare = (): { address: string } => ({ address: "2001" });
  const moved = (index: number): { address: string } => ({ address: `198.51.100.1:${index}` });

  it("are continued by their addresses, or else by their ids", { timeout }, () => {
    const withId = (index: number): { address: string; id: string } => ({ ...addressed(index), id: String(index) });
    const run = new HistoryRun().see(NOON, rows(withId, 0)).see(NOON + 60, rows(addressed, 5));
    run.see(NOON + 120, rows((index) => ({ ...moved(index), id: String(index) }), 7).reverse());
    assert.deepEqual([run.known.open.length, run.known.ended.size], [count, 0]);
    assert.ok(run.known.open.every(({ bytesReceived }, index) => bytesReceived === index + 7));
  });
  it("are continued by their bytes where they have neither id nor port", { timeout }, () => {
    const run = new HistoryRun().see(NOON, rows(bare, 0)).see(NOON + 60, rows(bare, 0).reverse());
    assert.deepEqual([run.known.open.length, run.known.ended.size], [count, 0]);
    assert.ok(run.known.open.every(({ bytesReceived }, index) => bytesReceived === index));
  });
  it("are others where neither id nor address is left", { timeout }, () => {
    const run = new HistoryRun().see(NOON, rows(addressed, 0)).see(NOON + 60, rows(moved, 0));
    assert.deepEqual([run.known.open.length, run.known.ended.size], [count, count]);
  });
});

describe("version 1's repeated hour in autumn", () => {
  it("continues a session whichever of the two readings its start was stored with", () => {
    const run = new HistoryRun().see(NOON, [makeClient({ name: "alice", since })]);
    run.see(NOON + 3600, [makeClient({ name: "alice", since: since + 3600, orSince: since })]);
    assert.equal(run.known.open.length, 1);
    assert.equal(run.known.open[0]?.startSeconds, since);
    assert.equal(run.known.ended.size, 0);
  });
});

describe("snapshots", () => {
  const alice = makeClient({ name: "alice", since });
  it("that are no newer than the last one change nothing", () => {
    const run = new HistoryRun().see(NOON, [alice]);
    const before = run.known;
    run.see(NOON, []).see(NOON - 60, [], { nowSeconds: NOON + 60 });
    assert.deepEqual(run.known.open, before.open);
    assert.deepEqual(run.known.samples, before.samples);
  });
  it("change the history however old they are, if they are newer than the last one", () => {
    const run = new HistoryRun().see(NOON, [alice]);
    run.see(NOON + 60, [], { nowSeconds: NOON + 86_400 * 9 });
    assert.deepEqual(
      run.ended.map(({ end }) => end),
      [NOON],
    );
  });
  it("a little ahead of this machine's clock are not taken twice", () => {
    const run = new HistoryRun().see(NOON + 120, [alice], { nowSeconds: NOON });
    run.see(NOON + 120, [alice], { nowSeconds: NOON + 60 });
    assert.equal(run.known.samples.length, 1);
  });
  it("give a sample whose growth is that of the sessions, and none over a gap in monitoring", () => {
    const at = (received: number): ReturnType<typeof makeClient> => makeClient({ name: "alice", since, received });
    const run = new HistoryRun()
      .see(NOON, [at(1000)])
      .see(NOON + 60, [at(1500)])
      .see(NOON + 600, [at(9000)]);
    const bob = makeClient({ name: "bob", since: NOON + 630, received: 70, address: "203.0.113.11:4" });
    run.see(NOON + 660, [at(9100), bob]);
    assert.deepEqual(
      run.known.samples.map(({ clients, bytesReceived }) => [clients, bytesReceived]),
      [
        [1, 0],
        [1, 500],
        [1, 0],
        [2, 170],
      ],
    );
  });
});

describe("a server that is no longer configured", () => {
  const alice = makeClient({ name: "alice", since });
  const bob = makeClient({ name: "bob", since, address: "203.0.113.11:4" });
  it("leaves its sessions to the one that shows them under its new name", () => {
    const run = new HistoryRun().see(NOON, [alice, bob], { server: "old" });
    const ids = run.known.open.map(({ id }) => id);
    run.see(NOON + 60, [alice], { server: "new" });
    assert.deepEqual(
      run.known.open.map(({ id, server }) => [id, server]),
      [[ids[0], "new"]],
    );
    assert.deepEqual(
      run.ended.map(({ user, end }) => [user, end]),
      [["bob", NOON]],
    );
  });
  it("keeps them open while a configured server shows no snapshot", () => {
    const run = new HistoryRun().see(NOON, [alice], { server: "old" });
    run.run([{ server: "new", source: "/run/new", state: "missing", detail: "" }], NOON + 60);
    assert.equal(run.known.open.length, 1);
    assert.equal(run.known.ended.size, 0);
  });
  it("leaves them to another one too while its file is missing: a file of a pattern that was renamed", () => {
    const run = new HistoryRun().see(NOON, [alice, bob], { server: "old" });
    const ids = run.known.open.map(({ id }) => id);
    const snapshot = { server: "new", timeSeconds: NOON + 60, established: [alice], connecting: [] };
    run.run(
      [
        { server: "old", source: "/run/old", state: "missing", detail: "" },
        { server: "new", source: "/run/new", state: "ok", detail: "", snapshot },
      ],
      NOON + 60,
    );
    assert.deepEqual(
      run.known.open.map(({ id, server }) => [id, server]).sort(),
      [
        [ids[0], "new"],
        [ids[1], "old"],
      ].sort(),
    );
    assert.equal(run.known.ended.size, 0);
  });
  it("gets its session back, not a second one, when it is configured again", () => {
    const run = new HistoryRun().see(NOON, [alice], { server: "vpn" });
    const id = run.known.open[0]?.id;
    run.see(NOON + 60, [], { server: "other" });
    assert.deepEqual(
      run.ended.map((session) => session.id),
      [id],
    );
    run.see(NOON + 120, [alice], { server: "vpn" });
    assert.deepEqual(
      run.known.open.map((session) => session.id),
      [id],
    );
    assert.equal(run.known.ended.size, 0);
  });
});

describe("two servers whose names were swapped", () => {
  const alice = makeClient({ name: "alice", since });
  const bob = makeClient({ name: "bob", since, address: "203.0.113.11:4" });
  const observe = (server: string, clients: readonly EstablishedClient[], timeSeconds: number): ObservedSource => {
    const snapshot = { server, timeSeconds, established: clients, connecting: [] };
    return { server, source: `/run/${server}`, state: "ok", detail: "", snapshot };
  };
  const toOpen = (run: HistoryRun): readonly string[] =>
    run.known.open.map(({ id, server, user }) => `${user} ${server} ${id}`).sort();

  it("exchange their sessions, which go on with their ids", () => {
    const run = new HistoryRun();
    run.run([observe("a", [alice], NOON), observe("b", [bob], NOON + 5)], NOON + 5);
    const before = toOpen(run);
    // The snapshot that b has now is older than its last one: it is not accepted in this run.
    run.run([observe("a", [bob], NOON + 5), observe("b", [alice], NOON + 4)], NOON + 60);
    run.run([observe("a", [bob], NOON + 65), observe("b", [alice], NOON + 64)], NOON + 120);
    const swapped = before.map((line) => line.replace(/ [ab] /, (server) => (server === " a " ? " b " : " a ")));
    assert.deepEqual(toOpen(run), swapped);
    assert.equal(run.known.ended.size, 0);
  });
  it("are not seen in two sources of one server: each keeps its own sessions, and they end", () => {
    const run = new HistoryRun();
    run.run([observe("a", [alice, bob], NOON), observe("b", [alice, bob], NOON)], NOON);
    const before = toOpen(run);
    run.run([observe("a", [bob], NOON + 60), observe("b", [alice, bob], NOON + 30)], NOON + 60);
    assert.deepEqual(
      toOpen(run),
      before.filter((line) => !line.startsWith("alice a ")),
    );
    const [ended] = run.known.ended.values();
    assert.deepEqual([ended?.user, ended?.server, ended?.endSeconds], ["alice", "a", NOON]);
  });
});

describe("the user of a session", () => {
  const toUser = (userFrom: "common_name" | "username", name: string, username?: string): string | undefined => {
    const client = makeClient({ name, since, ...(username === undefined ? {} : { username }) });
    return new HistoryRun({ userFrom }).see(NOON, [client]).known.open[0]?.user;
  };
  it("is the common name, or the username where there is no certificate", () => {
    assert.equal(toUser("common_name", "alice", "al"), "alice");
    assert.equal(toUser("common_name", "UNDEF", "al"), "al");
    assert.equal(toUser("common_name", "UNDEF"), "UNDEF");
  });
  it("is the username where certificates are shared", () => {
    assert.equal(toUser("username", "office", "al"), "al");
    assert.equal(toUser("username", "office"), "office");
  });
  it("is in lower case where case is ignored", () => {
    const client = makeClient({ name: "Office", since, username: "Anna.K" });
    const userBy = (userFrom: "common_name" | "username"): string | undefined =>
      new HistoryRun({ userFrom, usersIgnoreCase: true }).see(NOON, [client]).known.open[0]?.user;
    assert.deepEqual([userBy("common_name"), userBy("username")], ["office", "anna.k"]);
  });
  it("follows a username that comes to be known", () => {
    const run = new HistoryRun({ userFrom: "username" });
    run.see(NOON, [makeClient({ name: "office", since })]);
    run.see(NOON + 60, [makeClient({ name: "office", since, username: "anna" })]);
    assert.deepEqual(
      run.known.open.map(({ user, username }) => [user, username]),
      [["anna", "anna"]],
    );
  });
  it("is derived of a stored session's names; of one without names it is the stored one", () => {
    const derive = (commonName: string, username: string, naming: Partial<UserNaming> = {}): string =>
      deriveUser(
        { commonName, username, user: "Stored" },
        { userFrom: "common_name", usersIgnoreCase: false, ...naming },
      );
    assert.equal(derive("Cert", "Anna"), "Cert");
    assert.equal(derive("Cert", "Anna", { userFrom: "username" }), "Anna");
    assert.equal(derive("Cert", "", { userFrom: "username" }), "Cert");
    assert.equal(derive("", "Anna"), "Anna");
    assert.equal(derive("UNDEF", "Anna"), "Anna");
    assert.equal(derive("UNDEF", ""), "UNDEF");
    assert.equal(derive("", ""), "Stored");
    assert.equal(derive("", "", { userFrom: "username", usersIgnoreCase: true }), "stored");
    assert.equal(derive("ÄCert", "", { usersIgnoreCase: true }), "äcert");
  });
});
