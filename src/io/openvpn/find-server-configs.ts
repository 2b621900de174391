import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { errorCode } from "../files/file-problem.js";
import { readRegularFile } from "../files/regular-file.js";
import { parseServerConfig, type ServerDirectives } from "./parse-server-config.js";

/** A server on this host, as its config and its unit set it up. */
export interface OpenvpnServer extends ServerDirectives {
  readonly configPath: string;
  /** Absolute. */
  readonly statusPath: string | null;
  readonly statusSeconds: number | null;
  /** The unit of systemd that starts it. */
  readonly unit: string;
}

/** The OpenVPN configs on this host. */
export interface FoundConfigs {
  readonly servers: readonly OpenvpnServer[];
  /** Folders and files that may not be read. */
  readonly unreadable: readonly string[];
}

/** A folder of configs, and what their systemd unit adds to the command line. */
export interface ConfigFolder {
  readonly path: string;
  readonly toUnit: (name: string) => string;
  /** The status of a server whose config names none; its name is that of the config. */
  readonly toStatus: (name: string) => { readonly path: string; readonly intervalSeconds: number };
}

/** A config with keys inside is a few kilobytes. */
const CONFIG_MAX_BYTES = 1024 * 1024;

/** The OpenVPN servers on this host whose configs may be read: none where there are none. */
export function findOpenvpnServers(folders: readonly ConfigFolder[]): FoundConfigs {
  const unreadable: string[] = [];
  const servers = folders.flatMap(({ path: folder, toStatus, toUnit }) =>
    listConfigs(folder, unreadable).flatMap((configPath) => {
      const directives = readConfig(configPath, unreadable);
      if (!directives?.isServer) return [];
      const name = basename(configPath, ".conf");
      const { path, intervalSeconds } = directives.status ?? toStatus(name);
      const status = { statusPath: resolve(folder, path), statusSeconds: intervalSeconds };
      return [{ ...directives, ...status, configPath, unit: toUnit(name) }];
    }),
  );
  return { servers, unreadable };
}

function listConfigs(folder: string, unreadable: string[]): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".conf"))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (isDenied(error)) unreadable.push(folder);
    return [];
  }
}

/** Null if it cannot be read. */
function readConfig(path: string, unreadable: string[]): ServerDirectives | null {
  try {
    return parseServerConfig(readRegularFile(path, { maxBytes: CONFIG_MAX_BYTES, links: "followed" }).toString("utf8"));
  } catch (error) {
    if (isDenied(error)) unreadable.push(path);
    return null;
  }
}

function isDenied(error: unknown): boolean {
  return ["EACCES", "EPERM"].includes(errorCode(error) ?? "");
}
