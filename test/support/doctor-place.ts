import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Host } from "../../src/build/host.js";
import { toHookServer } from "../../src/render/system/hook-file.js";
import { NO_SYSTEM_PATHS } from "./no-system-paths.js";
import { PROGRAM_PATH } from "./programs.js";
import { copyCli, ownEnvironment, type CliRun } from "./run-cli.js";
import { makeHost, runHere } from "./run-here.js";
import { tempFolder, type WithAfter } from "./temp-folder.js";
import { writeStatus } from "./write-status.js";

/** A line of `doctor`, and the command below it. */
export interface FoundLine {
  readonly verdict: "ok" | "PROBLEM" | "not checked";
  readonly text: string;
  readonly command: string;
}

/**
 * A host with an OpenVPN server, `gen` in cron as the user `nobody`, and nginx as `www-data`: real files with real
 * rights, a real nginx. Only systemctl is not real: it writes down what it is told, and starts what is here.
 */
export interface DoctorPlace {
  readonly folder: string;
  /** A path in the folder. */
  readonly at: (path: string) => string;
  readonly host: Host;
  readonly doctor: (...args: readonly string[]) => Promise<CliRun>;
  readonly find: () => Promise<readonly FoundLine[]>;
  /** Runs a command as an admin who pastes it. */
  readonly paste: (command: string) => { readonly status: number | null; readonly said: string };
  /** Makes all as it was: as it should be. */
  readonly restore: () => void;
  /** Writes the status as OpenVPN does, into the file that is there. */
  readonly writeStatus: (change?: (text: string) => string, version?: 1 | 2 | 3) => void;
  readonly port: number;
}

export const RUNNER = 65_534;
const WEB = 33;
const OPENVPN_USER = 1;

export function atSeconds(secondsAgo = 0): number {
  return Math.floor(Date.now() / 1000) - secondsAgo;
}

/** As it should be: `doctor` finds nothing. Needs root and nginx. */
export async function makeDoctorPlace(t: WithAfter): Promise<DoctorPlace> {
  // Not in /tmp, which units of OpenVPN do not share with others.
  const folder = tempFolder(t, "/var/lib");
  chmodSync(folder, 0o755);
  const at = (path: string): string => join(folder, path);
  const system = tempFolder(t);
  chmodSync(system, 0o755);
  const processes = join(system, "proc");
  const log = at("run/status-server.log");
  const cli = copyCli(at("program"));
  const port = await freePort();
  for (const name of ["bin", "etc", "openvpn", "nginx", "units", "tmpfiles", "cron.d"]) mkdirSync(at(name));
  makeFolder(at("run"), 0, RUNNER, 0o750);
  makeFolder(at("spool"), OPENVPN_USER, RUNNER, 0o2770);

  writeFileSync(log, "");
  chownSync(log, 0, RUNNER);
  chmodSync(log, 0o640);
  writeFileSync(at("spool/server.events"), "");
  chownSync(at("spool/server.events"), OPENVPN_USER, RUNNER);
  chmodSync(at("spool/server.events"), 0o640);

  writeFileSync(at("etc/status-site-hook.sh"), "exit 0\n", { mode: 0o644 });
  const { connect, disconnect } = toHookServer({ name: "server", events: at("spool/server.events") });
  const openvpn = ["server 10.8.0.0 255.255.255.0", `status ${log} 10`, "status-version 2"];
  const hook = ["user daemon", "script-security 2", connect, disconnect];
  writeFileSync(
    at("openvpn/server.conf"),
    `${[...openvpn, ...hook].join("\n")}\n`.replaceAll("/etc/openvpn/", at("etc/")),
  );
  writeFileSync(
    at("etc/config.toml"),
    [
      'timezone = "UTC"',
      `history = ${JSON.stringify(at("history"))}`,
      `out = ${JSON.stringify(at("out"))}`,
      `aliases = ${JSON.stringify(at("etc/openvpn-aliases.json"))}`,
      "[[server]]",
      `status = ${JSON.stringify(log)}`,
      `events = ${JSON.stringify(at("spool/server.events"))}`,
      "",
    ].join("\n"),
  );
  writeFileSync(at("etc/openvpn-aliases.json"), '{"alice": "Alice"}', { mode: 0o644 });
  writeFileSync(at("crontab"), `* * * * * nobody node ${cli} gen --config ${at("etc/config.toml")}\n`);
  writeFileSync(at("etc/passwords"), "admin:x\n", { mode: 0o640 });
  chownSync(at("etc/passwords"), 0, WEB);
  writeNginx(folder, port);

  const host: Host = {
    ...makeHost(cli, at("etc")),
    startWords: [process.execPath, cli],
    systemPaths: {
      ...NO_SYSTEM_PATHS,
      openvpnConfigs: [
        {
          path: at("openvpn"),
          toStatus: (name) => ({ path: at(`run/status-${name}.log`), intervalSeconds: 60 }),
          toUnit: (name) => `openvpn-server@${name}`,
        },
      ],
      unitFolders: [at("units")],
      tmpfilesFolders: [at("tmpfiles")],
      cronFiles: [at("crontab"), at("cron.d")],
      webServers: [{ kind: "nginx", configs: [at("nginx/nginx.conf")], unused: [at("nginx/available")] }],
      processes,
    },
  };
  const write: DoctorPlace["writeStatus"] = (change = (text) => text, version = 2) => {
    const client = { realAddress: "198.51.100.7:1194", virtualAddress: "10.8.0.2", username: "" };
    const counts = { bytesReceived: 1, bytesSent: 2, connectedSinceSeconds: atSeconds(600) };
    const clients = [{ commonName: "alice", ...client, ...counts }];
    const text = writeStatus({ updatedSeconds: atSeconds(), clients }, { version, release: "2.6" });
    writeFileSync(log, change(text));
  };
  const paste: DoctorPlace["paste"] = (command) => {
    const env = { ...ownEnvironment(), PATH: `${at("bin")}:${PROGRAM_PATH}` };
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8", env, cwd: "/" });
    return { status, said: `${stdout}${stderr}` };
  };
  const gen = (): void => {
    const run = paste(`runuser -u nobody -- ${process.execPath} ${cli} gen --config ${at("etc/config.toml")}`);
    if (run.status !== 0 || run.said !== "") throw new Error(run.said);
  };
  const doctor: DoctorPlace["doctor"] = (...args) =>
    runHere(["doctor", "--config", at("etc/config.toml"), ...args], host);

  const parts = ["etc", "openvpn", "run", "spool", "crontab", "cron.d", "units", "tmpfiles", "nginx/sites"];
  shell(`mkdir ${at("saved")} && cd ${folder} && cp -a --parents ${parts.join(" ")} saved`);
  let open: number | null = null;
  const close = (): void => {
    if (open !== null) closeSync(open);
    open = null;
  };
  t.after(close);
  const restore = (): void => {
    close();
    chmodSync(folder, 0o755);
    shell(`cd ${folder} && rm -rf ${parts.join(" ")} history out new nginx/available && cp -a saved/. .`);
    rmSync(processes, { recursive: true, force: true });
    symlinkSync("/proc", processes);
    makeFolder(at("history"), RUNNER, RUNNER, 0o750);
    makeFolder(at("out"), RUNNER, WEB, 0o2750);
    write();
    // What OpenVPN writes when it is started again.
    cpSync(log, at("fresh.log"));
    gen();
    if (existsSync(at("nginx/pid"))) paste("systemctl reload nginx");
    // As the server has it that runs.
    open = openSync(log, "r+");
  };
  writeStub(folder, "systemctl", [
    `echo "$@" >> ${at("told")}`,
    // Then systemd-tmpfiles gives a new file to the group.
    `case "$*" in restart\\ openvpn*) cp ${at("fresh.log")} ${log} && chgrp ${RUNNER} ${log} && chmod 640 ${log} ;; esac`,
    `case "$*" in *nginx) kill -HUP "$(cat ${at("nginx/pid")})" && sleep 0.5 ;; esac`,
  ]);
  writeStub(folder, "nginx", ["exit 0"]);
  await startNginx(t, folder, port);
  restore();
  const find = async (): Promise<readonly FoundLine[]> => readFindings((await doctor()).stdout);
  return { folder, at, host, doctor, find, paste, restore, writeStatus: write, port };
}

function shell(command: string): void {
  const { status, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

function makeFolder(path: string, uid: number, gid: number, mode: number): void {
  mkdirSync(path);
  chownSync(path, uid, gid);
  chmodSync(path, mode);
}

function writeStub(folder: string, name: string, lines: readonly string[]): void {
  writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${lines.join("\n")}\n`, { mode: 0o755 });
}

/** A site as `print nginx` makes it, beside another one that answers to all other names. */
export function writeNginx(
  folder: string,
  port: number,
  site = [
    `root "${folder}/out";`,
    "satisfy any;",
    "allow 10.8.0.0/24;",
    "deny all;",
    'auth_basic "VPN";',
    `auth_basic_user_file ${folder}/etc/passwords;`,
  ],
): void {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = temporary.map((kind) => `${kind}_temp_path ${folder}/nginx/${kind};`).join(" ");
  mkdirSync(join(folder, "nginx/sites"), { recursive: true });
  writeFileSync(
    join(folder, "nginx/nginx.conf"),
    `user www-data; daemon off; pid ${folder}/nginx/pid; error_log ${folder}/nginx/error.log; events {}
http { access_log off; ${paths}
server { listen 127.0.0.1:${port} default_server; location / { return 418; } }
include sites/*.conf; }\n`,
  );
  writeFileSync(
    join(folder, "nginx/sites/vpn.conf"),
    `server {\n listen 127.0.0.1:${port}; # the site\n server_name vpn.example.org;\n ${site.join("\n ")}\n}\n`,
  );
}

async function startNginx(t: WithAfter, folder: string, port: number): Promise<void> {
  const nginx = spawn("nginx", ["-c", join(folder, "nginx/nginx.conf"), "-p", join(folder, "nginx")], {
    env: { ...process.env, PATH: PROGRAM_PATH },
    stdio: "ignore",
  });
  t.after(() => {
    nginx.kill("SIGTERM");
  });
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(`http://127.0.0.1:${port}/`).then(Boolean, () => false)) return;
    await sleep(50);
  }
  throw new Error(readFileSync(join(folder, "nginx/error.log"), "utf8"));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Reads the table that `doctor` prints. */
export function readFindings(table: string): readonly FoundLine[] {
  const found: FoundLine[] = [];
  for (const line of table.split("\n\n")[0]?.split("\n") ?? []) {
    const [, verdict, text] = /^(ok|PROBLEM|not checked) +(\S.*)$/.exec(line) ?? [];
    const last = found.at(-1);
    if (verdict !== undefined && text !== undefined) {
      found.push({ verdict: verdict as FoundLine["verdict"], text: text.replace(/ {2,}/, ": "), command: "" });
    } else if (last !== undefined) found[found.length - 1] = { ...last, command: line.trim() };
  }
  return found;
}
