import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { searchHistory, type FindParts } from "../../assets/search-history.js";
import { searchSessions } from "../../assets/find-sessions.js";
import { parseQuery, type FindQuery } from "../../assets/find-query.js";
import type { FindGroup } from "../../assets/find-results.js";
import type { Session } from "../../src/history/session.js";
import { findWho, toAddressedSession } from "../../src/history/find-who.js";
import { newestFirst } from "../../src/history/newest-first.js";
import { toSearchIndex } from "../../src/site/search/search-index.js";
import { readSearchShard, writeSearchShard, type SearchedSession } from "../../src/site/search/search-shard.js";
import { makeZone } from "../../src/status/zone.js";
import { visibleText } from "../../src/text/format/visible-text.js";
import { messagesIn } from "../../src/text/i18n/messages.js";
import { exampleInput } from "../support/example-site.js";
import { indexAll } from "../support/full-index.js";
import { at, makeSession } from "../support/make-session.js";
import { WHO_CASES, WHO_ENDED, WHO_NOW, WHO_OPEN } from "../support/who-cases.js";

const UTC = makeZone("UTC");

before(() => {
  Object.assign(globalThis, { siteTexts: messagesIn("en").browser, siteDateFormat: "iso" });
});

function receive(sessions: readonly Session[]): readonly SearchedSession[] {
  return readSearchShard(writeSearchShard(sessions.map(toAddressedSession), (user) => user));
}

/** The index of a history, as pages load it, and which months were loaded. */
function makeParts(ended: readonly Session[], open: readonly Session[], nowSeconds: number) {
  const loaded: string[] = [];
  const input = exampleInput({ endedSessions: ended, openSessions: open, nowSeconds, zone: UTC });
  const index = indexAll(input);
  const parts: FindParts = {
    index: () => Promise.resolve(toSearchIndex("UTC", index)),
    running: () => Promise.resolve({ asOfSeconds: nowSeconds, sessions: receive(open) }),
    month: (month) => {
      loaded.push(month);
      const { sessions = [] } = index.months.get(month) ?? {};
      return Promise.resolve(receive(sessions.filter(({ endSeconds }) => endSeconds !== null)));
    },
  };
  return { parts, loaded };
}

async function find(parts: FindParts, query: string): Promise<readonly FindGroup[]> {
  let last: readonly FindGroup[] = [];
  await searchHistory(parts, { query, show: (groups) => void (last = groups), isOld: () => false });
  return last;
}

/** `user certainty`, as the box lists them. */
function toAnswers(groups: readonly FindGroup[]): readonly string[] {
  const { items = [] } = groups.find(({ heading }) => heading === "findSessions") ?? {};
  return items.map(({ label, note }) => `${label} ${/^(?:certain|possible)/.exec(note)?.[0] ?? "null"}`);
}

describe("the search of the pages", () => {
  it("answers as the command `who` does", async () => {
    const { parts } = makeParts(WHO_ENDED, WHO_OPEN, WHO_NOW);
    for (const { address, at: time, found } of WHO_CASES) {
      const query = [address ?? "", time === null ? "" : `@${time}`].join(" ");
      assert.deepEqual(
        toAnswers(await find(parts, query)),
        found.map((one) => visibleText(one).replace(/ \w+$/, "")),
        query,
      );
    }
  });

  it("finds who may have been connected after the month of the last proof, and loads no other month for it", async () => {
    const ended = [
      makeSession({
        user: "alice",
        startSeconds: at("2026-09-30T20:00:00Z"),
        endSeconds: at("2026-09-30T23:55:00Z"),
        endSource: "status",
        goneBySeconds: at("2026-11-02T00:10:00Z"),
      }),
      ...["2026-08-20", "2026-09-20", "2026-10-20", "2026-11-20"].map((day) =>
        makeSession({
          user: "bob",
          startSeconds: at(`${day}T08:00:00Z`),
          endSeconds: at(`${day}T09:00:00Z`),
          endSource: "event",
        }),
      ),
    ];
    const cases = [
      ["2026-09-30 23:50", ["alice certain"], ["2026-09"]],
      ["2026-10-01 00:05", ["alice possible"], ["2026-10", "2026-09"]],
      ["2026-11-02 00:09", ["alice possible"], ["2026-11", "2026-09"]],
      ["2026-11-02 00:10", [], ["2026-11"]],
      ["2026-10-20 08:30", ["bob certain", "alice possible"], ["2026-10", "2026-09"]],
    ] as const;
    for (const [time, found, months] of cases) {
      const { parts, loaded } = makeParts(ended, [], WHO_NOW);
      assert.deepEqual(toAnswers(await find(parts, `@${time}`)), found, time);
      assert.deepEqual(loaded, months, time);
      const sessions = [...ended].sort(newestFirst).map(toAddressedSession);
      const answer = findWho(sessions, {
        isAddress: null,
        atSeconds: at(`${time.replace(" ", "T")}:00Z`),
        nowSeconds: WHO_NOW,
      });
      assert.deepEqual(
        answer.map(({ session, certainty }) => `${session.user} ${certainty ?? ""}`),
        found,
      );
    }
  });

  it("says of all that is found what is newest, and counts the rest", async () => {
    const ended = Array.from({ length: 40 }, (_, number) =>
      makeSession({
        user: `u${number % 12}`,
        startSeconds: at("2026-08-01T08:00:00Z") + number * 86_400 * 2,
        endSeconds: at("2026-08-01T09:00:00Z") + number * 86_400 * 2,
        endSource: "event",
        publicIp: `203.0.113.${10 + (number % 3)}`,
        tunnelIp: "10.8.0.2",
      }),
    );
    const { parts } = makeParts(ended, [], WHO_NOW);
    const [addresses, sessions] = await find(parts, "203.0.113.1");
    const newest = [...ended].sort(newestFirst);
    assert.deepEqual(
      sessions?.items.map(({ label }) => label),
      newest.slice(0, 8).map(({ user }) => user),
    );
    assert.equal(sessions.more, 32);
    assert.deepEqual(
      addresses?.items.map(({ label, note }) => `${label}: ${note.replace(/,.*/, "")}`),
      newest.slice(0, 8).map(({ user, publicIp }) => {
        const count = ended.filter((one) => one.user === user && one.publicIp === publicIp).length;
        return `${publicIp} · ${user}: ${count} sessions`;
      }),
    );
    assert.equal(addresses.more, 4);
  });

  it("orders by the start what is found in different months", async () => {
    const ended = [
      makeSession({ user: "long", startSeconds: at("2026-09-10T08:00:00Z"), endSeconds: at("2026-11-20T08:00:00Z") }),
      makeSession({ user: "late", startSeconds: at("2026-10-10T08:00:00Z") }),
      makeSession({ user: "late", startSeconds: at("2026-10-08T08:00:00Z") }),
    ];
    const { parts } = makeParts(ended, [], WHO_NOW);
    const [addresses, sessions] = await find(parts, "203.0.113.10");
    const toUsers = (group: FindGroup | undefined) => group?.items.map(({ label }) => label.replace(/.* · /, ""));
    assert.deepEqual(toUsers(sessions), ["late", "late", "long"]);
    assert.deepEqual(toUsers(addresses), ["late", "long"]);
    assert.match(sessions?.items[0]?.note ?? "", /2026-10-10 08:00:00/);
    assert.match(addresses?.items[0]?.note ?? "", /^2 sessions, 2026-10-10/);
    assert.match(addresses?.items[1]?.note ?? "", /^1 session, 2026-09-10/);
  });

  it("finds an address that begins like the text, until one is the text", () => {
    const search = searchSessions(toQuery("203.0.113.1"), { zone: UTC, nowSeconds: WHO_NOW });
    const add = (user: string, publicIp: string): void => {
      search.add(receive([makeSession({ user, publicIp, startSeconds: 1000, endSeconds: 2000, endSource: "event" })]));
    };
    const users = (): readonly string[] => toAnswers(search.toGroups()).map((answer) => answer.replace(/ .*/, ""));
    add("bob", "203.0.113.10");
    assert.deepEqual(users(), ["bob"]);
    add("anna", "203.0.113.1");
    assert.deepEqual(users(), ["anna"]);
    add("carol", "203.0.113.11");
    assert.deepEqual(users(), ["anna"]);
  });

  it("looks at a session as often in a long history as in a short one", () => {
    const countReads = (months: number): number => {
      let reads = 0;
      const search = searchSessions(toQuery("198.51.100."), { zone: UTC, nowSeconds: WHO_NOW });
      for (let month = 0; month < months; month += 1) {
        const sessions = receive(
          Array.from({ length: 20 }, (_, number) =>
            makeSession({
              user: `u${number}`,
              startSeconds: WHO_NOW - month * 2_600_000 - number * 3600,
              endSource: "event",
              publicIp: `198.51.100.${number}`,
            }),
          ),
        );
        search.add(
          sessions.map((session) => ({
            ...session,
            get publicIp() {
              reads += 1;
              return session.publicIp;
            },
          })),
        );
        search.toGroups();
      }
      return reads;
    };
    assert.equal(countReads(24), 4 * countReads(6));
  });
});

function toQuery(text: string): FindQuery {
  const query = parseQuery(text, UTC);
  assert.ok(query !== undefined);
  return query;
}
