import assert from "node:assert/strict";
import { test } from "node:test";
import { toSiteFiles } from "../../src/build/site-files.js";
import { makeHistoryCharts, makeLiveCharts } from "../../src/site/charts/site-charts.js";
import { noticeText } from "../../src/site/notices/notice-text.js";
import { at, BERLIN, exampleInput, exampleSession, OK_SOURCE, renderSite } from "../support/example-site.js";
import { allPages, indexAll } from "../support/full-index.js";
import { readTemplates } from "../support/read-templates.js";

const DAY = 86_400;
const input = exampleInput({
  dateFormat: "mdy-slashes",
  sources: [OK_SOURCE, { ...OK_SOURCE, server: "paris", state: "missing", routes: null }],
  openSessions: [exampleSession({ user: "alice", startSeconds: at("2026-11-19T08:00:00Z"), endSeconds: null })],
  endedSessions: Array.from({ length: 40 }, (_, place) =>
    exampleSession({ user: place % 2 === 0 ? "alice" : "bob", startSeconds: at("2026-11-20T08:00:00Z") - place * DAY }),
  ),
  samples: [0, 60, 120].map((later) => ({
    timeSeconds: at("2026-11-21T10:00:00Z") + later,
    server: "berlin",
    clients: 1,
    bytesReceived: later,
    bytesSent: later,
  })),
});
/** A date as no page should write it here; those of programs are in attributes and links. */
const ISO = /\b20\d\d-\d\d-\d\d\b/;
const OTHER = /\b(?:1[3-9]|2\d|3[01])[./]\d\d[./]20\d\d\b/;

test("each page writes its dates in the chosen order, and nowhere in another", () => {
  let dates = 0;
  for (const [path, html] of renderSite(input)) {
    const shown = html.replace(/<[^>]*>/g, " ");
    assert.doesNotMatch(shown, ISO, path);
    assert.doesNotMatch(shown, OTHER, path);
    dates += shown.match(/\b\d\d\/\d\d\/20\d\d\b/g)?.length ?? 0;
    for (const [label] of html.matchAll(/(?:aria-label|title)="[^"]*"/g))
      assert.doesNotMatch(label, ISO, `${path}: ${label}`);
  }
  assert.ok(dates > 500, String(dates));
});

test("each chart writes its dates in the chosen order, in words, labels and its table", () => {
  const index = indexAll(input);
  const [history, live] = [makeHistoryCharts(input, index), makeLiveCharts(input, index)];
  const [entry, alice] = [index.months.get("2026-11"), index.users.get("alice")];
  assert.ok(entry !== undefined && alice !== undefined);
  const charts = [...history.month(entry), ...history.user(alice), ...history.history, ...live.overview];
  const written = charts.map((chart) => {
    const figure = chart.makeFigure();
    return JSON.stringify({ ...figure, path: "" });
  });
  for (const text of written) assert.doesNotMatch(text, ISO);
  assert.deepEqual(
    written.map((text) => /\d\d\/\d\d\/2026/.test(text)),
    [true, true, false, false, false, true, true],
  );
});

test("notices write their dates in the chosen order", () => {
  const wording = { language: "en", dateFormat: "mdy-slashes" } as const;
  const seconds = at("2026-11-20T22:00:00Z");
  const back = {
    kind: "back",
    user: "alice",
    day: "2026-11-20",
    seconds,
    lastEndSeconds: at("2026-07-04T08:00:00Z"),
  } as const;
  assert.match(noticeText(back, wording, BERLIN), /07\/04\/2026/);
  const endSeconds = at("2026-11-21T06:00:00Z");
  const gap = {
    kind: "gap",
    day: "2026-11-20",
    lastDay: "2026-11-21",
    seconds,
    endSeconds,
    totalSeconds: endSeconds - seconds,
    spanCount: 1,
  } as const;
  assert.match(noticeText(gap, wording, BERLIN), /23:00 – 11\/21\/2026 07:00/);
});

test("the script of the pages knows the order, and a new order changes its name and every page's key", () => {
  const index = indexAll(input);
  const files = new Map(
    ["site.css", "early-theme.js", "main.js", "find.js", "favicon-ok.svg", "favicon-problem.svg", "favicon.svg"].map(
      (name) => [name, new Uint8Array()],
    ),
  );
  const tools = { templates: readTemplates(), programVersion: "1" };
  const [mdy, iso] = [input, { ...input, dateFormat: "iso" as const }].map((one) =>
    toSiteFiles(one, index, files, tools),
  );
  const scripts = [mdy, iso].map((made) => made?.assets.find(({ path }) => path.startsWith("assets/main.")));
  const script = scripts[0]?.make();
  assert.ok(script instanceof Uint8Array);
  assert.match(Buffer.from(script).toString(), /const siteDateFormat="mdy-slashes";/);
  assert.notEqual(scripts[0]?.path, scripts[1]?.path);
  const [model] = allPages(input, index).filter(({ path }) => path === "history/2026-11/20/index.html");
  assert.ok(model !== undefined);
  assert.match(mdy?.renderPage(model.makeModel([]), new Map()) ?? "", /<title>11\/20\/2026 ·/);
  assert.notEqual(mdy?.frameKey, iso?.frameKey);
});
