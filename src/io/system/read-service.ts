import { isThere, listReadableFolder } from "../files/existing.js";
import { basename, join } from "node:path";
import { readRegularFile } from "../files/regular-file.js";

const UNIT = "openvpn-status-site.service";
const TMPFILES = "openvpn-status-site.conf";
const MAX_BYTES = 1024 * 1024;

/** The service of systemd that makes the site, with its drop-ins. */
export interface Service {
  readonly path: string;
  /** Settings of `[Service]` by name, in order; an empty value has removed those before it. */
  readonly settings: ReadonlyMap<string, readonly string[]>;
  /** Whether systemd starts it by a timer, or when a status file changes. */
  readonly isEnabled: boolean;
  /** The lines of its file for systemd-tmpfiles, which it applies before each run. */
  readonly tmpfiles: readonly string[];
}

/** @returns null if there is none, or if it may not be read */
export function readService(unitFolders: readonly string[], tmpfilesFolders: readonly string[]): Service | null {
  const path = unitFolders.map((folder) => join(folder, UNIT)).find((one) => readText(one) !== null);
  if (path === undefined) return null;
  const settings = new Map<string, readonly string[]>();
  for (const file of [path, ...findDropIns(unitFolders)]) addSettings(settings, readText(file) ?? "");
  const wants = ["timers.target.wants/openvpn-status-site.timer", "paths.target.wants/openvpn-status-site.path"];
  const tmpfiles = tmpfilesFolders.map((folder) => readText(join(folder, TMPFILES))).find((text) => text !== null);
  return {
    path,
    settings,
    isEnabled: unitFolders.some((folder) => wants.some((name) => isThere(join(folder, name)))),
    tmpfiles: (tmpfiles ?? "").split("\n"),
  };
}

/** Of the same name, the one in the first folder counts; they apply in the order of their names. */
function findDropIns(unitFolders: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const folder of unitFolders) {
    for (const name of listReadableFolder(join(folder, `${UNIT}.d`))) {
      if (name.endsWith(".conf") && !byName.has(name)) byName.set(name, join(folder, `${UNIT}.d`, name));
    }
  }
  return [...byName.values()].sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
}

function addSettings(settings: Map<string, readonly string[]>, text: string): void {
  let section = "";
  for (const line of text.split("\n")) {
    section = /^\[(\w+)\]$/.exec(line.trim())?.[1] ?? section;
    const [, name, value] = /^(\w+)=(.*)$/.exec(line.trim()) ?? [];
    if (section !== "Service" || name === undefined || value === undefined) continue;
    settings.set(name, value === "" ? [] : [...(settings.get(name) ?? []), value]);
  }
}

function readText(path: string): string | null {
  try {
    return readRegularFile(path, { maxBytes: MAX_BYTES, links: "followed" }).toString("utf8");
  } catch {
    return null;
  }
}
