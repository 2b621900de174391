import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openCase, type CaseFolder } from "../support/case-folder.js";
import { CLI } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";

const [FIRST, SECOND] = [
  "MAxImILIAn.muSteRManN@DEPartment.example.com",
  "mAXIMiLiAn.mUstermANN@DEpArtment.example.com",
] as const;
const SHORT_SLUG = "maximilian-mustermann-department-example-495c9f4de532";
const FIRST_LONG_SLUG = "maximilian-mustermann-department-example-495c9f4de5325270d33ed433";
const SECOND_LONG_SLUG = "maximilian-mustermann-department-example-495c9f4de532044f56485910";
const SILENT = { status: 0, stdout: "", stderr: "" };

test("case 09: a v4-mapped address and the same as IPv4 are one address", async (context) => {
  const { run, rows, statusJson, read } = openCase(context, "09-ipv4-mapped-ipv6");
  const { status, stderr } = await run(
    "gen",
    "--status",
    "udp.log",
    "--status",
    "tcp.log",
    "--now",
    "2026-05-14T10:10:20Z",
  );
  assert.deepEqual([status, stderr], [0, ""]);
  const open = rows("h/open.csv");
  assert.deepEqual(
    open.map((row) => row["public_ip"]),
    ["203.0.113.5", "203.0.113.5"],
  );
  assert.deepEqual(open.map((row) => row["real_address"]).sort(), ["203.0.113.5:41000", "::ffff:203.0.113.5"]);
  assert.deepEqual(
    JSON.stringify(statusJson()).match(/"public_ip":"[^"]*"/g),
    Array(2).fill('"public_ip":"203.0.113.5"'),
  );
  const users = read("o/users/index.html");
  assert.match(users, /<dt>Two addresses at the same time<\/dt><dd>0<\/dd>/);
  assert.match(
    users,
    /<th scope="row"><a href="gus\/index.html">[^]*?<td class="num">1<\/td>\s*<td class="num"><\/td>\s*<\/tr>/,
  );
  assert.doesNotMatch(read("o/users/gus/index.html"), /two addresses|credentials/);
});

const LOGS = ["a.log", "b.log", "c.log"] as const;

/** Copies each log over one status file, as OpenVPN would, so that runs go on from each other. */
async function runLogs({ run, copy }: CaseFolder, ...config: readonly string[]): Promise<void> {
  for (const [at, log] of LOGS.entries()) {
    copy(log, "status.log");
    const now = `2026-05-14T10:1${at}:20Z`;
    assert.deepEqual(await run("gen", "--status", "status.log", "--name", "vpn", ...config, "--now", now), SILENT);
  }
}

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).sort();
}

test("case 12: with users_ignore_case one person who logs in as anna.k and Anna.K is one user", async (context) => {
  const place = openCase(context, "12-case-of-login-names");
  writeFileSync(join(place.folder, "ignore-case.toml"), "users_ignore_case = true\n");
  await runLogs(place, "--config", "ignore-case.toml");
  assertOneUser(place);
});

test("case 12: without the key they stay two; set later it applies to the whole history, taken back it does not", async (context) => {
  const place = openCase(context, "12-case-of-login-names");
  await runLogs(place);
  assert.deepEqual(foldersIn(join(place.folder, "o/users")), ["anna-k-a8cddf4f6562", "anna-k-cebb08b7c04e"]);
  const later = (...more: readonly string[]) =>
    place.run("gen", "--status", "status.log", "--name", "vpn", "--now", "2026-05-14T10:13:20Z", ...more);
  writeFileSync(join(place.folder, "ignore-case.toml"), "users_ignore_case = true\n");
  assert.deepEqual(await later("--config", "ignore-case.toml"), SILENT);
  assertOneUser(place);
  assert.deepEqual(await later(), SILENT);
  assert.equal(foldersIn(join(place.folder, "o/users")).length, 2);
});

test("users_ignore_case: aliases and prune know a user by any spelling", async (context) => {
  const place = openCase(context, "12-case-of-login-names");
  const { folder, run, read } = place;
  writeFileSync(join(folder, "ignore-case.toml"), "users_ignore_case = true\n");
  writeFileSync(
    join(folder, "openvpn-aliases.json"),
    JSON.stringify({ "ANNA.K": "Anna Krause", Bob: "Bob B.", bob: "bob b." }),
  );
  const config = ["--config", "ignore-case.toml"];
  await runLogs(place, ...config);
  assert.match(read("o/users/anna-k-cebb08b7c04e/index.html"), /<bdi class="alias">Anna Krause<\/bdi>/);
  assert.match(read("o/users/index.html"), /<bdi>bob<\/bdi><\/th><td><bdi>bob b\.<\/bdi>/);
  const prune = (...what: readonly string[]) =>
    run("prune", "--dry-run", ...config, "--status", "status.log", "--now", "2026-05-14T10:13:20Z", ...what);
  for (const what of [
    ["--user", "ANNA.k"],
    ["Anna.K|2026-05-14 10:10:30", "anna.K|2026-05-14T09:53:20Z"],
  ]) {
    const { status, stdout, stderr } = await prune(...what);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^2 ended sessions of 1 user: anna\.k$/m);
  }
  assert.equal((await prune("--user", "annak")).status, 64);
});

function assertOneUser({ folder, read, rows }: CaseFolder): void {
  const [slug = "", ...others] = foldersIn(join(folder, "o/users"));
  assert.deepEqual([slug, others], ["anna-k-cebb08b7c04e", []]);
  const page = read(`o/users/${slug}/index.html`);
  assert.match(page, /<h1><bdi>anna\.k<\/bdi><\/h1>/);
  assert.match(page, /<dt>Sessions<\/dt><dd>2<\/dd>/);
  assert.match(page, /<dt>Upload<\/dt><dd>4\.0 kB<\/dd>/);
  assert.match(page, /<dt>Download<\/dt><dd>6\.0 kB<\/dd>/);
  // The names of each session stay as OpenVPN wrote them.
  assert.deepEqual(
    rows("h/sessions/2026-05-14.csv").map((row) => row["common_name"]),
    ["anna.k", "Anna.K"],
  );
}

test("case 14: user_from set after weeks applies to the whole history, and ids stay", async (context) => {
  const { run, copy, rows, folder, read } = openCase(context, "14-user-from-switched-later");
  const gen = (log: string, time: string, ...more: readonly string[]) => {
    copy(log, "status.log");
    return run("gen", "--status", "status.log", "--name", "vpn", "--now", `2026-05-14T${time}Z`, ...more);
  };
  assert.deepEqual(await gen("a.log", "10:10:20"), SILENT);
  assert.deepEqual(await gen("b.log", "10:11:20"), SILENT);
  const idsBefore = [...rows("h/open.csv"), ...rows("h/sessions/2026-05-14.csv")].map((row) => row["id"]);
  assert.deepEqual(foldersIn(join(folder, "o/users")), ["staff-cert"]);
  // Also where no newer status tells of the running one.
  assert.deepEqual(await gen("b.log", "10:11:40", "--config", "by-username.toml"), SILENT);
  assert.deepEqual(foldersIn(join(folder, "o/users")), ["olga", "paul"]);
  assert.deepEqual(await gen("b.log", "10:11:50"), SILENT);
  assert.deepEqual(foldersIn(join(folder, "o/users")), ["staff-cert"]);
  assert.deepEqual(await gen("c.log", "10:12:20", "--config", "by-username.toml"), SILENT);
  const clients = JSON.parse(read("o/status.json")) as { clients: readonly Readonly<Record<string, unknown>>[] };
  assert.deepEqual(
    clients.clients.map(({ user, start, bytes_received, bytes_sent }) => [user, start, bytes_received, bytes_sent]),
    [
      ["paul", "2026-05-14T10:11:30Z", 3, 4],
      ["olga", "2026-05-14T08:10:00Z", 180, 280],
    ],
  );
  assert.deepEqual(foldersIn(join(folder, "o/users")), ["olga", "paul"]);
  assert.match(read("o/users/paul/index.html"), /<dt>Sessions<\/dt><dd>2<\/dd>/);
  assert.match(
    read("o/downloads/openvpn-history_paul_closed.csv"),
    /^paul,,203\.0\.113\.2,10\.8\.0\.3,2026-05-14T09:10:00\+00:00,2026-05-14T10:10:00\+00:00,3600,1 h 00 min 00 s,300,400,/m,
  );
  const idsAfter = [...rows("h/open.csv"), ...rows("h/sessions/2026-05-14.csv")].map((row) => row["id"]);
  assert.deepEqual(idsAfter.filter((id) => idsBefore.includes(id)).sort(), idsBefore.sort());
  assert.equal(idsAfter.length, 3);
});

test("a user whose name comes to be known while connected leaves no page behind", async (context) => {
  const { run, copy, read, folder } = openCase(context, "14-user-from-switched-later");
  const gen = (log: string, time: string, ...more: readonly string[]) => {
    copy(log, "status.log");
    const place = ["--status", "status.log", "--name", "vpn", "--config", "by-username.toml"];
    return run("gen", ...place, "--now", `2026-05-14T${time}Z`, ...more);
  };
  writeFileSync(join(folder, "nameless.log"), read("a.log").replaceAll("olga", "UNDEF").replaceAll("paul", "UNDEF"));
  assert.deepEqual(await gen("nameless.log", "10:10:20"), SILENT);
  assert.deepEqual(foldersIn(join(folder, "o/users")), ["staff-cert"]);
  writeFileSync(join(folder, "named.log"), read("a.log").replace("10:10:00,1778753400", "10:11:00,1778753460"));
  assert.deepEqual(await gen("named.log", "10:11:20"), SILENT);
  assert.deepEqual(foldersIn(join(folder, "o/users")), ["olga", "paul"]);
  const again = await gen("named.log", "10:11:20", "--full", "-v");
  assert.deepEqual(again, { ...SILENT, stdout: "0 files written, 0 removed\n" });
});

test("users_ignore_case: an import knows what the history has by any spelling", async (context) => {
  const place = openCase(context, "12-case-of-login-names");
  const { folder, run } = place;
  await runLogs(place);
  const command = async (name: string, ...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await run(
      name,
      "--status",
      "status.log",
      "--name",
      "vpn",
      "--now",
      "2026-05-14T10:13:20Z",
      ...args,
    );
    assert.deepEqual([status, stderr], [0, ""]);
    return stdout;
  };
  const ignoringCase = ["--config", "ignore-case.toml"];
  writeFileSync(join(folder, "ignore-case.toml"), "users_ignore_case = true\n");
  writeFileSync(
    join(folder, "web.csv"),
    "user,public_ip,tunnel_ip,start,end,duration_s\n" +
      "anna.K,203.0.113.1,10.8.0.2,2026-05-14 09:53:20,2026-05-14 10:10:00,1000\n" +
      "ANNA.k,203.0.113.1,10.8.0.2,2026-05-14 10:10:30,2026-05-14 10:11:00,30\n",
  );
  assert.match(await command("import", ...ignoringCase, "web.csv"), /0 sessions imported, 2 already known/);
  await command("prune", "--all", "--yes", "--backup", "backup.csv");
  assert.match(await command("import", ...ignoringCase, "web.csv"), /2 sessions imported/);
  assert.match(await command("import", ...ignoringCase, "backup.csv"), /0 sessions imported, 2 already known/);
});

test("case 18: the later of two names with one slug gets a longer one, and the site goes on", async (context) => {
  const { run, read, statusJson, folder } = openCase(context, "18-two-names-one-slug");
  for (const minute of [0, 1, 2]) {
    const now = `2026-11-21T08:0${minute}:00Z`;
    assert.deepEqual(await run("gen", "--status", `${minute + 1}.log`, "--name", "vpn", "--now", now), SILENT);
    assert.equal((statusJson() as { generated: string }).generated, now);
  }
  const users = readdirSync(join(folder, "o/users"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(users.map(({ name }) => name).sort(), ["bob", SHORT_SLUG, SECOND_LONG_SLUG].sort());
  assert.match(read(`o/users/${SHORT_SLUG}/index.html`), />MAxImILIAn\.muSteRManN@DEPartment\.example\.com</);
  assert.doesNotMatch(read(`o/users/${SECOND_LONG_SLUG}/index.html`), />MAxImILIAn\.muSteRManN@/);
  const again = await run("gen", "--status", "3.log", "--name", "vpn", "--now", "2026-11-21T08:02:00Z", "--full", "-v");
  assert.deepEqual(again, { ...SILENT, stdout: "0 files written, 0 removed\n" });
});

test("a name that is seen later but connected earlier takes the short slug, in every kind of run", async (context) => {
  const { run, read, copy, folder } = openCase(context, "18-two-names-one-slug");
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  const withBoth = read("2.log");
  const toPage = (slug: string): string => read(`o/users/${slug}/index.html`);
  // Runs go on from each other where the config is the same.
  const gen = (log: string, time: string, ...more: readonly string[]) => {
    copy(log, "status.log");
    return run("gen", "--status", "status.log", "--name", "vpn", "--now", `2026-11-21T${time}Z`, ...more);
  };
  write(
    "later.log",
    withBoth.replace(/^CLIENT_LIST,MA.*\n/m, "").replace("08:01:00,1795248060", "08:00:50,1795248050"),
  );
  assert.deepEqual(await gen("later.log", "08:00:55"), SILENT);
  assert.ok(toPage(SHORT_SLUG).includes(`>${SECOND}<`));

  assert.deepEqual(await gen("2.log", "08:01:00"), SILENT);
  assert.ok(toPage(SHORT_SLUG).includes(`>${FIRST}<`));
  assert.ok(toPage(SECOND_LONG_SLUG).includes(`>${SECOND}<`));
  const again = await gen("2.log", "08:01:00", "--full", "-v");
  assert.deepEqual(again, { ...SILENT, stdout: "0 files written, 0 removed\n" });

  // Ended, both are read from what the cache holds of them.
  assert.deepEqual(await gen("3.log", "08:02:00"), SILENT);
  write(
    "4.log",
    withBoth
      .replace("08:01:00,1795248060", "08:03:00,1795248180")
      .replaceAll("07:59:30,1795247970", "08:02:30,1795248150")
      .replaceAll("08:00:40,1795248040", "08:02:40,1795248160"),
  );
  assert.deepEqual(await gen("4.log", "08:03:00"), SILENT);
  for (const [slug, name, other] of [
    [SHORT_SLUG, FIRST, SECOND],
    [SECOND_LONG_SLUG, SECOND, FIRST],
  ] as const) {
    assert.match(toPage(slug), /<dt>Sessions<\/dt><dd>2<\/dd>/);
    assert.ok(toPage(slug).includes(`>${name}<`) && !toPage(slug).includes(`>${other}<`));
  }
  const place = ["--status", "status.log", "--name", "vpn", "--history", "h", "--out", "o", "--timezone", "UTC"];
  const host = { ...makeHost(CLI, folder), systemZone: "UTC" };
  const full = await runHere(["gen", ...place, "--now", "2026-11-21T08:03:00Z", "--full", "-v"], host);
  assert.deepEqual(full, { ...SILENT, stdout: "0 files written, 0 removed\n" });
});

test("two servers with one slug have their own pages and charts", async (context) => {
  const { run, read, folder } = openCase(context, "18-two-names-one-slug");
  writeFileSync(join(folder, "later.log"), read("2.log").replace(/^CLIENT_LIST,(?:MA|bob).*\n/gm, ""));
  const server = (name: string, log: string): string => `[[server]]\nname = "${name}"\nstatus = "${log}"\n`;
  writeFileSync(join(folder, "two.toml"), server(FIRST, "later.log") + server(SECOND, "1.log"));
  const gen = (time: string, ...more: readonly string[]) =>
    run("gen", "--config", "two.toml", "--now", `2026-11-21T${time}Z`, ...more);
  assert.deepEqual(await gen("08:01:00"), SILENT);
  // The second one's first session began earlier.
  assert.ok(read(`o/servers/${FIRST_LONG_SLUG}/index.html`).includes(`<h1><bdi>${FIRST}</bdi>`));
  assert.ok(read(`o/servers/${SHORT_SLUG}/index.html`).includes(`<h1><bdi>${SECOND}</bdi>`));
  assert.ok(read(`o/charts/hours_${FIRST_LONG_SLUG}.svg`) !== "" && read(`o/charts/hours_${SHORT_SLUG}.svg`) !== "");
  assert.deepEqual(await gen("08:01:00", "--full", "-v"), { ...SILENT, stdout: "0 files written, 0 removed\n" });
});
