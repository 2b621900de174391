import type { Zone } from "../status/zone.js";
import { formatDateTimeSeconds } from "../text/format/format-time.js";
import { toLastedSeconds } from "./counted-from.js";
import { toCsvRecord } from "./csv-text.js";
import type { Session } from "./session.js";
import { WEB_COLUMNS, type WebColumn } from "./web-header.js";

/** The first line of the `openvpn-sessions.csv` of OpenVPN Status Web. */
export const WEB_HEADER = toCsvRecord(WEB_COLUMNS);

/**
 * A session as a row of that file, with local times. `parseWebSessions` reads it back, except running sessions and
 * the hour that the zone repeats.
 *
 * @param toText how a text is written
 */
export function toWebRecord(session: Session, zone: Zone, toText: (text: string) => string): string {
  const { startSeconds, endSeconds } = session;
  const toLocal = (epochSeconds: number): string => formatDateTimeSeconds("iso", zone, epochSeconds);
  const fields: Readonly<Record<WebColumn, string>> = {
    user: toText(session.user),
    public_ip: toText(session.publicIp),
    tunnel_ip: toText(session.tunnelIp),
    start: toLocal(startSeconds),
    end: endSeconds === null ? "" : toLocal(endSeconds),
    duration_s: String(toLastedSeconds(session) ?? ""),
  };
  return toCsvRecord(WEB_COLUMNS.map((column) => fields[column]));
}
