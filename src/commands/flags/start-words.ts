import { basename, dirname } from "node:path";

/** Folders in the PATH of every user, and in the one that `sudo`, `runuser` and cron jobs set. */
const ON_EVERY_PATH = ["/usr/bin", "/usr/local/bin"];

/**
 * The words with which others can start this program in the same way: its name if that is enough, else Node and the
 * script.
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
