import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createSocket } from "node:dgram";
import { chmodSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROGRAM_PATH } from "./programs.js";

/** A real OpenVPN server on this machine, its clients beside it, and what its own hooks say of each session. */
export interface OpenvpnServer {
  readonly statusFile: string;
  /** The server's own log, at `verb 3`. */
  readonly logFile: string;
  /** What the hooks wrote: as `truth.tsv` of the captures. */
  readonly truthFile: string;
  /** The server's own port; a relay has another one. */
  readonly port: number;
  readonly connect: (commonName: string, through?: { readonly port: number }) => Promise<ChildProcess>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly stop: () => Promise<void>;
}

const env = { ...process.env, PATH: PROGRAM_PATH };

export interface OpenvpnOptions {
  /** 1 if absent. */
  readonly statusSeconds?: number;
  /** Lines for the server's config instead of hooks that write `truthFile`. */
  readonly hookLines?: readonly string[];
}

/** @param folder for keys, logs and the status file */
export async function startOpenvpnServer(
  folder: string,
  statusVersion: 1 | 2 | 3,
  { statusSeconds = 1, hookLines }: OpenvpnOptions = {},
): Promise<OpenvpnServer> {
  const file = (name: string): string => join(folder, name);
  const port = await freePort();
  // A server that is started again knows the same clients.
  if (!existsSync(file("ca.crt"))) {
    makeAuthority(folder);
    makeCertificate(folder, "server", "serverAuth");
  }
  const columns = '"$script_type" "$common_name" "$trusted_ip:$trusted_port" "$ifconfig_pool_remote_ip"';
  const figures = '"$time_unix" "$time_duration" "$bytes_received" "$bytes_sent"';
  const hook = `#!/bin/sh\nprintf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n' ${columns} ${figures} >>'${file("truth.tsv")}'\n`;
  writeFileSync(file("hook"), hook);
  chmodSync(file("hook"), 0o755);
  writeFileSync(
    file("hooks.conf"),
    (hookLines ?? [`client-connect "${file("hook")}"`, `client-disconnect "${file("hook")}"`]).join("\n"),
  );
  const server = launch(file("server.log"), [
    ...["--dev", "tun", "--topology", "subnet", "--server", "10.231.77.0", "255.255.255.0"],
    ...["--proto", "udp4", "--local", "127.0.0.1", "--port", String(port), "--keepalive", "1", "5"],
    ...["--ca", file("ca.crt"), "--cert", file("server.crt"), "--key", file("server.key"), "--dh", "none"],
    ...[
      "--status",
      file("server.status"),
      String(statusSeconds),
      "--status-version",
      String(statusVersion),
      "--verb",
      "3",
    ],
    ...["--script-security", "2", "--config", file("hooks.conf")],
  ]);
  await said(file("server.log"), "Initialization Sequence Completed", server);
  const processes: ChildProcess[] = [server];
  return {
    statusFile: file("server.status"),
    logFile: file("server.log"),
    truthFile: file("truth.tsv"),
    port,
    connect: async (commonName, through = { port }) => {
      if (!existsSync(file(`${commonName}.crt`))) makeCertificate(folder, commonName, "clientAuth");
      const log = file(`${commonName}-${processes.length}.log`);
      const client = launch(log, [
        ...["--client", "--dev", "null", "--ifconfig-noexec", "--route-noexec", "--nobind", "--verb", "3"],
        ...["--proto", "udp4", "--remote", "127.0.0.1", String(through.port), "--explicit-exit-notify", "1"],
        ...["--ca", file("ca.crt"), "--cert", file(`${commonName}.crt`), "--key", file(`${commonName}.key`)],
        ...["--remote-cert-tls", "server", "--connect-retry", "1", "1"],
      ]);
      processes.push(client);
      await said(log, "Initialization Sequence Completed", client);
      return client;
    },
    signal: (signal) => server.kill(signal),
    stop: async () => {
      await Promise.all(processes.map(endProcess));
    },
  };
}

/** Ends a process as an admin would, and waits for it. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGTERM");
  await closed;
}

function launch(log: string, argv: readonly string[]): ChildProcess {
  const out = openSync(log, "w");
  return spawn("openvpn", argv, { env, stdio: ["ignore", out, out] });
}

async function said(log: string, text: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (readFileSync(log, "utf8").includes(text)) return;
    if (child.exitCode !== null) break;
    await sleep(100);
  }
  throw new Error(`no "${text}" in:\n${readFileSync(log, "utf8").slice(-2000)}`);
}

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}

const EC_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** A certificate authority in a folder, as `ca.crt` and `ca.key`. */
export function makeAuthority(folder: string): void {
  const files = ["-keyout", join(folder, "ca.key"), "-out", join(folder, "ca.crt")];
  execFileSync("openssl", ["req", "-x509", ...EC_KEY, ...files, "-days", "2", "-subj", "/CN=test"], {
    stdio: "ignore",
  });
}

/** A certificate of that authority. */
export function makeCertificate(folder: string, commonName: string, usage: "serverAuth" | "clientAuth"): void {
  const file = (ending: string): string => join(folder, `${commonName}.${ending}`);
  const request = ["req", ...EC_KEY, "-keyout", file("key"), "-out", file("csr"), "-subj", `/CN=${commonName}`];
  execFileSync("openssl", request, { stdio: "ignore" });
  writeFileSync(file("ext"), `keyUsage=digitalSignature\nextendedKeyUsage=${usage}\n`);
  const authority = ["-CA", join(folder, "ca.crt"), "-CAkey", join(folder, "ca.key"), "-CAcreateserial", "-days", "2"];
  const sign = ["x509", "-req", "-in", file("csr"), ...authority, "-out", file("crt"), "-extfile", file("ext")];
  execFileSync("openssl", sign, { stdio: "ignore" });
}
