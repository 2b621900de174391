import { FieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds } from "./iso-seconds.js";
import { keptText, sharedText } from "./kept-text.js";
import type { Session } from "./session.js";

// The first six columns are those of OpenVPN Status Web's openvpn-sessions.csv.
const COLUMNS = [
  "user",
  "public_ip",
  "tunnel_ip",
  "start",
  "end",
  "duration_s",
  "bytes_received",
  "bytes_sent",
  "id",
  "server",
  "common_name",
  "username",
  "real_address",
  "tunnel_ipv6",
  "client_id",
  "cipher",
  "last_seen",
] as const;

/** `sessions/DAY.csv`: sessions that have ended. */
export const ENDED_SESSION_CSV: CsvTable<Session> = {
  columns: COLUMNS,
  fieldsOf,
  rowOf: (fields) => {
    const session = rowOf(fields);
    if (typeof session === "string" || session.endSeconds !== null) return session;
    return `end: expected a time, since day files hold ended sessions, found ""`;
  },
};

/** `open.csv`: sessions still connected, `end` and `duration_s` empty. */
export const OPEN_SESSION_CSV: CsvTable<Session> = {
  columns: COLUMNS,
  fieldsOf,
  rowOf: (fields) => {
    const session = rowOf(fields);
    if (typeof session === "string" || session.endSeconds === null) return session;
    return `end: expected nothing, since open.csv holds sessions still connected, found "${fields[4] ?? ""}"`;
  },
};

function fieldsOf(session: Session): readonly string[] {
  const { startSeconds, endSeconds } = session;
  return [
    session.user,
    session.publicIp,
    session.tunnelIp,
    isoSeconds(startSeconds),
    endSeconds === null ? "" : isoSeconds(endSeconds),
    endSeconds === null ? "" : String(endSeconds - startSeconds),
    session.bytesReceived === null ? "" : String(session.bytesReceived),
    session.bytesSent === null ? "" : String(session.bytesSent),
    session.id,
    session.server,
    session.commonName,
    session.username,
    session.realAddress,
    session.tunnelIpv6,
    session.clientId,
    session.cipher,
    isoSeconds(session.lastSeenSeconds),
  ];
}

function rowOf(fields: readonly string[]): Session | string {
  const read = new FieldReader(COLUMNS, fields);
  const startSeconds = read.time(3);
  const endSeconds = read.timeOrNull(4);
  const session: Session = {
    user: sharedText(read.text(0)),
    publicIp: sharedText(read.text(1)),
    tunnelIp: sharedText(read.text(2)),
    startSeconds,
    endSeconds,
    bytesReceived: read.countOrNull(6),
    bytesSent: read.countOrNull(7),
    id: keptText(read.textNotEmpty(8)),
    server: sharedText(read.text(9)),
    commonName: sharedText(read.text(10)),
    username: sharedText(read.text(11)),
    realAddress: keptText(read.text(12)),
    tunnelIpv6: sharedText(read.text(13)),
    clientId: keptText(read.text(14)),
    cipher: sharedText(read.text(15)),
    lastSeenSeconds: read.time(16),
  };
  if (endSeconds !== null && endSeconds < startSeconds) {
    return read.complaint() ?? `end: expected no time before the start ${fields[3] ?? ""}, found "${fields[4] ?? ""}"`;
  }
  return read.complaint() ?? session;
}
