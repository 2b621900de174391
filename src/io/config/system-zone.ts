import { realpathSync } from "node:fs";
import { isUtcName, makeZone } from "../../status/zone.js";

/**
 * The IANA name of this system's zone, from `TZ` as libc reads it: a name, `:name`, a path in the zone database, or an
 * offset (`UTC+3`, with POSIX's sign: west of Greenwich). Node itself understands only the first form. As in libc, an
 * empty or unknown value is UTC. If `TZ` is unset, or a rule that has no name (`CET-1CEST,M3.5.0,M10.5.0/3`, `IST-5:30`),
 * the system's link counts, else what Node finds, which reads the same link but loads Intl for it.
 */
export function systemZone(environmentTz: string | undefined, localtimePath = "/etc/localtime"): string {
  const name = environmentTz?.replace(/^:/, "");
  const offset = name === undefined ? null : /^[A-Za-z]{3,6}([+-]?)0?(\d{1,2})$/.exec(name);
  const posix = offset === null ? undefined : `Etc/GMT${offset[1] || "+"}${offset[2] ?? ""}`;
  const named = name === undefined ? undefined : [name, findZone(name), posix].find(isZone);
  if (named !== undefined) return named;
  if (name !== undefined && !POSIX_RULE.test(name)) return "UTC";
  const linked = findZone(localtimePath);
  if (linked !== undefined) return isUtcName(linked) ? "UTC" : linked;
  const found = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return isZone(found) ? found : "UTC";
}

/** A zone's name and its offset, with what may follow: `CET-1CEST`, `<+0530>-5:30`. */
const POSIX_RULE = /^(?:[A-Za-z]{3,}|<[A-Za-z\d+-]{3,}>)[+-]?\d/;

/** The zone of a path, possibly through a link: `/usr/share/zoneinfo/Europe/Berlin` → `Europe/Berlin`. */
function findZone(path: string): string | undefined {
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
