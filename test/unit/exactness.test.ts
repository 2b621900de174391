import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Language } from "../../src/text/i18n/language.js";
import type { Session } from "../../src/history/session.js";
import type { CoveredSpan } from "../../src/history/event-coverage.js";
import type { SiteIndex } from "../../src/site/site-index.js";
import { ALL_TIME, isCovered, toCoverageKey, toExactness, toSiteExactness } from "../../src/site/pages/exactness.js";
import { startTotals } from "../../src/rollup/totals.js";
import { formatAtMost } from "../../src/text/format/format-duration.js";
import { at, exampleInput, exampleSession, OK_SOURCE, renderSite } from "../support/example-site.js";

const START = at("2026-11-20T08:00:00Z");
const END = at("2026-11-20T14:02:11Z");
const BY_STATUS = { endSource: "status", goneBySeconds: at("2026-11-20T14:03:10Z") } as const;
const BY_EVENT = { endSource: "event" } as const;

type Ends = readonly (Partial<Session> & { readonly user: string })[];

function render(
  ends: Ends,
  { eventSpans = [], language = "en" }: { eventSpans?: readonly CoveredSpan[]; language?: Language } = {},
): ReadonlyMap<string, string> {
  return renderSite(
    exampleInput({
      language,
      sources: [{ ...OK_SOURCE, eventSpans }],
      endedSessions: ends.map((about) => exampleSession({ startSeconds: START, endSeconds: END, ...about })),
    }),
  );
}

/** All pages that show totals of a session of Alice. */
const PAGES = [
  "history/index.html",
  "history/2026-11/index.html",
  "history/2026-11/20/index.html",
  "users/index.html",
  "users/alice/index.html",
  "users/alice/2026-11/index.html",
  "servers/berlin/index.html",
  "reports/2026-11.html",
  "reports/2026.html",
];
const WITH_HOURS_TILE = PAGES.filter((path) => /\d|alice/.test(path) && !path.startsWith("servers"));

function note(pages: ReadonlyMap<string, string>, path: string): string {
  const found = /<p class="muted exactness">([^<]*)<\/p>/.exec(pages.get(path) ?? "");
  return (found?.[1] ?? "none").replaceAll(/\s+/g, " ").trim();
}

function hoursNote(pages: ReadonlyMap<string, string>, path: string): string {
  return /<dt>Hours<\/dt><dd>6\.0<\/dd><dd class="note">([^<]*)</.exec(pages.get(path) ?? "")?.[1] ?? "none";
}

describe("totals of a server without events", () => {
  const pages = render([{ user: "alice", ...BY_STATUS }]);
  it("are at least, with how much the sessions that were seen may lack, on each page", () => {
    for (const path of PAGES) {
      assert.equal(
        note(pages, path),
        "At least this much. The sessions that were seen may have lasted up to 59 s longer in total. Sessions between two status updates may be missing.",
        path,
      );
    }
    for (const path of WITH_HOURS_TILE) assert.equal(hoursNote(pages, path), "at least", path);
  });
  it("are nowhere exact or at most", () => {
    for (const [path, html] of pages) {
      if (path === "index.html") continue;
      assert.doesNotMatch(html.replaceAll(/<figure[^]*?<\/figure>/g, ""), /\b(?:exact|at most)\b/i, path);
    }
  });
  it("are not exact although all ends are, as in an imported log", () => {
    const imported = render([{ user: "alice", ...BY_EVENT }]);
    assert.equal(
      note(imported, "users/alice/index.html"),
      "At least this much. The ends of all these sessions are exact. Sessions between two status updates may be missing.",
    );
  });
});

/** Events since before the first session. */
const ALWAYS = [{ startSeconds: START, endSeconds: Infinity }];

describe("totals of a server with events", () => {
  it("are exact if all ends are", () => {
    const pages = render([{ user: "alice", ...BY_EVENT }], { eventSpans: ALWAYS });
    for (const path of PAGES) {
      assert.equal(note(pages, path), "Exact: OpenVPN itself reported every session and its end.", path);
    }
    for (const path of WITH_HOURS_TILE) assert.equal(hoursNote(pages, path), "exact", path);
  });
  it("are at most so much more if some ends are bounded", () => {
    const ends = [{ user: "alice", ...BY_STATUS }];
    const pages = render(ends, { eventSpans: ALWAYS });
    for (const path of PAGES) {
      assert.equal(
        note(pages, path),
        "No session is missing: OpenVPN itself reported each. The sessions that were seen may have lasted up to 59 s longer in total.",
        path,
      );
    }
    for (const path of WITH_HOURS_TILE) assert.equal(hoursNote(pages, path), "at most 59 s more", path);
    const german = render([...ends, { user: "bob", ...BY_EVENT }], { eventSpans: ALWAYS, language: "de" });
    assert.equal(
      note(german, "history/2026-11/20/index.html"),
      "Keine Sitzung fehlt: OpenVPN selbst hat jede gemeldet. 1 von 2 Enden sind genau. Die anderen Sitzungen können zusammen bis zu 59 s länger gedauert haben.",
    );
    assert.match(german.get("users/alice/index.html") ?? "", /<dd class="note">höchstens 59 s mehr</);
  });
  it("are at least if an end is not even bounded", () => {
    const ends = [{ user: "alice", ...BY_EVENT }, { user: "bob", ...BY_STATUS }, { user: "carol" }];
    const pages = render(ends, { eventSpans: ALWAYS });
    assert.equal(
      note(pages, "history/2026-11/20/index.html"),
      "At least this much. 1 of 3 ends are exact. The other sessions may have lasted up to 59 s longer in total. The exact end of 1 session is unknown. Sessions between two status updates may be missing.",
    );
    assert.match(note(pages, "users/alice/index.html"), /^Exact/);
    assert.equal(
      note(render(ends, { eventSpans: ALWAYS, language: "de" }), "history/2026-11/20/index.html"),
      "Mindestens so viel. 1 von 3 Enden sind genau. Die anderen Sitzungen können zusammen bis zu 59 s länger gedauert haben. Das genaue Ende von 1 Sitzung ist unbekannt. Sitzungen zwischen zwei Aktualisierungen des Status können fehlen.",
    );
  });
});

describe("events since a time within the history", () => {
  const DAY = 86_400;
  const pages = render(
    [
      { user: "alice", ...BY_EVENT },
      { user: "bob", ...BY_EVENT, startSeconds: START - DAY, endSeconds: END - DAY },
      { user: "carol", ...BY_EVENT, startSeconds: START - 40 * DAY, endSeconds: END - 40 * DAY },
    ],
    { eventSpans: [{ startSeconds: at("2026-11-18T23:00:00Z"), endSeconds: Infinity }] },
  );
  const isExact = (path: string): boolean => note(pages, path).startsWith("Exact");
  it("make the totals of days exact that began later", () => {
    assert.ok(isExact("history/2026-11/20/index.html"));
    // In the site's zone, the day begins in that second.
    assert.ok(isExact("history/2026-11/19/index.html"));
  });
  it("make nothing exact that goes back farther", () => {
    for (const path of [
      "history/2026-11/index.html",
      "history/2026-10/index.html",
      "history/2026-10/11/index.html",
      "history/index.html",
      "users/index.html",
      "users/alice/index.html",
      "users/alice/2026-11/index.html",
      "servers/berlin/index.html",
    ]) {
      assert.match(note(pages, path), /^At least/, path);
    }
  });
});

describe("whether a period is covered", () => {
  const at100 = { startSeconds: 100, endSeconds: 200 };
  const period = { startSeconds: 110, endSeconds: 190 };
  const indexWith = (
    spans: Readonly<Record<string, readonly CoveredSpan[]>>,
    firstStarts: Readonly<Record<string, number>> = {},
  ): Pick<SiteIndex, "eventSpans" | "servers"> => {
    const months = (server: string, firstStartSeconds: number) => [
      { server, month: "2026-11", totals: startTotals(), userCount: 1, firstStartSeconds },
    ];
    const servers = Object.entries(firstStarts).map(
      ([server, first]) => [server, { server, userCount: 1, months: months(server, first) }] as const,
    );
    return { eventSpans: new Map(Object.entries(spans)), servers: new Map(servers) };
  };
  it("depends on one span that contains all of it", () => {
    const index = indexWith({ berlin: [at100, { startSeconds: 201, endSeconds: 300 }] }, { berlin: 50 });
    assert.ok(isCovered(index, "berlin", period));
    assert.ok(isCovered(index, "berlin", at100));
    assert.ok(!isCovered(index, "berlin", { startSeconds: 99, endSeconds: 190 }));
    assert.ok(!isCovered(index, "berlin", { startSeconds: 110, endSeconds: 201 }));
    assert.ok(!isCovered(index, "berlin", { startSeconds: 150, endSeconds: 250 }));
    assert.ok(!isCovered(index, "hamburg", period));
  });
  it("begins with what the history has of the server", () => {
    const [early, late] = [
      indexWith({ berlin: [at100] }, { berlin: 99 }),
      indexWith({ berlin: [at100] }, { berlin: 100 }),
    ];
    assert.ok(!isCovered(early, "berlin", { startSeconds: -Infinity, endSeconds: 190 }));
    assert.ok(isCovered(late, "berlin", { startSeconds: -Infinity, endSeconds: 190 }));
    // A server that was added later concerns no earlier period.
    assert.ok(isCovered(late, "berlin", { startSeconds: 0, endSeconds: 90 }));
    assert.ok(!isCovered(indexWith({ berlin: [] }, { berlin: 100 }), "berlin", { startSeconds: 0, endSeconds: 90 }));
    // It ended before the server's first event.
    const ended = indexWith({ berlin: [{ ...at100, endSeconds: Infinity }] });
    assert.ok(isCovered(ended, "berlin", { startSeconds: 0, endSeconds: 90 }));
    assert.ok(isCovered(ended, "berlin", ALL_TIME));
  });
  it("is asked of each server, and for the whole site of every server", () => {
    const totals = { ...startTotals(), exactEnds: 3 };
    const index = indexWith({ berlin: [{ ...at100, endSeconds: Infinity }], hamburg: [] }, { berlin: 100 });
    assert.equal(toExactness(index, totals, ["berlin"], ALL_TIME).kind, "exact");
    assert.equal(toExactness(index, totals, ["berlin", "hamburg"], ALL_TIME).kind, "at-least");
    assert.equal(toSiteExactness(index, totals, ["berlin"], ALL_TIME).kind, "at-least");
    assert.equal(toExactness(index, totals, ["gone"], ALL_TIME).kind, "at-least");
    assert.equal(toExactness(index, startTotals(), ["berlin"], ALL_TIME).kind, "at-least");
  });
  it("changes its key with every span, first session and server that matters, and with no other", () => {
    const key = (...given: Parameters<typeof indexWith>): string =>
      JSON.stringify(toCoverageKey(indexWith(...given), period));
    const known = key({ berlin: [at100] }, { berlin: 50 });
    assert.equal(key({ berlin: [{ startSeconds: 1, endSeconds: 2 }, at100] }, { berlin: 40 }), known);
    assert.equal(key({ berlin: [{ startSeconds: 100, endSeconds: Infinity }] }, { berlin: 50 }), known);
    const others = [
      key({ berlin: [{ ...at100, endSeconds: 180 }] }, { berlin: 50 }),
      key({ berlin: [{ ...at100, startSeconds: 120 }] }, { berlin: 50 }),
      key({ berlin: [{ ...at100, startSeconds: 120 }] }, { berlin: 120 }),
      key({ berlin: [at100], hamburg: [] }, { berlin: 50 }),
      key({ berlin: [at100], hamburg: [at100] }, { berlin: 50 }),
      key({ hamburg: [at100] }, { hamburg: 50 }),
      key({ berlin: [] }, { berlin: 50 }),
    ];
    assert.equal(new Set([known, ...others]).size, 1 + others.length);
    assert.equal(key({ berlin: [] }), key({}));
  });
});

describe("the end of a session", () => {
  const cell = (about: Partial<Session>): string => {
    const html = render([{ user: "alice", ...about }]).get("history/2026-11/20/index.html") ?? "";
    const [, end] = [...html.matchAll(/<td class="time">(<time .*?)<\/td>/g)];
    return end?.[1]?.replace(/ datetime="[^"]*"/, "") ?? "";
  };
  const detail = (about: Partial<Session>): string => {
    const html = render([{ user: "alice", ...about }]).get("users/alice/index.html") ?? "";
    return /<dt>End<\/dt><dd>([^<]*)<\/dd>/.exec(html)?.[1] ?? "";
  };
  it("is between two times in a table, if they differ by the minute", () => {
    assert.equal(cell(BY_STATUS), "<time>15:02</time><small>–15:03</small>");
    assert.equal(cell({ endSource: "status", goneBySeconds: END + 40 }), "<time>15:02</time>");
    assert.equal(cell({}), "<time>15:02</time>");
  });
  it("is marked if it was gone on a later day only", () => {
    assert.equal(
      cell({ endSource: "status", goneBySeconds: END + 7 * 86_400 }),
      "<time>15:02</time><small>–15:02 +7 days</small>",
    );
  });
  it("has seconds in a table if it is exact", () => {
    assert.equal(cell(BY_EVENT), '<time title="exact">15:02:11</time>');
  });
  it("says in the details how exact it is", () => {
    assert.equal(detail(BY_STATUS), "2026-11-20 15:02:11 – 15:03:10");
    assert.equal(
      detail({ endSource: "status", goneBySeconds: END + 86_400 }),
      "2026-11-20 15:02:11 – 2026-11-21 15:02:11",
    );
    assert.equal(detail(BY_EVENT), "2026-11-20 15:02:11, exact");
    assert.equal(detail({}), "2026-11-20 15:02:11 (exact end unknown)");
  });
  it("comes with the client, if that is known", () => {
    const client = (about: Partial<Session>): string | undefined =>
      /<dt>Client<\/dt><dd><bdi>([^<]*)</.exec(
        render([{ user: "alice", ...about }]).get("users/alice/index.html") ?? "",
      )?.[1];
    assert.equal(client({ clientVersion: "2.5.1", platform: "win" }), "OpenVPN 2.5.1 on Windows");
    assert.equal(client({ clientVersion: "2.5.1" }), "OpenVPN 2.5.1");
    assert.equal(client({ platform: "<plan9>" }), "&lt;plan9&gt;");
    assert.equal(client({}), undefined);
  });
});

describe("the live table", () => {
  const live = (about: Partial<Session>): string =>
    renderSite(
      exampleInput({
        openSessions: [exampleSession({ user: "alice", startSeconds: START, endSeconds: null, ...about })],
      }),
    ).get("index.html") ?? "";
  it("has a column for the client only if one is known", () => {
    assert.match(
      live({ clientVersion: "2.6.1", platform: "mac" }),
      /<th scope="col" class="client" data-column="client">Client<\/th>[^]*<td class="client"><bdi>2\.6\.1<\/bdi> <small><bdi>macOS</,
    );
    assert.doesNotMatch(live({}), />Client<|class="client"/);
  });
});

it("an upper limit is never less than the duration", () => {
  assert.equal(formatAtMost("en", 59), "59 s");
  assert.equal(formatAtMost("en", 61), "2 min");
  assert.equal(formatAtMost("en", 3601), "1 h 01 min");
  assert.equal(formatAtMost("de", 86_401), "1 Tag 0 h 01 min");
});
