import assert from "node:assert/strict";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileTree, historyTree } from "../support/file-tree.js";
import { copyCli, runCli, type CliRun } from "../support/run-cli.js";
import { assertGzipCopies } from "../support/gzip-copies.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const CAPTURES = join(import.meta.dirname, "../fixtures/captures");

interface Rig {
  readonly folder: string;
  readonly status: string;
  readonly history: string;
  readonly out: string;
  /** One `gen` at a time given in epoch seconds. */
  readonly gen: (nowSeconds: number, ...more: string[]) => Promise<CliRun>;
  readonly openRows: () => readonly string[];
  readonly endedRows: () => readonly string[];
}

function makeRig(test: { after(hook: () => void): void }): Rig {
  const folder = tempFolder(test);
  const [status, history, out] = ["openvpn-status.log", "history", "out"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const rows = (file: string): readonly string[] =>
    existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(1, -1) : [];
  return {
    folder,
    status,
    history,
    out,
    gen: (nowSeconds, ...more) => {
      const now = new Date(nowSeconds * 1000).toISOString();
      const args = ["gen", "--status", status, "--history", history, "--out", out, "--now", now, ...more];
      return runCli(args, { env: { TZ: "UTC" } });
    },
    openRows: () => rows(join(history, "open.csv")),
    endedRows: () => {
      const days = join(history, "sessions");
      return existsSync(days) ? readdirSync(days).flatMap((day) => rows(join(days, day))) : [];
    },
  };
}

function capture(...path: string[]): { readonly file: string; readonly writtenSeconds: number } {
  const folder = join(CAPTURES, ...path);
  const name = readdirSync(folder).find((one) => /^\d+-\d+\.status$/.test(one)) ?? "";
  return { file: join(folder, name), writtenSeconds: Number(/-(\d+)/.exec(name)?.[1]) };
}

const NOBODY = 65_534;
const RUN_OK: CliRun = { status: 0, stdout: "", stderr: "" };

describe("gen on status files of real servers", () => {
  for (const release of ["2.4.12", "2.6.14", "2.7.6"]) {
    for (const version of [1, 2, 3]) {
      it(`${release}, status-version ${version}: shows its clients, and a second run changes no byte`, async (t) => {
        const rig = makeRig(t);
        const { file, writtenSeconds } = capture(release, `tun-v${version}`);
        cpSync(file, rig.status);
        assert.deepEqual(await rig.gen(writtenSeconds), RUN_OK);
        assert.deepEqual(
          rig
            .openRows()
            .map((row) => row.split(",")[0])
            .sort(),
          ["alice", "bob", "foo@example.com"],
        );
        const page = readFileSync(join(rig.out, "index.html"), "utf8");
        for (const name of ["alice", "bob", "foo@example.com", "203.0.113.10", "10.8.0.2"])
          assert.ok(page.includes(name));

        const before = fileTree(rig.out);
        const modified = modifiedTimes(rig.out);
        assertGzipCopies(rig.out);
        assert.deepEqual(await rig.gen(writtenSeconds), RUN_OK);
        assert.deepEqual(fileTree(rig.out), before);
        assert.deepEqual(modifiedTimes(rig.out), modified, "unchanged files are not written again");
      });
    }
  }
});

function modifiedTimes(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => `${path} ${statSync(join(folder, path)).mtimeMs}`);
}

describe("gen on a source that fails", () => {
  const torn = (name: string): Buffer => readFileSync(join(CAPTURES, "torn/churn-n3", name));
  const failures: readonly {
    readonly state: string;
    readonly exitCode: number;
    readonly content: Buffer | null;
  }[] = [
    { state: "missing", exitCode: 66, content: null },
    { state: "empty", exitCode: 65, content: Buffer.alloc(0) },
    { state: "incomplete", exitCode: 65, content: torn("no-END-at-the-end-0.status") },
    { state: "invalid", exitCode: 65, content: torn("ends-in-one-END-a-row-broken-0.status") },
    {
      state: "client statistics",
      exitCode: 65,
      content: readFileSync(join(CAPTURES, "2.6.14/tun-v2/client0.status")),
    },
  ];
  for (const { state, exitCode, content } of failures) {
    it(`${state}: leaves the history untouched, says so on the page and in one line, once`, async (t) => {
      const rig = makeRig(t);
      const { file, writtenSeconds } = capture("2.6.14", "tun-v2");
      cpSync(file, rig.status);
      assert.deepEqual(await rig.gen(writtenSeconds), RUN_OK);
      const sessions = fileTree(join(rig.history, "samples"));
      const open = rig.openRows();

      rmSync(rig.status);
      if (content !== null) writeFileSync(rig.status, content);
      const first = await rig.gen(writtenSeconds + 3600);
      assert.equal(first.status, exitCode);
      assert.equal(first.stdout, "");
      assert.match(first.stderr, new RegExp(`^openvpn-status-site: openvpn \\(.*\\): ${state}: [^\\n]+\\n$`));
      assert.deepEqual(await rig.gen(writtenSeconds + 3660), { status: exitCode, stdout: "", stderr: "" });

      assert.deepEqual(rig.openRows(), open);
      assert.deepEqual(rig.endedRows(), []);
      assert.deepEqual(fileTree(join(rig.history, "samples")), sessions);
      const page = readFileSync(join(rig.out, "index.html"), "utf8");
      assert.match(page, new RegExp(`class="notice[^"]*"[^]*${state}`));
      assert.match(page, /What to do/);
      assert.match(page, /not confirmed since/);

      cpSync(file, rig.status, { force: true });
      const again = await rig.gen(writtenSeconds + 60);
      assert.equal(again.status, 0);
      assert.match(again.stderr, /^openvpn-status-site: openvpn \(.*\): ok again [^\n]+\n$/);
      assert.deepEqual(await rig.gen(writtenSeconds + 61), RUN_OK);
    });
  }

  it("stale: exits 0, says so once, and keeps what the snapshot showed", async (t) => {
    const rig = makeRig(t);
    const { file, writtenSeconds } = capture("2.6.14", "tun-v2");
    cpSync(file, rig.status);
    const run = await rig.gen(writtenSeconds + 301);
    assert.equal(run.status, 0);
    assert.match(run.stderr, /: stale: /);
    assert.equal(rig.openRows().length, 3);
    assert.deepEqual(await rig.gen(writtenSeconds + 361), RUN_OK);
    assert.match(readFileSync(join(rig.out, "index.html"), "utf8"), /not confirmed since/);
  });

  it("unreadable: exits 77", { skip: skipUnless(isRoot, "only root can run gen as somebody else") }, async (t) => {
    const rig = makeRig(t);
    cpSync(capture("2.6.14", "tun-v2").file, rig.status);
    chmodSync(rig.status, 0o600);
    chmodSync(rig.folder, 0o755);
    for (const folder of [rig.history, rig.out]) {
      mkdirSync(folder);
      chownSync(folder, NOBODY, NOBODY);
    }
    const args = ["gen", "--status", rig.status, "--history", rig.history, "--out", rig.out];
    const run = await runCli(args, { uid: NOBODY, cli: copyCli(join(rig.folder, "program")) });
    assert.equal(run.status, 77);
    assert.match(run.stderr, /: unreadable: /);
    assert.match(readFileSync(join(rig.out, "index.html"), "utf8"), /unreadable/);
  });

  it("more than five minutes ahead of now is invalid: a clock or a zone is wrong", async (t) => {
    const rig = makeRig(t);
    const { file, writtenSeconds } = capture("2.6.14", "tun-v2");
    cpSync(file, rig.status);
    const run = await rig.gen(writtenSeconds - 301);
    assert.equal(run.status, 65);
    assert.match(run.stderr, /ahead of now/);
    assert.deepEqual(rig.openRows(), []);
    assert.deepEqual(await rig.gen(writtenSeconds - 299).then(({ status }) => status), 0);
  });

  it("one of several: the others are taken, and the exit code is the first of 77, 66, 65", async (t) => {
    const rig = makeRig(t);
    const { file, writtenSeconds } = capture("2.6.14", "tun-v2");
    cpSync(file, rig.status);
    const torn = join(rig.folder, "status-torn.log");
    writeFileSync(torn, "OpenVPN CLIENT LIST\n");
    const gone = join(rig.folder, "status-gone.log");
    const run = await rig.gen(writtenSeconds, "--status", torn, "--status", gone);
    assert.equal(run.status, 66);
    assert.equal(run.stderr.trimEnd().split("\n").length, 2);
    assert.equal(rig.openRows().length, 3);
  });
});

describe("gen on what it is told wrongly", () => {
  const wrong: readonly (readonly [exitCode: number, args: readonly string[], stderr: RegExp])[] = [
    [64, ["gen", "--stauts", "x"], /"--stauts".*Did you mean --status\?/],
    [64, ["gen", "status.log"], /gen takes no operand, got "status.log"/],
    [64, ["gne"], /there is no command "gne"\. Did you mean gen\?/],
    [64, [], /no command is given/],
    [64, ["gen", "--now", "2026-11-21 08:00"], /--now: expected a time with Z or an offset/],
    [64, ["gen", "--now", "2026-11-21T08:00:00"], /--now/],
    [64, ["parse"], /parse takes one file, got 0/],
    [66, ["parse", "/no/such/file"], /cannot read "\/no\/such\/file" \(ENOENT\)/],
    [78, ["gen", "--config", "no.toml"], /there is no config file "no.toml"/],
    [64, ["gen", "--timezone", "Mars/Phobos"], /--timezone: expected a time zone/],
    [64, ["gen", "--title", ""], /--title/],
    [64, ["gen", "--language", "xx"], /--language/],
    [64, ["gen", "--name", "x"], /--name "x" is given with no --status/],
    [64, ["gen", "--now", "2026-02-30T00:00:00Z"], /--now/],
    [
      78,
      ["gen", "--status", "/x/a.log", "--status", "/y/a.log", "--history", "h", "--out", "o"],
      /two sources are both named "a"/,
    ],
  ];
  for (const [exitCode, args, stderr] of wrong) {
    it(`exits ${exitCode} for ${JSON.stringify(args.join(" "))}, with a fix on one line`, async (t) => {
      const cwd = tempFolder(t);
      const run = await runCli(args, { cwd });
      assert.equal(run.status, exitCode);
      assert.match(run.stderr, stderr);
      assert.equal(run.stderr.split("\n").length, 2);
      assert.ok(!existsSync(join(cwd, "out/index.html")), "nothing is published");
    });
  }
  it("stops at a history that it cannot understand, with file and line, and overwrites nothing", async (t) => {
    const rig = makeRig(t);
    const { file, writtenSeconds } = capture("2.6.14", "tun-v2");
    cpSync(file, rig.status);
    await rig.gen(writtenSeconds);
    const open = join(rig.history, "open.csv");
    writeFileSync(open, readFileSync(open, "utf8").replace(/T\d\d:/, " "));
    const before = historyTree(rig.history);
    const run = await rig.gen(writtenSeconds + 60);
    assert.equal(run.status, 65);
    assert.match(run.stderr, /open\.csv: line 2: start: expected a time like .*, got "/);
    assert.deepEqual(historyTree(rig.history), before);
  });
  for (const make of ["sessions/2026-11-20.csv", "open.csv"]) {
    it(`stops with 74 and one line where ${make} is a folder`, async (t) => {
      const rig = makeRig(t);
      mkdirSync(join(rig.history, make), { recursive: true });
      const run = await rig.gen(0);
      assert.equal(run.status, 74);
      assert.match(run.stderr, /^openvpn-status-site: cannot read ".*\.csv": it is a folder, not a file\. [^\n]+\n$/);
    });
  }
  it("stops with 74 and one line where a file stands in the place of sessions", async (t) => {
    const rig = makeRig(t);
    mkdirSync(rig.history);
    writeFileSync(join(rig.history, "sessions"), "");
    const run = await rig.gen(0);
    assert.equal(run.status, 74);
    assert.match(run.stderr, /^openvpn-status-site: cannot list ".*sessions": [^\n]+ \(ENOTDIR\)[^\n]+\n$/);
  });
  it("refuses a history inside out, and an out full of someone else's files", async (t) => {
    const rig = makeRig(t);
    const inside = await rig.gen(0, "--history", join(rig.out, "history"));
    assert.equal(inside.status, 78);
    const foreign = join(rig.folder, "www");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "index.html"), "mine");
    const { file, writtenSeconds } = capture("2.6.14", "tun-v2");
    cpSync(file, rig.status);
    const run = await rig.gen(writtenSeconds, "--out", foreign);
    assert.notEqual(run.status, 0);
    assert.equal(readFileSync(join(foreign, "index.html"), "utf8"), "mine");
  });
});

describe("parse", () => {
  it("prints a status file as JSON, from a file and from standard input alike", async () => {
    const { file } = capture("2.6.14", "ccd-v3");
    const fromFile = await runCli(["parse", file]);
    const fromStdin = await runCli(["parse", "-"], { stdin: readFileSync(file) });
    assert.equal(fromFile.status, 0);
    assert.equal(fromFile.stdout, fromStdin.stdout);
    const json = JSON.parse(fromFile.stdout) as { version: number; clientList: object; routingTable: object };
    assert.equal(json.version, 3);
    assert.equal(Object.keys(json.clientList).length, 3);
    assert.ok(Object.keys(json.routingTable).includes("192.168.9.0/24"));
  });
  it("names line, what was expected and what was found", async () => {
    const file = join(CAPTURES, "torn/churn-n3/ends-in-one-END-a-row-broken-0.status");
    const run = await runCli(["parse", file]);
    assert.equal(run.status, 65);
    assert.match(run.stderr, /line \d+: expected .*, got /);
  });
});
