import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_CLOCK } from "../../src/history/server-clock.js";
import type { SourceRow } from "../../src/history/source-state.js";
import type { Session } from "../../src/history/session.js";
import { makePeopleHider, maskAddress, type HidingRules } from "../../src/site/further/hide-people.js";
import { makePartFilter, SITE_PARTS } from "../../src/site/further/site-parts.js";
import { makeSession } from "../support/make-session.js";

const SESSION: Session = {
  ...makeSession({ user: "user.secret", startSeconds: 1000, endSeconds: null }),
  id: "realidreal",
  server: "berlin",
  commonName: "common.secret",
  username: "login.secret",
  realAddress: "203.0.113.77:40077",
  publicIp: "203.0.113.77",
  tunnelIp: "10.8.0.177",
  tunnelIpv6: "fd00:8::177",
  clientId: "4711",
  cipher: "AES-256-GCM",
  earlierAddresses: [
    { address: "198.51.100.88", lastSeenSeconds: 2000 },
    { address: "10.8.0.188", lastSeenSeconds: 2000 },
  ],
  unknownCells: { note: "cell.secret" },
};

function hide(rules: HidingRules, secret = "a", alias?: string): Session {
  const aliases = new Map(alias === undefined ? [] : [["user.secret", alias]]);
  return makePeopleHider({ ...rules, secret, aliases }).hideSession(SESSION);
}

test("a session keeps what says nothing of people, and every other field is replaced", () => {
  const { user, id, ...hidden } = hide({ users: "aliases", addresses: "masked" });
  assert.match(user, /^user-[0-9a-z]{8}$/);
  assert.match(id, /^[0-9a-hjkmnp-tv-z]{10}$/);
  assert.doesNotMatch(JSON.stringify([user, id, hidden]), /secret|realid|\.77|177|\.88|188|4711/);
  const { unknownCells: _cells, user: _user, id: _id, ...kept } = SESSION;
  assert.deepEqual(hidden, {
    ...kept,
    commonName: user,
    username: "",
    realAddress: "203.0.113.0",
    publicIp: "203.0.113.0",
    tunnelIp: "10.8.0.0",
    tunnelIpv6: "fd00:8::",
    clientId: "",
    earlierAddresses: [
      { address: "198.51.100.0", lastSeenSeconds: 2000 },
      { address: "10.8.0.0", lastSeenSeconds: 2000 },
    ],
  });
});

test("addresses may be left out or shown", () => {
  const addresses = ({ realAddress, publicIp, tunnelIp, tunnelIpv6, earlierAddresses }: Session) => [
    realAddress,
    publicIp,
    tunnelIp,
    tunnelIpv6,
    earlierAddresses,
  ];
  assert.deepEqual(addresses(hide({ users: "names", addresses: "none" })), ["", "", "", "", []]);
  assert.deepEqual(addresses(hide({ users: "names", addresses: "full" })), addresses(SESSION));
  assert.deepEqual(
    ["203.0.113.77", "::ffff:203.0.113.77", "2001:DB8:77:1::5", "fe80::1%eth0", "10.8.0.0/24", "secret", ""].map(
      maskAddress,
    ),
    ["203.0.113.0", "203.0.113.0", "2001:db8:77::", "fe80::", "", "", ""],
  );
});

test("a user is the alias, a pseudonym that only the secret tells, or the name", () => {
  const rules = { users: "aliases", addresses: "none" } as const;
  assert.equal(hide(rules, "a", "Sales").user, "Sales");
  assert.equal(hide({ ...rules, users: "names" }, "a", "Sales").user, "user.secret");
  assert.equal(hide(rules, "a").user, hide(rules, "a").user);
  assert.notEqual(hide(rules, "a").user, hide(rules, "b").user);
  assert.notEqual(hide(rules, "a").id, hide(rules, "b").id);
});

test("usage follows its session, and a source has the name of its server", () => {
  const hider = makePeopleHider({ users: "aliases", addresses: "none", secret: "a", aliases: new Map() });
  const session = hider.hideSession(SESSION);
  const usage = {
    id: SESSION.id,
    user: SESSION.user,
    server: "berlin",
    day: "2026-11-21",
    bytesReceived: 1,
    bytesSent: 2,
  };
  assert.deepEqual(hider.hideUsage(usage), { ...usage, id: session.id, user: session.user });
  const row: SourceRow = {
    ...NO_CLOCK,
    server: "berlin",
    source: "/path.secret",
    state: "ok",
    stateSinceSeconds: 1000,
    reported: false,
    rowsReported: false,
    keepReported: false,
    eventPosition: { file: "/events.secret" } as unknown as NonNullable<SourceRow["eventPosition"]>,
    unknownCells: { note: "cell.secret" },
  };
  assert.doesNotMatch(JSON.stringify(hider.hideSource(row)), /secret/);
  assert.equal(hider.hideSource(row).source, "berlin");
});

test("every path of a site is of one part, of two or of all", () => {
  const parts = (path: string): readonly string[] => SITE_PARTS.filter((part) => makePartFilter([part])(path));
  for (const [path, expected] of [
    ["index.html", ["overview"]],
    ["connected/2.html", ["overview"]],
    ["usage/index.html", ["usage"]],
    ["history/2026-11/21/index.html", ["history"]],
    ["notices/2026-11.html", ["history"]],
    ["users/index.html", ["users"]],
    ["charts/user_alice.svg", ["users"]],
    ["charts/days_2026-11.svg", ["history"]],
    ["charts/countries.svg", ["users"]],
    ["charts/today.svg", ["overview"]],
    ["charts/usage-12m.svg", ["usage"]],
    ["charts/connections-24h.svg", ["overview", "usage", "servers"]],
    ["charts/traffic-24h.svg", ["overview", "usage", "servers"]],
    ["charts/hours.svg", ["history", "servers"]],
    ["charts/connections-24h_berlin.svg", ["servers"]],
    ["charts/hours_berlin.svg", ["servers"]],
    ["wall/index.html", ["wall"]],
    ["servers/berlin/index.html", ["servers"]],
    ["reports/2026.html", ["reports"]],
    ["downloads/openvpn-history_all.xlsx", ["downloads"]],
    ["search/index.js", ["search"]],
    ["status.json", ["json"]],
    ["metrics", ["json"]],
  ] as const) {
    assert.deepEqual(parts(path), expected, path);
  }
  for (const [path, part] of [
    ["history/2026-11/21/index.json", "history"],
    ["users/alice/index.json", "users"],
  ] as const) {
    assert.deepEqual(parts(path), [], "who leaves out the pages leaves out the same as JSON");
    assert.equal(makePartFilter(["json", part])(path), true);
    assert.equal(makePartFilter(SITE_PARTS.filter((one) => one !== "json"))(path), false);
    assert.equal(makePartFilter(SITE_PARTS.filter((one) => one !== part))(path), false);
  }
  assert.deepEqual(parts("feed.xml"), ["json"]);
  assert.deepEqual(parts("assets/site.css"), SITE_PARTS);
  assert.equal(makePartFilter(null)("users/index.html"), true);
});

test("a site with names has the user as common name, in the client's own spelling", () => {
  const show = (some: Partial<Session>): readonly string[] => {
    const hider = makePeopleHider({ users: "names", addresses: "full", secret: "a", aliases: new Map() });
    const { user, commonName, username } = hider.hideSession({ ...SESSION, ...some });
    return [user, commonName, username];
  };
  assert.deepEqual(show({}), ["user.secret", "user.secret", ""], "who is told by another name");
  assert.deepEqual(show({ commonName: "User.Secret" }), ["user.secret", "User.Secret", ""]);
  assert.deepEqual(show({ commonName: "UNDEF" }), ["user.secret", "UNDEF", "user.secret"]);
});
