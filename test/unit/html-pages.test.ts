import assert from "node:assert/strict";
import { posix } from "node:path";
import { describe, it, test } from "node:test";
import type { Session } from "../../src/history/session.js";
import type { SourceState } from "../../src/history/source-state.js";
import type { FullInput } from "../support/full-index.js";
import {
  at,
  exampleInput,
  exampleSession,
  NOW_SECONDS,
  OK_SOURCE,
  otherPaths,
  renderSite,
} from "../support/example-site.js";

const HOSTILE_NAMES = [
  "<b>x</b>",
  `"q" & 's'`,
  "</script><script>alert(1)</script>",
  `" onmouseover="alert(1)`,
  "evil\u202Etxt.exe",
  "<%= it.secret %>",
  "javascript:alert(1)",
  "../../../etc/passwd",
  "",
];

const STATES: readonly SourceState[] = [
  "stale",
  "missing",
  "unreadable",
  "empty",
  "incomplete",
  "invalid",
  "client-statistics",
];

function hostileSession(name: string, startSeconds: number, endSeconds: number | null): Session {
  return exampleSession({
    user: name,
    startSeconds,
    endSeconds,
    server: name,
    commonName: name,
    username: name,
    realAddress: name,
    publicIp: name,
    tunnelIp: name,
    tunnelIpv6: name,
    clientId: name,
    cipher: name,
  });
}

const hostileInput: FullInput = exampleInput({
  title: "<i>VPN</i>",
  aliases: new Map([...HOSTILE_NAMES.map((name) => [name, `${name}<u>`] as const), ["<never>", "<seen>"]]),
  fileProblems: { aliases: "<problem>", countries: "", certificates: "" },
  sources: [
    OK_SOURCE,
    ...STATES.map((state) => ({ ...OK_SOURCE, server: `<${state}>`, source: "<path>", state, detail: "<detail>" })),
  ],
  openSessions: HOSTILE_NAMES.map((name) => hostileSession(name, NOW_SECONDS - 500, null)),
  endedSessions: HOSTILE_NAMES.flatMap((name) => [
    hostileSession(name, at("2026-11-20T22:30:00Z"), at("2026-11-21T02:00:00Z")),
    hostileSession(name, at("2026-11-19T08:00:00Z"), at("2026-11-19T09:00:00Z")),
  ]),
});
const hostilePages = renderSite(hostileInput);

test("every link of every page leads to a path of the site, within the page or to a download that exists", () => {
  const paths = new Set([...hostilePages.keys(), ...otherPaths(hostileInput)]);
  const broken: string[] = [];
  let linkCount = 0;
  for (const [path, html] of hostilePages) {
    for (const [, href = ""] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
      linkCount += 1;
      if (!/^[#?]/.test(href) && !paths.has(posix.join(posix.dirname(path), href.replace(/[?#].*$/, ""))))
        broken.push(`${path}: ${href}`);
    }
  }
  assert.deepEqual(broken, []);
  assert.ok(linkCount > 100);
});

test("no name, alias, title or message becomes markup", () => {
  for (const [path, html] of hostilePages) {
    for (const tag of ["<b>", "<i>", "<u>", "<script>", "<never>", "<seen>", "<path>", "<detail>", "<problem>", "<%"]) {
      assert.ok(!html.includes(tag), `${tag} in ${path}`);
    }
    assert.doesNotMatch(html, /\u202E/, path);
    assert.doesNotMatch(html, /href="[a-z]+:/i, path);
  }
});

test("no page has an inline script, an inline style or an event handler", () => {
  for (const [path, html] of hostilePages) {
    const tags = html.match(/<[^>]*>/g) ?? [];
    assert.ok(tags.length > 20);
    for (const tag of tags) assert.doesNotMatch(tag.replace(/"[^"]*"/g, ""), /^<style|\s(style|on[a-z]+)\s*=/i, path);
    const scripts = html.match(/<script[^]*?<\/script>/g) ?? [];
    assert.equal(scripts.length, 3);
    for (const script of scripts) assert.match(script, /^<script src="[^"]+\.js"( defer)?><\/script>$/, path);
  }
});

test("every element that is opened is closed, in order", () => {
  const VOID_ELEMENTS = new Set(["meta", "link", "br", "wbr", "!doctype"]);
  for (const [path, html] of hostilePages) {
    const openElements: string[] = [];
    for (const [tag, closing, name = ""] of html.matchAll(/<(\/?)([a-zA-Z!0-9]+)[^>]*>/g)) {
      if (closing === "/") assert.equal(openElements.pop(), name, path);
      else if (!VOID_ELEMENTS.has(name) && !tag.endsWith("/>")) openElements.push(name);
    }
    assert.deepEqual(openElements, [], path);
  }
});

test("the same input gives the same bytes", () => {
  assert.deepEqual([...renderSite(hostileInput)], [...hostilePages]);
});

test("a site with nothing recorded and no source has its entry pages, which say what to do", () => {
  const pages = renderSite(exampleInput({ sources: [] }));
  const entries = ["history", "users", "search", "usage", "servers"].map((folder) => `${folder}/index.html`);
  assert.deepEqual([...pages.keys()], [...entries, "index.html"]);
  assert.match(pages.get("index.html") ?? "", /No source is configured or found/);
  assert.match(pages.get("users/index.html") ?? "", /Nothing recorded yet/);
});

test("a source that is not ok is named with its state, what was found and what to do", () => {
  for (const state of STATES) {
    const source = { ...OK_SOURCE, state, detail: "line 7: found a comet" };
    const html = renderSite(exampleInput({ sources: [source] })).get("index.html") ?? "";
    assert.match(html, new RegExp(`class="notice ${state}"`));
    assert.match(html, /since 2026-11-20 15:12/);
    assert.match(html, /line 7: found a comet/);
    assert.match(html, /What to do:<\/strong> \S/);
  }
});

test("when a minute passes in which nobody comes or goes, only the overview, today's page and the server pages change", () => {
  const running = exampleSession({ user: "alice", startSeconds: at("2026-11-18T08:00:00Z"), endSeconds: null });
  const input = exampleInput({
    openSessions: [running],
    endedSessions: [exampleSession({ user: "bob" })],
    usage: [{ day: "2026-11-18", id: running.id, user: "alice", server: "berlin", bytesReceived: 50, bytesSent: 60 }],
  });
  const later: FullInput = {
    ...input,
    nowSeconds: input.nowSeconds + 60,
    sources: [{ ...OK_SOURCE, state: "stale", snapshotSeconds: NOW_SECONDS + 53, connectingCount: 2 }],
    openSessions: [
      { ...running, lastSeenSeconds: running.lastSeenSeconds + 60, bytesReceived: 9_000_000, bytesSent: 9_000_000 },
    ],
  };
  const laterPages = renderSite(later);
  const changed = [...renderSite(input)].filter(([path, html]) => laterPages.get(path) !== html);
  assert.deepEqual(
    changed.map(([path]) => path),
    ["history/2026-11/21/index.html", "servers/berlin/index.html", "servers/index.html", "index.html"],
  );
});

describe("a history table", () => {
  const began = (time: string, minutes: number | null, fields: Partial<Session> = {}): Session => {
    const startSeconds = at(`2026-11-21T${time}:00Z`);
    const endSeconds = minutes === null ? null : startSeconds + minutes * 60;
    return exampleSession({ user: "alice", startSeconds, endSeconds, bytesReceived: 1000, bytesSent: null, ...fields });
  };
  const running = began("13:00", null, { publicIp: "198.51.100.9", bytesReceived: 500 });
  const ended = [began("09:30", 30), began("08:00", 60, { bytesReceived: null })];
  const input = exampleInput({ openSessions: [running], endedSessions: ended });
  const cells = (html: string | undefined): readonly string[] =>
    [...(/<tr class="sum">([^]*?)<\/tr>/.exec(html ?? "")?.[1] ?? "").matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(
      ([, cell = ""]) => cell.replace(/<[^>]*>/g, "").trim(),
    );

  it("sums up a user's sessions of a day, running ones too where every run makes the page", () => {
    const pages = renderSite(input);
    for (const path of ["index.html", "history/2026-11/21/index.html"]) {
      const html = pages.get(path);
      assert.deepEqual(
        cells(html),
        ["2 addresses", "", "09:00", "running", "2 h 42 min 00 s", "1.5 kB", "–", ""],
        path,
      );
      assert.equal(html?.split("data-open").length, path === "index.html" ? 3 : 2);
    }
  });
  it("leaves running sessions out on other pages, and says so", () => {
    const pages = renderSite(input);
    for (const path of ["users/alice/index.html", "users/alice/2026-11/index.html"]) {
      const html = pages.get(path) ?? "";
      assert.deepEqual(cells(html), ["203.0.113.7", "", "09:00", "11:00", "1 h 30 min 00 s", "1.0 kB", "–", ""], path);
      assert.ok(!html.includes("data-open"), path);
      assert.match(html, /1 session is still running: see <a href="[./]*index\.html#connected">Connected</);
    }
  });
  it("names the server where there are several, and only there", () => {
    assert.doesNotMatch(renderSite(input).get("index.html") ?? "", /data-column="server"/);
    const two = { ...input, sources: [OK_SOURCE, { ...OK_SOURCE, server: "paris" }] };
    for (const path of ["index.html", "history/2026-11/21/index.html", "users/alice/index.html"]) {
      assert.match(renderSite(two).get(path) ?? "", /data-column="server"/, path);
    }
  });
  it("has a dash, not a zero, for hours that are not final yet", () => {
    const pages = renderSite({ ...input, endedSessions: [] });
    for (const path of ["users/alice/index.html", "history/2026-11/index.html"]) {
      assert.match(pages.get(path) ?? "", /<dt>Hours<\/dt><dd>–</, path);
    }
    assert.match(pages.get("history/2026-11/21/index.html") ?? "", /<dt>Hours<\/dt><dd>1\.2</);
  });
});
