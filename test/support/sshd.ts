import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { PROGRAM_PATH } from "./programs.js";
import { tempFolder } from "./temp-folder.js";
import { freePort } from "./web-server.js";

export interface Sshd {
  readonly port: number;
  readonly key: string;
}

/** An SSH server on the loopback interface. Only the test's key can log in. */
export async function startSshd(t: TestContext): Promise<Sshd> {
  const folder = tempFolder(t);
  const [hostKey, key] = [join(folder, "host"), join(folder, "client")];
  for (const path of [hostKey, key]) execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
  const port = await freePort();
  const config = join(folder, "sshd_config");
  const lines = {
    ListenAddress: "127.0.0.1",
    Port: port,
    HostKey: hostKey,
    AuthorizedKeysFile: `${key}.pub`,
    PidFile: "none",
    StrictModes: "no",
    UsePAM: "no",
    PermitRootLogin: "prohibit-password",
    PasswordAuthentication: "no",
  };
  writeFileSync(
    config,
    Object.entries(lines)
      .map((line) => `${line.join(" ")}\n`)
      .join(""),
  );
  mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const sshd = PROGRAM_PATH.split(":")
    .map((one) => join(one, "sshd"))
    .find((path) => existsSync(path));
  assert.ok(sshd !== undefined);
  const child = spawn(sshd, ["-D", "-e", "-f", config], { stdio: "ignore" });
  t.after(() => child.kill());
  while (!(await isListening(port))) {
    assert.equal(child.exitCode, null, "sshd runs");
    await sleep(50);
  }
  return { port, key };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
