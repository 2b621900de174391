import assert from "node:assert/strict";
import { test } from "node:test";
import { renderBadge } from "../../src/render/badge-svg.js";
import { makePartFilter } from "../../src/site/further/site-parts.js";
import { siteBadge } from "../../src/site/site-badge.js";
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
  assert.equal(of({ language: "de" }).value, "1 verbunden · 15:12");
});

test("a badge is one picture for any title, which no title can leave", () => {
  const colors = new Set<string>();
  for (const state of ["ok", "problem", "idle"] as const) {
    for (const title of [...HOSTILE_NAMES, "VPN"]) {
      const svg = renderBadge({ label: title, value: "3 connected · 15:12", state });
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

test("a badge shows what is hidden in a title, and leaves emoji that joiners make one", () => {
  const of = (label: string) => renderBadge({ label, value: "3 connected", state: "ok" });
  const [told, drawn] = [/<title>(.*): 3 connected<\/title>/, /y="14">(.*?)<\/text>/];
  for (const [title, shown] of [
    ["a\u202eb", "a(U+202E)b"],
    ["a\u200db", "a(U+200D)b"],
    ["👩\u200d👧 VPN", "👩\u200d👧 VPN"],
  ] as const) {
    assert.equal(told.exec(of(title))?.[1], shown);
    assert.equal(drawn.exec(of(title))?.[1], shown);
  }
  assert.match(drawn.exec(of("\u202e".repeat(50)))?.[1] ?? "", /^(?:\(U\+202E\)){4}.{0,7}…$/, "what is shown is cut");
  assert.match(
    of("👩\u200d👧".repeat(20)),
    /y="14">(?:👩\u200d👧)+(?:👩)?…</u,
    "no joiner is left where the label is cut",
  );
});

test("every site has a badge; a site for others, if it has the overview", async () => {
  const target = planSite(exampleInput(NOW)).find(({ path }) => path === "badge.svg");
  assert.ok(target !== undefined);
  assert.match(Buffer.from(await makeContent(target)).toString(), /<title>VPN Berlin: 0 connected · 15:12<\/title>/);
  assert.equal(target.toKey, null);
  assert.equal(makePartFilter(["history"])("badge.svg"), false);
  assert.equal(makePartFilter(["overview"])("badge.svg"), true);
});
