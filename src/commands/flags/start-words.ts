import { basename, dirname } from "node:path";

/** Folders that are in everybody's PATH, and in that of `sudo`, `runuser` and cron jobs that set one. */
const ON_EVERY_PATH = ["/usr/bin", "/usr/local/bin"];

/**
 * The words that start this program as it was started, for others to run: by its name where that is enough, else the
 * script by Node.
 *
 * @param scriptPath absolute
 */
export function startWords(nodePath: string, scriptPath: string): readonly string[] {
  if (isOnPath(scriptPath) && basename(scriptPath) === "openvpn-status-site") return ["openvpn-status-site"];
  return [isOnPath(nodePath) ? basename(nodePath) : nodePath, scriptPath];
}

function isOnPath(path: string): boolean {
  return ON_EVERY_PATH.includes(dirname(path));
}
