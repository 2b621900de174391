import { makeFieldReader } from "./csv-fields.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds } from "./iso-seconds.js";
import type { Session } from "./session.js";

// ◆ Design, section 5; the first six are those of OpenVPN Status Web's openvpn-sessions.csv.
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

// The same few names and addresses stand in most of the rows: kept once, a long history takes a third less memory.
const sharedTexts = new Map<string, string>();

function shared(text: string): string {
  const known = sharedTexts.get(text);
  if (known !== undefined) return known;
  sharedTexts.set(text, text);
  return text;
}

function rowOf(fields: readonly string[]): Session | string {
  const read = makeFieldReader(COLUMNS, fields);
  const startSeconds = read.time(3);
  const endSeconds = read.timeOrNull(4);
  const session: Session = {
    user: shared(read.text(0)),
    publicIp: shared(read.text(1)),
    tunnelIp: shared(read.text(2)),
    startSeconds,
    endSeconds,
    bytesReceived: read.countOrNull(6),
    bytesSent: read.countOrNull(7),
    id: read.textNotEmpty(8),
    server: shared(read.text(9)),
    commonName: shared(read.text(10)),
    username: shared(read.text(11)),
    realAddress: read.text(12),
    tunnelIpv6: shared(read.text(13)),
    clientId: read.text(14),
    cipher: shared(read.text(15)),
    lastSeenSeconds: read.time(16),
  };
  if (endSeconds !== null && endSeconds < startSeconds) {
    return read.complaint() ?? `end: expected no time before the start ${fields[3] ?? ""}, found "${fields[4] ?? ""}"`;
  }
  return read.complaint() ?? session;
}
