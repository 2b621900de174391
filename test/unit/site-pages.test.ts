import assert from "node:assert/strict";
import { test } from "node:test";
import {
  monthDownloads,
  reviewDownloads,
  siteDownloads,
  userDownloads,
  type DownloadLink,
} from "../../src/site/downloads/download-link.js";
import { STAGES } from "../../src/site/target.js";
import { at, exampleInput, exampleSession } from "../support/example-site.js";
import { allPages, indexAll, type FullIndex } from "../support/full-index.js";

const input = exampleInput({
  aliases: new Map([
    ["alice", "Alice Adams"],
    ["zoe", "Zoë"],
  ]),
  openSessions: [exampleSession({ user: "alice", startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: null })],
  endedSessions: [
    exampleSession({ user: "bob", startSeconds: at("2026-10-31T22:30:00Z"), endSeconds: at("2026-10-31T23:30:00Z") }),
    exampleSession({ user: "carol", startSeconds: at("2026-10-20T12:00:00Z") }),
  ],
});
const index = indexAll(input);

function allDownloads(site: FullIndex): readonly DownloadLink[] {
  return [
    ...siteDownloads(site),
    ...reviewDownloads(),
    ...[...site.users.values()].flatMap((user) => userDownloads(site, user)),
    ...[...site.months.values()].flatMap((month) => monthDownloads(site, month)),
  ];
}

test("the site has a page for each month, day, user, user's month and server", () => {
  assert.deepEqual(
    allPages(input, index)
      .map(({ path }) => path)
      .sort(),
    [
      "history/2026-10/20/index.html",
      "history/2026-10/31/index.html",
      "history/2026-10/index.html",
      "history/2026-11/01/index.html",
      "history/2026-11/21/index.html",
      "history/2026-11/index.html",
      "history/index.html",
      "index.html",
      "notices/2026-10.html",
      "notices/2026-11.html",
      "reports/2026-10.html",
      "reports/2026-11.html",
      "reports/2026.html",
      "search/index.html",
      "servers/berlin/index.html",
      "servers/index.html",
      "usage/index.html",
      "users/alice/2026-11/index.html",
      "users/alice/index.html",
      "users/bob/2026-10/index.html",
      "users/bob/2026-11/index.html",
      "users/bob/index.html",
      "users/carol/2026-10/index.html",
      "users/carol/index.html",
      "users/index.html",
    ],
  );
});

test("each page's model knows its path, and none comes before what it is made with", () => {
  const stages = new Set<string>();
  for (const { path, stage, makeModel } of allPages(input, index)) {
    assert.equal(makeModel([]).path, path);
    assert.ok(STAGES.indexOf(stage) >= STAGES.indexOf("leaf"), path);
    stages.add(stage);
  }
  assert.deepEqual([...stages].sort(), ["index", "leaf", "live", "overview"]);
});

test("a session is listed on its start day and carried over to the next", () => {
  const [october, november] = ["2026-10-31", "2026-11-01"].map((day) => index.days.get(day));
  assert.deepEqual([october?.totals.sessionCount, november?.totals.sessionCount], [1, 0]);
  assert.deepEqual([october?.totals.connectedSeconds, november?.totals.connectedSeconds], [1800, 1800]);
  assert.deepEqual(
    november?.carried.map(({ user }) => user),
    ["bob"],
  );
});

test("only downloads that exist are linked", () => {
  assert.deepEqual(
    allDownloads(index).map(({ stem }) => stem.replace(/^downloads\/(openvpn-history_)?/, "")),
    [
      "all",
      "open",
      "closed",
      "access-review",
      "alice",
      "alice_open",
      "bob",
      "bob_closed",
      "carol",
      "carol_closed",
      "2026-11",
      "usage_2026-11",
      "2026-10",
      "usage_2026-10",
    ],
  );
});

test("a month in which no session began has no download of sessions, but one of its usage", () => {
  const carriedOver = exampleInput({
    endedSessions: [
      exampleSession({ user: "bob", startSeconds: at("2026-10-31T22:30:00Z"), endSeconds: at("2026-10-31T23:30:00Z") }),
    ],
  });
  assert.deepEqual(
    allDownloads(indexAll(carriedOver)).filter(({ stem }) => stem.includes("2026-11")),
    [
      {
        kind: "usage",
        stem: "downloads/usage_2026-11",
        fileName: "usage_2026-11",
        sessionCount: 0,
        listsSessions: false,
        asOfSeconds: null,
      },
    ],
  );
});

test("a page's model is plain data: what it is made of is told by its JSON", () => {
  const isPlain = (value: unknown): boolean =>
    typeof value !== "object" ||
    value === null ||
    ((Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) &&
      Object.values(value).every(isPlain));
  for (const { path, makeModel } of allPages(input, index)) assert.ok(isPlain(makeModel([])), path);
});
