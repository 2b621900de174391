import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { WEB_SITE_PATHS, type WebServer } from "../../src/render/system/web-site-file.js";
import { NO_SYSTEM_PATHS } from "./no-system-paths.js";
import { CLI } from "./run-cli.js";
import { makeHost, runHere } from "./run-here.js";
import { tempFolder } from "./temp-folder.js";
import { startWebServer } from "./web-server.js";

const PASSWORD_LINES: Readonly<Record<WebServer, () => string>> = {
  nginx: () => `admin:${execFileSync("openssl", ["passwd", "-apr1", "secret"], { encoding: "utf8" })}`,
  apache: () => `admin:${execFileSync("openssl", ["passwd", "-apr1", "secret"], { encoding: "utf8" })}`,
  caddy: () => `admin ${execFileSync("caddy", ["hash-password", "--plaintext", "secret"], { encoding: "utf8" })}`,
};
/** Of the user `admin` with the password `secret`. */
export const AUTHORIZATION = `Basic ${Buffer.from("admin:secret").toString("base64")}`;

/** A site, and what is needed to serve it. */
export interface ServedPlace {
  readonly folder: string;
  readonly out: string;
  readonly config: string;
}

export function makeServedPlace(t: TestContext): ServedPlace {
  const folder = tempFolder(t);
  chmodSync(folder, 0o755);
  const out = join(folder, "out");
  // A server that runs as somebody else may read the site.
  mkdirSync(out, { mode: 0o755 });
  const config = join(folder, "config.toml");
  writeFileSync(config, `out = "out"\nhistory = "history"\ntimezone = "UTC"\n`);
  return { folder, out, config };
}

/** Lets everybody read a folder. */
export function openToAll(folder: string): void {
  execFileSync("chmod", ["-R", "a+rX", folder]);
}

/**
 * Serves a site with the printed config, on another port.
 *
 * @param network from where no password is needed
 */
export async function serveSite(
  t: TestContext,
  kind: WebServer,
  { folder, config, out }: ServedPlace,
  network: string,
): Promise<string> {
  const openvpn = join(folder, "openvpn");
  mkdirSync(openvpn);
  const [address = "", bits = ""] = network.split("/");
  const mask = bits === "8" ? "255.0.0.0" : "255.255.255.0";
  writeFileSync(join(openvpn, "server.conf"), `dev tun\nserver ${address} ${mask} # the clients\n`);
  const toStatus = (): { path: string; intervalSeconds: number } => ({ path: "/nowhere", intervalSeconds: 60 });
  const host = {
    ...makeHost(CLI, folder),
    systemPaths: { ...NO_SYSTEM_PATHS, openvpnConfigs: [{ path: openvpn, toStatus, toUnit: (name: string) => name }] },
  };
  const printed = await runHere(["print", kind, "--config", config], host);
  assert.equal(printed.stderr, "");
  const passwords = join(folder, "passwords");
  writeFileSync(passwords, PASSWORD_LINES[kind]());
  openToAll(out);
  chmodSync(passwords, 0o644);
  const text = printed.stdout.replaceAll(WEB_SITE_PATHS[kind].passwords, passwords);
  assert.notEqual(text, printed.stdout);
  return startWebServer(t, join(folder, "server"), kind, text);
}
