import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NO_CERTIFICATES, type ClientCertificate } from "../../src/site/certificates/certificates.js";
import { accessReview, type ReviewedUser } from "../../src/site/pages/access-review.js";
import { indexAll } from "../support/full-index.js";
import type { FullInput } from "../support/full-index.js";
import { planUsersPages, type UsersPage } from "../../src/site/pages/users-page.js";
import { at, exampleInput, exampleSession, OK_SOURCE } from "../support/example-site.js";

type Fields = Omit<Parameters<typeof exampleSession>[0], "user">;

function inputWith(byUser: Readonly<Record<string, readonly Fields[]>>, more: Partial<FullInput> = {}): FullInput {
  const sessions = Object.entries(byUser).flatMap(([user, all]) =>
    all.map((fields) => exampleSession({ user, ...fields })),
  );
  return exampleInput({
    openSessions: sessions.filter(({ endSeconds }) => endSeconds === null),
    endedSessions: sessions.filter(({ endSeconds }) => endSeconds !== null),
    ...more,
  });
}

function reviewed(...sessions: readonly Fields[]): ReviewedUser {
  const input = inputWith({ alice: sessions });
  const [user] = accessReview(input, indexAll(input)).users;
  assert.ok(user);
  return user;
}

/** An hour that ends at an instant. */
function endingAt(instant: string): Fields {
  return { startSeconds: at(instant) - 3600, endSeconds: at(instant) };
}

// Today is 2026-11-21 in Berlin.
function firstUsersPage(input: FullInput): UsersPage {
  const page = planUsersPages(input, indexAll(input))[0]?.make([]);
  assert.ok(page?.page === "users");
  return page;
}

describe("the access review", () => {
  test("calls a user online while a session is open, without a time last seen", () => {
    const { activity, lastSeenSeconds } = reviewed(endingAt("2026-11-20T10:00:00Z"), {
      startSeconds: at("2026-11-19T08:00:00Z"),
      endSeconds: null,
    });
    assert.deepEqual([activity, lastSeenSeconds], [{ kind: "online" }, null]);
  });

  test("does not call a user online whose server shows nothing any more: last seen is the last proof", () => {
    const session = {
      startSeconds: at("2026-08-01T08:00:00Z"),
      endSeconds: null,
      lastSeenSeconds: at("2026-08-01T09:00:00Z"),
    };
    const dark = { ...OK_SOURCE, state: "missing", snapshotSeconds: at("2026-08-01T09:00:00Z") } as const;
    const input = inputWith({ eve: [session] }, { sources: [dark] });
    const [eve] = accessReview(input, indexAll(input)).users;
    assert.deepEqual(
      [eve?.activity, eve?.lastSeenSeconds],
      [{ kind: "inactive", moreThanDays: 90 }, session.lastSeenSeconds],
    );
  });

  test("marks who was last seen more than 30 and more than 90 local days before today", () => {
    const activityAt = (instant: string) => reviewed(endingAt(instant)).activity;
    assert.deepEqual(activityAt("2026-10-21T22:00:00Z"), { kind: "active" });
    assert.deepEqual(activityAt("2026-10-21T21:59:59Z"), { kind: "inactive", moreThanDays: 30 });
    assert.deepEqual(activityAt("2026-08-22T22:00:00Z"), { kind: "inactive", moreThanDays: 30 });
    assert.deepEqual(activityAt("2026-08-22T21:59:59Z"), { kind: "inactive", moreThanDays: 90 });
  });

  test("takes the latest end for the last time seen, whichever session began last", () => {
    const long = { startSeconds: at("2026-11-01T08:00:00Z"), endSeconds: at("2026-11-10T08:00:00Z") };
    assert.equal(reviewed(long, endingAt("2026-11-05T08:00:00Z")).lastSeenSeconds, long.endSeconds);
  });

  test("counts reconnects a day over the days on which a session began", () => {
    assert.equal(reviewed(endingAt("2026-11-20T10:00:00Z")).reconnectsPerDay, 0);
    const twoDays = ["2026-11-19T09:00:00Z", "2026-11-20T10:00:00Z", "2026-11-20T13:00:00Z", "2026-11-20T16:00:00Z"];
    assert.equal(reviewed(...twoDays.map(endingAt)).reconnectsPerDay, 1);
  });

  test("tells those days by the site's clocks, and no day on which a session merely went on", () => {
    const aroundMidnight = ["2026-11-19T22:50:00Z", "2026-11-19T23:50:00Z"].map((instant) => ({
      startSeconds: at(instant),
      endSeconds: at("2026-11-21T12:00:00Z"),
    }));
    assert.equal(reviewed(...aroundMidnight).reconnectsPerDay, 0);
  });

  test("counts different public addresses of all sessions, none where it is not known", () => {
    const from = (publicIp: string): Fields => ({ publicIp });
    assert.equal(reviewed(from("192.0.2.1"), from("2001:db8::1"), from("192.0.2.1"), from("")).addressCount, 2);
    assert.equal(reviewed(from("192.0.2.1"), from("::ffff:192.0.2.1"), from("10.0.0.1")).addressCount, 2);
    assert.equal(reviewed(from("")).addressCount, 0);
  });

  test("says when a user was first seen, by a clock that was set if there is any such", () => {
    const [early, later] = [endingAt("1970-01-01T03:00:00Z"), endingAt("2026-11-05T08:00:00Z")];
    assert.equal(reviewed(early, later, endingAt("2026-11-06T08:00:00Z")).firstSeenSeconds, later.startSeconds);
    assert.equal(reviewed(early).firstSeenSeconds, early.startSeconds);
  });

  test("has users and aliases that never connected by name", () => {
    const byUser = { user10: [{}], user2: [{}], Bob: [{}] };
    const aliases = new Map([
      ["zoe", "Zoë"],
      ["user2", "Two"],
      ["user11", ""],
    ]);
    const input = inputWith(byUser, { aliases });
    const { users, neverConnected } = accessReview(input, indexAll(input));
    assert.deepEqual(
      users.map(({ link }) => [link.name, link.alias]),
      [
        ["Bob", ""],
        ["user2", "Two"],
        ["user10", ""],
      ],
    );
    assert.deepEqual(neverConnected, [
      { user: "user11", alias: "" },
      { user: "zoe", alias: "Zoë" },
    ]);
  });

  test("is summed up at the top of the page: those inactive over 90 days are so over 30 too", () => {
    const input = inputWith({
      online: [{ startSeconds: at("2026-11-20T08:00:00Z"), endSeconds: null }],
      active: [endingAt("2026-11-01T08:00:00Z")],
      away: [endingAt("2026-10-01T08:00:00Z")],
      gone: [endingAt("2026-01-01T08:00:00Z")],
      shared: [{ publicIp: "192.0.2.1" }, { publicIp: "192.0.2.2" }],
    });
    const { onlineCount, inactive, concurrentCount } = firstUsersPage(input);
    assert.deepEqual(
      [onlineCount, inactive, concurrentCount],
      [
        1,
        [
          { moreThanDays: 30, count: 2 },
          { moreThanDays: 90, count: 1 },
        ],
        1,
      ],
    );
  });
});

test("the list shows on which of the last 30 days a user was connected, today included; where nobody looked is unknown", () => {
  const stay = (day: string, hours: number): Fields => {
    const startSeconds = at(`${day}T08:00:00Z`);
    return { startSeconds, endSeconds: startSeconds + hours * 3600 };
  };
  // Today is 21 November: the first of the 30 days is 23 October.
  const input = inputWith(
    {
      alice: [stay("2026-10-22", 9), stay("2026-10-23", 9), stay("2026-11-20", 2), stay("2026-11-21", 1)],
      bob: [stay("2026-10-24", 1)],
    },
    { monitored: [] },
  );
  const [alice, bob] = firstUsersPage(input).list.users;
  assert.deepEqual([alice?.presence.presentDays, alice?.presence.knownDays], [3, 4]);
  const cells = (place: number, count = 1): string => `M${place * 5} 23.5h${count * 5 - 1}`;
  assert.deepEqual(
    alice?.presence.paths.map(({ kind, path }) => [kind, path]).filter(([kind]) => kind !== "unknown"),
    [
      ["p4", cells(0)],
      ["p0", cells(1)],
      ["p2", cells(28, 2)],
    ],
  );
  assert.deepEqual([bob?.presence.presentDays, bob?.presence.knownDays], [1, 4]);
});

test("today is a known day whether or not someone looked already: a quiet run does not change the list", () => {
  const byUser = { alice: [{ startSeconds: at("2026-11-19T08:00:00Z") }] };
  const looked = { server: "berlin", startSeconds: at("2026-11-21T06:00:00Z"), endSeconds: at("2026-11-21T06:01:00Z") };
  const pages = [[], [looked]].map((monitored) => firstUsersPage(inputWith(byUser, { monitored })));
  assert.deepEqual(pages[1], pages[0]);
  assert.equal(pages[0]?.list.users[0]?.presence.knownDays, 2);
});

test("the review has each user's certificate, and lists those that can be used and never were", () => {
  const certificate = (commonName: string, expires: string, revoked: string | null = null): ClientCertificate => ({
    commonName,
    expiresSeconds: at(expires),
    revokedSeconds: revoked === null ? null : at(revoked),
  });
  const all = [
    certificate("alice", "2027-01-01T00:00:00Z"),
    certificate("bob", "2027-01-01T00:00:00Z", "2026-11-01T00:00:00Z"),
    certificate("unused b", "2026-12-01T00:00:00Z"),
    certificate("unused a", "2027-01-01T00:00:00Z"),
    certificate("unused expired", "2026-11-01T00:00:00Z"),
    certificate("unused revoked", "2027-01-01T00:00:00Z", "2026-11-01T00:00:00Z"),
  ];
  const byUser = new Map(all.map((one) => [one.commonName, one]));
  const session = endingAt("2026-11-20T10:00:00Z");
  const input = inputWith(
    { alice: [session], bob: [session], carol: [session] },
    { certificates: { ...NO_CERTIFICATES, byCommonName: byUser, byUser } },
  );
  const { users, certificates } = accessReview(input, indexAll(input));
  assert.deepEqual(
    users.map(({ link, certificate: shown }) => [link.name, shown]),
    [
      ["alice", { state: "valid", seconds: at("2027-01-01T00:00:00Z") }],
      ["bob", { state: "revoked", seconds: at("2026-11-01T00:00:00Z") }],
      ["carol", null],
    ],
  );
  assert.deepEqual(
    certificates?.unused.map(({ commonName }) => commonName),
    ["unused a", "unused b"],
  );
  const without = inputWith({ alice: [session] });
  assert.equal(accessReview(without, indexAll(without)).certificates, null);
});
