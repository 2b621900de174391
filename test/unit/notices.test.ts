import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultWording } from "../../src/text/format/date-format.js";
import type { Session } from "../../src/history/session.js";
import { NO_CERTIFICATES } from "../../src/site/certificates/certificates.js";
import type { Countries } from "../../src/site/countries.js";
import { byRank, newestNoticeFirst, type Notice } from "../../src/site/notices/notice.js";
import { noticeText } from "../../src/site/notices/notice-text.js";
import { toLiveNotices } from "../../src/site/notices/live-notices.js";
import { toNoticeKey } from "../../src/site/feed/feed-event.js";
import { addDays } from "../../src/history/local-day.js";
import { allPages, indexAll, type FullInput } from "../support/full-index.js";
import { at, BERLIN, exampleInput, exampleSession, OK_SOURCE } from "../support/example-site.js";

const MONTH = "2026-11";
const TODAY = "2026-11-21";

/** Alice, on a day at an hour of Berlin's winter, for an hour. */
function alice(day: string, hour: number, fields: Partial<Session> = {}): Session {
  const startSeconds = at(`${day}T${String(hour).padStart(2, "0")}:10:00Z`) - 3600;
  return exampleSession({ user: "alice", startSeconds, ...fields });
}

/** On each of some days before a day: what is usual. */
function usually(days: number, toSessions: (day: string) => readonly Session[], before = TODAY): readonly Session[] {
  return Array.from({ length: days }, (_, number) => toSessions(addDays(before, -1 - number))).flat();
}

/** Of another user, so that the history is old. */
const OLD = exampleSession({ user: "zoe", startSeconds: at("2026-01-05T10:00:00Z") });

function find(endedSessions: readonly Session[], month = MONTH, more: Partial<FullInput> = {}): readonly Notice[] {
  return indexAll(exampleInput({ endedSessions: [OLD, ...endedSessions], ...more })).findNotices(month);
}

const kinds = (notices: readonly Notice[]): readonly string[] => notices.map(({ kind }) => kind);
const texts = (notices: readonly Notice[]): readonly string[] =>
  notices.map((notice) => noticeText(notice, defaultWording("en"), BERLIN));

const mornings = usually(30, (day) => [alice(day, 9)]);

test("a usual connection has no notice", () => {
  assert.deepEqual(
    find([...mornings, alice(TODAY, 9)]).filter(({ day }) => day === TODAY),
    [],
  );
});

test("a network that was not used in the last 90 days is named with the usual ones; another address of a known one is not", () => {
  const today = find([...mornings, alice(TODAY, 9, { publicIp: "198.51.100.4" })]);
  assert.deepEqual(texts(today).slice(0, 1), [
    "connected at 09:10 from 198.51.100.4, a network that was not used in the last 90 days; usually 203.0.113.0/24",
  ]);
  assert.deepEqual(find([...mornings, alice(TODAY, 9, { publicIp: "203.0.113.250" })]).filter(isToday), []);
  const v6 = usually(30, (day) => [alice(day, 9, { publicIp: "2001:db8:7:1::1" })]);
  assert.deepEqual(find([...v6, alice(TODAY, 9, { publicIp: "2001:db8:7:ffff::2" })]).filter(isToday), []);
  assert.deepEqual(kinds(find([...v6, alice(TODAY, 9, { publicIp: "2001:db8:8::1" })]).filter(isToday)), [
    "new-address",
  ]);
});

test("a network counts as known for 90 days, also in an earlier month and where a session floated from it", () => {
  const once = (day: string): Session => alice(day, 9, { publicIp: "198.51.100.4" });
  const now = alice(TODAY, 9, { publicIp: "198.51.100.77" });
  assert.deepEqual(kinds(find([...mornings, once(addDays(TODAY, -90)), now]).filter(isToday)), []);
  assert.deepEqual(kinds(find([...mornings, once(addDays(TODAY, -91)), now]).filter(isToday)), ["new-address"]);
  const floated = alice("2026-11-01", 9, {
    earlierAddresses: [{ address: "198.51.100.9", lastSeenSeconds: at("2026-11-01T08:20:00Z") }],
  });
  assert.deepEqual(kinds(find([...mornings, floated, now]).filter(isToday)), []);
});

test("a new network is no news for a user of many, nor before anything is usual", () => {
  const many = usually(30, (day) => [alice(day, 9, { publicIp: `198.51.${Number(day.slice(8)) % 5}.4` })]);
  assert.deepEqual(kinds(find([...many, alice(TODAY, 9, { publicIp: "192.0.2.1" })]).filter(isToday)), []);
  const few = usually(4, (day) => [alice(day, 9)]);
  assert.deepEqual(kinds(find([...few, alice(TODAY, 9, { publicIp: "192.0.2.1" })]).filter(isToday)), []);
});

test("a country that was not used in the last 90 days is named with the usual ones, in place of its network", () => {
  const countries: Countries = {
    key: "small",
    find: (address) => (address.startsWith("203.0.113.") ? "DE" : address.startsWith("198.51.100.") ? "AT" : ""),
  };
  const findToday = (publicIp: string, before: readonly Session[] = mornings): readonly Notice[] =>
    find([...before, alice(TODAY, 9, { publicIp })], MONTH, { countries }).filter(isToday);
  assert.deepEqual(texts(findToday("198.51.100.4")), [
    "connected at 09:10 from Austria (198.51.100.4); usually from Germany",
  ]);
  assert.deepEqual(kinds(findToday("203.0.113.250")), []);
  assert.deepEqual(kinds(findToday("192.0.2.1")), ["new-address"], "its country is not known");
  const once = (day: string): Session => alice(day, 9, { publicIp: "198.51.100.99" });
  assert.deepEqual(kinds(findToday("198.51.100.4", [...mornings, once(addDays(TODAY, -90))])), []);
  assert.deepEqual(kinds(findToday("198.51.100.4", [...mornings, once(addDays(TODAY, -91))])), ["new-country"]);
  const floated = alice("2026-11-01", 9, {
    earlierAddresses: [{ address: "198.51.100.9", lastSeenSeconds: at("2026-11-01T08:20:00Z") }],
  });
  assert.deepEqual(kinds(findToday("198.51.100.4", [...mornings, floated])), []);
  const few = usually(4, (day) => [alice(day, 9)]);
  assert.deepEqual(kinds(findToday("198.51.100.4", few)), []);
  // Where no country was known, nothing is usual.
  const unknown = usually(30, (day) => [alice(day, 9, { publicIp: "192.0.2.1" })]);
  assert.deepEqual(kinds(findToday("198.51.100.4", unknown)), ["new-address"]);
});

test("the first session of a user is named, but not in the first week of the history", () => {
  assert.deepEqual(texts(find([alice(TODAY, 9)])), ["connected at 09:10 for the first time, from 203.0.113.7"]);
  assert.deepEqual(find([alice("2026-01-11", 9)], "2026-01"), []);
  assert.deepEqual(kinds(find([alice("2026-01-12", 9)], "2026-01")), ["first-session"]);
});

test("a user who comes back after more than 90 days is named; after a shorter time, or after a session that lasted until now, not", () => {
  assert.deepEqual(texts(find([alice("2026-07-01", 9), alice(TODAY, 9)])), [
    "connected at 09:10 after 142 days; last seen 2026-07-01",
  ]);
  assert.deepEqual(find([alice("2026-08-30", 9), alice(TODAY, 9)]), []);
  const long = alice("2026-07-01", 9, { endSeconds: at("2026-11-20T10:00:00Z") });
  assert.deepEqual(find([long, alice(TODAY, 9)]), []);
});

test("an unusual hour is named with the usual ones, also for those who work over midnight", () => {
  const night = find([...mornings, alice(TODAY, 3)]).filter(isToday);
  assert.deepEqual(texts(night), ["connected at 03:10; usually between 09:00 and 10:00"]);
  assert.deepEqual(find([...mornings, alice(TODAY, 10)]).filter(isToday), []);
  const late = usually(30, (day) => [alice(day, 23), alice(day, 1)]);
  assert.deepEqual(find([...late, alice(TODAY, 0)]).filter(isToday), []);
  assert.deepEqual(texts(find([...late, alice(TODAY, 12)]).filter(isToday)), [
    "connected at 12:10; usually between 23:00 and 02:00",
  ]);
  const few = usually(19, (day) => [alice(day, 9)]);
  assert.deepEqual(find([...few, alice(TODAY, 3)]).filter(isToday), []);
});

/** Short sessions, one after the other. */
const drops = (day: string, count: number): readonly Session[] =>
  Array.from({ length: count }, (_, number) => {
    const startSeconds = at(`${day}T08:00:00Z`) + number * 600;
    return exampleSession({ user: "alice", startSeconds, endSeconds: startSeconds + 500 });
  });

test("more than three times the usual reconnects are named, from ten on; sessions side by side are none", () => {
  const usual = usually(20, (day) => drops(day, 5));
  assert.deepEqual(texts(find([...usual, ...drops(TODAY, 14)]).filter(isToday)), [
    "reconnected 13 times in a day; usually 4",
  ]);
  assert.deepEqual(find([...usual, ...drops(TODAY, 13)]).filter(isToday), []);
  assert.deepEqual(find([...usually(20, (day) => drops(day, 1)), ...drops(TODAY, 10)]).filter(isToday), []);
  const beside = drops(TODAY, 20).map((session) => ({ ...session, endSeconds: at("2026-11-21T13:00:00Z") }));
  assert.ok(!kinds(find([...usual, ...beside])).includes("flapping"));
});

test("more than three times the usual traffic is named, from a gigabyte on", () => {
  const moved = (day: string, bytesSent: number): Session => alice(day, 9, { bytesReceived: 0, bytesSent });
  const usual = usually(20, (day) => [moved(day, 400e6)]);
  assert.deepEqual(texts(find([...usual, moved(TODAY, 1300e6)]).filter(isToday)), [
    "moved 1.3 GB in a day; usually at most 400.0 MB",
  ]);
  assert.deepEqual(find([...usual, moved(TODAY, 1200e6)]).filter(isToday), []);
  const small = usually(20, (day) => [moved(day, 1e6)]);
  assert.deepEqual(find([...small, moved(TODAY, 999e6)]).filter(isToday), []);
});

test("two addresses at the same time are named once a day", () => {
  const other = alice(TODAY, 9, { publicIp: "203.0.113.9", startSeconds: at("2026-11-21T08:20:00Z") });
  assert.deepEqual(texts(find([...mornings, alice(TODAY, 9), other]).filter(isToday)), [
    "was connected from 203.0.113.7 and 203.0.113.9 at the same time, 09:20 – 10:10",
  ]);
  assert.deepEqual(find([...mornings, alice(TODAY, 9), { ...other, publicIp: "203.0.113.7" }]).filter(isToday), []);
});

test("two addresses at the same time are named on each day of a month, however many days there are", () => {
  const shared = usually(20, (day) => [
    alice(day, 9),
    alice(day, 9, { publicIp: "203.0.113.9", startSeconds: at(`${day}T08:20:00Z`) }),
  ]);
  const input = exampleInput({ endedSessions: [OLD, ...shared] });
  const index = indexAll(input);
  const days = index
    .findNotices(MONTH)
    .filter(({ kind }) => kind === "two-addresses")
    .map(({ day }) => day);
  assert.deepEqual(
    days,
    Array.from({ length: 20 }, (_, number) => addDays(TODAY, -1 - number)),
  );
  const page = allPages(input, index)
    .find(({ path }) => path === "users/alice/index.html")
    ?.makeModel([]);
  assert.ok(page?.page === "user");
  assert.equal(page.concurrent.newest.length, 5, "the user's page has the newest");
});

test("the gaps of a day are one notice", () => {
  const span = (from: string, until: string) => ({
    server: "berlin",
    startSeconds: at(`2026-11-20T${from}:00Z`),
    endSeconds: at(`2026-11-20T${until}:00Z`),
  });
  const one = { monitored: [span("01:00", "02:05"), span("02:42", "23:00")] };
  const gapsIn = (more: Partial<FullInput>): readonly Notice[] =>
    find([alice(TODAY, 9)], MONTH, more).filter(({ kind }) => kind === "gap");
  assert.deepEqual(texts(gapsIn(one)), ["No status was read 03:05 – 03:42 (37 min)."]);
  const two = { monitored: [...one.monitored.slice(0, 1), span("02:42", "12:00"), span("13:00", "23:00")] };
  assert.deepEqual(texts(gapsIn(two)), ["No status was read 2 times, 1 h 37 min in total."]);
  assert.deepEqual(gapsIn({ monitored: [span("01:00", "23:00")] }), []);
});

/** A gap, and the notices of it that the overview has at a time. */
function findGapsAt(now: string, from: string, until: string, more: Partial<FullInput> = {}): readonly Notice[] {
  const monitored = [
    { server: "berlin", startSeconds: at(`${from}Z`) - 7200, endSeconds: at(`${from}Z`) },
    { server: "berlin", startSeconds: at(`${until}Z`), endSeconds: at(`${until}Z`) + 60 },
  ];
  const input = exampleInput({
    nowSeconds: at(`${now}Z`),
    endedSessions: [OLD, alice("2026-10-20", 9)],
    monitored,
    ...more,
  });
  return indexAll(input).facts.notices.filter(({ kind }) => kind === "gap");
}

test("a gap is among the notices since yesterday when it ends, however long ago it began", () => {
  const [friday, monday] = ["2026-10-16T15:00:00", "2026-10-19T07:00:00"];
  const told = ["No status was read 17:00 – 2026-10-19 09:00 (2 d 16 h 00 min)."];
  assert.deepEqual(texts(findGapsAt("2026-10-19T07:01:00", friday, monday)), told);
  assert.deepEqual(texts(findGapsAt("2026-10-20T21:59:00", friday, monday)), told);
  assert.deepEqual(findGapsAt("2026-10-20T22:00:00", friday, monday), []);
  // At midnight it has no second of the new day.
  assert.deepEqual(findGapsAt("2026-10-20T21:59:00", friday, "2026-10-18T22:00:00"), []);
  assert.equal(findGapsAt("2026-10-20T21:59:00", friday, "2026-10-18T22:00:01").length, 1);
});

test("a gap over the end of a month is in each month that it touches, and once among the notices since yesterday", () => {
  const [from, until] = ["2026-10-28T08:00:00", "2026-12-08T08:00:00"];
  const input = exampleInput({
    endedSessions: [OLD, alice("2026-10-20", 9), alice("2026-12-08", 10)],
    monitored: [
      { server: "berlin", startSeconds: at(`${from}Z`) - 60, endSeconds: at(`${from}Z`) },
      { server: "berlin", startSeconds: at(`${until}Z`), endSeconds: at(`${until}Z`) + 60 },
    ],
  });
  const { findNotices } = indexAll(input);
  for (const [month, count] of Object.entries({
    "2026-09": 0,
    "2026-10": 1,
    "2026-11": 1,
    "2026-12": 1,
    "2027-01": 0,
  })) {
    assert.equal(findNotices(month).filter(({ kind }) => kind === "gap").length, count, month);
  }
  assert.equal(findGapsAt("2026-11-01T12:00:00", "2026-10-30T08:00:00", "2026-11-01T11:00:00").length, 1);
  assert.equal(findGapsAt("2026-11-02T12:00:00", "2026-10-30T08:00:00", "2026-11-01T11:00:00").length, 1);
});

test("a gap over midnight is not hidden by an earlier one of the day on which it began", () => {
  const span = (from: string, until: string) => ({
    server: "berlin",
    startSeconds: at(`2026-11-${from}:00Z`),
    endSeconds: at(`2026-11-${until}:00Z`),
  });
  const input = exampleInput({
    endedSessions: [OLD, alice(TODAY, 9)],
    monitored: [span("20T01:00", "20T02:00"), span("20T03:00", "20T20:00"), span("21T06:00", "21T07:00")],
  });
  const index = indexAll(input);
  const gaps = index.facts.notices.filter(({ kind }) => kind === "gap");
  assert.deepEqual(texts(gaps), [
    "No status was read 21:00 – 2026-11-21 07:00 (10 h 00 min).",
    "No status was read 03:00 – 04:00 (1 h 00 min).",
  ]);
  assert.equal(new Set(gaps.map(toNoticeKey)).size, 2);
  assert.equal(toLiveNotices(input, index).notices.filter(({ kind }) => kind === "gap").length, 2);
});

test("what comes later changes nothing of a month", () => {
  const past = [...mornings, alice("2026-10-25", 3), alice("2026-10-26", 9, { publicIp: "192.0.2.1" })];
  const october = find(past, "2026-10");
  assert.ok(october.length >= 2);
  assert.deepEqual(find([...past, alice(TODAY, 3), ...drops(TODAY, 40)], "2026-10"), october);
});

test("the overview has the six of most weight since yesterday, a source in trouble first", () => {
  const users = Array.from({ length: 9 }, (_, number) =>
    exampleSession({ user: `new${number}`, startSeconds: at("2026-11-20T08:00:00Z") + number }),
  );
  const input = exampleInput({
    endedSessions: [OLD, exampleSession({ user: "early", startSeconds: at("2026-11-19T08:00:00Z") }), ...users],
    aliases: new Map([["nobody", "Nobody"]]),
    sources: [OK_SOURCE, { ...OK_SOURCE, server: "hamburg", state: "stale" }],
  });
  const { troubles, notices, moreCount, monthPage, neverConnectedCount } = toLiveNotices(input, indexAll(input));
  assert.deepEqual(
    troubles.map(({ server, text }) => [server, text]),
    [["hamburg", "stale since 2026-11-20 15:12"]],
  );
  assert.deepEqual(
    notices.map(({ link }) => link?.name),
    ["new8", "new7", "new6", "new5", "new4"],
  );
  assert.equal(moreCount, 4);
  assert.deepEqual(monthPage, { path: "notices/2026-11.html", count: 10 });
  assert.equal(neverConnectedCount, 1);
});

test("the overview has each server's certificate and its CA's, before what users do, and their day once", () => {
  const soon = at("2026-12-01T08:00:00Z");
  const servers = [
    { server: "berlin", kind: "server", expiresSeconds: soon },
    { server: "berlin", kind: "ca", expiresSeconds: soon },
    { server: "paris", kind: "ca", expiresSeconds: at("2026-11-01T08:00:00Z") },
    { server: null, kind: "server", expiresSeconds: soon },
  ] as const;
  const input = exampleInput({
    endedSessions: [OLD, exampleSession({ user: "new", startSeconds: at("2026-11-20T08:00:00Z") })],
    certificates: { ...NO_CERTIFICATES, servers },
  });
  const { notices } = toLiveNotices(input, indexAll(input));
  assert.deepEqual(
    notices.map(({ text, isDayInText }) => [text, isDayInText]),
    [
      ["The certificate of server berlin expires on 2026-12-01: then nobody can connect", true],
      ["The CA's certificate of server berlin expires on 2026-12-01: then nobody can connect", true],
      ["The certificate of the server expires on 2026-12-01: then nobody can connect", true],
      ["The CA's certificate of server paris expired on 2026-11-01: nobody can connect", true],
      ["connected at 09:00 for the first time, from 203.0.113.7", false],
    ],
  );
});

function isToday({ day }: Notice): boolean {
  return day === TODAY;
}

test("notices stand by what matters most, or the newest first", () => {
  const gap = { kind: "gap", day: TODAY, seconds: 30 } as unknown as Notice;
  const back = { kind: "back", day: TODAY, seconds: 10, user: "alice" } as unknown as Notice;
  const later = { kind: "back", day: TODAY, seconds: 20, user: "alice" } as unknown as Notice;
  assert.deepEqual([gap, back, later].sort(byRank), [later, back, gap]);
  assert.deepEqual([back, later, gap].sort(newestNoticeFirst), [gap, later, back]);
});
