import assert from "node:assert/strict";
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { believedLines, printHook, readEvents, toLine } from "../support/hook.js";
import { endProcess, startOpenvpnServer, type OpenvpnServer } from "../support/openvpn-server.js";
import { isInstalled, isWritable } from "../support/programs.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const skip = skipUnless(
  isRoot && isInstalled("openvpn") && isInstalled("openssl") && isWritable("/dev/net/tun"),
  "needs root, openvpn, openssl and /dev/net/tun",
);
const NOBODY = 65534;
/** A group that is not OpenVPN's. */
const SITE_GROUP = 65533;
/** What must be quoted for a shell, for OpenVPN, or for both. */
const ODD_NAME = 'it\'s "a" \\ $x; b #1';

async function start(t: WithAfter, folder: string, lines: readonly string[]): Promise<OpenvpnServer> {
  const server = await startOpenvpnServer(folder, 2, { hookLines: lines });
  t.after(() => void server.stop());
  return server;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 150 && !isSo(); tries++) await sleep(100);
}

/** A session of a client, until the server has seen its end. */
async function runSession(server: OpenvpnServer, serverLog: string): Promise<void> {
  const client = await server.connect("alice");
  await endProcess(client);
  await until(() => /SIGTERM\[soft,remote-exit\]|client-instance exiting/.test(readFileSync(serverLog, "utf8")));
}

function makeFolder(t: WithAfter): { readonly folder: string; readonly log: string } {
  const folder = tempFolder(t);
  chmodSync(folder, 0o755);
  return { folder, log: join(folder, "server.log") };
}

describe("a real OpenVPN server with the lines of print hook", { skip, timeout: 240_000 }, () => {
  it("appends what OpenVPN itself passes to scripts, after a script that is there already", async (t) => {
    const { folder, log } = makeFolder(t);
    const { events, lines } = await printHook(folder);
    const old = join(folder, "old.sh");
    // The environment with each value in one line, which is the truth for the lines.
    const script = `#!/bin/sh\nenv >'${folder}'/"$script_type"\nprintf '%s' "$#" >'${folder}'/"$script_type.count"\n`;
    writeFileSync(old, script, { mode: 0o755 });
    const server = await start(
      t,
      folder,
      lines.afterOld.map((line) => line.replace("OLD-SCRIPT", old)),
    );
    await runSession(server, log);
    await until(() => readEvents(events).includes("client-disconnect"));
    await server.stop();
    const [connect = {}, disconnect = {}] = ["client-connect", "client-disconnect"].map((type) =>
      Object.fromEntries(
        readFileSync(join(folder, type), "utf8")
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const),
      ),
    );
    assert.equal(readEvents(events), toLine(connect) + toLine(disconnect));
    assert.equal(readFileSync(join(folder, "client-connect.count"), "utf8"), "1", "OpenVPN's own argument");
    assert.equal(disconnect["common_name"], "alice");
    assert.ok(Number(disconnect["bytes_received"]) > 1000);
    assert.match(disconnect["IV_VER"] ?? "", /^2\./);
    t.diagnostic(readEvents(events).replaceAll("\t", " ⇥ "));
  });

  it("refuses a client that the other script refuses, and records no connect of it", async (t) => {
    const { folder } = makeFolder(t);
    const { events, lines } = await printHook(folder);
    const server = await start(
      t,
      folder,
      lines.afterOld.map((line) => line.replace("OLD-SCRIPT", "/bin/false")),
    );
    await assert.rejects(server.connect("alice"), /AUTH_FAILED/);
    // OpenVPN tells of the end of a connection that it has refused.
    for (const line of believedLines(readEvents(events))) assert.match(line, /^1\tclient-disconnect\t/);
  });

  it("serves without privileges, with a path of odd characters, into a folder of another group", async (t) => {
    const { folder, log } = makeFolder(t);
    const spool = join(folder, ODD_NAME);
    mkdirSync(spool);
    chownSync(spool, NOBODY, SITE_GROUP);
    chmodSync(spool, 0o2770);
    const { events, lines } = await printHook(folder, join(spool, `${ODD_NAME}.events`));
    const server = await start(t, folder, [...lines.own, "user nobody"]);
    await runSession(server, log);
    await until(() => readEvents(events).includes("client-disconnect"));
    assert.equal(believedLines(readEvents(events)).length, 2, readFileSync(log, "utf8").slice(-1000));
    const { uid, gid, mode } = statSync(events);
    assert.deepEqual([uid, gid, mode & 0o777], [NOBODY, SITE_GROUP, 0o640]);
  });

  it("starts and serves although script and folder are missing", async (t) => {
    const { folder, log } = makeFolder(t);
    const spool = join(folder, "spool");
    const { path, lines } = await printHook(folder, join(spool, "vpn.events"));
    const server = await start(t, folder, lines.own);
    await runSession(server, log);
    rmSync(path);
    await runSession(server, log);
    await server.stop();
    assert.doesNotMatch(readFileSync(log, "utf8"), /WARNING: Failed running command/);
  });

  it("gets no config from the hook if its config names the script itself", async (t) => {
    const { folder, log } = makeFolder(t);
    const { path, events } = await printHook(folder);
    const server = await start(t, folder, [`client-connect ${path}`, `client-disconnect ${path}`]);
    await runSession(server, log);
    await until(() => readEvents(events).includes("client-disconnect"));
    assert.equal(believedLines(readEvents(events)).length, 2);
    assert.doesNotMatch(readFileSync(log, "utf8"), /Options error|Unrecognized option/);
  });
});
