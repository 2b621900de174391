import assert from "node:assert/strict";
import { test } from "node:test";
import type { FullInput } from "../support/full-index.js";
import { allPages, indexAll } from "../support/full-index.js";
import { toWallPage, type WallPage } from "../../src/site/pages/wall-page.js";
import { liveSessions } from "../../src/site/pages/live-session.js";
import { makePartFilter } from "../../src/site/further/site-parts.js";
import { WALL_PATH } from "../../src/site/site-paths.js";
import { exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE, renderSite } from "../support/example-site.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";

const OTHER = { ...OK_SOURCE, server: "hamburg", source: "/run/h.log" };
const limits = (maxClients: number | null) => ({ limits: { maxClients, poolSize: null } });
const running = (user: string, fields: object = {}) =>
  exampleSession({ id: user, user, startSeconds: NOW_SECONDS - 600, endSeconds: null, ...fields });

function makePage(fields: Partial<FullInput>): WallPage {
  const input = exampleInput({ hasWall: true, ...fields });
  return toWallPage(input, liveSessions(input, indexAll(input)));
}

function html(fields: Partial<FullInput>): string {
  const page = renderSite(exampleInput({ hasWall: true, ...fields })).get(WALL_PATH);
  assert.ok(page !== undefined);
  return page;
}

test("only a site with `wall` has a page for a wall; no other page links to it, and it has no links", () => {
  const openSessions = [running("alice")];
  assert.ok(!allPages(exampleInput({ openSessions })).some(({ path }) => path === WALL_PATH));
  const pages = renderSite(exampleInput({ openSessions, hasWall: true }));
  for (const [path, text] of pages) {
    if (path === WALL_PATH) assert.doesNotMatch(text, /<a\b/);
    else assert.doesNotMatch(text, /wall\//, path);
  }
  assert.equal(makePartFilter(["overview"])(WALL_PATH), false);
  assert.equal(makePartFilter(["wall"])(WALL_PATH), true);
  assert.equal(makePartFilter(["wall"])("index.html"), false);
});

test("without scripts it loads itself again", () => {
  assert.match(html({}), /<head>[^]*<noscript><meta http-equiv="refresh" content="30"><\/noscript>[^]*<\/head>/);
});

test("it says how many are connected, of how many, and who since when", () => {
  const aliases = new Map([["bob", "Bob B."]]);
  const openSessions = [
    running("alice"),
    running("bob", { server: "hamburg" }),
    // Its status does not show it any more.
    running("carol", { lastSeenSeconds: NOW_SECONDS - 400 }),
  ];
  const sources = [
    { ...OK_SOURCE, ...limits(20) },
    { ...OTHER, ...limits(30) },
  ];
  const page = makePage({ aliases, openSessions, sources });
  assert.deepEqual([page.connectedCount, page.mostClients, page.state], [2, 50, "ok"]);
  const since = { sinceSeconds: NOW_SECONDS - 600 };
  assert.deepEqual(
    [...page.people].sort((a, b) => (a.name < b.name ? -1 : 1)),
    [
      { name: "Bob B.", isAlias: true, server: "hamburg", ...since, isConfirmed: true },
      { name: "alice", isAlias: false, server: "berlin", ...since, isConfirmed: true },
      { name: "carol", isAlias: false, server: "berlin", ...since, isConfirmed: false },
    ],
  );
  assert.equal(makePage({ openSessions: [running("alice")] }).people[0]?.server, "", "the only one needs no name");
  assert.equal(makePage({ sources: [{ ...OK_SOURCE, ...limits(20) }, OTHER] }).mostClients, null);
  assert.equal(makePage({ sources: [] }).mostClients, null);
  const text = html({ aliases, openSessions, sources });
  assert.match(text, /<strong>2<\/strong> <span>Connected now<\/span> <span class="muted">of 50<\/span>/);
  assert.match(text, /<bdi>Bob B\.<\/bdi> <small class="muted"><bdi>hamburg<\/bdi><\/small>.*15:02<\/time>/);
  assert.match(text, /<li class="unconfirmed">.*carol.*>\? 15:02<\/time>/);
  const old = { openSessions: [running("alice", { startSeconds: NOW_SECONDS - 86_400 })] };
  assert.match(html(old), />2026-11-20<\/time>/, "a time of day would be that of today");
});

test("it says that nobody is connected, and since when that is known, or that it is not known", () => {
  assert.match(html({}), /<strong>0<\/strong>[^]*<p class="muted">Nobody is connected at 15:12:00<\/p>/);
  const sources = [{ ...OK_SOURCE, state: "missing" as const, snapshotSeconds: null }];
  assert.match(
    html({ sources }),
    /<strong>\?<\/strong>[^]*missing<\/span>[^]*<p class="muted">Connection status unknown</,
  );
  assert.match(html({ sources: [] }), /<p class="status missing">No source/);
  assert.match(html({ language: "de" }), /Jetzt verbunden[^]*Um 15:12:00 Uhr ist niemand verbunden/);
  const old = { ...OTHER, state: "stale" as const, snapshotSeconds: NOW_SECONDS - 4000 };
  assert.equal(
    makePage({ sources: [OK_SOURCE, old] }).statusSeconds,
    OK_SOURCE.snapshotSeconds,
    "nobody is seen by it",
  );
  const older = { ...OTHER, snapshotSeconds: (OK_SOURCE.snapshotSeconds ?? 0) - 60 };
  assert.equal(makePage({ sources: [OK_SOURCE, older] }).statusSeconds, older.snapshotSeconds);
});

test("servers that are not well come first, with what is wrong", () => {
  const sources = [
    OK_SOURCE,
    { ...OTHER, server: "odd", advice: "two-writers" as const },
    { ...OTHER, state: "stale" as const, snapshotSeconds: NOW_SECONDS - 4000 },
  ];
  const { servers } = makePage({ sources, openSessions: [running("alice")] });
  assert.deepEqual(
    servers.map(({ server, state, advice, connectedCount }) => [server, state, advice, connectedCount]),
    [
      ["odd", "ok", "two servers in turn", 0],
      ["hamburg", "stale", null, 0],
      ["berlin", "ok", null, 1],
    ],
  );
  const text = html({ sources });
  assert.match(text, /<span class="status ok advised">.*odd.*<span class="muted">two servers in turn<\/span>/);
  assert.match(text, /<span class="status stale">.*hamburg.*<span class="muted">stale<\/span>/);
});

test("what a screen has no room for is counted", () => {
  const open = (count: number) => Array.from({ length: count }, (_, place) => running(`u${place}`));
  const counts = (fields: Partial<FullInput>): readonly number[] => {
    const { people, morePeople, servers, moreServers } = makePage(fields);
    return [people.length, morePeople, servers.length, moreServers];
  };
  assert.deepEqual(counts({ openSessions: open(45) }), [45, 0, 1, 0]);
  assert.deepEqual(counts({ openSessions: open(46) }), [44, 2, 1, 0]);
  const many = (count: number) =>
    Array.from({ length: count }, (_, place) => ({ ...OK_SOURCE, server: `s${place}`, source: `/run/${place}` }));
  assert.deepEqual(counts({ sources: many(20) }), [0, 0, 20, 0]);
  assert.deepEqual(counts({ sources: many(21) }), [0, 0, 20, 1]);
  assert.match(html({ openSessions: open(46) }), /<li class="muted">and 2 more<\/li>/);
  assert.match(html({ sources: many(21) }), /<li class="muted">and 1 more<\/li>/);
});

test("no name can leave its place", () => {
  const openSessions = HOSTILE_NAMES.map((user, place) => running(user, { id: `id${place}`, server: user }));
  const sources = HOSTILE_NAMES.slice(0, 20).map((server) => ({ ...OK_SOURCE, server }));
  const text = html({ openSessions: openSessions.slice(0, 45), sources, title: "</title><script>" });
  const allowed =
    /<(?!\/?(?:html|head|meta|noscript|title|link|script|body|main|header|h1|bdi|p|time|section|strong|span|ul|li|small)\b|!doctype)/;
  assert.doesNotMatch(text, allowed);
  assert.equal(text.match(/<script\b/g)?.length, 1);
  assert.doesNotMatch(text, /[\u202A-\u202E\u2066-\u2069\u200B]/);
});
