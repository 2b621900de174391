import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
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
/** What a small server has. */
const PACKAGES = [
  "systemd",
  "systemd-sysv",
  "dbus",
  "init-system-helpers",
  "cron",
  "procps",
  "iproute2",
  "ca-certificates",
];
/** What tests install later, also where a root has no network. */
const LATER = ["nodejs", "openssl", "openvpn", "nginx-light", "apache2", "caddy", "git", "curl", "acl"];

export const ROOT_PROGRAMS = ["debootstrap", "dpkg-deb", "mount", "chroot"];

/** A fresh system, in which no service is started. */
export function makeDebianRoot(folder: string): DebianRoot {
  const [upper, work] = [`${folder}.upper`, `${folder}.work`];
  for (const one of [folder, upper, work]) mkdirSync(one);
  const layers = `lowerdir=${debianBase()},upperdir=${upper},workdir=${work}`;
  execFileSync("mount", ["-t", "overlay", "overlay", "-o", layers, folder]);
  writeFileSync(join(folder, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  execFileSync("mount", ["--bind", "/proc", join(folder, "proc")]);
  const run: DebianRoot["run"] = (command, ...args) => runIn(folder, command, ...args);
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
      return run("apt-get", action, ...APT_FLAGS, "--no-install-recommends", ...inside);
    },
    remove: () => {
      spawnSync("umount", [join(folder, "proc")]);
      spawnSync("umount", [folder]);
      for (const one of [folder, upper, work]) rmSync(one, { recursive: true, force: true });
    },
  };
}

const APT_FLAGS = ["-y", "-qq", "-o", "APT::Sandbox::User=root"];

/** The environment of programs in a root. */
export function rootEnvironment(): NodeJS.ProcessEnv {
  return {
    ...proxies(),
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: "/root",
    LC_ALL: "C.UTF-8",
    DEBIAN_FRONTEND: "noninteractive",
    ...(process.env["PURGE_HISTORY"] === undefined ? {} : { PURGE_HISTORY: process.env["PURGE_HISTORY"] }),
  };
}

function runIn(folder: string, command: string, ...args: readonly string[]): RootRun {
  const { status, stdout, stderr } = spawnSync("chroot", [folder, command, ...args], {
    encoding: "utf8",
    env: rootEnvironment(),
  });
  return { status, stdout, stderr };
}

/** The system that all roots begin with. It is made once a day, in the system's folder for temporary files. */
function debianBase(): string {
  const parent = join(tmpdir(), `openvpn-status-site-debian.${process.getuid?.() ?? 0}`);
  const base = join(parent, new Date().toISOString().slice(0, 10));
  if (existsSync(base)) return base;
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  // Those of other days; one of this day is being made by another test.
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(basename(base))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const scratch = mkdtempSync(`${base}-`);
  execFileSync("debootstrap", ["--variant=minbase", `--include=${PACKAGES.join(",")}`, SUITE, scratch, findMirror()], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: PROGRAM_PATH },
    maxBuffer: 2 ** 26,
  });
  // It is thrown away: no disk need have it.
  writeFileSync(join(scratch, "etc/dpkg/dpkg.cfg.d/unsafe-io"), "force-unsafe-io\n");
  // As an installed system has it.
  writeFileSync(join(scratch, "etc/hosts"), "127.0.0.1 localhost\n::1 localhost\n");
  for (const words of [["update"], ["install", "--download-only", ...LATER]]) {
    const { status, stderr } = runIn(scratch, "apt-get", ...APT_FLAGS, ...words);
    if (status !== 0) throw new Error(`apt-get ${words.join(" ")}: ${stderr}`);
  }
  if (existsSync(base)) rmSync(scratch, { recursive: true });
  else renameSync(scratch, base);
  return base;
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
