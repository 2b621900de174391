import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, startOpenvpnServer } from "../support/openvpn-server.js";
import { isInstalled, isWritable } from "../support/programs.js";
import { readTruth } from "../support/read-truth.js";
import { readEnded } from "../support/read-ended.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const skip = skipUnless(
  isRoot && isInstalled("openvpn") && isInstalled("openssl") && isWritable("/dev/net/tun"),
  "needs root, openvpn, openssl and /dev/net/tun",
);

describe("gen beside a real OpenVPN server, through its whole life", { skip, timeout: 120_000 }, () => {
  it("records what the server's own hooks say: comings, goings, a SIGUSR1, a restart", async (t) => {
    const folder = tempFolder(t);
    const [history, out] = [join(folder, "history"), join(folder, "out")];
    let server = await startOpenvpnServer(folder, 2);
    t.after(() => server.stop());
    const snapshotTimes = new Set<number>();
    const gen = async (): Promise<void> => {
      const args = ["gen", "--status", server.statusFile, "--name", "life", "--history", history, "--out", out];
      assert.deepEqual(await runCli(args), { status: 0, stdout: "", stderr: "" });
      const [, row = ""] = readFileSync(join(history, "sources.csv"), "utf8").split("\n");
      snapshotTimes.add(Date.parse(row.split(",")[2] ?? "") / 1000);
    };
    const watch = async (seconds: number): Promise<void> => {
      const until = Date.now() + seconds * 1000;
      while (Date.now() < until) {
        await gen();
        await sleep(200);
      }
    };

    const alice = await server.connect("alice");
    await server.connect("bob");
    await watch(3);
    assert.match(readFileSync(join(out, "index.html"), "utf8"), /alice/);
    await endProcess(alice);
    await watch(3);
    await server.connect("alice");
    await watch(3);
    server.signal("SIGUSR1");
    await watch(9);
    await server.stop();
    server = await startOpenvpnServer(folder, 2);
    await watch(3);

    const truth = readTruth(server.truthFile);
    const found = new Map(readEnded(history).map((one) => [`${one.user} ${one.realAddress}`, one]));
    assert.ok(truth.length >= 4, `the server tells of ${truth.length} sessions`);
    let earliestBy = 0;
    for (const one of truth) {
      const session = found.get(`${one.commonName} ${one.realAddress}`);
      assert.ok(session !== undefined, `${one.commonName} ${one.realAddress} is missing`);
      assert.equal(session.startSeconds, one.startSeconds);
      const endSeconds = session.endSeconds ?? 0;
      assert.ok(endSeconds <= one.endSeconds, `${one.commonName} ends ${endSeconds - one.endSeconds} s late`);
      // How early depends on how fast this machine runs gen: but no snapshot that was taken may have been forgotten.
      const later = [...snapshotTimes].filter((time) => time > endSeconds && time < one.endSeconds - 1);
      assert.deepEqual(later, [], `${one.commonName} was still there in later snapshots`);
      const earlyBy = one.endSeconds - endSeconds;
      assert.equal(session.tunnelIp, one.virtualAddress);
      earliestBy = Math.max(earliestBy, earlyBy);
    }
    assert.equal(found.size, truth.length, "no session that the server does not know");
    t.diagnostic(`${truth.length} sessions, starts exact, ends early by at most ${earliestBy} s`);
  });
});
