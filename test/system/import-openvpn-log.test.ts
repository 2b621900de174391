import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { readHistory } from "../support/held-history.js";
import { at } from "../support/make-session.js";
import { fileTree } from "../support/file-tree.js";
import { runAsFullBuild } from "../support/full-build.js";
import { OPENVPN_LOGS, parseLogs, readLogTruth, readOpenvpnLog } from "../support/openvpn-logs.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-28T12:00:00Z";

interface Rig {
  readonly folder: string;
  readonly run: (command: string, ...args: readonly string[]) => Promise<CliRun>;
  readonly write: (name: string, content: string | Uint8Array) => void;
  /** Each session as its facts. */
  readonly sessions: () => readonly string[];
}

function makeRig(test: WithAfter, { timezone = "UTC" } = {}): Rig {
  const folder = tempFolder(test);
  const host = makeHost(CLI, folder);
  const write: Rig["write"] = (name, content) => {
    writeFileSync(join(folder, name), content);
  };
  write("vpn.status", writeStatus({ updatedSeconds: at(NOW), clients: [] }, { version: 2, release: "2.6" }));
  write(
    "c.toml",
    `command = "openvpn-status-site"\nhistory = "h"\nout = "o"\ntimezone = "UTC"\n[[server]]\nname = "vpn"\nstatus = "vpn.status"\ntimezone = "${timezone}"\n`,
  );
  return {
    folder,
    write,
    run: (command, ...args) => runHere([command, ...args, "--config", "c.toml", "--now", NOW], host),
    sessions: () => {
      const { ended, open } = readHistory(join(folder, "h"), at(NOW));
      return [...ended.values(), ...open]
        .map(({ user, realAddress, startSeconds, endSeconds, endSource }) =>
          [user, realAddress, startSeconds, endSeconds, endSource].join(" "),
        )
        .sort();
    },
  };
}

describe("import of OpenVPN's own log", () => {
  it("brings in its sessions and reports zone, starts, and what is left out", async (t) => {
    const rig = makeRig(t);
    // The log ends while three clients are connected.
    const whole = readOpenvpnLog("churn-verb3");
    const text = whole.slice(0, whole.lastIndexOf("\n", whole.lastIndexOf("event_wait")) + 1);
    rig.write("openvpn.log", text);
    const path = join(rig.folder, "openvpn.log");
    const { status, stdout, stderr } = await rig.run("import", "openvpn.log");
    assert.equal(status, 0);
    assert.equal(
      stdout,
      [
        `${path}: 8 sessions imported`,
        "  starts from 2026-11-27 17:32:35 to 2026-11-27 17:33:17 (UTC)",
        "  local times are read in UTC; set the server's timezone in the configuration for another zone",
        "  a log has no traffic: it is empty in these sessions",
        "",
      ].join("\n"),
    );
    assert.match(
      stderr,
      /^openvpn-status-site: left out: .*: line \d+: no end: still connected when the log ends, or/m,
    );
    const truth = readLogTruth("churn-verb3").slice(0, 8);
    assert.deepEqual(
      rig.sessions(),
      truth.map((one) => `${one.commonName} ${one.realAddress} ${one.startSeconds} ${one.endSeconds} event`).sort(),
    );
  });

  it("can be repeated, from rotated files in any order, and from the journal", async (t) => {
    const rig = makeRig(t);
    const lines = readOpenvpnLog("churn-verb1").split("\n");
    rig.write("openvpn.log.1", lines.slice(0, 20).join("\n"));
    rig.write("openvpn.log", lines.slice(20).join("\n"));
    const first = await rig.run("import", "openvpn.log", "openvpn.log.1");
    assert.match(first.stdout, /^2 logs of OpenVPN: 11 sessions imported\n/);
    assert.equal(first.stderr, "");
    const before = fileTree(join(rig.folder, "h", "sessions"));
    const again = await rig.run("import", "openvpn.log.1", "openvpn.log");
    assert.match(again.stdout, /^2 logs of OpenVPN: 0 sessions imported, 11 already known\n/);
    const journal = lines.map((line) => line.replace(/^(\S+) (\S+) /, "$1T$2+0000 gate ovpn-server[7]: ")).join("\n");
    rig.write("journal.txt", journal);
    const { stdout } = await rig.run("import", "journal.txt");
    assert.match(stdout, /journal.txt: 0 sessions imported, 11 already known\n/);
    assert.doesNotMatch(stdout, /local times/);
    assert.deepEqual(fileTree(join(rig.folder, "h", "sessions")), before);
  });

  it("reads local times in the server's zone, and says so in the language of the site", async (t) => {
    const rig = makeRig(t, { timezone: "Asia/Kolkata" });
    copyFileSync(join(OPENVPN_LOGS, "timeout-verb1.log"), join(rig.folder, "openvpn.log"));
    const { stdout } = await rig.run("import", "openvpn.log", "--language", "de");
    assert.equal(
      stdout,
      [
        `${join(rig.folder, "openvpn.log")}: 2 Sitzungen importiert`,
        "  Beginn von 27.11.2026 12:07:58 bis 27.11.2026 12:08:01 (UTC)",
        "  Ortszeiten werden in der Zone Asia/Kolkata gelesen; timezone des Servers in der Konfiguration nennt eine andere",
        "  ein Protokoll kennt die Datenmengen nicht: sie sind in diesen Sitzungen leer",
        "",
      ].join("\n"),
    );
  });

  it("makes the site that a full build makes, and leaves what sources show running", async (t) => {
    const rig = makeRig(t);
    const [running, ...others] = readLogTruth("timeout-verb3");
    assert.ok(running !== undefined && others.length === 1);
    const client = {
      commonName: running.commonName,
      username: "UNDEF",
      realAddress: running.realAddress,
      virtualAddress: running.virtualAddress,
      bytesReceived: 1,
      bytesSent: 2,
      connectedSinceSeconds: running.startSeconds - 1,
    };
    const status = writeStatus({ updatedSeconds: at(NOW), clients: [client] }, { version: 2, release: "2.6" });
    rig.write("vpn.status", status);
    copyFileSync(join(OPENVPN_LOGS, "timeout-verb3.log"), join(rig.folder, "openvpn.log"));
    assert.deepEqual(await rig.run("gen"), { status: 0, stdout: "", stderr: "" });
    await runAsFullBuild(
      {
        folder: rig.folder,
        place: { history: join(rig.folder, "h"), out: join(rig.folder, "o") },
        what: "import of a log",
        run: async ({ history, out }, [command, ...more]) => {
          const { status: code, stderr } = await rig.run(command, ...more, "--history", history, "--out", out);
          assert.deepEqual([code, stderr], [0, ""]);
        },
      },
      ["import", "openvpn.log"],
    );
    const [open, ended] = rig.sessions();
    assert.match(open ?? "", new RegExp(`^${running.commonName} ${running.realAddress} ${running.startSeconds - 1} `));
    assert.match(ended ?? "", / event$/);
    assert.equal(rig.sessions().length, 2);
  });

  it("refuses what has no times or no year, what is compressed, and what is of several servers: 65", async (t) => {
    const rig = makeRig(t);
    const text = readOpenvpnLog("timeout-verb1");
    const other = text.replace(/^(\S+) (\S+) /gm, "$1T$2Z gate ovpn-b[8]: ");
    const refused: readonly (readonly [content: string | Uint8Array, why: RegExp])[] = [
      [readOpenvpnLog("suppressed-timestamps"), /OpenVPN's log without times: export the journal instead/],
      [text.replace(/^\S+ (\S+) /gm, "Nov 27 $1 gate ovpn-server[7]: "), /OpenVPN's log without a year in its times/],
      [gzipSync(text), /compressed by gzip: .*zcat/],
      ["2026-11-27 17:37:57 some other program\n", /no line that OpenVPN's server wrote/],
      [
        text.replace(/^(\S+) (\S+) /gm, "$1T$2Z gate ovpn-a[7]: ") + other,
        /lines of several servers \(ovpn-a, ovpn-b\)/,
      ],
    ];
    for (const [content, why] of refused) {
      rig.write("openvpn.log", content);
      const { status, stdout, stderr } = await rig.run("import", "openvpn.log");
      assert.deepEqual([status, stdout], [65, ""], why.source);
      assert.match(stderr, why);
      assert.match(stderr, /Nothing was changed\./);
      assert.doesNotMatch(stderr, /alice/);
    }
    copyFileSync(join(OPENVPN_LOGS, "timeout-verb1.log"), join(rig.folder, "good.log"));
    const { status, stdout } = await rig.run("import", "openvpn.log", join(OPENVPN_LOGS, "suppressed-timestamps.log"));
    assert.deepEqual([status, stdout], [65, ""]);
    rig.write("openvpn.log", gzipSync(text));
    const mixed = await rig.run("import", "openvpn.log", "good.log");
    assert.equal(mixed.status, 65);
    assert.match(mixed.stdout, /good.log: 2 sessions imported\n/);
  });

  it("reads long logs in pieces: a line may cross two of them, and a huge line is left out", async (t) => {
    const rig = makeRig(t);
    const lines = readOpenvpnLog("churn-verb3").split("\n");
    const filler = "2026-11-27 17:32:33 read UDPv4 [ECONNREFUSED]: Connection refused (fd=5,code=111)\n".repeat(25_000);
    const huge = `2026-11-27 17:32:40 ${"x".repeat(3 << 20)}\n`;
    const text = filler + lines.slice(0, 40).join("\n") + "\n" + huge + lines.slice(40).join("\n");
    assert.ok(text.length > 4 << 20);
    rig.write("openvpn.log", text);
    const { status, stdout, stderr } = await rig.run("import", "openvpn.log");
    assert.equal(status, 0);
    assert.match(stdout, /: 11 sessions imported\n/);
    assert.match(stderr, /: line 25041: longer than any line of OpenVPN\n$/);
    assert.equal(rig.sessions().length, parseLogs([readOpenvpnLog("churn-verb3")]).sessions.length);
  });
});
