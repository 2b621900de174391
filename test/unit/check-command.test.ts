import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { toNameMatcher } from "../../src/io/sources/match-paths.js";
import { readLastRun } from "../../src/io/cache/last-run.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const AT_SECONDS = Date.parse("2026-11-21T12:00:00Z") / 1000;

/** A site with one server, and the commands that run beside it. */
interface Place {
  readonly folder: string;
  readonly gen: (seconds: number, ...args: readonly string[]) => Promise<CliRun>;
  readonly check: (seconds: number, ...args: readonly string[]) => Promise<CliRun>;
  readonly connect: (seconds: number, ...names: readonly string[]) => void;
}

function makePlace(t: TestContext, config = ""): Place {
  const folder = tempFolder(t);
  const log = join(folder, "berlin.log");
  const server = `[[server]]\nname = "berlin"\nstatus = ${JSON.stringify(log)}\n`;
  writeFileSync(
    join(folder, "config.toml"),
    `out = "out"\nhistory = "history"\ntimezone = "UTC"\n${config}\n${server}`,
  );
  writeFileSync(join(folder, "openvpn-aliases.json"), JSON.stringify({ alice: "Alice | Berlin" }));
  const run = (command: string, seconds: number, args: readonly string[]): Promise<CliRun> => {
    const now = new Date((AT_SECONDS + seconds) * 1000).toISOString();
    const host = { ...makeHost(CLI, folder), nowSeconds: () => AT_SECONDS + seconds, elapsedSeconds: () => 0.314 };
    return runHere([command, "--config", join(folder, "config.toml"), "--now", now, ...args], host);
  };
  return {
    folder,
    gen: (seconds, ...args) => run("gen", seconds, args),
    check: (seconds, ...args) => run("check", seconds, args),
    connect: (seconds, ...names) => {
      const clients = names.map((commonName, place) => ({
        commonName,
        realAddress: `198.51.100.${place + 1}:1194`,
        virtualAddress: `10.8.0.${place + 2}`,
        bytesReceived: 1000,
        bytesSent: 2000,
        connectedSinceSeconds: AT_SECONDS - 600,
        username: "",
      }));
      writeFileSync(
        log,
        writeStatus({ updatedSeconds: AT_SECONDS + seconds, clients }, { version: 2, release: "2.6" }),
      );
    },
  };
}

describe("check", () => {
  it("is OK with figures, and becomes critical when the site is too old", async (t) => {
    const { gen, check, connect } = makePlace(t);
    connect(0, "alice", "bob");
    assert.equal((await gen(0)).status, 0);
    const figures = (age: number): string =>
      `clients=2;;;0 age=${age}s;;300;0 sources=1;;;0 sources_failed=0;;0;0 last_run=0.31s;;;0`;
    assert.deepEqual(await check(34), {
      status: 0,
      stdout: `OPENVPN OK - 2 clients on 1 server, the site is 34 s old | ${figures(34)}\n`,
      stderr: "",
    });
    assert.equal((await check(300)).status, 0);
    assert.deepEqual(await check(301), {
      status: 2,
      stdout: `OPENVPN CRITICAL - the site is 5 min 01 s old | ${figures(301)}\n`,
      stderr: "",
    });
  });

  it("warns of a site from the future, which would not become too old for as long", async (t) => {
    for (const [language, said] of [
      [
        "en",
        "the site was made 5 min 01 s ahead of now, by a clock that was wrong: check it (timedatectl), and run gen",
      ],
      [
        "de",
        "die Site entstand 5 min 01 s nach jetzt, mit einer Uhr, die falsch ging: sie prüfen (timedatectl) und gen starten",
      ],
    ] as const) {
      const { gen, check, connect } = makePlace(t, `language = "${language}"`);
      connect(0, "alice");
      await gen(0);
      assert.equal((await check(-300)).status, 0, "two clocks differ a little");
      const { status, stdout } = await check(-301);
      assert.deepEqual([status, stdout.split(" | ")[0]], [1, `OPENVPN WARNING - ${said}`]);
      // The next run fixes it.
      connect(-301, "alice");
      await gen(-301);
      assert.equal((await check(-301)).status, 0);
    }
  });

  it("is critical if a source fails, and says which", async (t) => {
    const { folder, gen, check, connect } = makePlace(t);
    connect(0, "alice");
    await gen(0);
    rmSync(join(folder, "berlin.log"));
    await gen(60);
    const { status, stdout } = await check(60);
    assert.equal(status, 2);
    assert.match(stdout, /^OPENVPN CRITICAL - berlin is missing.* \| clients=1;;;0 .* sources_failed=1;;0;0 /);
  });

  it("names the state of a source in German as the pages do", async (t) => {
    const { folder, gen, check, connect } = makePlace(t, 'language = "de"');
    connect(0, "alice");
    await gen(0);
    const log = join(folder, "berlin.log");
    rmSync(log);
    await gen(60);
    assert.match((await check(60)).stdout, /^OPENVPN CRITICAL - berlin: fehlt \| /);
    writeFileSync(log, "OpenVPN STATISTICS\nUpdated,2026-11-21 12:01:00\nTUN/TAP read bytes,1\nEND\n");
    await gen(120);
    assert.match((await check(120)).stdout, /^OPENVPN CRITICAL - berlin: Client-Statistik \| /);
    // Another version of the program may have made the site.
    const status = join(folder, "out/status.json");
    writeFileSync(status, readFileSync(status, "utf8").replace('"client-statistics"', '"toString"'));
    assert.match((await check(120)).stdout, /^OPENVPN CRITICAL - berlin: toString \| /);
  });

  it("warns of rows that cannot be taken", async (t) => {
    const { folder, gen, check, connect } = makePlace(t);
    connect(0, "alice", "bob");
    const log = join(folder, "berlin.log");
    writeFileSync(log, readFileSync(log, "utf8").replace("198.51.100.2:1194", "nowhere"));
    await gen(0);
    const { status, stdout } = await check(0);
    assert.equal(status, 1);
    assert.match(stdout, /^OPENVPN WARNING - berlin: 1 row cannot be taken \| /);
  });

  it("is critical if one who is expected is not connected, by name, alias or pattern", async (t) => {
    const { gen, check, connect } = makePlace(t, 'expected = ["alice", "branch-*"]');
    connect(0, "alice", "branch-7");
    await gen(0);
    assert.equal((await check(0)).status, 0);
    assert.equal((await check(0, "--expect", "Alice | Berlin", "--expect", "b?anch-[0-9]")).status, 0);
    const asked = await check(0, "--expect", "carol|x", "--expect", "backup-*");
    assert.equal(asked.status, 2);
    // A bar would begin the figures.
    assert.match(
      asked.stdout,
      /^OPENVPN CRITICAL - carol\/x is not connected; backup-\* is not connected \| clients=2/,
    );
    connect(60, "bob");
    await gen(60);
    assert.match((await check(60)).stdout, /- alice is not connected; branch-\* is not connected \|/);
  });

  it("is critical if there is no site, or not one of gen's", async (t) => {
    const { folder, check } = makePlace(t);
    const none = await check(0);
    assert.deepEqual([none.status, none.stderr], [2, ""]);
    assert.match(none.stdout, /^OPENVPN CRITICAL - there is no site: .*out\/status\.json is missing\n$/);
    mkdirSync(join(folder, "out"));
    for (const text of ["", "{", "[]", '{"generated":"yesterday"}']) {
      writeFileSync(join(folder, "out/status.json"), text);
      const { status, stdout } = await check(0);
      assert.equal(status, 2, text);
      assert.match(stdout, /status\.json was not written by gen\n$/);
    }
    rmSync(join(folder, "out/status.json"));
    mkdirSync(join(folder, "out/status.json"));
    assert.match((await check(0)).stdout, /status\.json cannot be read\n$/);
  });

  it("is critical if there is no source, and shows invisible characters", async (t) => {
    const { folder, gen, check } = makePlace(t);
    const config = join(folder, "config.toml");
    writeFileSync(config, 'out = "out"\nhistory = "history"\ntimezone = "UTC"\n');
    assert.equal((await gen(0)).status, 66);
    const { status, stdout } = await check(0, "--expect", "a\u202eb\n");
    assert.equal(status, 2);
    assert.match(stdout, /- no source is configured or found; a\(U\+202E\)b\(U\+000A\) is not connected \|/);
  });

  it("says why the last run failed, until one succeeds", async (t) => {
    const { folder, gen, check, connect } = makePlace(t);
    connect(0, "alice");
    await gen(0);
    const lastRun = (): ReturnType<typeof readLastRun> => readLastRun(join(folder, "history/cache"));
    assert.deepEqual(lastRun(), {
      endedSeconds: AT_SECONDS,
      durationSeconds: 0.31,
      problem: null,
      successSeconds: AT_SECONDS,
    });
    const open = join(folder, "history/open.csv");
    const kept = readFileSync(open);
    writeFileSync(open, "what is this\n");
    assert.equal((await gen(60)).status, 65);
    assert.equal(lastRun()?.successSeconds, AT_SECONDS);
    const { status, stdout } = await check(60);
    assert.equal(status, 2);
    assert.match(stdout, /^OPENVPN CRITICAL - the last run failed: .*open\.csv/);
    writeFileSync(open, kept);
    await gen(120);
    assert.equal((await check(120)).status, 0);
  });

  it("is UNKNOWN for every fault of its own", async (t) => {
    const { folder, check } = makePlace(t);
    const wrong = await check(0, "--wrong");
    assert.deepEqual([wrong.status, wrong.stderr], [3, ""]);
    assert.match(wrong.stdout, /^OPENVPN UNKNOWN - [^\n]+\n$/);
    writeFileSync(join(folder, "config.toml"), "title = 1");
    const { status, stdout } = await check(0);
    assert.equal(status, 3);
    assert.match(stdout, /^OPENVPN UNKNOWN - .*title: expected a text in quotes, got 1[^\n]*\n$/);
  });

  it("speaks the config's language", async (t) => {
    const { gen, check, connect } = makePlace(t, 'language = "de"');
    connect(0, "alice");
    await gen(0);
    assert.match((await check(34)).stdout, /^OPENVPN OK - 1 Client auf 1 Server, die Site ist 34 s alt \|/);
  });
});

describe("names by a pattern", () => {
  it("are found whatever characters they have", async () => {
    const names = ["a/b", "branch-1", ".hidden", "!x", "", "branch-1/x"];
    assert.deepEqual(names.filter(await toNameMatcher("branch-*")), ["branch-1", "branch-1/x"]);
    assert.deepEqual(names.filter(await toNameMatcher("*b")), ["a/b"]);
    assert.deepEqual(names.filter(await toNameMatcher("{.,!}*")), [".hidden", "!x"]);
    assert.deepEqual(names.filter(await toNameMatcher("branch-1")), ["branch-1"], "a name is no pattern");
  });
});
