import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { nodeBinary } from "../support/node-binary.js";
import { packPackage } from "../support/packed-package.js";
import { runCli, type CliRun } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { hasTerminal, runOnTerminal, type TerminalRun } from "../support/terminal-run.js";
import { skipUnless } from "../support/visible-skip.js";
import { writeStatus } from "../support/write-status.js";

/** The oldest that is supported, and the newest of each line. */
const SUPPORTED = ["18.19.0", "18.20.8", "20.20.2", "22.23.3", "24.21.0"];
/** One of them cannot parse what has been usual since. */
const TOO_OLD = ["8.17.0", "16.20.2"];

const MAX_BYTES = 12e6;
const SILENT: CliRun = { status: 0, stdout: "", stderr: "" };
const START_SECONDS = Date.parse("2026-11-21T12:00:00Z") / 1000;
const [DOWN, TAB, ENTER] = ["\u001b[B", "\t", "\r"];

const packed = packPackage(tempFolder({ after }));

/** A server, its config, its history and its site. */
interface Place {
  readonly folder: string;
  readonly run: (command: string, seconds: number, ...args: readonly string[]) => Promise<CliRun>;
  readonly runOnTerminal: (
    command: string,
    seconds: number,
    dialogue: readonly (readonly [RegExp, string])[],
    ...args: readonly string[]
  ) => Promise<TerminalRun>;
  readonly writeStatus: (seconds: number, names: readonly string[]) => void;
  /** Writes what the old tool has recorded of one user. */
  readonly writeOldSessions: (user: string) => string;
}

function makePlace(folder: string, node: string): Place {
  mkdirSync(folder);
  const [config, status] = [join(folder, "config.toml"), join(folder, "vpn.log")];
  const lines = [
    'timezone = "UTC"',
    'aliases = "aliases.json"',
    'history = "history"',
    'out = "out"',
    `server = [{ status = ${JSON.stringify(status)} }]`,
  ];
  writeFileSync(config, lines.join("\n"));
  writeFileSync(join(folder, "aliases.json"), "{}");
  const flags = (seconds: number): readonly string[] => [
    "--config",
    config,
    "--now",
    new Date((START_SECONDS + seconds) * 1000).toISOString(),
  ];
  const program = { node, cli: packed.cli };
  return {
    folder,
    run: (command, seconds, ...args) => runCli([command, ...flags(seconds), ...args], { ...program, cwd: folder }),
    runOnTerminal: (command, seconds, dialogue, ...args) =>
      runOnTerminal([command, ...flags(seconds), ...args], dialogue, program),
    writeStatus: (seconds, names) => {
      writeFileSync(status, toStatus(START_SECONDS + seconds, names));
    },
    writeOldSessions: (user) => {
      const file = join(folder, `${user}.csv`);
      const header = "user,public_ip,tunnel_ip,start,end,duration_s";
      const row = [user, "198.51.100.7", "10.8.0.9", "2026-10-01 08:00:00", "2026-10-01 09:00:00", 3600];
      writeFileSync(file, `${header}\n${row.join(",")}\n`);
      return file;
    },
  };
}

function toStatus(updatedSeconds: number, names: readonly string[]): string {
  const clients = names.map((commonName, index) => ({
    commonName,
    realAddress: `203.0.113.${commonName.length}:4000`,
    virtualAddress: `10.8.0.${commonName.length}`,
    bytesReceived: updatedSeconds - START_SECONDS,
    bytesSent: 2 * (updatedSeconds - START_SECONDS),
    connectedSinceSeconds: START_SECONDS - 600,
    username: "",
    clientId: index,
  }));
  return writeStatus({ updatedSeconds, clients }, { version: 2, release: "2.6" });
}

describe("the packed package", () => {
  it("needs no other package, and takes little room", () => {
    const text = readFileSync(join(packed.cli, "../../package.json"), "utf8");
    const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
    for (const kind of ["dependencies", "optionalDependencies", "peerDependencies"]) {
      assert.equal(manifest[kind], undefined, kind);
    }
    assert.ok(existsSync(join(packed.cli, "../types/index.d.ts")), "npm run build makes the types");
    assert.ok(packed.bytes < MAX_BYTES, `${packed.bytes} bytes`);
  });
});

for (const version of SUPPORTED) {
  const binary = nodeBinary(version);
  const skip =
    skipUnless(binary !== null, `Node ${version} cannot be installed`) ||
    skipUnless(hasTerminal, "there is no `script` (util-linux) to make a terminal with");

  describe(`on Node ${version} the packed package`, { skip, concurrency: false }, () => {
    const node = binary ?? "";
    const folder = tempFolder({ after });
    const place = makePlace(join(folder, "vpn"), node);

    it("makes the demo", async () => {
      const out = join(folder, "demo");
      const run = await runCli(["demo", "--out", out], { node, cli: packed.cli, cwd: folder });
      assert.deepEqual([run.status, run.stderr], [0, ""]);
      assert.match(
        run.stdout,
        /^The demo is in \S+\. [^\n]* made up\.\nNext: open \S+index\.html in a browser; [^\n]*\n$/,
      );
      assert.ok(existsSync(join(out, "index.html")));
    });
    it("says nothing in three runs of gen", async () => {
      place.writeStatus(0, ["alice", "bo"]);
      assert.deepEqual(await place.run("gen", 0), SILENT, "the first");
      place.writeStatus(60, ["alice", "bo"]);
      assert.deepEqual(await place.run("gen", 60), SILENT, "a quiet one");
      place.writeStatus(600, ["alice", "dorothy"]);
      assert.deepEqual(await place.run("gen", 600), SILENT, "one that draws charts and writes workbooks");
      assert.ok(existsSync(join(place.folder, "out/downloads/openvpn-history_all.xlsx")));
    });
    it("parses a status file", async () => {
      const run = await runCli(["parse", join(place.folder, "vpn.log")], { node, cli: packed.cli, cwd: folder });
      assert.deepEqual([run.status, run.stderr], [0, ""]);
      assert.ok(run.stdout.includes("dorothy"));
      JSON.parse(run.stdout);
    });
    it("shows what prune would delete", async () => {
      const { status, stdout, stderr } = await place.run("prune", 660, "--user", "bo", "--dry-run");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, /^1 ended session of 1 user: bo\n/);
    });
    it("imports", async () => {
      const { status, stdout, stderr } = await place.run("import", 660, place.writeOldSessions("erin"));
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, /1 session/);
    });
    it("imports on a terminal", async () => {
      const { status, shown } = await place.runOnTerminal("import", 660, [], place.writeOldSessions("frank"));
      assert.equal(status, 0, shown);
      assert.match(shown, /1 session/);
      assert.doesNotMatch(shown, /\(node:|warning/i);
    });
    it("asks on a terminal which sessions to delete, and whether", async () => {
      const { status, shown } = await place.runOnTerminal("prune", 660, [
        [/Which sessions[^]*confirm/, "erin"],
        [/1 match/, `${DOWN}${TAB}`],
        [/1 selected|◼/, ENTER],
        [/Delete 1 session\?[^]*No/, "y"],
        [/Really\?[^]*No/, "y"],
      ]);
      assert.equal(status, 0, shown);
      assert.match(shown, /1 session deleted\.\n$/);
      assert.doesNotMatch(shown, /\(node:|warning/i);
    });
    it("deletes all on a terminal once their number is typed", async () => {
      const { status, shown } = await place.runOnTerminal(
        "prune",
        660,
        [
          [/Delete the whole history, 2 sessions\?[^]*No/, "y"],
          [/To confirm, type the number of sessions, 2/, `2${ENTER}`],
        ],
        "--all",
      );
      assert.equal(status, 0, shown);
      assert.match(shown, /2 sessions deleted\.\n$/);
    });
    it("is a library", () => {
      const program = `import { parseStatus } from "openvpn-status-site";
        import { readFileSync } from "node:fs";
        const status = parseStatus(readFileSync(process.argv[1]));
        console.log([...status.clientList.values()].map(({ commonName }) => commonName).join());`;
      const args = ["--input-type=module", "--eval", program, join(place.folder, "vpn.log")];
      assert.equal(execFileSync(node, args, { cwd: packed.folder, encoding: "utf8" }), "alice,dorothy\n");
    });
  });
}

describe("on a Node that is too old the packed package", () => {
  const tooOld = /^openvpn-status-site needs Node\.js 18\.19 or newer: \S+ is version (\S+)\.\n$/;
  for (const version of TOO_OLD) {
    const binary = nodeBinary(version);
    const skip = skipUnless(binary !== null, `Node ${version} cannot be installed`);
    it(`says so in one sentence on Node ${version}`, { skip }, async () => {
      const run = await runCli(["gen"], { node: binary ?? "", cli: packed.cli });
      assert.deepEqual([run.status, run.stdout, tooOld.exec(run.stderr)?.[1]], [70, "", version]);
    });
  }
  for (const [version, isSupported] of [
    ["12.0.0", false],
    ["18.18.2", false],
    ["18.19.0", true],
    ["19.0.0", true],
    ["100.0.0", true],
  ] as const) {
    it(`takes ${version} for ${isSupported ? "new" : "old"}`, async (t) => {
      const spy = join(tempFolder(t), "spy.cjs");
      const versions = `{ ...process.versions, node: "${version}" }`;
      writeFileSync(spy, `Object.defineProperty(process, "versions", { value: ${versions} });`);
      const run = await runCli(["--help"], { cli: packed.cli, env: { NODE_OPTIONS: `--require=${spy}` } });
      assert.deepEqual([run.status, tooOld.exec(run.stderr)?.[1]], isSupported ? [0, undefined] : [70, version]);
    });
  }
});

it("a bug's stack leads to the sources, with Node's --enable-source-maps", async (t) => {
  const spy = join(tempFolder(t), "spy.cjs");
  writeFileSync(spy, 'Date.now = () => { throw new Error("broken clock"); };');
  const env = { NODE_OPTIONS: `--require=${spy} --enable-source-maps` };
  const run = await runCli(["gen"], { cli: packed.cli, env });
  assert.notEqual(run.status, 0);
  assert.match(run.stderr, /Error: broken clock[^]*\/src\/cli\.ts:\d+/);
});
