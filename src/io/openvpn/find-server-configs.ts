import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readRegularFile } from "../files/regular-file.js";
import { parseServerConfig, type ServerDirectives } from "./parse-server-config.js";

/** A server on this host, as its config and its unit set it up. */
export interface OpenvpnServer extends ServerDirectives {
  readonly configPath: string;
  /** Absolute. */
  readonly statusPath: string | null;
  readonly statusSeconds: number | null;
}

/** A folder of configs, and what the unit that starts them adds to the command line. */
export interface ConfigFolder {
  readonly path: string;
  /** The status of a server whose config names none; its name is that of the config. */
  readonly toStatus: (name: string) => { readonly path: string; readonly intervalSeconds: number };
}

/** A config with keys inside is a few kilobytes. */
const CONFIG_MAX_BYTES = 1024 * 1024;

/** The OpenVPN servers on this host whose configs may be read: none where there are none. */
export function findOpenvpnServers(folders: readonly ConfigFolder[]): readonly OpenvpnServer[] {
  return folders.flatMap(({ path: folder, toStatus }) =>
    listConfigs(folder).flatMap((configPath) => {
      const directives = readConfig(configPath);
      if (!directives?.isServer) return [];
      const ofUnit = toStatus(basename(configPath, ".conf"));
      const { path, intervalSeconds } = directives.status ?? ofUnit;
      return [{ ...directives, configPath, statusPath: resolve(folder, path), statusSeconds: intervalSeconds }];
    }),
  );
}

function listConfigs(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".conf"))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Null if it may not be read. */
function readConfig(path: string): ServerDirectives | null {
  try {
    return parseServerConfig(readRegularFile(path, { maxBytes: CONFIG_MAX_BYTES, links: "followed" }).toString("utf8"));
  } catch {
    return null;
  }
}
