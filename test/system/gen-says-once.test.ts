import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { Host } from "../../src/build/host.js";
import { holdLockUnseen } from "../support/hold-lock.js";
import { at } from "../support/make-session.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { makeCountryDatabase } from "../support/write-country-database.js";
import { writeStatus } from "../support/write-status.js";

interface Job {
  readonly folder: string;
  readonly memory: string;
  readonly config: (toml?: string) => void;
  /** The next minute's run, which sees a new snapshot. */
  readonly gen: (...more: readonly string[]) => Promise<CliRun>;
  readonly host: Host;
}

function makeJob(test: TestContext, more: Partial<Host> = {}): Job {
  const folder = tempFolder(test);
  const memory = join(folder, "memory");
  mkdirSync(memory, { mode: 0o700 });
  const host = { ...makeHost(CLI, folder), systemZone: "UTC", memoryFolders: [memory], ...more };
  const config = (toml = ""): void => {
    writeFileSync(join(folder, "openvpn-status-site.toml"), `${toml}\n[[server]]\nstatus = "vpn.log"\n`);
  };
  config();
  let minute = 0;
  return {
    folder,
    memory,
    config,
    host,
    gen: (...args) => {
      const now = new Date((at("2026-11-21T08:00:00Z") + minute++ * 60) * 1000).toISOString();
      const text = writeStatus({ updatedSeconds: at(now), clients: [] }, { version: 2, release: "2.6" });
      writeFileSync(join(folder, "vpn.log"), text);
      return runHere(["gen", "--now", now, ...args], host);
    },
  };
}

const silent = (status: number): CliRun => ({ status, stdout: "", stderr: "" });
const again = (before: string): CliRun => ({
  ...silent(0),
  stderr: `openvpn-status-site: gen works again (before: ${before})\n`,
});

function assertOneLine(run: CliRun, status: number, line: RegExp): void {
  assert.deepEqual([run.status, run.stdout], [status, ""]);
  assert.match(run.stderr, line);
  assert.equal(run.stderr.split("\n").length, 2, run.stderr);
}

describe("a problem of the run itself", () => {
  it("is one line when it begins and one when it ends: a config that is wrong for hours", async (t) => {
    const { memory, config, gen } = makeJob(t);
    assert.deepEqual(await gen(), silent(0));
    assert.deepEqual(readdirSync(memory), [], "nothing is remembered while all is well");
    config("titel = 5");
    assertOneLine(await gen(), 78, /there is no key "titel"/);
    assert.deepEqual([await gen(), await gen("-q")], [silent(78), silent(78)]);
    config("titel = 5");
    assertOneLine(await gen(), 78, /there is no key "titel"/);
    config('keep = "5 minutes"');
    assertOneLine(await gen(), 78, /keep: expected "off"/);
    assert.deepEqual(await gen(), silent(78));
    config();
    assert.deepEqual(await gen(), again("the configuration was wrong"));
    assert.deepEqual([await gen(), await gen()], [silent(0), silent(0)]);
    config("titel = 5");
    assertOneLine(await gen(), 78, /there is no key "titel"/);
  });

  it("is so before there is a history, and where out is someone else's", async (t) => {
    const { folder, gen } = makeJob(t);
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "out/mine.html"), "");
    assertOneLine(await gen(), 73, /holds "mine\.html"/);
    assert.deepEqual([await gen(), await gen()], [silent(73), silent(73)]);
    assert.ok(!readdirSync(folder).includes("history"), "nothing is made");
    rmSync(join(folder, "out/mine.html"));
    assert.deepEqual(await gen(), again("it could not write"));
  });

  it("is so while publishing fails, and where the history is not understood", async (t) => {
    const { folder, gen } = makeJob(t);
    assert.deepEqual(await gen(), silent(0));
    rmSync(join(folder, "out/index.html"));
    mkdirSync(join(folder, "out/index.html/x"), { recursive: true });
    assertOneLine(await gen(), 73, /index\.html/);
    assert.deepEqual(await gen(), silent(73));
    rmSync(join(folder, "out/index.html"), { recursive: true });
    assert.deepEqual(await gen(), again("it could not write"));

    writeFileSync(join(folder, "history/open.csv"), "what\n");
    assertOneLine(await gen(), 65, /open\.csv/);
    assert.deepEqual(await gen(), silent(65));
    rmSync(join(folder, "history/open.csv"));
    assert.deepEqual(await gen(), again("the history was not understood"));
  });

  it("is said to whoever looks on, each time, without a word less for cron", async (t) => {
    const { config, gen, host } = makeJob(t);
    config("titel = 5");
    for (const args of [["-v"], ["-v"]]) assertOneLine(await gen(...args), 78, /titel/);
    const onTerminal = { ...host, showOnTerminal: () => undefined };
    assertOneLine(await runHere(["gen"], onTerminal), 78, /titel/);
    assertOneLine(await gen(), 78, /titel/);
    assertOneLine(await runHere(["gen"], onTerminal), 78, /titel/);
    config();
    assert.deepEqual(await runHere(["gen", "--now", "2026-11-21T08:04:00Z"], onTerminal), silent(0));
    assert.deepEqual(await gen(), again("the configuration was wrong"));
  });

  it("is said each time if it is the command line, or if another job or command has it", async (t) => {
    const { config, gen, host } = makeJob(t);
    for (const run of [await gen("--titel", "x"), await gen("--titel", "x")]) assertOneLine(run, 64, /--title\?/);
    const zone = ["--timezone", "Mars/Phobos"];
    for (const run of [await gen(...zone), await gen(...zone)]) assertOneLine(run, 64, /Mars/);
    config("titel = 5");
    assertOneLine(await gen(), 78, /titel/);
    assertOneLine(await gen("--out", "other"), 78, /titel/);
    const prune = ["prune", "--all", "--yes"];
    for (const run of [await runHere(prune, host), await runHere(prune, host)]) assertOneLine(run, 78, /titel/);
    assert.deepEqual(await gen(), silent(78));
  });

  it("is a bug with its stack and exit code 70, once, too", async (t) => {
    const { host, gen, folder } = makeJob(t);
    const broken = {
      ...host,
      nowSeconds: () => {
        throw new TypeError("broken \u001b clock");
      },
    };
    const run = await runHere(["gen"], broken);
    assert.deepEqual([run.status, run.stdout], [70, ""]);
    assert.match(run.stderr, /^openvpn-status-site: an internal fault.*\nTypeError: broken \S+ clock\n\s+at /);
    assert.doesNotMatch(run.stderr, /\u001b/);
    assert.deepEqual(await runHere(["gen"], broken), silent(70));
    assert.deepEqual(await gen(), again("an internal fault"));
    assert.ok(readdirSync(folder).includes("out"));
  });

  it("does not end with a run that another one keeps from working, and is one while that hangs", async (t) => {
    const { folder, config, gen } = makeJob(t);
    assert.deepEqual(await gen(), silent(0));
    config("titel = 5");
    assertOneLine(await gen(), 78, /titel/);
    config();
    const release = holdLockUnseen(join(folder, "history"), 0);
    assert.deepEqual(await gen(), silent(0));
    const heldFor = (minutes: number): void => {
      const seconds = Date.now() / 1000 - minutes * 60;
      utimesSync(join(folder, "history/lock"), seconds, seconds);
    };
    heldFor(4.8);
    assert.deepEqual(await gen(), silent(0));
    heldFor(5.2);
    assertOneLine(await gen(), 75, /another run has held .* for 5 minutes/);
    heldFor(120);
    assert.deepEqual(await gen(), silent(75), "though it says another time");
    release();
    assert.deepEqual(await gen(), again("another run held the history"));
  });
});

describe("what was said is remembered", () => {
  it("in the first folder that nobody else can change, for nobody else to read", async (t) => {
    const { folder, config, gen, host } = makeJob(t);
    const [open, linked, good] = ["open", "linked", "good"].map((name) => join(folder, name));
    assert.ok(open !== undefined && linked !== undefined && good !== undefined);
    for (const path of [open, linked, good]) mkdirSync(path, { mode: 0o700 });
    chmodSync(open, 0o777);
    mkdirSync(join(folder, "elsewhere"));
    const name = `openvpn-status-site-${process.geteuid?.() ?? 0}`;
    symlinkSync(join(folder, "elsewhere"), join(linked, name));
    config("titel = 5");
    const elsewhere = { ...host, memoryFolders: [open, linked, join(folder, "none"), good] };
    assertOneLine(await runHere(["gen"], elsewhere), 78, /titel/);
    assert.deepEqual(await runHere(["gen"], elsewhere), silent(78));
    assert.deepEqual([readdirSync(open), readdirSync(join(folder, "elsewhere"))], [[], []]);
    const [file = ""] = readdirSync(join(good, name));
    assert.equal(statSync(join(good, name)).mode & 0o777, 0o700);
    assert.equal(statSync(join(good, name, file)).mode & 0o777, 0o600);
    chmodSync(join(good, name), 0o755);
    assertOneLine(await runHere(["gen"], elsewhere), 78, /titel/);
    chmodSync(join(good, name), 0o700);
    writeFileSync(join(good, name, file), "null");
    assertOneLine(await runHere(["gen"], elsewhere), 78, /titel/);
    assert.deepEqual(await runHere(["gen"], elsewhere), silent(78));
    assertOneLine(await gen(), 78, /titel/);
  });

  it("of one history: another one at the same path has its own", async (t) => {
    const { folder, gen } = makeJob(t);
    assert.deepEqual(await gen(), silent(0));
    const spoil = (): void => {
      writeFileSync(join(folder, "history/open.csv"), "what\n");
    };
    spoil();
    assertOneLine(await gen(), 65, /open\.csv/);
    renameSync(join(folder, "history"), join(folder, "old"));
    mkdirSync(join(folder, "history"));
    spoil();
    assertOneLine(await gen(), 65, /open\.csv/);
  });

  it("nowhere if it cannot be: then it is said each time", async (t) => {
    const { config, gen } = makeJob(t, { memoryFolders: ["/nowhere"] });
    config("titel = 5");
    for (const run of [await gen(), await gen()]) assertOneLine(run, 78, /titel/);
    config();
    assert.deepEqual(await gen(), silent(0));
  });
});

describe("a problem of the aliases", () => {
  it("is one line when it begins and one when it ends, in the site's language, and costs nothing else", async (t) => {
    const { folder, config, gen } = makeJob(t);
    writeFileSync(join(folder, "openvpn-aliases.json"), "{");
    assertOneLine(
      await gen(),
      0,
      /^openvpn-status-site: Aliases are not shown: .*openvpn-aliases\.json: .* Fix the alias file/,
    );
    assert.deepEqual([await gen(), await gen("-q")], [silent(0), silent(0)]);
    config("titel = 5");
    assertOneLine(await gen(), 78, /titel/);
    config('language = "de"\naliases = "gone.json"');
    const { status, stderr } = await gen();
    assert.equal(status, 0);
    assert.match(
      stderr,
      /^openvpn-status-site: [^\n]*gone\.json[^\n]*\nopenvpn-status-site: gen läuft wieder \(davor: die Konfiguration war falsch\)\n$/,
    );
    assert.deepEqual(await gen(), silent(0));
    writeFileSync(join(folder, "gone.json"), "{}");
    assertOneLine(await gen(), 0, /^openvpn-status-site: Das Problem mit der Alias-Datei ist behoben\n$/);
    assert.deepEqual(await gen(), silent(0));
    rmSync(join(folder, "gone.json"));
    assertOneLine(await gen(), 0, /gone\.json/);
    // The line that it has ended is in the language of its own run.
    config('aliases = "gone.json"');
    writeFileSync(join(folder, "gone.json"), "{}");
    assertOneLine(await gen(), 0, /^openvpn-status-site: The problem with the alias file is over\n$/);
  });
});

describe("a problem of the countries", () => {
  it("is one line when it begins and one when it ends, and costs nothing else", async (t) => {
    const { folder, config, gen } = makeJob(t);
    config('geoip = "countries.mmdb"');
    const begins =
      /^openvpn-status-site: Countries are not shown: [^\n]*countries\.mmdb[^\n]*\(ENOENT\)\. Put [^\n]*\n$/;
    assertOneLine(await gen(), 0, begins);
    assert.deepEqual([await gen(), await gen("-q")], [silent(0), silent(0)]);
    const networks = { "8.8.8.0/24": { country_code: "US" } };
    writeFileSync(
      join(folder, "countries.mmdb"),
      makeCountryDatabase({ builtSeconds: at("2026-11-01T00:00:00Z"), networks }),
    );
    assertOneLine(await gen(), 0, /^openvpn-status-site: The problem with the database of countries is over\n$/);
    assert.deepEqual(await gen(), silent(0));
  });
});
