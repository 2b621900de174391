import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { filesBelow } from "../support/compare-folders.js";
import { filesWith } from "../support/find-text.js";
import { runHeld } from "../support/kill-runs.js";
import { CLI, runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus, type WrittenClient } from "../support/write-status.js";

const NOON = Date.parse("2026-11-21T12:00:00Z") / 1000;

/** What no file of a site for others may have, in any spelling that search engines and people would find. */
const SECRETS = [
  "alice.secret",
  "bob.secret",
  "carol.secret",
  "dave.secret",
  "erin.secret",
  "loginname",
  "203.0.113.77",
  "198.51.100.88",
  "2001:db8:77:1::5",
  "10.8.0.177",
  "10.8.0.188",
  "fd00:8::177",
  "secretpath",
  "Brief von Carol",
] as const;

function client(name: string, fields: Partial<WrittenClient>): WrittenClient {
  return {
    commonName: name,
    username: "loginname",
    realAddress: "203.0.113.77:40077",
    virtualAddress: "10.8.0.177",
    virtualIpv6Address: "fd00:8::177",
    bytesReceived: 1000,
    bytesSent: 2000,
    connectedSinceSeconds: NOON - 3000,
    clientId: 4711,
    ...fields,
  };
}

const ALICE = client("alice.secret", {});
const BOB = client("bob.secret", {
  realAddress: "198.51.100.88:40088",
  virtualAddress: "10.8.0.188",
  clientId: 4712,
});
const CAROL = client("carol.secret", { realAddress: "[2001:db8:77:1::5]:40099", clientId: 4713 });

/** @returns each text with the files that have it */
async function findAny(folder: string, texts: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for (const text of texts) for (const path of await filesWith(folder, text)) found.push([text, path]);
  return found;
}

class Scene {
  readonly folder: string;
  readonly team: string;
  readonly #status: string;
  readonly #config: string;
  #seconds = NOON;

  constructor(folder: string, site: readonly string[]) {
    this.folder = join(folder, "secretpath");
    mkdirSync(this.folder);
    this.team = join(folder, "team");
    this.#status = join(this.folder, "vpn.log");
    this.#config = join(this.folder, "site.toml");
    writeFileSync(
      join(this.folder, "aliases.json"),
      JSON.stringify({ "alice.secret": "Sales", "carol.secret": "Brief von Carol" }),
    );
    writeFileSync(join(this.folder, "index.txt"), "V\t270301120000Z\t\t01\tunknown\t/CN=erin.secret\n");
    const lines = [
      'title = "VPN"',
      "feed = true",
      'timezone = "UTC"',
      'history = "history"',
      'out = "out"',
      'aliases = "aliases.json"',
      'expected = ["erin.secret"]',
      'easyrsa_index = "index.txt"',
      "[[site]]",
      `out = ${JSON.stringify(this.team)}`,
      ...site,
      "[[server]]",
      'name = "berlin"',
      'status = "vpn.log"',
    ];
    writeFileSync(this.#config, lines.join("\n"));
  }

  /** Adds lines before all tables, in place of those of the same keys. */
  set(...lines: readonly string[]): void {
    const keys = lines.map((line) => line.split(" = ")[0]);
    const others = readFileSync(this.#config, "utf8")
      .split("\n")
      .filter((line) => !keys.includes(line.split(" = ")[0]));
    writeFileSync(this.#config, [...lines, ...others].join("\n"));
  }

  /** Adds a line to the site's table. */
  allow(line: string): void {
    const text = readFileSync(this.#config, "utf8");
    writeFileSync(this.#config, text.replace("[[server]]", `${line}\n[[server]]`));
  }

  async gen(afterSeconds: number, clients: readonly WrittenClient[], ...more: readonly string[]): Promise<void> {
    this.#seconds += afterSeconds;
    const status = writeStatus({ updatedSeconds: this.#seconds, clients }, { version: 2, release: "2.6" });
    // A row that is set aside, with a name in it.
    writeFileSync(this.#status, status.replace("HEADER,ROUTING", "CLIENT_LIST,dave.secret,x\nHEADER,ROUTING"));
    await this.run("gen", ...more);
  }

  async run(...args: readonly string[]): Promise<void> {
    const [command = "", ...more] = args;
    const now = new Date(this.#seconds * 1000).toISOString();
    const { status, stderr } = await runCli([command, "--config", this.#config, "--now", now, ...more]);
    assert.equal(status, 0, stderr);
  }

  argv(command: string): readonly string[] {
    return [CLI, command, "--config", this.#config, "--now", new Date(this.#seconds * 1000).toISOString()];
  }

  read(path: string): string {
    return readFileSync(join(this.team, path), "utf8");
  }
}

test("a site for others has nothing of names and addresses in any byte, and all the figures", async (t) => {
  const scene = new Scene(tempFolder(t), []);
  writeFileSync(join(scene.folder, "aliases.json"), JSON.stringify({ "alice.secret": "Sales" }));
  await scene.gen(0, [ALICE, BOB, CAROL], "--full");
  await scene.gen(60, [ALICE, CAROL]);
  await scene.gen(86_400, [CAROL]);
  await scene.gen(60, [CAROL, client("alice.secret", { connectedSinceSeconds: NOON + 86_400, clientId: 4714 })]);
  assert.deepEqual(await findAny(scene.team, SECRETS), []);
  const copies = join(scene.folder, "history", "cache", "sites");
  assert.deepEqual(await findAny(copies, SECRETS), [], "what it is made of has nothing of them either");
  const own = await findAny(join(scene.folder, "out"), SECRETS);
  assert.ok(new Set(own.map(([secret]) => secret)).size >= 9, "what is looked for is found where it may be");

  // Also what programs read.
  const paths = [...filesBelow(scene.team).keys()];
  const metrics = scene.read("metrics");
  const feed = scene.read("feed.xml");
  const ofUsers = paths.filter((path) => /^users\/[^/]+\/index\.json$/.test(path));
  const ofDays = paths.filter((path) => /^history\/2026-11\/\d\d\/index\.json$/.test(path));
  assert.deepEqual([ofUsers.length, ofDays.length], [3, 2]);
  for (const text of [metrics, feed, ...[...ofUsers, ...ofDays].map((path) => scene.read(path))]) {
    assert.match(text, /Sales|user-[0-9a-z]{8}/);
  }
  assert.match(metrics, /^openvpn_server_client_sent_bytes_total\{status_path="berlin",common_name="Sales",/m);
  assert.doesNotMatch(metrics, /certificate/);
  const ownFeed = readFileSync(join(scene.folder, "out/feed.xml"), "utf8");
  const entries = (text: string): number => text.split("<entry>").length - 1;
  assert.ok(entries(feed) >= 5);
  assert.equal(entries(feed), entries(ownFeed));
  for (const [secret, places] of [
    ["alice.secret", ["metrics", "feed.xml", /^users\/[^/]+\/index\.json$/, "history/2026-11/21/index.json"]],
    ["203.0.113.77", ["metrics", "feed.xml", /^users\/[^/]+\/index\.json$/, "history/2026-11/21/index.json"]],
    ["secretpath", ["metrics", "feed.xml"]],
    ["erin.secret", ["metrics", "status.json"]],
  ] as const) {
    const found = own.filter(([one]) => one === secret).map(([, path]) => path);
    for (const path of places) {
      const isThere = found.some((one) => (typeof path === "string" ? path === one : path.test(one)));
      assert.ok(isThere, `${secret} is in the own ${String(path)}`);
    }
  }
  const expected = (folder: string): number =>
    readFileSync(join(folder, "status.json"), "utf8").split('"expected"').length - 1;
  assert.deepEqual([expected(join(scene.folder, "out")), expected(scene.team)], [1, 0]);

  const { clients, sources } = JSON.parse(scene.read("status.json")) as {
    clients: readonly Readonly<Record<string, unknown>>[];
    sources: readonly Readonly<Record<string, unknown>>[];
  };
  const [alice, carol] = clients;
  assert.equal(alice?.["user"], "Sales");
  assert.equal(alice["public_ip"], "203.0.113.0");
  assert.equal(alice["username"], "");
  assert.match(String(carol?.["user"]), /^user-[0-9a-z]{8}$/);
  assert.equal(carol?.["public_ip"], "2001:db8:77::");
  assert.deepEqual(sources[0]?.["source"], "berlin");
  assert.match(scene.read("index.html"), /Sales/);
  assert.match(scene.read("downloads/openvpn-history_all.csv"), /^user-[0-9a-z]{8},/m);
  assert.equal(scene.read("prune-command.js"), 'const sitePrune="";\n');
  assert.equal(statSync(join(scene.folder, "history", "secret")).mode & 0o777, 0o600);

  const rowCount = (folder: string): number =>
    readFileSync(join(folder, "downloads/openvpn-history_all.csv"), "utf8").split("\n").length;
  assert.equal(rowCount(scene.team), rowCount(join(scene.folder, "out")));
  const figures = (folder: string): string | undefined =>
    /<dt>Hours<\/dt>\s*<dd>[^<]*/.exec(readFileSync(join(folder, "history/2026-11/21/index.html"), "utf8"))?.[0];
  assert.deepEqual(figures(scene.team), figures(join(scene.folder, "out")));
  assert.ok(figures(scene.team) !== undefined);

  const ids = (folder: string): readonly string[] =>
    (
      JSON.parse(readFileSync(join(folder, "status.json"), "utf8")) as { clients: readonly { id: string }[] }
    ).clients.map(({ id }) => id);
  const [shown, real] = [ids(scene.team), ids(join(scene.folder, "out"))];
  assert.equal(new Set([...shown, ...real]).size, 4, "ids do not tell which session is which");
  assert.deepEqual(await findAny(scene.team, real), []);

  // The same as if all of it were made now.
  const before = filesBelow(scene.team);
  await scene.gen(
    0,
    [CAROL, client("alice.secret", { connectedSinceSeconds: NOON + 86_400, clientId: 4714 })],
    "--full",
  );
  const after = filesBelow(scene.team);
  assert.deepEqual(
    [...after].filter(([path, file]) => before.get(path)?.bytes.equals(file.bytes) !== true).map(([path]) => path),
    [],
  );
  assert.deepEqual([...before.keys()].sort(), [...after.keys()].sort());

  await scene.run("prune", "--user", "bob.secret", "--yes");
  const pseudonym = /^(user-[0-9a-z]{8}),/m.exec(scene.read("downloads/openvpn-history_all.csv"))?.[1] ?? "";
  assert.equal(String(carol["user"]), pseudonym, "only carol is left without an alias");
});

test("a site with names has aliases too; addresses and pages are as the config says", async (t) => {
  const scene = new Scene(tempFolder(t), [
    'title = "Team"',
    'users = "names"',
    'addresses = "none"',
    'pages = ["overview", "usage", "json"]',
  ]);
  await scene.gen(0, [ALICE, BOB]);
  await scene.gen(60, [ALICE]);
  const [alice] = (JSON.parse(scene.read("status.json")) as { clients: readonly Readonly<Record<string, unknown>>[] })
    .clients;
  assert.deepEqual(
    [alice?.["user"], alice?.["alias"], alice?.["public_ip"], alice?.["tunnel_ip"], alice?.["real_address"]],
    ["alice.secret", "Sales", "", "", ""],
  );
  assert.deepEqual(await findAny(scene.team, ["203.0.113", "10.8.0.1", "fd00:8", "4711"]), []);
  for (const path of ["users", "history", "downloads", "search", "servers", "reports", "notices"]) {
    assert.equal(existsSync(join(scene.team, path)), false, path);
  }
  assert.ok(existsSync(join(scene.team, "usage/index.html")));
  const html = scene.read("index.html");
  assert.match(html, /<title>[^<]*Team<\/title>/);
  assert.doesNotMatch(html, /href="(users|history|downloads|search|servers|reports)\//);
  assert.match(html, /href="usage\/index\.html/);
});

test("a site with names judges certificates as the site itself does, and says nothing of broken files", async (t) => {
  const scene = new Scene(tempFolder(t), ['users = "names"', 'addresses = "full"']);
  const index = join(scene.folder, "index.txt");
  const lines = ["ALICE.secret", "erin.secret"].map((name) => `V\t261201120000Z\t\t01\tunknown\t/CN=${name}\n`);
  writeFileSync(index, lines.join(""));
  const notices = (out: string): readonly string[] =>
    (
      JSON.parse(readFileSync(join(out, "status.json"), "utf8")) as {
        notices: readonly { kind: string; user: string }[];
      }
    ).notices.map(({ kind, user }) => `${kind} ${user}`);
  const own = join(scene.folder, "out");
  const of = (out: string, pattern: RegExp): readonly string[] => notices(out).filter((one) => pattern.test(one));
  // Who logs in with a username is in no certificate: the index tells of nobody.
  scene.set('user_from = "username"');
  await scene.gen(0, [client("bob.secret", { username: "erin.secret" })]);
  assert.deepEqual([of(own, /certificate/), of(scene.team, /certificate/)], [[], []]);
  assert.doesNotMatch(scene.read("metrics"), /certificate_expiry/);

  scene.set('user_from = "common_name"', "users_ignore_case = true");
  await scene.gen(60, [client("alice.secret", { clientId: 4715 })]);
  assert.deepEqual(of(own, /certificate/), ["certificate-expires alice.secret"]);
  assert.deepEqual(of(scene.team, /certificate/), of(own, /certificate/));
  assert.deepEqual(of(scene.team, /expected/), of(own, /expected/));
  assert.match(
    scene.read("metrics"),
    /^openvpn_status_site_certificate_expiry_seconds\{common_name="erin\.secret"\} /m,
  );

  // Of two names that are one user, the one that the client gives counts; who gives none has no certificate.
  const revoked = ["Alice.secret", "dave.secret"].map(
    (name) => `R\t391201120000Z\t261120120000Z\t02\tunknown\t/CN=${name}\n`,
  );
  writeFileSync(index, [...lines, ...revoked, "V\t391201120000Z\t\t03\tunknown\t/CN=alice.secret\n"].join(""));
  await scene.gen(60, [
    client("Alice.secret", { clientId: 4716 }),
    client("UNDEF", { username: "dave.secret", clientId: 4717 }),
  ]);
  assert.deepEqual(of(own, /revoked/), ["certificate-revoked alice.secret"]);
  assert.deepEqual(of(scene.team, /certificate/), of(own, /certificate/));

  writeFileSync(index, "a key of the admin");
  writeFileSync(join(scene.folder, "aliases.json"), "{");
  await scene.gen(60, [client("alice.secret", { clientId: 4715 })]);
  assert.ok((await filesWith(own, "secretpath/index.txt")).includes("index.html"));
  assert.deepEqual(await filesWith(scene.team, "secretpath"), []);
});

test("all sites of a run have the aliases of one reading", async (t) => {
  const scene = new Scene(tempFolder(t), ['users = "names"']);
  await scene.gen(0, [ALICE]);
  const aliases = join(scene.folder, "aliases.json");
  writeFileSync(aliases, JSON.stringify({ "alice.secret": "Marketing" }));
  const holdFile = join(scene.folder, "hold");
  const { letGo } = await runHeld(scene.argv("gen"), [join(scene.folder, "out")], 1, holdFile);
  writeFileSync(aliases, JSON.stringify({ "alice.secret": "Purchase" }));
  assert.equal((await letGo()).status, 0);
  assert.deepEqual(
    ["Marketing", "Purchase"].map((alias) => scene.read("index.html").includes(alias)),
    [true, false],
  );
});

test("a site follows its rules and the history: aliases, pages, and days that are gone", async (t) => {
  const scene = new Scene(tempFolder(t), []);
  await scene.gen(0, [ALICE, BOB]);
  await scene.gen(60, [ALICE]);
  await scene.gen(60, []);
  const all = (): string => scene.read("downloads/openvpn-history_all.csv");
  assert.match(all(), /^Sales,/m);
  writeFileSync(join(scene.folder, "aliases.json"), JSON.stringify({ "alice.secret": "Marketing" }));
  await scene.gen(60, []);
  assert.match(all(), /^Marketing,/m);
  assert.doesNotMatch(all(), /^Sales,/m);

  const day = join(scene.folder, "history", "sessions", "2026-11-21.csv");
  const rows = readFileSync(day, "utf8");
  rmSync(day);
  await scene.gen(60, []);
  assert.doesNotMatch(all(), /^Marketing,/m);
  writeFileSync(day, rows);
  await scene.gen(60, []);
  assert.match(all(), /^Marketing,/m);

  scene.set("users_ignore_case = true");
  await scene.gen(60, []);
  assert.match(all(), /^Marketing,/m, "an alias stays as it is written");

  assert.match(scene.read("history/index.html"), /href="\.\.\/users\//);
  scene.allow('pages = ["overview", "history"]');
  await scene.gen(60, []);
  for (const path of [
    "users",
    "usage",
    "downloads",
    "search",
    "servers",
    "reports",
    "status.json",
    "metrics",
    "feed.xml",
  ]) {
    assert.equal(existsSync(join(scene.team, path)), false, path);
  }
  for (const path of ["index.html", "history/index.html", "history/2026-11/index.html"]) {
    const html = scene.read(path);
    assert.doesNotMatch(
      html,
      /href="(\.\.\/)*(users|usage|downloads|search|servers|reports|status|metrics|feed)/,
      path,
    );
  }
});

test("a site for others and the site itself need folders of their own", async (t) => {
  const folder = tempFolder(t);
  writeFileSync(
    join(folder, "vpn.log"),
    writeStatus({ updatedSeconds: NOON, clients: [] }, { version: 2, release: "2.6" }),
  );
  const config = join(folder, "site.toml");
  const gen = async (...sites: readonly string[]) => {
    const tables = sites.map((out) => `[[site]]\nout = ${JSON.stringify(out)}`);
    const server = '[[server]]\nname = "berlin"\nstatus = "vpn.log"';
    writeFileSync(config, ['history = "history"', 'out = "out"', ...tables, server].join("\n"));
    return runCli(["gen", "--config", config, "--now", new Date(NOON * 1000).toISOString()]);
  };
  for (const [sites, message] of [
    [["out"], /out/],
    [["out/team"], /out/],
    [["."], /./],
    [["history/team"], /history/],
    [["team", "team"], /team/],
    [["team", "team/inner"], /team/],
  ] as const) {
    const { status, stderr } = await gen(...sites);
    assert.equal(status, 78, `${sites.join(" ")}: ${stderr}`);
    assert.match(stderr, message);
  }
  assert.equal((await gen("team", "other")).status, 0);
});
