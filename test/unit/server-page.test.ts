import assert from "node:assert/strict";
import { test } from "node:test";
import type { SourceState } from "../../src/history/source-state.js";
import { STAGES } from "../../src/site/target.js";
import { liveSessions } from "../../src/site/pages/live-session.js";
import { planServerPages, type ServerPage } from "../../src/site/pages/server-page.js";
import { makeLiveCharts } from "../../src/site/charts/site-charts.js";
import { livePages } from "../../src/site/pages/list-live-pages.js";
import { indexAll } from "../support/full-index.js";
import type { SourceView } from "../../src/site/site-input.js";
import type { FullInput } from "../support/full-index.js";
import { parseVirtualAddress } from "../../src/status/parse-virtual-address.js";
import type { Routing } from "../../src/status/status.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE, renderSite } from "../support/example-site.js";
import { allPages } from "../support/full-index.js";

const HAMBURG: SourceView = { ...OK_SOURCE, server: "hamburg", connectingCount: 3 };

function toPage(fields: Partial<FullInput>, server = "berlin"): ServerPage {
  const input = exampleInput(fields);
  const index = indexAll(input);
  const planned = planServerPages(input, index, liveSessions(input, index)).find(({ name }) => name === server);
  assert.ok(planned !== undefined);
  return planned.toPage([]);
}

function toHtml(fields: Partial<FullInput>, path = "servers/berlin/index.html"): string {
  return renderSite(exampleInput(fields)).get(path) ?? "";
}

/** Addresses of clients as in a routing table: `alice 10.8.0.2`. */
function routing(...written: readonly string[]): readonly Routing[] {
  return written.map((text) => {
    const [commonName = "", address = ""] = text.split(" ");
    const virtualAddress = parseVirtualAddress(address);
    assert.ok(virtualAddress !== undefined);
    const realAddress = { host: commonName, port: 1, family: 4, asWritten: `${commonName}:1` } as const;
    return { virtualAddress, commonName, realAddress, lastRef: new Date((NOW_SECONDS - 60) * 1000) };
  });
}

const OPEN = [
  exampleSession({ user: "alice", startSeconds: at("2026-11-21T13:00:00Z"), endSeconds: null, realAddress: "alice:1" }),
  exampleSession({
    user: "bob",
    startSeconds: at("2026-11-21T12:00:00Z"),
    endSeconds: null,
    server: "hamburg",
    bytesReceived: 5,
    bytesSent: 6,
  }),
];
const ENDED = [
  exampleSession({ user: "carol", startSeconds: at("2026-11-21T09:00:00Z"), server: "hamburg" }),
  exampleSession({ user: "bob", startSeconds: at("2026-11-21T09:30:00Z"), server: "hamburg" }),
  exampleSession({ user: "bob", startSeconds: at("2026-10-21T09:30:00Z"), server: "hamburg" }),
  exampleSession({ user: "alice", startSeconds: at("2026-11-20T09:30:00Z") }),
];
const TWO: Partial<FullInput> = { sources: [OK_SOURCE, HAMBURG], openSessions: OPEN, endedSessions: ENDED };

test("a server's page shows what is of that server alone", () => {
  const berlin = toPage(TWO);
  const hamburg = toPage(TWO, "hamburg");
  assert.deepEqual(
    [berlin, hamburg].map(({ live }) => live.map(({ session }) => session.user)),
    [["alice"], ["bob"]],
  );
  const { connectedCount, connectingCount, peakToday, sessionsToday, usersToday, receivedToday } = hamburg.tiles ?? {};
  assert.deepEqual(
    { connectedCount, connectingCount, peakToday, sessionsToday, usersToday, receivedToday },
    {
      connectedCount: 1,
      connectingCount: 3,
      peakToday: 2,
      sessionsToday: 3,
      usersToday: 2,
      receivedToday: 2_000_005,
    },
  );
  assert.equal(berlin.tiles?.peakToday, 1);
  assert.deepEqual(
    hamburg.months.map(({ month, totals, userCount }) => [month, totals.sessionCount, userCount]),
    [
      ["2026-11", 3, 2],
      ["2026-10", 1, 1],
    ],
  );
  assert.deepEqual([hamburg.totals.sessionCount, hamburg.userCount], [4, 2]);
});

test("the one server of a site has a page, which every page leads to", () => {
  const pages = renderSite(exampleInput({ openSessions: OPEN.slice(0, 1), endedSessions: ENDED.slice(3) }));
  for (const [path, html] of pages) {
    const href = path === "servers/berlin/index.html" ? "index.html" : "(servers/)?berlin/index.html";
    assert.match(html, new RegExp(`<a href="[./]*${href}"[^>]*>Server</a>`), path);
  }
  assert.match(pages.get("servers/berlin/index.html") ?? "", /aria-current="page">Server</);
  assert.doesNotMatch(pages.get("servers/berlin/index.html") ?? "", /class="pager siblings"/);
});

test("several servers lead to each other, and the overview to each of them", () => {
  const pages = renderSite(exampleInput(TWO));
  const berlin = pages.get("servers/berlin/index.html") ?? "";
  assert.match(berlin, /<a href="index\.html" aria-current="page"><bdi>berlin</);
  assert.match(berlin, /<a href="\.\.\/hamburg\/index\.html"><bdi>hamburg</);
  assert.match(pages.get("servers/hamburg/index.html") ?? "", /aria-current="true">Servers</);
  const overview = pages.get("index.html") ?? "";
  assert.equal(overview.match(/href="servers\/hamburg\/index\.html"/g)?.length, 2, "its source, and bob's session");
});

test("the page of all servers has the figures of each, and their sums", () => {
  const limits = { maxClients: 50, poolSize: 20 };
  const stale: SourceView = { ...OK_SOURCE, server: "graz", state: "stale", snapshotSeconds: NOW_SECONDS - 900 };
  const input = exampleInput({
    ...TWO,
    sources: [OK_SOURCE, { ...HAMBURG, limits }, stale],
    endedSessions: [...ENDED, exampleSession({ user: "alice", server: "old" })],
  });
  const page = allPages(input)
    .find(({ path }) => path === "servers/index.html")
    ?.makeModel([]);
  assert.ok(page?.page === "servers");
  assert.deepEqual(
    page.rows.map(({ name, state, connectedCount, mostClients, peakToday, sessionsToday }) => {
      return [name, state, connectedCount, mostClients, peakToday, sessionsToday];
    }),
    [
      ["berlin", "ok", 1, null, 1, 1],
      ["hamburg", "ok", 1, 20, 2, 3],
      ["graz", "stale", null, null, 0, 0],
      ["old", null, null, null, null, null],
    ],
  );
  assert.deepEqual([page.sum.connectedCount, page.sum.sessionsToday, page.state], [2, 4, "problem"]);
  const html = renderSite(input).get("servers/index.html") ?? "";
  assert.match(html, />1 of 20</);
  assert.match(html, /href="graz\/index\.html"><bdi>graz<.*?class="status stale">/);
  assert.match(html, /href="old\/index\.html"><bdi>old<.*?No longer configured/);
  assert.match(html, /<tfoot>.*>Total<.*>2<.*>4<.*<\/tfoot>/s);
  assert.doesNotMatch(toHtml({}, "servers/index.html"), /<tfoot>/, "one server is no sum");
});

const manySources = (count: number): readonly SourceView[] =>
  Array.from({ length: count }, (_, number) => ({ ...OK_SOURCE, server: `server${number}` }));

test("of many servers, each lists those around it, and the page of all", () => {
  const pages = renderSite(exampleInput({ sources: manySources(50) }));
  const some = renderSite(exampleInput({ sources: manySources(15) }));
  const toListed = (number: number, site = pages): readonly string[] => {
    const html = site.get(`servers/server${number}/index.html`) ?? "";
    const [nav = ""] = /<nav class="pager siblings".*?<\/nav>/s.exec(html) ?? [];
    return [...nav.matchAll(/>([^<>\n]+)</g)].map(([, text = ""]) => text);
  };
  const names = (from: number, count: number) => Array.from({ length: count }, (_, at) => `server${from + at}`);
  assert.deepEqual(toListed(0), ["All servers", ...names(0, 20)]);
  assert.deepEqual(toListed(1), ["All servers", ...names(0, 20)]);
  assert.deepEqual(toListed(25), ["All servers", ...names(15, 20)]);
  assert.deepEqual(toListed(49), ["All servers", ...names(30, 20)]);
  assert.deepEqual(toListed(14, some), ["All servers", ...names(0, 15)]);
  const all = pages.get("servers/index.html") ?? "";
  assert.equal(all.match(/<a href="server\d+\/index\.html">/g)?.length, 50);
});

test("with more servers, no sample, hour and session is looked at more often", () => {
  const countLooks = (serverCount: number): number => {
    let looks = 0;
    const watched = <Item extends { readonly server: string }>({ server, ...rest }: Item): Item =>
      Object.defineProperty(rest, "server", { enumerable: true, get: () => (looks++, server) }) as Item;
    const sources = manySources(serverCount);
    const input = exampleInput({
      sources,
      samples: sources.map(({ server }) =>
        watched({ timeSeconds: NOW_SECONDS - 60, server, clients: 1, bytesReceived: 1, bytesSent: 1 }),
      ),
      clientHours: sources.map(({ server }) =>
        watched({ server, hourStartSeconds: NOW_SECONDS - 86_400, monitoredSeconds: 3600, clientSeconds: 3600 }),
      ),
      openSessions: sources.map(({ server }) => watched(exampleSession({ user: "alice", server, endSeconds: null }))),
    });
    const index = indexAll(input);
    looks = 0;
    for (const { charts, makeModel } of livePages(input, index, makeLiveCharts(input, index))) {
      makeModel(charts.map(({ makeFigure }) => makeFigure()));
    }
    return looks / serverCount;
  };
  assert.ok(countLooks(80) < 1.5 * countLooks(20), `${countLooks(20)} and ${countLooks(80)} looks`);
});

test("server pages are published before the overview, which links to them, and after all others", () => {
  const input = exampleInput(TWO);
  const pages = allPages(input);
  assert.deepEqual(
    pages.filter(({ path }) => path.startsWith("servers/")).map(({ stage }) => stage),
    ["live", "live", "live"],
  );
  assert.ok(STAGES.indexOf("index") < STAGES.indexOf("live"));
  assert.ok(STAGES.indexOf("live") < STAGES.indexOf("overview"));
});

test("a server that only the history knows has a page of its history, which says so", () => {
  const old = [exampleSession({ user: "alice", server: "old" })];
  const page = toPage({ endedSessions: old }, "old");
  assert.deepEqual([page.tiles, page.routes, page.sources, page.state], [null, null, [], "idle"]);
  const html = toHtml({ endedSessions: old }, "servers/old/index.html");
  assert.match(html, /No longer configured/);
  assert.match(html, /November 2026/);
  assert.doesNotMatch(html, /Connected now|Routes|No source is configured/);
  assert.match(toHtml({ sources: [], endedSessions: old }, "index.html"), /href="servers\/old\/index\.html"/);
});

test("of a server that is no longer configured, sessions that still wait for a decision are shown", () => {
  const waiting = [exampleSession({ user: "alice", server: "old", endSeconds: null })];
  assert.match(toHtml({ openSessions: waiting }, "servers/old/index.html"), /not confirmed since/);
});

test("in every state that reads no status the routes are said to be unknown, not to be none", () => {
  for (const state of ["missing", "unreadable", "empty", "incomplete", "invalid"] satisfies SourceState[]) {
    const sources = [{ ...OK_SOURCE, state, routes: null, connectingCount: null, snapshotSeconds: NOW_SECONDS - 900 }];
    const html = toHtml({ sources, openSessions: OPEN.slice(0, 1) });
    assert.match(html, /Routes unknown/, state);
    assert.match(html, new RegExp(`class="notice ${state}"`));
    assert.match(html, /not confirmed since/);
    assert.doesNotMatch(html, /No client has networks/);
  }
  assert.match(toHtml({}), /No client has networks or hosts behind it/);
  assert.match(toHtml({}), /Nobody is connected/);
});

test("networks and hosts stand with their client, and clients with nothing behind them by themselves", () => {
  const routes = routing(
    "bob 10.8.0.3",
    "alice 10.8.0.2",
    "alice 192.168.9.0/24",
    "alice 192.168.9.5C",
    "dave 10.8.0.9",
  );
  const page = toPage({ sources: [{ ...OK_SOURCE, routes }], openSessions: OPEN.slice(0, 1) });
  assert.deepEqual(
    page.routes?.behind.map(({ name, link, networks, hosts, lastRefSeconds }) => [
      name,
      link?.path,
      networks,
      hosts,
      lastRefSeconds,
    ]),
    [["alice", "users/alice/index.html", ["192.168.9.0/24"], ["192.168.9.5"], NOW_SECONDS - 60]],
  );
  assert.deepEqual(
    page.routes.alone.map(({ name, link }) => [name, link]),
    [
      ["bob", null],
      ["dave", null],
    ],
  );
});

test("a client with nothing but hosts behind it stands with those that have networks", () => {
  const routes = routing("bob 192.168.9.7C", "alice 10.8.0.2");
  const { behind, alone } = toPage({ sources: [{ ...OK_SOURCE, routes }] }).routes ?? {};
  assert.deepEqual([behind?.map(({ name }) => name), alone?.map(({ name }) => name)], [["bob"], ["alice"]]);
});

test("more clients than fit a page are on further pages, those with networks first", () => {
  const names = Array.from({ length: 620 }, (_, number) => `user${String(number).padStart(3, "0")}`);
  const written = names.map((name, number) => `${name} 10.8.${number >> 8}.${number & 255}`);
  const behind = names.slice(-250).map((name, number) => `${name} 192.168.${number}.0/24`);
  const render = (rows: readonly string[]) =>
    renderSite(exampleInput({ sources: [{ ...OK_SOURCE, routes: routing(...rows) }, HAMBURG] }));
  const pages = render([...written, ...behind]);
  const paths = [...pages.keys()].filter((path) => path.startsWith("servers/berlin/")).sort();
  assert.deepEqual(
    paths,
    ["index.html", "routes-1.html", "routes-2.html"].map((name) => `servers/berlin/${name}`),
  );
  const listed = ["index.html", "routes-2.html", "routes-1.html"].map((name) => {
    const html = pages.get(`servers/berlin/${name}`) ?? "";
    return [...html.matchAll(/<th scope="row"><bdi>(user\d+)<\/bdi>/g)].map(([, user]) => user);
  });
  assert.deepEqual(
    listed.map(({ length }) => length),
    [220, 200, 200],
  );
  assert.deepEqual(listed.flat(), [...names.slice(-250), ...names.slice(0, -250)]);
  const first = pages.get("servers/berlin/index.html") ?? "";
  assert.match(first, /href="routes-2\.html">221–420<\/a>/);
  assert.doesNotMatch(first, /Other clients/);
  const part = pages.get("servers/berlin/routes-2.html") ?? "";
  assert.match(part, /<h2>221–420 of 620<\/h2>/);
  assert.match(part, /href="index\.html">1–220<\/a>/);
  assert.match(part, /Clients with networks or hosts behind them.*Clients with only their own addresses/s);
  assert.doesNotMatch(pages.get("servers/berlin/routes-1.html") ?? "", /Clients with networks/);

  const few = render(written.slice(0, 399));
  assert.deepEqual(
    [...few.keys()].filter((path) => path.includes("routes")),
    [],
  );
  assert.equal((few.get("servers/berlin/index.html") ?? "").match(/<th scope="row"><bdi>user/g)?.length, 399);
  assert.match(few.get("servers/berlin/index.html") ?? "", /Other clients<\/span> <span class="badge">399</);
  const many = render(written.slice(0, 400)).get("servers/berlin/index.html") ?? "";
  assert.match(many, /Other clients<\/span> <span class="badge">400</);
});

test("a long list of hosts is folded, and a very long one is cut and says so", () => {
  const macs = Array.from({ length: 1500 }, (_, number) => {
    const digits = number.toString(16).padStart(4, "0");
    return `alice 0a:00:00:00:${digits.slice(0, 2)}:${digits.slice(2)}@0`;
  });
  const html = toHtml({ sources: [{ ...OK_SOURCE, routes: routing(...macs) }] });
  assert.match(html, /<summary>1,496 more<\/summary>/);
  assert.match(html, /and 500 that are not shown/);
  assert.equal(html.match(/0a:00:00:00:/g)?.length, 1000);
  const few = toHtml({ sources: [{ ...OK_SOURCE, routes: routing(...macs.slice(0, 6)) }] });
  assert.equal(few.match(/0a:00:00:00:/g)?.length, 6);
  assert.doesNotMatch(few, /more<\/summary>/);
});

test("overlapping networks are warned of by name, in either language, and hostile names stay text", () => {
  const sources = [
    { ...OK_SOURCE, routes: routing("<b>eve</b> 10.200.1.0/24", "alice 10.200.0.0/16", "carol 10.200.7.7") },
  ];
  const html = toHtml({ sources }).replace(/<[^>]*>/g, "");
  assert.match(html, /10\.200\.1\.0\/24 of &lt;b&gt;eve&lt;\/b&gt; is within 10\.200\.0\.0\/16 of alice/);
  assert.match(html, /10\.200\.7\.7 of carol is within 10\.200\.0\.0\/16 of alice/);
  const german = toHtml({ sources, language: "de" }).replace(/<[^>]*>/g, "");
  assert.match(german, /10\.200\.7\.7 von carol liegt in 10\.200\.0\.0\/16 von alice/);
  assert.match(toHtml({ sources }), /class="notice overlap"/);
  assert.doesNotMatch(toHtml({ sources: [{ ...OK_SOURCE, routes: routing("alice 10.0.0.0/8") }] }), /notice overlap/);
});

test("of very many overlaps the first are shown and the rest are counted", () => {
  const routes = routing("alice 10.0.0.0/8", ...Array.from({ length: 50 }, (_, host) => `user${host} 10.8.0.${host}`));
  const { overlaps, moreOverlaps } = toPage({ sources: [{ ...OK_SOURCE, routes }] }).routes ?? {};
  assert.deepEqual([overlaps?.length, moreOverlaps], [20, 30]);
});

test("overlapping networks are not hidden by a network around the tunnel's own addresses", () => {
  const hosts = Array.from({ length: 50 }, (_, host) => `user${host} 10.8.0.${host}`);
  const routes = routing("alice 10.0.0.0/8", ...hosts, "bob 192.168.0.0/16", "carol 192.168.9.0/24");
  const { overlaps } = toPage({ sources: [{ ...OK_SOURCE, routes }] }).routes ?? {};
  assert.deepEqual(
    overlaps?.slice(0, 2).map(({ inner, outer }) => [inner.address, outer.address]),
    [
      ["192.168.9.0/24", "192.168.0.0/16"],
      ["10.8.0.0", "10.0.0.0/8"],
    ],
  );
});

test("a server's name may be anything", () => {
  for (const name of ["<b>", "../x", "", "index", "2026-11", "con"]) {
    const input = exampleInput({ sources: [{ ...OK_SOURCE, server: name }], openSessions: OPEN });
    const paths = allPages(input).map(({ path }) => path);
    const own = paths.filter(
      (path) => path.startsWith("servers/") && !/berlin|hamburg|^servers\/index\.html/.test(path),
    );
    assert.match(own.join(" "), /^servers\/[a-z0-9-]+-[0-9a-f]{12}\/index\.html$/, name);
    assert.match(renderSite(input).get(own[0] ?? "") ?? "", /<h1><bdi>[^<]+<\/bdi><\/h1>/);
  }
});
