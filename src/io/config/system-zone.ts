import { realpathSync } from "node:fs";
import { isUtcName, makeZone } from "../../status/zone.js";

/**
 * The IANA name of this system's zone, from `TZ` as libc reads it: a name, `:name`, a path in the zone database, or an
 * offset (`UTC+3`, with POSIX's sign: west of Greenwich). Node itself understands only the first form. As in libc, an
 * empty or unknown value is UTC. If `TZ` is unset, the system's link counts, else what Node finds, which reads the same
 * link but loads Intl for it.
 */
export function systemZone(environmentTz: string | undefined, localtimePath = "/etc/localtime"): string {
  if (environmentTz === undefined) {
    const linked = zoneOfFile(localtimePath);
    if (linked !== undefined) return isUtcName(linked) ? "UTC" : linked;
    const found = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
    return isZone(found) ? found : "UTC";
  }
  const name = environmentTz.replace(/^:/, "");
  const offset = /^[A-Za-z]{3,6}([+-]?)0?(\d{1,2})$/.exec(name);
  const posix = offset === null ? undefined : `Etc/GMT${offset[1] || "+"}${offset[2] ?? ""}`;
  return [name, zoneOfFile(name), posix].find(isZone) ?? "UTC";
}

/** The zone of a path, possibly through a link: `/usr/share/zoneinfo/Europe/Berlin` → `Europe/Berlin`. */
function zoneOfFile(path: string): string | undefined {
  if (!path.startsWith("/")) return undefined;
  const marker = "/zoneinfo/";
  const zoneIn = (full: string): string | undefined =>
    full.includes(marker) ? full.slice(full.lastIndexOf(marker) + marker.length) : undefined;
  try {
    return [zoneIn(path), zoneIn(realpathSync(path))].find(isZone);
  } catch {
    // The file does not exist or cannot be read: the caller has a default.
    return undefined;
  }
}

function isZone(name: string | undefined): name is string {
  if (name === undefined || name === "" || name === "Etc/Unknown") return false;
  try {
    makeZone(name);
    return true;
  } catch {
    return false;
  }
}
