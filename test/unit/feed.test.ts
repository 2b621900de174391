import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Session } from "../../src/history/session.js";
import { renderFeed } from "../../src/render/feed-xml.js";
import { toMonthSpan } from "../../src/rollup/calendar.js";
import { NO_COUNTRIES } from "../../src/site/countries.js";
import { findNewestEvents, toNoticeKey, type FeedMonth } from "../../src/site/feed/feed-event.js";
import { siteFeed, type SiteFeed } from "../../src/site/feed/site-feed.js";
import { demoInput } from "../support/demo-site.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import { indexAll, type FullInput } from "../support/full-index.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { isInstalled } from "../support/programs.js";
import { skipUnless } from "../support/visible-skip.js";

const GRAMMAR = join(import.meta.dirname, "../fixtures/atom.rng");

function feedOf(input: FullInput, onRead: (month: string) => void = () => undefined): SiteFeed {
  const index = indexAll(input);
  const months = function* (): Generator<FeedMonth> {
    for (const { month, sessions } of index.months.values()) {
      onRead(month);
      const { startSeconds } = toMonthSpan(index.calendar, month);
      yield { startSeconds, sessions, notices: index.findNotices(month) };
    }
  };
  return siteFeed(input, index, findNewestEvents(months(), input.countries, input.nowSeconds));
}

const said = ({ entries }: SiteFeed): readonly string[] =>
  entries.map(
    ({ seconds, title, text, path }) =>
      `${new Date(seconds * 1000).toISOString().slice(5, 16)} ${title} | ${text} | ${path}`,
  );

const alice = (fields: object) => exampleSession({ user: "alice", id: "a", ...fields });

const SECRET = "0123456789abcdef";

describe("the feed", () => {
  it("has who came and went, the notices, and the state of each source, newest first", () => {
    const input = exampleInput({
      aliases: new Map([["alice", "Alice A."]]),
      countries: { key: "k", find: () => "DE" },
      openSessions: [
        exampleSession({ user: "bob", id: "b", startSeconds: at("2026-11-21T14:00:00Z"), endSeconds: null }),
      ],
      endedSessions: [alice({ startSeconds: at("2026-11-20T08:00:00Z"), endSeconds: at("2026-11-20T09:30:00Z") })],
      sources: [
        OK_SOURCE,
        {
          ...OK_SOURCE,
          server: "hamburg",
          source: "/h.log",
          state: "missing",
          detail: "gone",
          stateSinceSeconds: at("2026-11-21T13:00:00Z"),
        },
      ],
    });
    assert.deepEqual(said(feedOf(input)), [
      "11-21T14:00 bob connected | berlin · from 203.0.113.7, Germany (DE) · tunnel 10.8.0.2 | users/bob/index.html",
      "11-21T13:00 hamburg: missing | /h.log: gone | servers/hamburg/index.html",
      "11-20T14:12 berlin: ok | /run/openvpn-server/status-berlin.log | servers/berlin/index.html",
      "11-20T09:30 alice (Alice A.) disconnected | berlin · after 1 h 30 min 00 s · download 2.0 MB, upload 1.0 MB | users/alice/index.html",
      "11-20T08:00 alice (Alice A.) connected | berlin · from 203.0.113.7, Germany (DE) · tunnel 10.8.0.2 | users/alice/index.html",
    ]);
  });

  it("names the user of a notice, and leads to the notices of its month", () => {
    const input = exampleInput({ sources: [], endedSessions: [alice({ startSeconds: at("2026-11-20T08:00:00Z") })] });
    const seconds = at("2026-11-20T08:00:00Z");
    const about = { user: "alice", seconds, day: "2026-11-20", sessionId: "a", address: "192.0.2.1" };
    const events = [
      { kind: "notice", seconds, notice: { ...about, kind: "first-session" } },
      { kind: "notice", seconds, notice: { ...about, kind: "new-address", usualNetworks: ["203.0.113.0/24"] } },
      { kind: "notice", seconds, notice: { ...about, sessionId: "b", kind: "new-address", usualNetworks: ["x"] } },
    ] as const;
    const { entries } = siteFeed(input, indexAll(input), events);
    assert.equal(new Set(entries.map(({ key }) => key)).size, 3);
    assert.deepEqual(entries.map(({ text }) => text).sort(), ["First session", "New address", "New address"]);
    for (const { title, path } of entries) {
      assert.match(title, /^alice: connected at .*192\.0\.2\.1/);
      assert.equal(path, "notices/2026-11.html");
    }
  });

  it("tells notices of certificates of servers apart", () => {
    const notice = {
      kind: "server-certificate",
      server: "a",
      of: "server",
      isExpired: false,
      seconds: 1,
      day: "1970-01-01",
    } as const;
    const others = [
      notice,
      { ...notice, of: "ca" },
      { ...notice, isExpired: true },
      { ...notice, server: "b" },
    ] as const;
    assert.equal(new Set(others.map(toNoticeKey)).size, others.length);
  });

  it("keeps its ids when a session ends, time passes, the language changes and older events leave", () => {
    const running = alice({ startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: null });
    const before = feedOf(exampleInput({ openSessions: [running] }));
    const ended = alice({ startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: NOW_SECONDS });
    const after = feedOf(exampleInput({ endedSessions: [ended], language: "de", nowSeconds: NOW_SECONDS + 60 }));
    const idsIn = (feed: SiteFeed): readonly string[] =>
      [...renderFeed(feed, "en", SECRET).matchAll(/<id>(urn:uuid:[0-9a-f-]{36})<\/id>/g)].map(([, id]) => id ?? "");
    const [first, second] = [idsIn(before), idsIn(after)];
    assert.equal(first.length, before.entries.length + 1);
    assert.equal(second.length, first.length + 1, "only the end is new");
    for (const id of first) assert.ok(second.includes(id), id);
    assert.equal(new Set(second).size, second.length);
    const stale = feedOf(exampleInput({ openSessions: [running], sources: [{ ...OK_SOURCE, state: "stale" }] }));
    assert.equal(idsIn(stale).filter((id) => !first.includes(id)).length, 1, "another state is another entry");
    const again = feedOf(exampleInput({ openSessions: [running], nowSeconds: NOW_SECONDS + 600 }));
    assert.equal(renderFeed(again, "en", SECRET), renderFeed(before, "en", SECRET), "a quiet minute changes nothing");
  });

  it("shares no id with another installation, whatever its title, and keeps them when the title changes", () => {
    const running = alice({ startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: null });
    const idsOf = (title: string, secret: string): readonly string[] => {
      const xml = renderFeed(feedOf(exampleInput({ openSessions: [running], title })), "en", secret);
      return [...xml.matchAll(/<id>(.*)<\/id>/g)].map(([, id]) => id ?? "");
    };
    const [one, other] = [idsOf("OpenVPN", "a"), idsOf("OpenVPN", "b")];
    assert.ok(one.length >= 3);
    assert.equal(new Set([...one, ...other]).size, 2 * one.length);
    assert.deepEqual(idsOf("Team", "a"), one);
  });

  it("has the last 200 events, and reads no more months than they need", () => {
    const many = Array.from({ length: 150 }, (_, number) =>
      exampleSession({ user: "alice", id: `s${number}`, startSeconds: at("2026-11-01T00:00:00Z") + 7200 * number }),
    );
    // It ended when the newest began, so its end belongs there.
    const long = exampleSession({
      user: "long",
      id: "long",
      startSeconds: at("2026-08-01T00:00:00Z"),
      endSeconds: at("2026-11-13T00:00:00Z"),
    });
    const old = exampleSession({ user: "old", id: "old", startSeconds: at("2026-07-01T00:00:00Z") });
    const read: string[] = [];
    const { entries } = feedOf(
      exampleInput({ endedSessions: [...many, long, old].reverse() }),
      (month) => void read.push(month),
    );
    assert.equal(entries.length, 200);
    assert.deepEqual(read, ["2026-11"]);
    assert.ok(entries.some(({ title }) => title === "long disconnected"));
    assert.ok(entries.every(({ seconds }, place) => seconds <= (entries[place - 1]?.seconds ?? Infinity)));
    const few: string[] = [];
    feedOf(exampleInput({ endedSessions: [many[0] ?? old, old] }), (month) => void few.push(month));
    assert.deepEqual(few, ["2026-11", "2026-07"]);
  });
});

describe("the newest events", () => {
  const month = (name: string, sessions: readonly Session[]): FeedMonth => {
    return { startSeconds: at(`${name}-01T00:00:00Z`), sessions, notices: [] };
  };
  const of = (count: number, prefix: string, start: string, end: string): readonly Session[] =>
    Array.from({ length: count }, (_, number) =>
      alice({ id: `${prefix}${number}`, startSeconds: at(start), endSeconds: at(end) }),
    );

  it("do not count what had begun before the months that were read", () => {
    const long = of(100, "long", "2026-10-01T00:00:00Z", "2026-11-01T08:00:00Z");
    const between = of(10, "between", "2026-10-20T08:00:00Z", "2026-10-20T09:00:00Z");
    const events = findNewestEvents(
      [month("2026-11", long), month("2026-10", [...between, ...long])],
      NO_COUNTRIES,
      NOW_SECONDS,
    );
    assert.equal(events.length, 200);
    assert.equal(events.filter((event) => event.kind !== "notice" && event.sessionId.startsWith("between")).length, 20);
  });

  it("are none beyond now, in which a clock was that has returned, and those are there once their time has come", () => {
    const ahead = of(120, "ahead", "2028-12-02T14:00:00Z", "2028-12-02T15:00:00Z");
    const past = of(120, "past", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z");
    const running = alice({ id: "running", startSeconds: at("2028-12-02T14:00:00Z"), endSeconds: null });
    const input = exampleInput({ openSessions: [running], endedSessions: [...ahead, ...past], sources: [] });
    const events = findNewestEvents([month("2028-12", ahead), month("2026-11", past)], NO_COUNTRIES, NOW_SECONDS);
    const index = indexAll(input);
    const later = at("2029-01-01T00:00:00Z");
    const yearsAt = (nowSeconds: number): readonly number[] =>
      siteFeed({ ...input, nowSeconds }, index, events).entries.map(({ seconds }) =>
        new Date(seconds * 1000).getUTCFullYear(),
      );
    assert.deepEqual(
      yearsAt(NOW_SECONDS),
      Array.from({ length: 200 }, () => 2026),
    );
    assert.deepEqual(
      yearsAt(later),
      Array.from({ length: 200 }, () => 2028),
    );
    const asOfLater = findNewestEvents([month("2028-12", ahead), month("2026-11", past)], NO_COUNTRIES, later);
    assert.deepEqual(
      siteFeed({ ...input, nowSeconds: later }, index, asOfLater),
      siteFeed({ ...input, nowSeconds: later }, index, events),
    );
  });

  it("are in the same order, in whatever order the sessions are", () => {
    const sessions = of(120, "s", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z");
    const [one, other] = [sessions, [...sessions].reverse()].map((all) =>
      findNewestEvents([month("2026-11", all)], NO_COUNTRIES, NOW_SECONDS),
    );
    assert.deepEqual(one, other);
  });
});

describe("the feed as XML", { skip: skipUnless(isInstalled("xmllint"), "needs xmllint") }, () => {
  const validate = (xml: string): string => {
    const { status, stderr } = spawnSync("xmllint", ["--noout", "--relaxng", GRAMMAR, "-"], {
      input: xml,
      encoding: "utf8",
    });
    return status === 0 ? "" : stderr;
  };
  it("obeys the grammar of RFC 4287 in each language, and without any event", () => {
    for (const language of ["en", "de"] as const) {
      const feed = feedOf(demoInput(language));
      assert.equal(feed.entries.length, 200);
      const categories = new Set(feed.entries.map(({ category }) => category));
      const notices = feed.entries.filter(({ category }) => category === "notice");
      assert.ok(notices.every(({ path }) => /^notices\/2026-1[01]\.html$/.test(path)));
      assert.ok(categories.has("connect") && categories.has("disconnect") && categories.has("notice"));
      assert.equal(validate(renderFeed(feed, language, SECRET)), "");
    }
    assert.equal(validate(renderFeed(feedOf(exampleInput({ sources: [] })), "en", SECRET)), "");
  });
  it("obeys it with hostile names too, and hides nothing", () => {
    const names = [...HOSTILE_NAMES, "lone \ud800 surrogate"];
    const endedSessions = names.map((name, place) =>
      exampleSession({
        user: name,
        id: `h${place}`,
        server: name,
        publicIp: name,
        tunnelIp: name,
        startSeconds: at("2026-11-20T08:00:00Z") + place,
      }),
    );
    const sources = names.map((name) => ({
      ...OK_SOURCE,
      server: name,
      source: name,
      state: "invalid" as const,
      detail: name,
    }));
    const aliases = new Map(names.map((name) => [name, name]));
    const feed = feedOf(exampleInput({ title: names.join(" "), endedSessions, sources, aliases }));
    const xml = renderFeed(feed, "en", SECRET);
    assert.equal(validate(xml), "");
    assert.ok(feed.entries.length > 3 * HOSTILE_NAMES.length);
    assert.doesNotMatch(xml, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|<svg|<b>/);
  });
  it("has the site's title with its emoji, and with what is hidden in it", () => {
    const xml = renderFeed(feedOf(exampleInput({ title: "👩\u200d👧 a\u200db" })), "en", SECRET);
    assert.equal(/<title>(.*)<\/title>/.exec(xml)?.[1], "👩\u200d👧 a(U+200D)b");
  });
  it("would be found to be wrong", () => {
    const xml = renderFeed(feedOf(demoInput("en")), "en", SECRET);
    for (const [from, to] of [
      [/<id>urn/, "<id>no uri "],
      [/<updated>2026-11-/, "<updated>"],
      [/<author>.*<\/author>/, ""],
      [/<category term=/, "<category name="],
      [/<content type="text">/, "<content type='text'><b/>"],
      [/<\/entry>/, "<more/></entry>"],
    ] as const) {
      assert.match(xml, from);
      assert.notEqual(validate(xml.replace(from, to)), "", String(from));
    }
  });
});
