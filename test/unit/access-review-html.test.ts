import assert from "node:assert/strict";
import { test } from "node:test";
import type { FullInput } from "../support/full-index.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, renderSite } from "../support/example-site.js";

const sharedStays = Array.from({ length: 7 }, (_, hour) =>
  exampleSession({ user: "alice", startSeconds: at(`2026-11-19T0${hour + 1}:00:00Z`), publicIp: "198.51.100.4" }),
);
const running = exampleSession({ user: "alice", startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: null });

const input = exampleInput({
  aliases: new Map([
    ["alice", "Alice Adams"],
    ["zoe", "Zoë"],
  ]),
  openSessions: [running],
  endedSessions: [
    exampleSession({
      user: "alice",
      startSeconds: at("2026-11-18T20:00:00Z"),
      endSeconds: at("2026-11-19T20:00:00Z"),
    }),
    ...sharedStays,
    exampleSession({ user: "bob", startSeconds: at("2026-10-01T08:00:00Z") }),
    exampleSession({ user: "carol", startSeconds: at("2026-05-01T08:00:00Z") }),
  ],
});

function toPage(site: FullInput, path: string): string {
  const html = renderSite(site).get(path);
  assert.ok(html !== undefined, path);
  return html;
}

/** What a piece of a page says. */
function saidIn(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function toRow(html: string, user: string): string {
  const row = html
    .split(/<tr(?: [^>]*)?>/)
    .find((each) => each.includes(`users/${user}/index.html`) || each.includes(`"${user}/`));
  assert.ok(row, user);
  return saidIn(row);
}

test("the users page says of each user what an access review asks", () => {
  const html = toPage(input, "users/index.html");
  assert.equal(toRow(html, "alice"), "alice Alice Adams online 3 of 3 days 2026-11-18 9 8.0 MB 16.0 MB 31.0 2.0 2 7");
  assert.equal(toRow(html, "bob"), "bob 2026-10-01 11:00 over 30 days 2026-10-01 1 1.0 MB 2.0 MB 1.0 1");
  assert.match(toRow(html, "carol"), /^carol 2026-05-01 11:00 over 90 days /);
});

test("the users page is summed up at its top", () => {
  const [, tiles = ""] = /<dl class="tiles"[^>]*>([^]*?)<\/dl>/.exec(toPage(input, "users/index.html")) ?? [];
  assert.equal(
    saidIn(tiles),
    "Users 3 Online now 1 Inactive over 30 days 2 Inactive over 90 days 1 Two addresses at the same time 1",
  );
});

test("every column that needs it is explained below the table in the words of its heading", () => {
  const html = toPage(input, "users/index.html");
  const [, terms = ""] = /<ul class="terms[^>]*>([^]*?)<\/ul>/.exec(html) ?? [];
  const headings = [...html.matchAll(/<th scope="col"[^>]* title="([^"]*)">([^<]*)<\/th>/g)];
  const explained = headings.filter(([, meaning = ""]) => terms.includes(meaning));
  assert.deepEqual(
    explained.map(([, , heading]) => heading),
    ["Last seen", "30 days", "Reconnects per day", "Addresses", "Shared login?"],
  );
  for (const [, , heading] of explained) assert.ok(terms.includes(`<strong>${heading}</strong>`));
});

test("the users page offers its workbook, also where nobody ever connected, and no CSV file of it", () => {
  for (const site of [input, exampleInput({})]) {
    const html = toPage(site, "users/index.html");
    assert.match(html, /href="\.\.\/downloads\/access-review\.xlsx"/);
    assert.doesNotMatch(html, /\.csv"/);
  }
});

test("a month's page offers the workbook of its usage", () => {
  assert.match(toPage(input, "history/2026-11/index.html"), /href="\.\.\/\.\.\/downloads\/usage_2026-11\.xlsx"/);
});

test("the page of a user of two addresses at once says when, which, and what it may mean", () => {
  const [notice = ""] =
    /<section class="notice shared">[^]*?<\/section>/.exec(toPage(input, "users/alice/index.html")) ?? [];
  assert.equal(
    saidIn(notice),
    "Shared login? Connected from two addresses at the same time 7 times, for more than 5 minutes. The credentials may be shared, or one person may use two devices. The newest 5: " +
      [8, 7, 6, 5, 4].map((hour) => `2026-11-19 0${hour}:00 – 0${hour + 1}:00: 203.0.113.7 and 198.51.100.4`).join(" "),
  );
  assert.doesNotMatch(toPage(input, "users/bob/index.html"), /class="notice/);
});

test("an overlap over midnight names both days, one that goes on has no end", () => {
  const stays = [
    exampleSession({
      user: "eve",
      startSeconds: at("2026-11-20T22:30:00Z"),
      endSeconds: at("2026-11-21T02:00:00Z"),
    }),
    exampleSession({
      ...{ user: "eve", publicIp: "192.0.2.1" },
      startSeconds: at("2026-11-20T22:40:00Z"),
      endSeconds: at("2026-11-20T23:10:00Z"),
    }),
  ];
  const open = ["192.0.2.2", "192.0.2.3"].map((publicIp, hour) =>
    exampleSession({ user: "eve", publicIp, startSeconds: at(`2026-11-21T0${hour + 8}:00:00Z`), endSeconds: null }),
  );
  const html = saidIn(
    toPage(exampleInput({ openSessions: [...open].reverse(), endedSessions: stays }), "users/eve/index.html"),
  );
  assert.ok(html.includes("2026-11-20 23:40 – 2026-11-21 00:10: 203.0.113.7 and 192.0.2.1"));
  assert.ok(html.includes("since 2026-11-21 10:00: 192.0.2.2 and 192.0.2.3"));
});

test("no address becomes markup", () => {
  // An imported history may have anything behind the %, which names a link.
  const hostile = ["2001:db8::1%<b>1</b>", '2001:db8::2%"><i>2'].map((publicIp, hour) =>
    exampleSession({ user: "eve", publicIp, startSeconds: at("2026-11-20T08:00:00Z") + hour }),
  );
  const html = toPage(exampleInput({ endedSessions: hostile }), "users/eve/index.html");
  assert.ok(html.includes('class="notice shared"'));
  assert.doesNotMatch(html, /<b>|<i>/);
});

test("while two running sessions overlap, a minute changes neither page", () => {
  const beside = exampleSession({
    ...{ user: "alice", startSeconds: at("2026-11-21T09:00:00Z"), endSeconds: null, publicIp: "192.0.2.9" },
    lastSeenSeconds: NOW_SECONDS - 30,
  });
  const now = { ...input, openSessions: [beside, running] };
  const later = {
    ...now,
    nowSeconds: NOW_SECONDS + 60,
    openSessions: now.openSessions.map((session) => ({ ...session, lastSeenSeconds: session.lastSeenSeconds + 60 })),
  };
  for (const path of ["users/index.html", "users/alice/index.html"]) {
    assert.equal(toPage(later, path), toPage(now, path));
  }
  assert.notEqual(toPage(now, "users/alice/index.html"), toPage(input, "users/alice/index.html"));
});
