import { ColumnNames, FieldReader } from "./csv-fields.js";
import type { UnknownCells } from "./csv-layout.js";
import type { CsvTable } from "./csv-table.js";
import { isoSeconds, parseIsoSeconds } from "./iso-seconds.js";
import { keptText, sharedText } from "./kept-text.js";
import type { EarlierAddress, EndSource, Session } from "./session.js";

// The first six are those of OpenVPN Status Web's openvpn-sessions.csv, the first 17 those of our first version.
const COLUMNS = new ColumnNames([
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
  "gone_by",
  "end_source",
  "first_seen",
  "counted_from",
  "earlier_addresses",
  "client_version",
  "platform",
]);

type SessionColumn = (typeof COLUMNS.names)[number];

const toUnknown = ({ unknownCells }: Session): UnknownCells | undefined => unknownCells;

/** `sessions/DAY.csv`: sessions that have ended. */
export const ENDED_SESSION_CSV: CsvTable<Session> = {
  columns: COLUMNS.names,
  required: ["start", "end", "id", "server"],
  toFields,
  toRow: (fields, unknown) => {
    const session = toSession(fields, unknown);
    if (typeof session === "string" || session.endSeconds !== null) return session;
    return `end: expected a time, since day files hold ended sessions, found ""`;
  },
  toUnknown,
};

/** `open.csv`: sessions still connected, `end`, `duration_s` and `gone_by` empty. */
export const OPEN_SESSION_CSV: CsvTable<Session> = {
  columns: COLUMNS.names,
  required: ["start", "id", "server"],
  toFields,
  toRow: (fields, unknown) => {
    const session = toSession(fields, unknown);
    if (typeof session === "string" || session.endSeconds === null) return session;
    return `end: expected nothing, since open.csv holds sessions still connected, found "${isoSeconds(session.endSeconds)}"`;
  },
  toUnknown,
};

function toFields(session: Session): readonly string[] {
  const { startSeconds, endSeconds } = session;
  return COLUMNS.toFields({
    user: session.user,
    public_ip: session.publicIp,
    tunnel_ip: session.tunnelIp,
    start: isoSeconds(startSeconds),
    end: isoOrEmpty(endSeconds),
    duration_s: endSeconds === null ? "" : String(endSeconds - startSeconds),
    bytes_received: session.bytesReceived === null ? "" : String(session.bytesReceived),
    bytes_sent: session.bytesSent === null ? "" : String(session.bytesSent),
    id: session.id,
    server: session.server,
    common_name: session.commonName,
    username: session.username,
    real_address: session.realAddress,
    tunnel_ipv6: session.tunnelIpv6,
    client_id: session.clientId,
    cipher: session.cipher,
    last_seen: isoSeconds(session.lastSeenSeconds),
    gone_by: isoOrEmpty(session.goneBySeconds),
    end_source: session.endSource,
    first_seen: isoOrEmpty(session.firstSeenSeconds),
    counted_from: isoOrEmpty(session.countedFromSeconds),
    earlier_addresses: session.earlierAddresses.map(addressToText).join(" "),
    client_version: session.clientVersion,
    platform: session.platform,
  });
}

function toSession(fields: readonly string[], unknownCells: UnknownCells | undefined): Session | string {
  const read = new FieldReader(COLUMNS, fields);
  const startSeconds = read.time("start");
  const endSeconds = read.timeOrNull("end");
  const session: Session = {
    user: sharedText(read.text("user")),
    publicIp: sharedText(read.text("public_ip")),
    tunnelIp: sharedText(read.text("tunnel_ip")),
    startSeconds,
    endSeconds,
    bytesReceived: read.countOrNull("bytes_received"),
    bytesSent: read.countOrNull("bytes_sent"),
    id: keptText(read.textNotEmpty("id")),
    server: sharedText(read.text("server")),
    commonName: sharedText(read.text("common_name")),
    username: sharedText(read.text("username")),
    realAddress: keptText(read.text("real_address")),
    tunnelIpv6: sharedText(read.text("tunnel_ipv6")),
    clientId: keptText(read.text("client_id")),
    cipher: sharedText(read.text("cipher")),
    lastSeenSeconds: read.timeOrNull("last_seen") ?? endSeconds ?? startSeconds,
    goneBySeconds: read.timeOrNull("gone_by"),
    endSource: readEndSource(read.text("end_source")),
    firstSeenSeconds: read.timeOrNull("first_seen"),
    countedFromSeconds: read.timeOrNull("counted_from"),
    earlierAddresses: readAddresses(read),
    clientVersion: sharedText(read.text("client_version")),
    platform: sharedText(read.text("platform")),
    ...(unknownCells === undefined ? undefined : { unknownCells }),
  };
  if (endSeconds !== null && endSeconds < startSeconds) {
    read.complain("end", `no time before the start ${isoSeconds(startSeconds)}`);
  }
  return read.complaint() ?? session;
}

function isoOrEmpty(seconds: number | null): string {
  return seconds === null ? "" : isoSeconds(seconds);
}

/** A word that only a newer version knows says nothing to this one; the file keeps it. */
function readEndSource(text: string): EndSource {
  return text === "event" || text === "status" ? text : "";
}

function addressToText({ address, lastSeenSeconds }: EarlierAddress): string {
  return `${address}@${isoSeconds(lastSeenSeconds)}`;
}

const NO_ADDRESSES: readonly EarlierAddress[] = [];

function readAddresses(read: FieldReader<SessionColumn>): readonly EarlierAddress[] {
  const text = read.text("earlier_addresses");
  if (text === "") return NO_ADDRESSES;
  return text.split(" ").flatMap((entry) => {
    const at = entry.lastIndexOf("@");
    const lastSeenSeconds = parseIsoSeconds(entry.slice(at + 1));
    if (at > 0 && lastSeenSeconds !== undefined) return [{ address: sharedText(entry.slice(0, at)), lastSeenSeconds }];
    read.complain("earlier_addresses", "addresses like 203.0.113.7@2026-11-21T08:12:15Z");
    return [];
  });
}
