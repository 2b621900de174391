import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import { listHistoryPaths } from "../../src/site/list-paths.js";
import { cutList } from "../../src/site/pages/list-parts.js";
import { indexAll } from "../support/full-index.js";
import { at, exampleInput, exampleSession, renderSite } from "../support/example-site.js";

/** Newest first: each row is its number, counted from the oldest one. */
function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => count - place);
}

test("a list of up to 399 rows is one page; a longer one is cut from its oldest row on, and keeps its pages", () => {
  const cut = (count: number) => cutList(numbers(count), (number) => `${number}.html`);
  assert.deepEqual(
    [0, 1, 399].map((count) => [cut(count).first.length, cut(count).parts.length]),
    [
      [0, 0],
      [1, 0],
      [399, 0],
    ],
  );
  const before = new Map<string, readonly number[]>();
  for (let count = 400; count < 1300; count += 1) {
    const { first, parts } = cut(count);
    assert.ok(first.length >= 200 && first.length < 400, `${first.length} of ${count}`);
    assert.deepEqual([...first, ...parts.flatMap(({ rows }) => rows)], numbers(count));
    for (const { path, rows } of parts) {
      assert.deepEqual(before.get(path) ?? rows, rows, `${path} of ${count}`);
      before.set(path, rows);
    }
    assert.deepEqual(parts.at(-1), { path: "1.html", from: count - 199, to: count, rows: numbers(200) });
  }
});

describe("a day of very many sessions", () => {
  const noon = at("2026-11-21T12:00:00Z");
  const open = exampleSession({ user: "early", startSeconds: noon - 9999, endSeconds: null });
  const ended = (count: number, day: number) =>
    Array.from({ length: count }, (_, place) =>
      exampleSession({ user: `user${place % 7}`, startSeconds: noon - day * 86_400 - place, endSeconds: noon + 60 }),
    );
  const input = exampleInput({ openSessions: [open], endedSessions: [...ended(450, 0), ...ended(630, 1)] });
  const pages = renderSite(input);
  const ids = (path: string): readonly string[] =>
    [...(pages.get(path) ?? "").matchAll(/<tr(?: id="[^"]*")? data-id="([^"]*)"/g)].map(([, id = ""]) => id);

  it("has each session on one of its pages, and running ones only where every run makes the page", () => {
    const today = ["index", "1", "carried-2", "carried-1"].map((name) => ids(`history/2026-11/21/${name}.html`));
    assert.deepEqual(
      today.map(({ length }) => length),
      [251 + 230, 199, 200, 200],
    );
    assert.equal(new Set(today.flat()).size, 450 + 630);
    assert.equal(ids("history/2026-11/21/1.html").length, 199);
    assert.match(pages.get("history/2026-11/21/1.html") ?? "", /1 session is still running/);
    const yesterday = ["index", "2", "1"].map((name) => ids(`history/2026-11/20/${name}.html`));
    assert.deepEqual(
      yesterday.map(({ length }) => length),
      [230, 200, 200],
    );
    assert.equal(new Set(yesterday.flat()).size, 630);
  });
  it("leads from each of its two lists to the pages of that list", () => {
    const first = pages.get("history/2026-11/21/index.html") ?? "";
    const navs = [...first.matchAll(/<nav class="pager parts" aria-label="([^"]*)">([^]*?)<\/nav>/g)];
    assert.deepEqual(
      navs.map(([, label, links = ""]) => [label, [...links.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)]),
      [
        ["Pages of this list: Sessions", ["index.html", "1.html"]],
        ["Pages of this list: Carried over from earlier days", ["index.html", "carried-2.html", "carried-1.html"]],
      ],
    );
    assert.match(first, /aria-current="page">401–630<[^]*>201–400<[^]*>1–200</);
    const part = pages.get("history/2026-11/21/carried-1.html") ?? "";
    assert.match(
      part,
      /<h2>Carried over from earlier days, 1–200<[^]*<caption>Sessions from earlier days[^]*class="day">/,
    );
    assert.match(part, /href="index\.html">newest<[^]*href="carried-2\.html">201–400<[^]*aria-current="page">1–200</);
    assert.match(pages.get("history/2026-11/21/1.html") ?? "", /<h2>Sessions, 1–200<[^]*<caption>Sessions that began/);
  });
  it("says that its figures are not final, also where the session that runs is on another page", () => {
    const html = (endSeconds: number | null) => {
      const [oldest, ...others] = [...ended(450, 2)].reverse();
      assert.ok(oldest !== undefined);
      const [openSessions, more] = endSeconds === null ? [[{ ...oldest, endSeconds }], []] : [[], [oldest]];
      return renderSite(exampleInput({ openSessions, endedSessions: [...others, ...more] }));
    };
    const saysSo = (site: ReadonlyMap<string, string>, day: number) =>
      (site.get(`history/2026-11/${day}/index.html`) ?? "").includes("ended sessions and finished days");
    const days = [19, 20, 21];
    assert.deepEqual(
      days.map((day) => saysSo(html(null), day)),
      [true, true, false],
      "began, carried over, today",
    );
    assert.deepEqual(
      days.map((day) => saysSo(html(noon), day)),
      [false, false, false],
    );
  });
  it("has all of its pages in the list of the site's files", () => {
    const paths = new Set(listHistoryPaths(input, indexAll(input), new Map()));
    for (const path of pages.keys()) if (/^history\/.*\d\.html$/.test(path)) assert.ok(paths.has(path), path);
    // Of the days 1 and 2, of the month 4; each of 7 users has 154 sessions or so.
    assert.equal([...paths].filter((path) => /\/\d+\.html$/.test(path)).length, 7);
    assert.deepEqual(
      [...paths].filter((path) => path.includes("carried")),
      ["history/2026-11/21/carried-2.html", "history/2026-11/21/carried-1.html"],
    );
  });
});

describe("a month of very many sessions", () => {
  const first = at("2026-11-01T12:00:00Z");
  const input = (count: number, endSeconds: number | null = 0) =>
    exampleInput({
      openSessions: [],
      endedSessions: Array.from({ length: count }, (_, place) =>
        exampleSession({
          user: place % 5 === 4 ? "bob" : "alice",
          startSeconds: first + place * 1000,
          endSeconds: endSeconds === null ? null : first + place * 1000 + 60,
          id: `session${String(place).padStart(4, "0")}`,
        }),
      ),
    });
  const ids = (html: string | undefined): readonly string[] =>
    [...(html ?? "").matchAll(/<tr(?: id="[^"]*")? data-id="([^"]*)"/g)].map(([, id = ""]) => id);
  const month = "history/2026-11";
  const ofAlice = "users/alice/2026-11";

  it("has each of them on one page, newest first, in the month and in the months of its users", () => {
    const pages = renderSite(input(1000));
    const listed = ["index", "4", "3", "2", "1"].flatMap((name) => ids(pages.get(`${month}/${name}.html`)));
    assert.deepEqual(
      [...listed].sort(),
      Array.from({ length: 1000 }, (_, place) => `session${String(place).padStart(4, "0")}`),
    );
    assert.equal(pages.get(`${month}/5.html`), undefined);
    assert.deepEqual(
      ["index", "3", "2", "1"].map((name) => ids(pages.get(`${ofAlice}/${name}.html`)).length),
      [200, 200, 200, 200],
    );
    assert.equal(ids(pages.get("users/bob/2026-11/index.html")).length, 200);
    assert.match(pages.get(`${month}/index.html`) ?? "", /aria-current="page">801–1,000<[^]*>601–800<[^]*>1–200</);
    const paths = new Set(listHistoryPaths(input(1000), indexAll(input(1000)), new Map()));
    for (const path of pages.keys())
      if (/\d\.html$/.test(path)) assert.ok(paths.has(path) || /^(search|notices|connected|reports)/.test(path), path);
  });

  it("keeps its further pages while sessions begin: only the newest of them gets a link to the next", () => {
    const [before, after] = [renderSite(input(1000)), renderSite(input(1230))];
    for (const [folder, numbers] of [
      [month, [1, 2, 3]],
      [ofAlice, [1, 2]],
    ] as const) {
      for (const number of numbers) {
        const path = `${folder}/${number}.html`;
        assert.equal(after.get(path), before.get(path), path);
      }
    }
    assert.doesNotMatch(before.get(`${month}/4.html`) ?? "", /href="5\.html"/);
    assert.match(after.get(`${month}/4.html`) ?? "", /href="5\.html">801–1,000</);
    assert.deepEqual(ids(after.get(`${month}/4.html`)), ids(before.get(`${month}/4.html`)));
  });
});

describe("very many who are connected", () => {
  const sessions = (server: string, count: number) =>
    Array.from({ length: count }, (_, place) =>
      exampleSession({
        user: `${server}${place}`,
        server,
        startSeconds: at("2026-11-21T12:00:00Z") - place,
        endSeconds: null,
      }),
    );
  const rowCount = (html: string | undefined): number =>
    (/<table class="live"[^]*?<\/table>/.exec(html ?? "")?.[0] ?? "").split("<tr data-id").length - 1;

  it("are on several pages of the overview, which the only server's page leads to", () => {
    const pages = renderSite(exampleInput({ openSessions: sessions("berlin", 650) }));
    assert.deepEqual(
      ["index.html", "connected/2.html", "connected/1.html", "servers/berlin/index.html"].map((path) =>
        rowCount(pages.get(path)),
      ),
      [250, 200, 200, 250],
    );
    assert.match(pages.get("servers/berlin/index.html") ?? "", /href="\.\.\/\.\.\/connected\/2\.html">251–450</);
    assert.match(pages.get("index.html") ?? "", /<h2>Connected<\/h2> <span class="badge">650</);
  });
  it("are counted with the separators of the language, in the tiles too", () => {
    const openSessions = sessions("berlin", 1200);
    for (const [language, users, today] of [
      ["en", "by 1,200 users", "1,200 users"],
      ["de", "von 1.200 Benutzern", "1.200 Benutzer"],
    ] as const) {
      const html = renderSite(exampleInput({ openSessions, language })).get("index.html") ?? "";
      const notes = [...html.matchAll(/<dd class="note">([^<]*)</g)].map(([, note = ""]) => note);
      assert.deepEqual([notes[0], notes[2]], [users, today]);
      assert.doesNotMatch(html.replaceAll(/<t(?:able|ime)[^]*?<\/t(?:able|ime)>/g, ""), /\b1200\b/);
    }
  });
  it("are on several pages of each of several servers", () => {
    const pages = renderSite(exampleInput({ openSessions: [...sessions("berlin", 450), ...sessions("paris", 10)] }));
    assert.deepEqual(
      ["index.html", "connected/1.html", "servers/berlin/index.html", "servers/berlin/1.html"].map((path) =>
        rowCount(pages.get(path)),
      ),
      [260, 200, 250, 200],
    );
  });
});

describe("very many users", () => {
  const input = exampleInput({
    endedSessions: Array.from({ length: 650 }, (_, place) =>
      exampleSession({ user: `user${String(place).padStart(3, "0")}`, startSeconds: at("2026-11-20T12:00:00Z") }),
    ),
  });
  const names = (html: string | undefined): readonly string[] =>
    [...(html ?? "").matchAll(/<tr data-marks[^]*?<th scope="row"><a href="([^"/]*)\//g)].map(([, slug = ""]) => slug);

  it("are on several pages, by name, and the first one sums all of them up", () => {
    const pages = renderSite(input);
    const parts = ["index", "2", "1"].map((name) => names(pages.get(`users/${name}.html`)));
    assert.deepEqual(
      parts.map(({ length }) => length),
      [250, 200, 200],
    );
    assert.deepEqual(
      parts.flat(),
      Array.from({ length: 650 }, (_, place) => `user${String(place).padStart(3, "0")}`),
    );
    assert.match(pages.get("users/index.html") ?? "", /<dt>Users<\/dt><dd>650<[^]*<tfoot>[^]*href="2\.html">251–450</);
    const last = pages.get("users/1.html") ?? "";
    assert.match(last, /451–650 of 650[^]*href="index\.html">1–250<[^]*aria-current="page">451–650</);
    assert.doesNotMatch(last, /<tfoot>/);
  });
});

describe("a month with very many notices", () => {
  /** As many new users in October, of whom each is a notice, the newest last. */
  const input = (count: number) =>
    exampleInput({
      endedSessions: [
        exampleSession({ user: "zoe", startSeconds: at("2026-01-05T10:00:00Z") }),
        ...Array.from({ length: count }, (_, place) =>
          exampleSession({
            user: `new${String(place).padStart(4, "0")}`,
            startSeconds: at("2026-10-02T06:00:00Z") + place * 1800,
          }),
        ),
      ],
    });
  const path = (name: string): string => `notices/2026-10${name}.html`;
  const names = (html: string | undefined): readonly string[] =>
    [...(html ?? "").matchAll(/<tr class="first-session">[^]*?<bdi>([^<]*)</g)].map(([, name = ""]) => name);

  it("has each of them on one page, newest first", () => {
    const pages = renderSite(input(650));
    const parts = ["", "/2", "/1"].map((name) => names(pages.get(path(name))));
    assert.deepEqual(
      parts.map(({ length }) => length),
      [250, 200, 200],
    );
    assert.deepEqual(parts.flat(), [...parts.flat()].sort().reverse());
    assert.equal(new Set(parts.flat()).size, 650);
    assert.equal(pages.get(path("/3")), undefined);
    assert.match(pages.get(path("")) ?? "", /aria-current="page">401–650<[^]*href="2026-10\/2\.html">201–400</);
    const last = pages.get(path("/1")) ?? "";
    assert.match(last, /href="\.\.\/2026-10\.html">newest<[^]*aria-current="page">1–200</);
    assert.match(last, /<h1>[^]*October 2026, 1–200</);
    assert.equal(renderSite(input(399)).get(path("/1")), undefined);
  });

  it("has all of its pages in the list of the site's files", () => {
    const pages = [...renderSite(input(650)).keys()].filter((each) => each.startsWith("notices/2026-10"));
    const paths = listHistoryPaths(input(650), indexAll(input(650)), new Map([["2026-10", 650]]));
    assert.deepEqual([...paths].filter((each) => each.startsWith("notices/2026-10")).sort(), pages.sort());
  });

  it("keeps its further pages when there are new ones", () => {
    const [before, after] = [renderSite(input(650)), renderSite(input(850))];
    assert.equal(after.get(path("/1")), before.get(path("/1")));
    assert.match(after.get(path("/2")) ?? "", /href="3\.html">401–600</);
    assert.deepEqual(names(after.get(path("/2"))), names(before.get(path("/2"))));
  });
});

test("very many aliases without sessions are on several pages, by name, and each page counts all of them", () => {
  const aliases = new Map(
    Array.from({ length: 650 }, (_, place) => [`never${String(649 - place).padStart(3, "0")}`, `Alias ${place}`]),
  );
  const site = (count: number) =>
    renderSite(
      exampleInput({
        aliases: new Map([["zoe", "Zoë"], ...[...aliases].slice(0, count)]),
        endedSessions: [exampleSession({ user: "zoe", startSeconds: at("2026-11-20T12:00:00Z") })],
      }),
    );
  const pages = site(650);
  const names = (html: string | undefined): readonly string[] =>
    [...(html ?? "").matchAll(/<bdi>(never\d+)<\/bdi>/g)].map(([, name = ""]) => name);
  const parts = ["index", "aliases-2", "aliases-1"].map((name) => names(pages.get(`users/${name}.html`)));
  assert.deepEqual(
    parts.map(({ length }) => length),
    [250, 200, 200],
  );
  assert.deepEqual(parts.flat(), [...aliases.keys()].reverse());
  const users = pages.get("users/index.html") ?? "";
  assert.match(users, /Aliases never seen<\/h2> <span class="badge">650<[^]*href="aliases-2\.html">251–450</);
  const last = pages.get("users/aliases-1.html") ?? "";
  assert.match(last, /451–650 of 650[^]*href="index\.html">1–250<[^]*aria-current="page">451–650</);
  const few = site(399);
  assert.equal(names(few.get("users/index.html")).length, 399);
  assert.equal(few.get("users/aliases-1.html"), undefined);
});
