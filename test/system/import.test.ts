import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Session } from "../../src/history/session.js";
import { parseStatusFile, requireServerStatus } from "../../src/status/parse-status.js";
import { splitClients } from "../../src/status/split-clients.js";
import { makeZone } from "../../src/status/zone.js";
import { fileTree } from "../support/file-tree.js";
import { runCli, type CliRun } from "../support/run-cli.js";
import { HistoryRun } from "../support/run-history.js";
import { tempFolder } from "../support/temp-folder.js";
import { readHistory } from "../support/held-history.js";

const CHURN = join(import.meta.dirname, "../fixtures/captures/2.6.14/churn-v2");
const archive = readdirSync(CHURN)
  .filter((name) => /^\d+-\d+\.status$/.test(name))
  .sort();
const toSeconds = (name: string): number => Number(/-(\d+)/.exec(name)?.[1]);
const [FIRST, LAST] = [toSeconds(archive[0] ?? ""), toSeconds(archive.at(-1) ?? "")];

interface Rig {
  readonly folder: string;
  readonly history: string;
  readonly run: (command: string, nowSeconds: number, ...args: string[]) => Promise<CliRun>;
  /** A `gen` on one of the archive's files, as it was then. */
  readonly genOn: (name: string) => Promise<void>;
  /** Every session as its facts: server, user, start, end and bytes. */
  readonly sessions: () => readonly string[];
}

function makeRig(test: { after(hook: () => void): void }): Rig {
  const folder = tempFolder(test);
  const history = join(folder, "history");
  const status = join(folder, "status-vpn.log");
  const run: Rig["run"] = (command, nowSeconds, ...args) => {
    const now = new Date(nowSeconds * 1000).toISOString();
    const flags = ["--status", status, "--history", history, "--out", join(folder, "out"), "--now", now];
    return runCli([command, ...args, ...flags], { env: { TZ: "UTC" }, cwd: folder });
  };
  return {
    folder,
    history,
    run,
    genOn: async (name) => {
      cpSync(join(CHURN, name), status);
      assert.equal((await run("gen", toSeconds(name))).status, 0);
    },
    sessions: () => {
      const { ended, open } = readHistory(history, LAST);
      return toFacts([...ended.values(), ...open]);
    },
  };
}

function toFacts(sessions: readonly Session[]): readonly string[] {
  return sessions
    .map(({ id, server, user, startSeconds, endSeconds, lastSeenSeconds, bytesReceived, bytesSent }) =>
      [server, user, startSeconds, endSeconds ?? lastSeenSeconds, bytesReceived, bytesSent, id].join(" "),
    )
    .sort();
}

/** Server, user and start of a session's facts. */
function readStart(facts: string): string {
  return facts.split(" ").slice(0, 3).join(" ");
}

const paths = archive.map((name) => join(CHURN, name));

describe("import of archived status files", () => {
  it("in any order gives the sessions that gen would have given each second; twice it gives them once", async (t) => {
    const live = new HistoryRun();
    for (const path of paths) {
      const status = requireServerStatus(parseStatusFile(readFileSync(path), { zone: makeZone("UTC") }));
      const { established, connecting } = splitClients(status);
      const bare = connecting.map((client) => ({ ...client, tunnelIp: "", tunnelIpv6: "" }));
      live.see(status.updatedAt.getTime() / 1000, established, { connecting: bare });
    }
    const rig = makeRig(t);
    const args = [...paths].reverse();
    const first = await rig.run("import", LAST, ...args);
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, new RegExp(`^${paths.length} status files: \\d+ sessions imported\n`));
    assert.deepEqual(rig.sessions(), toFacts([...live.known.ended.values(), ...live.known.open]));

    // But for the cache, which tells of the files in out and can be made again.
    const historyFiles = () => [...fileTree(rig.history)].filter(([path]) => !path.startsWith("cache"));
    const once = historyFiles();
    const second = await rig.run("import", LAST, ...args);
    assert.match(second.stdout, /: 0 sessions imported, \d+ already known\n/);
    assert.deepEqual(historyFiles(), once);
    t.diagnostic(`${paths.length} status files, ${rig.sessions().length} sessions`);
  });

  it("that overlaps live data doubles nothing, neither a session that has ended nor one that is open", async (t) => {
    const rig = makeRig(t);
    const clients = paths.map((path) => readFileSync(path, "utf8").split("\nCLIENT_LIST,").length - 1);
    const full = clients.lastIndexOf(Math.max(...clients)) - 3;
    await rig.genOn(archive[full] ?? "");
    const live = rig.sessions().map(readStart);
    assert.ok(live.length > 1);
    assert.equal((await rig.run("import", LAST, ...paths.slice(0, full + 2))).status, 0);
    const both = rig.sessions().map(readStart);
    assert.equal(new Set(both).size, both.length, "nobody has two sessions of one start");
    assert.ok(both.length > live.length && live.every((one) => both.includes(one)));

    // What the import ended at its last proof and is connected still is taken back, not begun anew.
    await rig.genOn(archive[full + 3] ?? "");
    const after = rig.sessions().map(readStart);
    assert.equal(new Set(after).size, after.length);
    assert.ok(both.every((one) => after.includes(one)));
  });

  it("names files that are torn, empty or from later than now, takes the others, and exits 65", async (t) => {
    const rig = makeRig(t);
    writeFileSync(join(rig.folder, "empty"), "");
    const later = readFileSync(paths[0] ?? "", "utf8").replace(`,${FIRST}\n`, `,${FIRST + 1000}\n`);
    writeFileSync(join(rig.folder, "later"), later);
    writeFileSync(join(rig.folder, "torn"), "TITLE,OpenVPN 2.6.14\n");
    const { status, stdout, stderr } = await rig.run("import", FIRST, "empty", paths[0] ?? "", "torn", "later");
    assert.equal(status, 65);
    assert.match(stdout, /^1 status file: \d+ sessions imported\n/);
    const [empty = "", torn = "", ahead = ""] = stderr.split("\n").filter((line) => line.includes("left out"));
    assert.match(empty, /\/empty: line 1: expected a status log/);
    assert.match(torn, /\/torn: line \d/);
    assert.match(ahead, /in the future: a clock or a time zone is wrong/);

    const quietRig = makeRig(t);
    writeFileSync(join(quietRig.folder, "empty"), "");
    const quietly = await quietRig.run("import", FIRST, "-q", "empty", paths[0] ?? "");
    assert.deepEqual([quietly.status, quietly.stdout, quietly.stderr.includes("left out")], [65, "", false]);
  });
});

describe("import told wrongly", () => {
  const HEADER = "user,public_ip,tunnel_ip,start,end,duration_s\n";
  it("needs to know the server, and takes the only one that is configured", async (t) => {
    const { folder, run } = makeRig(t);
    writeFileSync(join(folder, "s.csv"), `${HEADER}a,1,2,2026-11-20 08:00:00,2026-11-20 09:00:00,3600\n`);
    const two = await run("import", LAST, "s.csv", "--status", join(folder, "status-b.log"));
    assert.equal(two.status, 64);
    assert.match(
      two.stderr,
      /cannot tell which server.*b, vpn.*--server NAME|cannot tell which server.*vpn, b.*--server NAME/,
    );
    const one = await run("import", LAST, "s.csv");
    assert.equal(one.status, 0, one.stderr);
    const { ended } = readHistory(join(folder, "history"), LAST);
    assert.deepEqual(
      [...ended.values()].map(({ server }) => server),
      ["vpn"],
    );
  });
  for (const [what, exitCode, stderr, args] of [
    ["no file", 64, /import: no file is given/, []],
    ["a file that is not there", 66, /cannot read/, ["nothing.csv"]],
    ["a file of something else", 65, /the file cannot be imported/, ["notes.txt"]],
    ["a backup that was damaged", 65, /b\.csv: line 2: row: expected a number from 1/, ["b.csv"]],
  ] as const) {
    it(`exits ${exitCode} for ${what}, and touches nothing`, async (t) => {
      const { folder, run } = makeRig(t);
      writeFileSync(join(folder, "notes.txt"), "hello\n");
      const columns =
        "file,row,user,public_ip,tunnel_ip,start,end,duration_s,bytes_received,bytes_sent,id,server,common_name,username,real_address,tunnel_ipv6,client_id,cipher,last_seen";
      writeFileSync(join(folder, "b.csv"), `${columns}\nsessions/2026-11-20.csv,x,a,,,,,,,,,,,,,,,,\n`);
      const result = await run("import", LAST, ...args);
      assert.equal(result.status, exitCode);
      assert.match(result.stderr, stderr);
      assert.deepEqual(
        readdirSync(folder).filter((name) => name === "history" || name === "out"),
        [],
      );
    });
  }
});
