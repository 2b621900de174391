import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toSlug } from "../../src/rollup/slug.js";
import { toMonitoring } from "../../src/history/monitoring.js";
import type { Sample } from "../../src/history/sample.js";
import type { FullInput } from "../support/full-index.js";
import { demoInput } from "../support/demo-site.js";
import {
  at,
  BERLIN,
  exampleInput,
  exampleSession,
  NOW_SECONDS,
  OK_SOURCE,
  renderSite,
} from "../support/example-site.js";

/** The pages of a site, and the figures that they state. */
class Figures {
  readonly #pages: ReadonlyMap<string, string>;

  constructor(input: FullInput) {
    this.#pages = renderSite(input);
  }

  html(path: string): string {
    const html = this.#pages.get(path);
    assert.ok(html !== undefined, path);
    return html;
  }

  /** The number of a tile. */
  tile(path: string, label: string): string {
    const found = this.html(path).split(`<dt>${label}</dt><dd>`)[1];
    assert.ok(found !== undefined, `${path} has no ${label}`);
    return found.slice(0, found.indexOf("<"));
  }

  /** The cells of the row of a table of figures that links to a page, or of its total. */
  row(path: string, heading: string): readonly string[] {
    const row =
      this.html(path)
        .split("<tr>")
        .find((text) => text.includes(heading)) ?? "";
    return [...row.matchAll(/<td class="num">([^<]*)<\/td>/g)].map(([, cell = ""]) => cell);
  }

  /** The sentences beside a page's charts. */
  captions(path: string): readonly string[] {
    return [...this.html(path).matchAll(/<div class="beside">\s*<p>([^<]*)<\/p>/g)].map(([, caption = ""]) => caption);
  }

  unmonitored(path: string): readonly string[] {
    return this.captions(path).flatMap((caption) => /no data for ([^·]*?)(?: ·|$)/.exec(caption)?.[1] ?? []);
  }
}

/** Only one of its servers. */
function ofServer(input: FullInput, name: string): FullInput {
  const isOwn = ({ server }: { readonly server: string }): boolean => server === name;
  return {
    ...input,
    sources: input.sources.filter(isOwn),
    openSessions: input.openSessions.filter(isOwn),
    endedSessions: input.endedSessions.filter(isOwn),
    usage: input.usage.filter(isOwn),
    samples: input.samples.filter(isOwn),
    monitored: input.monitored.filter(isOwn),
    clientHours: input.clientHours.filter(isOwn),
  };
}

describe("what two pages of the demo call by one name", () => {
  const input = ofServer(demoInput("en"), "office");
  const site = new Figures(input);
  const [today, month, server] = [
    "history/2026-11/21/index.html",
    "history/2026-11/index.html",
    "servers/office/index.html",
  ];

  it("is the same number of the present", () => {
    const connected = site.tile("index.html", "Connected now");
    assert.equal(connected, String(input.openSessions.length));
    assert.equal(site.tile(server, "Connected now"), connected);
    assert.equal(site.html("index.html").split('<h2>Connected</h2> <span class="badge">')[1]?.split("<")[0], connected);
    assert.equal(site.html("index.html").split('<span class="status running">').length - 1 >= Number(connected), true);
    assert.equal(
      site.html("users/index.html").split('<span class="status running">').length - 1,
      Number(site.tile("users/index.html", "Online now")),
    );
    for (const label of ["Peak today", "Sessions today", "Traffic today"]) {
      assert.equal(site.tile(server, label), site.tile("index.html", label), label);
    }
  });
  it("is the same number of sessions and peak of a day", () => {
    assert.equal(site.tile(today, "Sessions"), site.tile("index.html", "Sessions today"));
    assert.equal(site.tile(today, "Peak"), site.tile("index.html", "Peak today"));
    for (const day of ["20", "12"]) {
      const page = `history/2026-11/${day}/index.html`;
      const [sessions, , peak, upload, download, hours] = site.row(month, `href="${day}/index.html"`);
      assert.deepEqual(
        ["Sessions", "Peak", "Upload", "Download", "Hours"].map((label) => site.tile(page, label)),
        [sessions, peak, upload, download, hours],
        page,
      );
      assert.match(site.captions(page)[0] ?? "", new RegExp(` · at most ${peak ?? ""} at one time`));
    }
  });
  it("is the same figure of today on each page that every run makes", () => {
    assert.equal(site.tile(today, "Sessions"), site.tile("index.html", "Sessions today"));
    const overview = site.html("index.html").replaceAll("\u00a0", " ");
    for (const [label, arrow] of [
      ["Upload", "↑"],
      ["Download", "↓"],
    ] as const) {
      assert.ok(overview.includes(`${arrow} ${site.tile(today, label)}`), label);
    }
    const users = /<dt>Sessions today<\/dt><dd>\d+<\/dd><dd class="note">(\d+) users/.exec(overview)?.[1];
    assert.equal(site.tile(today, "Users"), users);
    // The others say what their figures of today are without.
    const [sessions, userCount, peak] = site.row(month, 'href="21/index.html"');
    assert.deepEqual(
      [sessions, userCount, peak],
      ["Sessions", "Users", "Peak"].map((label) => site.tile(today, label)),
    );
    assert.match(site.html(month), /href="21\/index\.html">[^]*?today: ended sessions/);
    for (const page of [month, `users/${toSlug(input.openSessions[0]?.user ?? "")}/index.html`]) {
      assert.match(
        site.html(page),
        /<dt>Upload<\/dt><dd>[^<]*<\/dd><dd class="note">ended sessions and finished days/,
        page,
      );
    }
  });
  it("is the same sum of a month, of all months and of all users", () => {
    const [sessions, users, peak, upload, download, hours] = site.row(
      "history/index.html",
      'href="2026-11/index.html"',
    );
    assert.deepEqual(
      ["Sessions", "Users", "Peak", "Upload", "Download", "Hours"].map((label) => site.tile(month, label)),
      [sessions, users, peak, upload, download, hours],
    );
    const [allSessions, allUsers, , ...allMoved] = site.row("history/index.html", "Total</th>");
    assert.equal(site.tile("users/index.html", "Users"), allUsers);
    assert.deepEqual(site.row("users/index.html", "Total</th>"), [allSessions, ...allMoved]);
    assert.deepEqual(site.row(server, "Total</th>"), [allSessions, allUsers, ...allMoved]);
    assert.equal(site.html("history/index.html").split('data-kind="all" data-rows="')[1]?.split('"')[0], allSessions);
  });
  it("is exact on each page, or at least on each", () => {
    const branches = new Figures(ofServer(demoInput("en"), "branches"));
    const both = new Figures(demoInput("en"));
    for (const path of ["history/index.html", month, "history/2026-11/20/index.html", "users/index.html"]) {
      assert.match(site.html(path), /<p class="muted exactness">Exact: /, path);
      assert.match(
        branches.html(path),
        /<p class="muted exactness">\s*At least this much\. The sessions that were seen/,
        path,
      );
      assert.match(
        both.html(path),
        /<p class="muted exactness">\s*At least this much\. [\d,]+ of [\d,]+ ends are exact/,
        path,
      );
    }
    assert.match(both.html(server), /<p class="muted exactness">Exact: /);
    assert.match(both.html("servers/branches/index.html"), /<p class="muted exactness">\s*At least/);
  });
  it("is one length of one gap", () => {
    assert.deepEqual(site.unmonitored("index.html"), ["37 min", "37 min", "37 min"]);
    assert.deepEqual(site.unmonitored(server), ["37 min", "37 min"]);
    assert.deepEqual(site.unmonitored(today), ["37 min"]);
  });
});

describe("two servers, one of which took the other's place", () => {
  const looks = (server: string, from: string, to: string): readonly Sample[] => {
    const times: number[] = [];
    for (let time = at(from); time <= at(to); time += 60) times.push(time);
    return times.map((timeSeconds) => ({ timeSeconds, server, clients: 4, bytesReceived: 60, bytesSent: 60 }));
  };
  const samples = [
    ...looks("berlin", "2026-11-21T08:00:00Z", "2026-11-21T10:01:00Z"),
    ...looks("hamburg", "2026-11-21T10:01:34Z", "2026-11-21T12:00:34Z"),
    // Nobody looked for 12 minutes and 26 seconds.
    ...looks("hamburg", "2026-11-21T12:13:00Z", "2026-11-21T14:12:00Z"),
  ].sort((a, b) => a.timeSeconds - b.timeSeconds);
  const sessions = ["a", "b", "c", "d"].map((user) => ({ user, startSeconds: at("2026-11-21T07:59:00Z") }));
  const { spans, hours } = toMonitoring(samples, [], { zone: BERLIN, staleAfterSeconds: 300 });
  const site = new Figures(
    exampleInput({
      samples,
      monitored: spans,
      clientHours: hours,
      sources: [{ ...OK_SOURCE, server: "hamburg" }],
      endedSessions: sessions.map((one) => exampleSession({ ...one, endSeconds: at("2026-11-21T10:01:00Z") })),
      openSessions: sessions.map(({ user }) =>
        exampleSession({
          user,
          server: "hamburg",
          startSeconds: at("2026-11-21T10:01:10Z"),
          endSeconds: null,
          lastSeenSeconds: NOW_SECONDS - 7,
        }),
      ),
    }),
  );

  it("had at most as many clients as is the day's peak", () => {
    assert.equal(site.tile("index.html", "Peak today"), "4");
    assert.match(site.captions("index.html")[1] ?? "", /^Peak 4 \(09:00\) · average 4\.0 · /);
  });
  it("were not looked at for as long on each page", () => {
    // In the change, and in the gap. The time before the first look is none.
    assert.equal(34 + 12 * 60 + 26, 13 * 60);
    assert.deepEqual(site.unmonitored("index.html"), ["13 min", "13 min", "13 min"]);
    assert.deepEqual(site.unmonitored("history/2026-11/21/index.html"), ["13 min"]);
    for (const path of ["index.html", "history/2026-11/21/index.html"]) {
      for (const caption of site.captions(path)) assert.match(caption, / · recording since 09:00$/);
    }
    // The second server came an hour later.
    assert.deepEqual(site.unmonitored("servers/hamburg/index.html"), ["12 min", "12 min"]);
  });
  it("show of the record each its own sessions", () => {
    // Before the first look at hamburg, only those of the other server were connected.
    assert.match(site.html("index.html"), /from the record: 4/);
    assert.doesNotMatch(site.html("servers/hamburg/index.html"), /from the record: 4(?! connected)/);
  });
});
