import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { toEventLine } from "./event-place.js";
import { at } from "./make-session.js";
import { readSections } from "./markdown-sections.js";
import { PROGRAM_PATH } from "./programs.js";
import { CLI, type CliRun } from "./run-cli.js";
import { makeHost, runHere } from "./run-here.js";
import type { Sshd } from "./sshd.js";
import { tempFolder, type WithAfter } from "./temp-folder.js";
import { writeStatus } from "./write-status.js";

const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
export const HOSTS = ["vpn1.example.org", "vpn2.example.org"] as const;
/** So many that a copy takes a while. */
export const CLIENTS = 300;
export const CONNECTED_SINCE = "2026-11-21T12:00:00Z";

/** Two hosts, which are folders of this one, and the site that is made of copies of their files. */
export class HostsPlace {
  readonly folder: string;
  readonly #sshConfig: string;
  readonly #sshd: Sshd;

  constructor(t: WithAfter, sshd: Sshd) {
    this.folder = tempFolder(t);
    this.#sshd = sshd;
    this.#sshConfig = join(this.folder, "ssh_config");
    this.#writeSshConfig(HOSTS);
    for (const host of HOSTS)
      for (const name of ["run", "spool"]) mkdirSync(join(this.folder, host, name), { recursive: true });
    const config = this.#recipe("toml").replaceAll("/var/spool/vpn-hosts", join(this.folder, "copies"));
    writeFileSync(join(this.folder, "site.toml"), `timezone = "UTC"\n${config}`);
  }

  /** @param share of the text that is there yet @param without so many of the first clients */
  writeStatuses(time: string, share = 1, without = 0): void {
    const updatedSeconds = at(`2026-11-21T${time}Z`);
    const clients = Array.from({ length: CLIENTS }, (_, number) => ({
      commonName: `client ${number}`,
      realAddress: `203.0.113.${number % 250}:${40_000 + number}`,
      virtualAddress: `10.8.${number >> 8}.${number % 256}`,
      bytesReceived: 100,
      bytesSent: 200,
      connectedSinceSeconds: at(CONNECTED_SINCE),
      username: "",
      clientId: number,
    })).slice(without);
    const text = writeStatus({ updatedSeconds, clients }, { version: 2, release: "2.6" });
    for (const host of HOSTS) {
      writeFileSync(join(this.folder, host, "run/status-server.log"), text.slice(0, text.length * share));
    }
  }

  addEvents(events: readonly (readonly [host: string, kind: "connect" | "disconnect", duration: number])[]): void {
    for (const [host, kind, duration] of events) {
      const client = {
        since: CONNECTED_SINCE,
        name: "client 0",
        ip: "203.0.113.0",
        port: 40_000,
        tunnelIp: "10.8.0.0",
      };
      const line = toEventLine({ kind, duration, ...client, received: 1000, sent: 2000 });
      appendFileSync(join(this.folder, host, "spool/server.events"), line);
    }
  }

  /** The host cannot be reached any more. */
  forgetHost(host: string): void {
    this.#writeSshConfig(HOSTS.filter((one) => one !== host));
  }

  /** @returns the exit code of README's lines */
  collect(): number | null {
    return spawnSync("sh", ["-c", this.#collecting()], { env: this.#environment(), encoding: "utf8" }).status;
  }

  startCollecting(flag: string): ChildProcess {
    const script = this.#collecting().replace("rsync -t", `rsync ${flag} -t`);
    return spawn("sh", ["-c", script], { env: this.#environment(), stdio: "ignore" });
  }

  gen(time: string): Promise<CliRun> {
    return runHere(["gen", "--config", "site.toml", "--now", `2026-11-21T${time}Z`], makeHost(CLI, this.folder));
  }

  open(): Readonly<Record<string, number>> {
    const servers = this.#rows("open.csv").map(({ server = "" }) => server);
    return {
      vpn1: servers.filter((one) => one === "vpn1").length,
      vpn2: servers.filter((one) => one === "vpn2").length,
    };
  }

  ended(): readonly (readonly (string | undefined)[])[] {
    const folder = join(this.folder, "history/sessions");
    const rows = existsSync(folder) ? readdirSync(folder).flatMap((name) => this.#rows(join("sessions", name))) : [];
    return rows
      .map((row) => ["server", "user", "start", "end", "bytes_received", "end_source"].map((column) => row[column]))
      .sort();
  }

  #rows(path: string): readonly Readonly<Record<string, string>>[] {
    return parse(readFileSync(join(this.folder, "history", path), "utf8"), { columns: true });
  }

  #collecting(): string {
    const folder = this.folder;
    return this.#recipe("sh")
      .replaceAll("/var/spool/vpn-hosts", join(folder, "copies"))
      .replaceAll("/run/openvpn-server/", `${folder}/$host/run/`)
      .replaceAll("/var/spool/openvpn-status-site/", `${folder}/$host/spool/`);
  }

  #recipe(language: string): string {
    const section = readSections(README).find(({ heading }) => heading === "Several hosts");
    const block = section?.blocks.find((one) => one.language === language);
    assert.ok(block !== undefined, `README has ${language} for several hosts`);
    return block.lines.join("\n");
  }

  #environment(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: PROGRAM_PATH, RSYNC_RSH: `ssh -F ${this.#sshConfig}` };
  }

  #writeSshConfig(hosts: readonly string[]): void {
    const { port, key } = this.#sshd;
    const lines = [
      `Host ${hosts.join(" ")}`,
      "HostName 127.0.0.1",
      `Port ${port}`,
      "Host *",
      // A host that is not named above is looked for where nobody listens.
      "HostName 127.0.0.1",
      "Port 1",
      `User ${userInfo().username}`,
      `IdentityFile ${key}`,
      "IdentitiesOnly yes",
      "BatchMode yes",
      "StrictHostKeyChecking no",
      "UserKnownHostsFile /dev/null",
      "LogLevel ERROR",
    ];
    writeFileSync(this.#sshConfig, lines.join("\n"));
  }
}
