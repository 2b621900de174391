import { toLastedSeconds } from "./counted-from.js";
import { ColumnNames, FieldReader, type ReadsColumns } from "./csv-fields.js";
import { getReadings, type Readings } from "./counters.js";
import type { UnknownCells } from "./csv-layout.js";
import type { CsvTable } from "./csv-table.js";
import { earlierAddressesToText, parseEarlierAddresses } from "./earlier-addresses-text.js";
import { isoSeconds, isoOrEmpty } from "./iso-seconds.js";
import { detach, intern } from "./intern.js";
import type { EndSource, Session } from "./session.js";

// The first six are the columns of OpenVPN Status Web's openvpn-sessions.csv, the first 17 those of version 0.1.0.
const ENDED_COLUMNS = new ColumnNames([
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

/**
 * What the next run needs: the readings of a session's counters, when a snapshot by a wrong clock lacked it, and the
 * traffic between the last two snapshots.
 */
const READING_COLUMNS = new ColumnNames([
  "received_settled",
  "received_reading",
  "sent_settled",
  "sent_reading",
  "missed_at",
  "step_s",
  "step_received",
  "step_sent",
]);
const OPEN_COLUMNS = new ColumnNames([...ENDED_COLUMNS.names, ...READING_COLUMNS.names]);

type EndedColumn = (typeof ENDED_COLUMNS.names)[number];
type OpenColumn = (typeof OPEN_COLUMNS.names)[number];

const toUnknown = ({ unknownCells }: Session): UnknownCells | undefined => unknownCells;

/** `sessions/DAY.csv`: sessions that have ended. */
export const ENDED_SESSION_CSV: CsvTable<Session> = {
  columns: ENDED_COLUMNS.names,
  required: ["start", "end", "id", "server"],
  toFields: (session) => ENDED_COLUMNS.toFields(toTexts(session)),
  toRow: (fields, unknown) => {
    const read = new FieldReader(ENDED_COLUMNS, fields);
    const session = readSession(read, unknown);
    if (session.endSeconds === null) read.complain("end", (t) => t.timeOfEnd);
    return read.complaint() ?? session;
  },
  toUnknown,
};

/** `open.csv`: sessions that are still connected, with empty `end`, `duration_s` and `gone_by`. */
export const OPEN_SESSION_CSV: CsvTable<Session> = {
  columns: OPEN_COLUMNS.names,
  required: ["start", "id", "server"],
  toFields: (session) => {
    const { received, sent, step } = getReadings(session);
    const readings = READING_COLUMNS.toFields({
      received_settled: String(received.confirmed),
      received_reading: String(received.last),
      sent_settled: String(sent.confirmed),
      sent_reading: String(sent.last),
      missed_at: isoOrEmpty(session.missedSeconds ?? null),
      step_s: step === undefined ? "" : String(step.seconds),
      step_received: step === undefined ? "" : String(step.bytesReceived),
      step_sent: step === undefined ? "" : String(step.bytesSent),
    });
    return [...ENDED_COLUMNS.toFields(toTexts(session)), ...readings];
  },
  toRow: (fields, unknown) => {
    const read = new FieldReader(OPEN_COLUMNS, fields);
    const session = readSession(read, unknown);
    if (session.endSeconds !== null) read.complain("end", (t) => t.noEnd);
    const [readings, missedSeconds] = [readReadings(read), read.timeOrNull("missed_at")];
    const counted = readings === null ? session : { readings, ...session };
    return read.complaint() ?? (missedSeconds === null ? counted : { missedSeconds, ...counted });
  },
  toUnknown,
};

/** @returns `null` if a version without readings wrote the row */
function readReadings(read: ReadsColumns<OpenColumn>): Readings | null {
  if (read.text("received_settled") === "") return null;
  const received = { confirmed: read.count("received_settled"), last: read.count("received_reading") };
  const sent = { confirmed: read.count("sent_settled"), last: read.count("sent_reading") };
  if (read.text("step_s") === "") return { received, sent };
  const [seconds, bytesReceived] = [read.count("step_s"), read.count("step_received")];
  return { received, sent, step: { seconds, bytesReceived, bytesSent: read.count("step_sent") } };
}

function toTexts(session: Session): Readonly<Record<EndedColumn, string>> {
  const { startSeconds, endSeconds } = session;
  return {
    user: session.user,
    public_ip: session.publicIp,
    tunnel_ip: session.tunnelIp,
    start: isoSeconds(startSeconds),
    end: isoOrEmpty(endSeconds),
    duration_s: String(toLastedSeconds(session) ?? ""),
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
    earlier_addresses: earlierAddressesToText(session.earlierAddresses),
    client_version: session.clientVersion,
    platform: session.platform,
  };
}

function readSession(read: ReadsColumns<EndedColumn>, unknownCells: UnknownCells | undefined): Session {
  const startSeconds = read.time("start");
  const endSeconds = read.timeOrNull("end");
  const session: Session = {
    user: intern(read.text("user")),
    publicIp: intern(read.text("public_ip")),
    tunnelIp: intern(read.text("tunnel_ip")),
    startSeconds,
    endSeconds,
    bytesReceived: read.countOrNull("bytes_received"),
    bytesSent: read.countOrNull("bytes_sent"),
    id: detach(read.textNotEmpty("id")),
    server: intern(read.text("server")),
    commonName: intern(read.text("common_name")),
    username: intern(read.text("username")),
    realAddress: detach(read.text("real_address")),
    tunnelIpv6: intern(read.text("tunnel_ipv6")),
    clientId: detach(read.text("client_id")),
    cipher: intern(read.text("cipher")),
    lastSeenSeconds: read.timeOrNull("last_seen") ?? endSeconds ?? startSeconds,
    goneBySeconds: read.timeOrNull("gone_by"),
    endSource: readEndSource(read.text("end_source")),
    firstSeenSeconds: read.timeOrNull("first_seen"),
    countedFromSeconds: read.timeOrNull("counted_from"),
    earlierAddresses: parseEarlierAddresses(read.text("earlier_addresses"), () => {
      read.complain("earlier_addresses", (t) => t.addresses);
    }),
    clientVersion: intern(read.text("client_version")),
    platform: intern(read.text("platform")),
  };
  // It is computed from the times, but a row with a damaged field is a damaged row.
  read.countOrNull("duration_s");
  if (endSeconds !== null && endSeconds < startSeconds) {
    read.complain("end", (t) => t.notBefore(isoSeconds(startSeconds)));
  }
  return unknownCells === undefined ? session : { unknownCells, ...session };
}

/** A newer version may know other words. They mean nothing here, but the file keeps them. */
function readEndSource(text: string): EndSource {
  return text === "event" || text === "status" ? text : "";
}
