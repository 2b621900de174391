import assert from "node:assert/strict";
import { test } from "node:test";
import { renderBadge } from "../../src/render/badge-svg.js";
import { makePartFilter } from "../../src/site/further/site-parts.js";
import { siteBadge } from "../../src/site/site-badge.js";
import { visibleText } from "../../src/text/format/visible-text.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { makeContent } from "../support/make-content.js";
import { planSite } from "../support/plan-site.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

const NOW = { nowSeconds: at("2026-11-21T14:12:07Z"), sources: [OK_SOURCE] };
const running = exampleSession({ user: "alice", endSeconds: null, startSeconds: NOW_SECONDS - 60 });

test("the badge says how many are connected and when, or that a source is not ok", () => {
  const of = (changed: object) => siteBadge(exampleInput({ ...NOW, openSessions: [running], ...changed }));
  assert.deepEqual(of({}), { label: "VPN Berlin", value: "1 connected · 15:12", state: "ok" });
  assert.deepEqual(of({ openSessions: [] }), { label: "VPN Berlin", value: "0 connected · 15:12", state: "idle" });
  const stale = { ...OK_SOURCE, state: "stale" };
  assert.deepEqual(of({ sources: [OK_SOURCE, stale] }), {
    label: "VPN Berlin",
    value: "status problem · 15:12",
    state: "problem",
  });
  assert.equal(of({ title: "a\u202eb" }).label, "a(U+202E)b");
  assert.equal(of({ language: "de" }).value, "1 verbunden · 15:12");
});

test("a badge is one picture for any title, which no title can leave", () => {
  const colors = new Set<string>();
  for (const state of ["ok", "problem", "idle"] as const) {
    for (const title of [...HOSTILE_NAMES, "VPN"]) {
      const svg = renderBadge({ label: visibleText(title), value: "3 connected · 15:12", state });
      wellFormedXml(svg.trim());
      assert.doesNotMatch(svg, /<(?!\/?(?:svg|title|rect|g|text)\b)/, title);
      const [width = 0, left = 0, right = 0] = [...svg.matchAll(/ width="(\d+)"/g)].map(([, px]) => Number(px));
      assert.equal(width, left + right);
      assert.ok(width < 500, `${title}: ${width}`);
      colors.add(/<rect x="\d+".* fill="(#\w+)"/.exec(svg)?.[1] ?? "");
    }
  }
  assert.equal(colors.size, 3);
});

test("every site has a badge; a site for others, if it has the overview", async () => {
  const target = planSite(exampleInput(NOW)).find(({ path }) => path === "badge.svg");
  assert.ok(target !== undefined);
  assert.match(Buffer.from(await makeContent(target)).toString(), /<title>VPN Berlin: 0 connected · 15:12<\/title>/);
  assert.equal(target.shows, null);
  assert.equal(makePartFilter(["history"])("badge.svg"), false);
  assert.equal(makePartFilter(["overview"])("badge.svg"), true);
});
