import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileTree, historyTree } from "../support/file-tree.js";
import { filesWith } from "../support/find-text.js";
import { at, makeSession } from "../support/make-session.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { assertGzipCopies } from "../support/gzip-copies.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-21T12:00:00Z";

const bob = makeSession({
  user: "Bob <b>, jr",
  startSeconds: at("2026-11-20T08:12:15Z"),
  realAddress: "198.51.100.77:1",
  publicIp: "198.51.100.77",
  tunnelIp: "10.8.0.77",
});
const bobLong = makeSession({
  user: "Bob <b>, jr",
  startSeconds: at("2026-10-05T08:00:00Z"),
  endSeconds: at("2026-10-07T08:00:00Z"),
  realAddress: "198.51.100.78:1",
  publicIp: "198.51.100.78",
});
const alice = makeSession({ user: "alice", startSeconds: at("2026-11-20T08:00:00Z") });
const aliceLater = makeSession({ user: "alice", startSeconds: at("2026-11-20T10:00:00Z") });
const aliceRunning = makeSession({ user: "alice", startSeconds: at("2026-11-21T10:00:00Z"), endSeconds: null });
const usage = ["2026-10-05", "2026-10-06"].flatMap((day) =>
  [bobLong, alice].map(({ id, user, server }) => ({ day, id, user, server, bytesReceived: 10, bytesSent: 20 })),
);

interface Rig {
  readonly folder: string;
  readonly history: string;
  readonly out: string;
  readonly run: (command: string, ...args: string[]) => Promise<CliRun>;
}

/** A history of two users, and its site. The server's status file is not there. */
async function makeRig(test: { after(hook: () => void): void }): Promise<Rig> {
  const folder = tempFolder(test);
  const [history, out] = [join(folder, "history"), join(folder, "out")];
  writeHistory(history, { ended: [alice, bobLong, bob, aliceLater], open: [aliceRunning], usage });
  const host = makeHost(CLI, folder);
  const run = (command: string, ...args: string[]): Promise<CliRun> => {
    const config = ["--history", history, "--out", out, "--timezone", "Europe/Berlin", "--now", NOW];
    return runHere([command, ...args, "--status", join(folder, "vpn.status"), ...config], host);
  };
  assert.equal((await run("gen")).status, 66);
  return { folder, history, out, run };
}

/** The tree without the sources' rows, which say when, and the cache, which says what was last published. */
function toDayFiles(history: string): ReadonlyMap<string, string | null> {
  return new Map([...fileTree(history)].filter(([path]) => path !== "sources.csv" && !path.startsWith("cache")));
}

/** Every file and folder below one with its times and size. */
function timesBelow(folder: string): readonly string[] {
  const paths = ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].sort();
  return paths.map((path) => {
    const { mtimeNs, ctimeNs, size } = statSync(join(folder, path), { bigint: true });
    return [path, mtimeNs, ctimeNs, size].join(" ");
  });
}

describe("prune", () => {
  it("leaves no byte of a pruned user in history and site, and every other file of the history as it was", async (t) => {
    const { history, out, run } = await makeRig(t);
    const traces = ["Bob", bob.id, bobLong.id, "198.51.100.7", "10.8.0.77"];
    for (const trace of traces) {
      assert.ok((await filesWith(history, trace)).length > 0, trace);
      assert.ok((await filesWith(out, trace)).length > 0 || trace === bobLong.id || trace === bob.id, trace);
    }
    assert.ok((await filesWith(out, "bob-b-jr-")).length > 0, "its pages are named after it");
    const before = toDayFiles(history);

    const { status, stdout } = await run("prune", "--user", "Bob <b>, jr", "--yes");
    assert.deepEqual([status, stdout], [0, "2 sessions deleted.\n"]);
    for (const trace of [...traces, "bob-b-jr"]) {
      assert.deepEqual(await filesWith(history, trace), [], trace);
      assert.deepEqual(await filesWith(out, trace), [], trace);
    }
    const lines = (text: string | null | undefined): readonly string[] => (text ?? "").split("\n");
    for (const [path, text] of before) {
      const kept = lines(text).filter((line) => !line.includes("Bob"));
      const isGone = path === "sessions/2026-10-05.csv";
      if (text !== null) assert.deepEqual(isGone ? [] : kept, isGone ? [] : lines(fileTree(history).get(path)), path);
      assert.equal(existsSync(join(history, path)), !isGone, path);
    }
    assert.ok((await filesWith(out, "alice")).length > 0);
    assertGzipCopies(out);
  });

  it("keeps what is connected, and says so; source failures do not change the exit code", async (t) => {
    const { history, run } = await makeRig(t);
    const { status, stdout, stderr } = await run("prune", "--all", "--yes");
    assert.deepEqual([status, stdout], [0, "4 sessions deleted.\n"]);
    assert.match(stderr, /^Kept, still connected: 2026-11-21 11:00:00 {2}running {2}alice .*\n$/);
    assert.deepEqual(readdirSync(join(history, "sessions")), []);
    assert.match(readFileSync(join(history, "open.csv"), "utf8"), /\nalice,/);
  });

  it("touches nothing with --dry-run, and shows what would go", async (t) => {
    const { history, out, run } = await makeRig(t);
    const before = [fileTree(history), fileTree(out)];
    const { status, stdout } = await run("prune", "--from", "2026-11-20", "--dry-run");
    assert.equal(status, 0);
    assert.match(stdout, /^3 ended sessions of 2 users: alice, Bob <b>, jr\nStarted in 2026-11; these:\n/);
    assert.deepEqual([fileTree(history), fileTree(out)], before);
  });

  it("makes nothing where there is no history: 66", async (t) => {
    const { folder } = await makeRig(t);
    mkdirSync(join(folder, "empty"));
    const before = fileTree(folder);
    for (const history of ["nowhere", "empty"].map((name) => join(folder, name))) {
      const args = ["--history", history, "--out", join(folder, "new")];
      for (const how of [["--yes"], ["--dry-run"], []]) {
        const { status, stdout, stderr } = await runHere(["prune", "--all", ...how, ...args], makeHost(CLI, folder));
        assert.deepEqual([status, stdout], [66, ""], how.join());
        assert.match(stderr, /there is no history in ".*". Name the history that gen writes/);
      }
    }
    assert.deepEqual(fileTree(folder), before);
  });

  it("changes nothing on disk with --dry-run, to the time of every file, even where a killed run left a journal", async (t) => {
    const { folder, history, run } = await makeRig(t);
    rmSync(join(history, "lock"));
    writeFileSync(join(history, "journal"), "not yet completed");
    const before = timesBelow(folder);
    const { status, stdout, stderr } = await run("prune", "--all", "--dry-run");
    assert.deepEqual([status, stdout.split("\n")[0]], [0, "4 ended sessions of 2 users: alice, Bob <b>, jr"], stderr);
    assert.deepEqual(timesBelow(folder), before);
  });

  it("deletes nothing for a user or server that does not exist, and names the nearest: 64", async (t) => {
    const { history, out, run } = await makeRig(t);
    const before = [fileTree(history), fileTree(out)];
    const cases: readonly (readonly [args: readonly string[], what: RegExp])[] = [
      [["--user", "alcie"], /no user "alcie"\. Did you mean "alice"\? Nothing was changed/],
      [["--user", "alice", "--user", "zzzzzzzzzz\u001b[2J"], /no user "z+.*"\. Write names as the pages show/],
      [["--server", "vpm"], /no server "vpm"\. Did you mean "vpn"\?/],
      [["--server", "vpm", bob.id], /no server "vpm"/],
    ];
    for (const [args, what] of cases) {
      for (const how of ["--yes", "--dry-run"]) {
        const { status, stdout, stderr } = await run("prune", ...args, how);
        assert.deepEqual([status, stdout], [64, ""], args.join(" "));
        assert.match(stderr, what);
        assert.doesNotMatch(stderr, /\u001b/);
      }
    }
    assert.deepEqual([fileTree(history), fileTree(out)], before);
    // One who is only connected is known, and so is a server that has no session yet.
    const running = await run("prune", "--user", "alice", "--from", "2026-11-21", "--yes");
    assert.deepEqual([running.status, running.stdout], [0, "0 sessions deleted.\n"]);
  });

  it("refuses a backup inside history or out, whatever leads there, before anything changes: 64", async (t) => {
    const { folder, history, out, run } = await makeRig(t);
    symlinkSync(join(history, "sessions"), join(folder, "link"));
    const before = fileTree(folder);
    for (const backup of [
      "history/b.csv",
      "history",
      "./x/../history/sessions/2026-11-19.csv",
      join(out, "b.csv"),
      "link/b.csv",
      join(history, "new/folder/b.csv"),
    ]) {
      const { status, stdout, stderr } = await run("prune", bob.id, "--yes", "--backup", backup);
      assert.deepEqual([status, stdout], [64, ""], backup);
      assert.match(stderr, /--backup ".*" is inside ".*(history|out)"\. Name a file outside/);
    }
    assert.deepEqual(fileTree(folder), before);
    assert.equal((await run("prune", bob.id, "--yes", "--backup", "history-b.csv")).status, 0);
  });

  it("leaves no byte of a pruned user in the history if the site cannot be written", async (t) => {
    const { history, out, run } = await makeRig(t);
    rmSync(join(out, "index.html"));
    mkdirSync(join(out, "index.html", "in the way"), { recursive: true });
    // As a run that was killed leaves them.
    for (const name of [".build.json.tmp", ".charts.json.tmp", "rollups/.2026-10.json.tmp", "targets/.live.json.tmp"]) {
      writeFileSync(join(history, "cache", name), "Bob");
    }
    const { status } = await run("prune", "--user", "Bob <b>, jr", "--yes");
    assert.equal(status, 73);
    for (const trace of ["Bob", "bob", bob.id, bobLong.id, "198.51.100.7", "10.8.0.77"]) {
      assert.deepEqual(await filesWith(history, trace), [], trace);
    }
    rmSync(join(out, "index.html"), { recursive: true });
    assert.equal((await run("gen", "-q")).status, 66);
    assert.deepEqual(await filesWith(out, "bob-b-jr"), []);
  });

  it("speaks German where the config does", async (t) => {
    const { run } = await makeRig(t);
    const german = ["--language", "de"];
    const shown = await run("prune", "--to", "2026-10-31", "--dry-run", ...german);
    assert.match(
      shown.stdout,
      /^1 beendete Sitzung von 1 Benutzer: Bob.*\nBegonnen in 2026-10; diese:\n {2}05\.10\.2026/,
    );
    const refused = await run("prune", "--user", "alcie", "--yes", ...german);
    assert.match(refused.stderr, /keinen Benutzer "alcie"\. Ist "alice" gemeint\? Es wurde nichts geändert\./);
    const pruned = await run("prune", "--user", "alice", "x", "--yes", ...german);
    assert.deepEqual([pruned.status, pruned.stdout], [0, "0 Sitzungen gelöscht.\n"]);
    assert.match(pruned.stderr, /^Die Sitzung "x" gibt es nicht\.\n/);
  });

  it("touches nothing without a terminal and --yes, or with nothing selected: 64", async (t) => {
    const { history, out, run } = await makeRig(t);
    const before = [fileTree(history), fileTree(out)];
    for (const args of [["--all"], [bob.id], [], ["--yes"], ["--dry-run"], ["--yes", "--all", "--user", "x"]]) {
      const { status, stdout } = await run("prune", ...args);
      assert.deepEqual([status, stdout], [64, ""], args.join(" "));
    }
    assert.deepEqual([fileTree(history), fileTree(out)], before);
  });

  it("writes away what it deletes, and import brings it back to the byte", async (t) => {
    const { folder, history, out, run } = await makeRig(t);
    const before = [toDayFiles(history), fileTree(out)];
    const deleted = await run("prune", bob.id, "alice|2026-11-20 09:00:00", bobLong.id, "--yes", "--backup", "b.csv");
    assert.deepEqual([deleted.status, deleted.stdout], [0, "3 sessions deleted.\n"]);
    assert.notDeepEqual([toDayFiles(history), fileTree(out)], before);
    for (const result of ["3 sessions imported", "0 sessions imported, 3 already known"]) {
      const { status, stdout } = await run("import", "b.csv");
      const starts = "  starts from 2026-10-05 10:00:00 to 2026-11-20 09:12:15 (Europe/Berlin)";
      assert.deepEqual([status, stdout], [0, `${join(folder, "b.csv")}: ${result}\n${starts}\n`]);
      assert.deepEqual([toDayFiles(history), fileTree(out)], before);
    }
  });

  it("deletes nothing if the backup cannot be written, as where there is one", async (t) => {
    const { folder, history, run } = await makeRig(t);
    writeFileSync(join(folder, "b.csv"), "mine");
    const before = fileTree(history);
    const { status, stderr } = await run("prune", bob.id, "--yes", "--backup", "b.csv");
    assert.equal(status, 73);
    assert.match(stderr, /something else exists there/);
    assert.equal(readFileSync(join(folder, "b.csv"), "utf8"), "mine");
    assert.deepEqual(fileTree(history), before);
  });

  it("names what no session is, deletes the rest, and ends well where there is nothing left to delete", async (t) => {
    const { run } = await makeRig(t);
    const first = await run("prune", bob.id, "a\u001b[31mb", "--yes");
    assert.deepEqual([first.status, first.stdout], [0, "1 session deleted.\n"]);
    assert.match(first.stderr, /^There is no session "a.*31mb"\.\n/);
    assert.doesNotMatch(first.stderr, new RegExp("\u001b"));
    const second = await run("prune", bob.id, "--yes");
    assert.deepEqual([second.status, second.stdout], [0, "0 sessions deleted.\n"]);
  });

  it("waits for a run that is under way", async (t) => {
    const { history, run } = await makeRig(t);
    const holder = spawn("flock", [join(history, "lock"), "sh", "-c", "echo held; exec sleep 2"], { stdio: "pipe" });
    await once(holder.stdout, "data");
    const { status, stdout } = await run("prune", bob.id, "--yes");
    assert.deepEqual([status, stdout], [0, "1 session deleted.\n"]);
    assert.equal(holder.exitCode, 0, "it ended first");
  });

  it("ends no session and forgets no source where none is configured or found", async (t) => {
    const { folder, history, out, run } = await makeRig(t);
    const before = fileTree(history);
    const args = ["--history", history, "--out", out, "--timezone", "Europe/Berlin", "--now", NOW];
    const empty = join(folder, "empty.toml");
    writeFileSync(empty, "");
    const bare = await runHere(["prune", bob.id, "--yes", "--config", empty, ...args], makeHost(CLI, folder));
    assert.equal(bare.status, 0, bare.stderr);
    const after = fileTree(history);
    assert.equal(after.get("open.csv"), before.get("open.csv"));
    // Every source is still known; that there is none now is remembered in a row of its own.
    assert.equal(after.get("sources.csv"), `${before.get("sources.csv") ?? ""},,,missing,${NOW},yes,,,,,,,,,\n`);
    assert.deepEqual(await filesWith(out, "198.51.100.77"), []);
    assert.equal((await run("gen", "-q")).status, 66);
  });
});

describe("keep", () => {
  it("lets gen delete what ended longer ago, with its usage, silently, and nothing else", async (t) => {
    const { folder, history, out, run } = await makeRig(t);
    const config = join(folder, "keep.toml");
    writeFileSync(config, 'keep = "30d"\n');
    // Time is counted back from a snapshot that an earlier run has accepted.
    const status = writeStatus({ updatedSeconds: at(NOW) - 60, clients: [] }, { version: 2, release: "2.6" });
    writeFileSync(join(folder, "vpn.status"), status);
    assert.equal((await run("gen", "-q")).status, 0);
    const before = fileTree(history);
    assert.deepEqual(await run("gen", "--config", config), { status: 0, stdout: "", stderr: "" });
    const after = fileTree(history);
    assert.deepEqual(
      [...before.keys()].filter((path) => !path.startsWith("cache/") && !after.has(path)),
      ["sessions/2026-10-05.csv"],
    );
    assert.deepEqual(await filesWith(history, bobLong.id), []);
    assert.deepEqual(await filesWith(out, "198.51.100.78"), []);
    assert.equal(after.get("sessions/2026-11-20.csv"), before.get("sessions/2026-11-20.csv"));
    assert.match(after.get("usage/2026-10-05.csv") ?? "", new RegExp(`\n${alice.id},alice,`));
  });
  it("keeps import from bringing back what it would delete, and says how many", async (t) => {
    const { folder, history, run } = await makeRig(t);
    await run("prune", "--all", "--yes", "--backup", "b.csv");
    const config = join(folder, "keep.toml");
    writeFileSync(config, 'keep = "30d"\n');
    const { status, stdout } = await run("import", "b.csv", "--config", config);
    assert.equal(status, 0);
    assert.ok(stdout.startsWith(`${join(folder, "b.csv")}: 3 sessions imported, 1 too old to keep\n`), stdout);
    assert.deepEqual(readdirSync(join(history, "sessions")), ["2026-11-20.csv"]);
  });
});

describe("a history that cannot be understood", () => {
  const damages: readonly (readonly [what: string, damage: (text: string) => string | Buffer, stderr: RegExp])[] = [
    ["a broken line", (text) => text.replace(/(\n[^\n]*)[0-9]/, "$1x"), /line 2: \w+: expected /],
    ["a line cut short", (text) => `${text}alice,1\n`, /line \d+: expected \d+ fields, got 2/],
    ["foreign columns", (text) => `when,who\n${text}`, /line 1: expected a header with the columns \w+, /],
    ["another encoding", (text) => Buffer.from(`${text}J\u00fcrgen\n`, "latin1"), /not UTF-8/],
    ["an open quote", (text) => `${text}"alice\n\n`, /quote/i],
  ];
  const files = [
    "open.csv",
    "sources.csv",
    "sessions/2026-11-20.csv",
    "usage/2026-10-05.csv",
    "samples/2026-11-21.csv",
  ];
  const commands = [["gen"], ["prune", "--all", "--yes"], ["import", "b.csv"]];
  for (const [what, damage, expected] of damages) {
    it(`stops every command with file, line and fix, and overwrites nothing: ${what}`, async (t) => {
      const { folder, history, run } = await makeRig(t);
      mkdirSync(join(history, "samples"));
      writeFileSync(
        join(history, "samples/2026-11-21.csv"),
        "time,server,clients,bytes_received,bytes_sent\n2026-11-21T08:00:00Z,vpn,1,2,3\n",
      );
      writeFileSync(join(folder, "b.csv"), "user,public_ip,tunnel_ip,start,end,duration_s\n");
      for (const file of files) {
        const path = join(history, file);
        const whole = readFileSync(path, "utf8");
        writeFileSync(path, damage(whole));
        const before = historyTree(history);
        for (const command of commands) {
          const [name = "", ...args] = command;
          const { status, stderr } = await run(name, ...args);
          assert.equal(status, 65, `${name} ${file}`);
          assert.ok(stderr.includes(file), stderr);
          assert.match(stderr, expected);
          assert.match(stderr, /Fix that line, or move the file out/);
        }
        assert.deepEqual(historyTree(history), before);
        writeFileSync(path, whole);
      }
    });
  }
});
