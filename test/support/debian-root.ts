import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PROGRAM_PATH } from "./programs.js";

/** A Debian system in a folder, as root sees it after `chroot`. */
export interface DebianRoot {
  readonly folder: string;
  readonly run: (command: string, ...args: readonly string[]) => RootRun;
  /** Installs, upgrades, removes or purges packages; a path is that of a package outside. */
  readonly apt: (action: string, ...packages: readonly string[]) => RootRun;
  readonly remove: () => void;
}

export interface RootRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const SUITE = "bookworm";

/** @param packages what is installed beside the least */
export function makeDebianRoot(folder: string, packages: readonly string[]): DebianRoot {
  const include = packages.length === 0 ? [] : [`--include=${packages.join(",")}`];
  execFileSync("debootstrap", ["--variant=minbase", ...include, SUITE, folder, findMirror()], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: PROGRAM_PATH },
    maxBuffer: 2 ** 26,
  });
  // No service is started.
  writeFileSync(join(folder, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  execFileSync("mount", ["--bind", "/proc", join(folder, "proc")]);
  const run: DebianRoot["run"] = (command, ...args) => {
    const { status, stdout, stderr } = spawnSync("chroot", [folder, command, ...args], {
      encoding: "utf8",
      env: {
        ...proxies(),
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        LC_ALL: "C.UTF-8",
        DEBIAN_FRONTEND: "noninteractive",
        ...(process.env["PURGE_HISTORY"] === undefined ? {} : { PURGE_HISTORY: process.env["PURGE_HISTORY"] }),
      },
    });
    return { status, stdout, stderr };
  };
  run("apt-get", "update", "-qq");
  return {
    folder,
    run,
    apt: (action, ...names) => {
      const inside = names.map((name) => {
        if (!existsSync(name)) return name;
        mkdirSync(join(folder, "packages"), { recursive: true });
        copyFileSync(name, join(folder, "packages", basename(name)));
        return `/packages/${basename(name)}`;
      });
      const flags = ["-y", "-qq", "--no-install-recommends", "-o", "APT::Sandbox::User=root"];
      return run("apt-get", action, ...flags, ...inside);
    },
    remove: () => {
      spawnSync("umount", [join(folder, "proc")]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** From where this system gets its packages. */
function findMirror(): string {
  const format = ["indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages"];
  const lines = execFileSync("apt-get", format, { encoding: "utf8" }).trim().split("\n");
  const line = lines.find((one) => one.endsWith(` ${SUITE}`)) ?? lines[0] ?? "";
  return line.split(" ")[0] ?? "";
}

function proxies(): Readonly<Record<string, string>> {
  const names = ["http_proxy", "https_proxy", "no_proxy"];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
