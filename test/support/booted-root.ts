import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rootEnvironment, type DebianRoot, type RootRun } from "./debian-root.js";

/** A Debian system that runs, with a systemd of its own. */
export interface BootedRoot {
  /** Runs a line in the shell of root, without a terminal. `input` is what is typed. */
  readonly shell: (line: string, input?: string) => RootRun;
  /** Runs a program of this machine in the system's network. */
  readonly inNetwork: (program: string, args: readonly string[]) => RootRun;
  readonly stop: () => Promise<void>;
}

export interface BootOptions {
  /** It has no other network than its own loopback. */
  readonly isAlone: boolean;
  /** Folders and devices of this machine that it has, with its own paths. */
  readonly binds?: readonly string[];
}

export const BOOT_PROGRAMS = ["systemd-nspawn", "nsenter", "setsid"];
const BOOT_SECONDS = 60;

/** Starts the system in a root, which must not be used by `chroot` meanwhile. */
export async function bootRoot(root: DebianRoot, { isAlone, binds = [] }: BootOptions): Promise<BootedRoot> {
  spawnSync("umount", [join(root.folder, "proc")]);
  // Services are started, as they are on a real system.
  rmSync(join(root.folder, "usr/sbin/policy-rc.d"), { force: true });
  const place = ["--quiet", "--register=no", "--keep-unit", "--directory", root.folder, "--resolv-conf=off"];
  const network = isAlone ? ["--private-network"] : [];
  const flags = [...place, ...network, ...binds.map((bind) => `--bind=${bind}`), "--console=pipe", "--boot"];
  const container = spawn("systemd-nspawn", flags, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [container.stdout, container.stderr]) {
    stream.on("data", (bytes: Buffer) => (said = `${said}${bytes.toString()}`.slice(-5000)));
  }
  const stop = async (): Promise<void> => {
    if (container.exitCode !== null || container.signalCode !== null) return;
    const closed = once(container, "close");
    container.kill("SIGTERM");
    await closed;
  };
  const init = (): string => {
    const found = findInit(container.pid ?? 0);
    if (found === null) throw new Error(`the system has ended: ${said}`);
    return found;
  };
  const inNetwork: BootedRoot["inNetwork"] = (program, args) => {
    const { status, stdout, stderr } = spawnSync("nsenter", ["-t", init(), "-n", "--", program, ...args], {
      encoding: "utf8",
      timeout: 60_000,
    });
    return { status, stdout, stderr };
  };
  const shell = (line: string, input = ""): RootRun => {
    const namespaces = ["-t", init(), "-m", "-u", "-i", "-n", "-p", "-C", "-r", "-w"];
    // Of a session of its own, so that nothing asks on the terminal of the tests.
    const { status, stdout, stderr } = spawnSync(
      "setsid",
      ["--wait", "nsenter", ...namespaces, "--", "/bin/bash", "-c", `cd /root\n${line}`],
      { encoding: "utf8", input, env: rootEnvironment() },
    );
    return { status, stdout, stderr };
  };
  for (let second = 0; second < BOOT_SECONDS; second++) {
    if (container.exitCode !== null) break;
    if (findInit(container.pid ?? 0) !== null) {
      const { stdout } = shell("systemctl is-system-running --wait");
      if (/^(?:running|degraded)$/m.test(stdout)) return { shell, inNetwork, stop };
    }
    await sleep(1000);
  }
  await stop();
  throw new Error(`the system does not start: ${said}`);
}

/** The process that is process 1 in the container. */
function findInit(containerPid: number): string | null {
  try {
    const [child = ""] = readFileSync(`/proc/${containerPid}/task/${containerPid}/children`, "utf8").split(" ");
    return readFileSync(`/proc/${child}/comm`, "utf8") === "systemd\n" ? child : null;
  } catch {
    return null;
  }
}
