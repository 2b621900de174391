import assert from "node:assert/strict";
import { test } from "node:test";
import { renderStatusJson } from "../../src/render/status-json.js";
import { indexAll } from "../support/full-index.js";
import type { FullInput } from "../support/full-index.js";
import { siteStatus } from "../../src/site/site-status.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE, renderSite } from "../support/example-site.js";

function statusText(fields: Partial<FullInput>): string {
  const input = exampleInput(fields);
  return renderStatusJson(siteStatus(input, indexAll(input)), "1.2.3");
}

const running = (user: string, server = "berlin") =>
  exampleSession({
    id: "a1b2c3d4e5",
    user,
    server,
    startSeconds: at("2026-11-21T14:00:00Z"),
    endSeconds: null,
    bytesReceived: null,
    bytesSent: 90,
  });

test("status.json says when it was made, how each source is and who is connected", () => {
  const missing = { ...OK_SOURCE, server: "hamburg", state: "missing" as const, snapshotSeconds: null, detail: "gone" };
  const known = { firstSeenSeconds: at("2026-11-21T14:01:00Z"), clientVersion: "2.6.1", platform: "win" };
  const json: unknown = JSON.parse(
    statusText({
      aliases: new Map([["alice", "Alice A."]]),
      sources: [OK_SOURCE, { ...missing, connectingCount: null }],
      openSessions: [
        { ...running("alice"), ...known },
        { ...running("bob", "hamburg"), id: "b" },
      ],
      endedSessions: [exampleSession({ user: "carol" })],
    }),
  );
  const alice = {
    id: "a1b2c3d4e5",
    user: "alice",
    alias: "Alice A.",
    server: "berlin",
    common_name: "alice",
    username: "",
    public_ip: "203.0.113.7",
    country: null,
    real_address: "203.0.113.7:40001",
    tunnel_ip: "10.8.0.2",
    tunnel_ipv6: "",
    client_id: "3",
    cipher: "AES-256-GCM",
    start: "2026-11-21T14:00:00Z",
    end: null,
    duration_s: 720,
    bytes_received: null,
    bytes_sent: 90,
    last_seen: "2026-11-21T14:12:00Z",
    first_seen: "2026-11-21T14:01:00Z",
    counted_from: null,
    earlier_addresses: [],
    gone_by: null,
    end_source: null,
    client_version: "2.6.1",
    platform: "win",
    confirmed: true,
  };
  const unknown = { first_seen: null, client_version: null, platform: null };
  const bob = {
    ...{ ...alice, ...unknown },
    ...{ id: "b", user: "bob", alias: "", server: "hamburg", common_name: "bob", confirmed: false },
  };
  const ok = {
    server: "berlin",
    source: "/run/openvpn-server/status-berlin.log",
    state: "ok",
    state_since: "2026-11-20T14:12:07Z",
    snapshot_time: "2026-11-21T14:12:00Z",
    detail: "",
    advice: null,
    connecting: 0,
    rows_set_aside: [],
  };
  assert.deepEqual(json, {
    schema_version: 1,
    version: "1.2.3",
    title: "VPN Berlin",
    generated: "2026-11-21T14:12:07Z",
    stale_after_seconds: 300,
    state: "problem",
    sources: [
      ok,
      { ...ok, server: "hamburg", state: "missing", snapshot_time: null, detail: "gone", connecting: null },
    ],
    notices: [
      {
        kind: "source",
        server: "hamburg",
        user: null,
        time: "2026-11-20T14:12:07Z",
        text: "missing since 2026-11-20 15:12",
      },
    ],
    clients: [alice, bob],
  });
});

test("hostile names come back as they are, and nothing in the text can end a script or a line", () => {
  const name = '</script><!-- \u2028\u2029\u0000"\\ \u202E';
  const text = statusText({ openSessions: [running(name)] });
  assert.doesNotMatch(text, /[<\u2028\u2029\u0000]/);
  const json = JSON.parse(text) as { readonly clients: readonly { readonly user: string }[] };
  assert.equal(json.clients[0]?.user, name);
});

test("the site's state is a problem with any source that is not ok or with none, else whether anybody is connected", () => {
  const toState = (fields: Partial<FullInput>): unknown => (JSON.parse(statusText(fields)) as { state: unknown }).state;
  assert.equal(toState({ openSessions: [running("alice")] }), "ok");
  assert.equal(toState({}), "idle");
  assert.equal(toState({ sources: [] }), "problem");
  assert.equal(toState({ sources: [{ ...OK_SOURCE, state: "stale" }], openSessions: [running("alice")] }), "problem");
});

test("every page names status.json and after how long it is stale; the icons of those that change each minute show the state", () => {
  const pages = renderSite(exampleInput({ openSessions: [running("alice")], staleAfterSeconds: 420 }));
  for (const [path, html] of pages) {
    const up = "../".repeat(path.split("/").length - 1);
    assert.ok(html.includes(`<link rel="alternate" type="application/json" href="${up}status.json">`));
    const showsState = path === "index.html" || path.startsWith("servers/");
    const isLive = showsState || path === "history/2026-11/21/index.html";
    assert.equal(html.includes('id="as-of" data-stale-after="420"'), isLive);
    assert.match(html, showsState ? /href="[./]*assets\/favicon-ok\./ : /href="[./]*assets\/favicon\.[0-9a-f]/);
  }
  const problem = renderSite(
    exampleInput({ sources: [{ ...OK_SOURCE, snapshotSeconds: NOW_SECONDS, state: "invalid" }] }),
  );
  assert.match(problem.get("index.html") ?? "", /favicon-problem\./);
});
