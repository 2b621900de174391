import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openCase } from "../support/case-folder.js";
import { CLI } from "../support/run-cli.js";
import { runHere, worldOf } from "../support/run-here.js";

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
  assert.match(users, /<dt>Two addresses at once<\/dt><dd>0<\/dd>/);
  assert.match(
    users,
    /<th scope="row"><a href="gus\/index.html">[^]*?<td class="num">1<\/td>\s*<td class="num"><\/td>\s*<\/tr>/,
  );
  assert.doesNotMatch(read("o/users/gus/index.html"), /two addresses|credentials/);
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
  const pageOf = (slug: string): string => read(`o/users/${slug}/index.html`);
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
  assert.ok(pageOf(SHORT_SLUG).includes(`>${SECOND}<`));

  assert.deepEqual(await gen("2.log", "08:01:00"), SILENT);
  assert.ok(pageOf(SHORT_SLUG).includes(`>${FIRST}<`));
  assert.ok(pageOf(SECOND_LONG_SLUG).includes(`>${SECOND}<`));
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
    assert.match(pageOf(slug), /<dt>Sessions<\/dt><dd>2<\/dd>/);
    assert.ok(pageOf(slug).includes(`>${name}<`) && !pageOf(slug).includes(`>${other}<`));
  }
  const place = ["--status", "status.log", "--name", "vpn", "--history", "h", "--out", "o", "--timezone", "UTC"];
  for (const maxSessionsAtOnce of [1, 150_000]) {
    const world = { ...worldOf(CLI, folder), systemZone: "UTC", maxSessionsAtOnce };
    const full = await runHere(["gen", ...place, "--now", "2026-11-21T08:03:00Z", "--full", "-v"], world);
    assert.deepEqual(full, { ...SILENT, stdout: "0 files written, 0 removed\n" }, `parts of ${maxSessionsAtOnce}`);
  }
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
