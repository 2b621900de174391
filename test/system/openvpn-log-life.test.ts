import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { readHistory } from "../support/held-history.js";
import { endProcess, startOpenvpnServer } from "../support/openvpn-server.js";
import { isInstalled, isWritable } from "../support/programs.js";
import { readTruth } from "../support/read-truth.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const skip = skipUnless(
  isRoot && isInstalled("openvpn") && isInstalled("openssl") && isWritable("/dev/net/tun"),
  "needs root, openvpn, openssl and /dev/net/tun",
);

/** From the first packet of a handshake to the first line of the log: at once, but this machine may be busy. */
const LATEST_START_SECONDS = 5;

function describeClient({
  commonName,
  realAddress,
}: {
  readonly commonName: string;
  readonly realAddress: string;
}): string {
  return `${commonName} ${realAddress}`;
}

describe("import of the log of a real OpenVPN server", { skip, timeout: 120_000 }, () => {
  it("gives what the server's own hooks say, and nothing twice that the status file showed", async (t) => {
    const folder = tempFolder(t);
    const [history, out] = [join(folder, "history"), join(folder, "out")];
    const server = await startOpenvpnServer(folder, 2);
    t.after(() => server.stop());
    const flags = ["--status", server.statusFile, "--name", "life", "--history", history, "--out", out];
    const alice = await server.connect("alice");
    await server.connect("bob");
    await sleep(2500);
    assert.deepEqual(await runCli(["gen", ...flags]), { status: 0, stdout: "", stderr: "" });
    await endProcess(alice);
    await sleep(1000);
    await server.connect("alice");
    server.signal("SIGUSR1");
    await sleep(7000);
    await server.stop();

    const truth = readTruth(server.truthFile);
    assert.ok(truth.length >= 4, `the server tells of ${truth.length} sessions`);
    // Local times as this machine's zone has them: OpenVPN ran with the environment of this test.
    const log = join(folder, "openvpn.log");
    writeFileSync(log, readFileSync(server.logFile));
    assert.equal((await runCli(["import", log, ...flags])).status, 0);
    const both = readHistory(history, Date.now() / 1000);
    const recorded = [...both.ended.values(), ...both.open];
    assert.deepEqual(recorded.map(describeClient).sort(), truth.map(describeClient).sort());
    assert.ok(
      recorded.some(({ bytesReceived }) => bytesReceived !== null),
      "none is from the status file",
    );
    assert.ok(
      recorded.some(({ bytesReceived }) => bytesReceived === null),
      "none is from the log",
    );

    const empty = ["--status", server.statusFile, "--name", "life", "--history", join(folder, "h2"), "--out"];
    writeFileSync(server.statusFile, "");
    await runCli(["import", log, ...empty, join(folder, "o2")]);
    const sessions = [...readHistory(join(folder, "h2"), Date.now() / 1000).ended.values()];
    assert.equal(sessions.length, truth.length);
    const [late, longer] = [new Set<number>(), new Set<number>()];
    for (const one of truth) {
      const found = sessions.find(
        ({ user, realAddress }) => user === one.commonName && realAddress === one.realAddress,
      );
      assert.ok(found !== undefined, `${one.commonName} ${one.realAddress} is missing`);
      assert.equal(found.tunnelIp, one.virtualAddress);
      assert.equal(found.endSource, "event");
      assert.match(found.clientVersion, /^\d+\.\d+/);
      late.add(found.startSeconds - one.startSeconds);
      longer.add((found.endSeconds ?? 0) - one.endSeconds);
    }
    assert.ok(
      [...late].every((seconds) => seconds >= 0 && seconds <= LATEST_START_SECONDS),
      [...late].join(),
    );
    assert.ok(
      [...longer].every((seconds) => Math.abs(seconds) <= 2),
      [...longer].join(),
    );
    t.diagnostic(`${truth.length} sessions: starts ${[...late].join()} s late, ends ${[...longer].join()} s off`);
  });
});
