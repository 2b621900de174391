import type { Session } from "../../src/history/session.js";
import type { StoryClient } from "./story-site.js";

/** Has been running since the day before, and has everything that a row can have. */
export const ALICE: StoryClient = {
  commonName: "alice",
  since: "2026-11-20T22:10:00Z",
  username: "alice.a",
  realAddress: "203.0.113.7:40000",
  virtualAddress: "10.8.0.7",
  virtualIpv6Address: "fd00::7",
  cipher: "AES-256-GCM",
  clientId: 7,
  bytesReceived: 5_000_000,
  bytesSent: 9_000_000,
};
/** Runs beside her. */
export const BOB: StoryClient = { commonName: "bob", since: "2026-11-21T07:00:00Z" };
/** Has ended a minute ago. */
export const CAROL: StoryClient = { commonName: "carol", since: "2026-11-21T09:00:00Z", username: "carol.c" };
/** Ended the day before. */
export const DAVE: StoryClient = { commonName: "dave", since: "2026-11-20T08:00:00Z", virtualIpv6Address: "fd00::9" };

/** The user whose session changes. */
export type Who = "alice" | "carol" | "dave";

/** A way in which a field can change between two runs. */
export type Way =
  /** OpenVPN writes another row for Alice. */
  | { readonly by: "status"; readonly alice: Partial<StoryClient> }
  /** OpenVPN shows other clients. */
  | { readonly by: "clients"; readonly clients: readonly StoryClient[] }
  /** Someone replaces the history's file of the session: an editor, or another version of the program. */
  | { readonly by: "file"; readonly cells: Cells; readonly todo?: string };

/** How a row's cells change, by column. */
export type Cells = Readonly<Record<string, string | ((cell: string) => string)>>;

/** How a field changes, or why it cannot. */
export interface FieldChanges {
  /** Of the history's files. */
  readonly columns: readonly string[];
  /** The name that sessions count for; absent: the common name. */
  readonly userFrom?: "common_name" | "username";
  /** Of Alice's session, which runs. */
  readonly running: readonly Way[] | string;
  /** Of Carol's, which ended a minute before, and of Dave's, which ended the day before. */
  readonly ended: readonly Way[] | string;
}

function status(alice: Partial<StoryClient>): Way {
  return { by: "status", alice };
}

function clients(...shown: readonly StoryClient[]): Way {
  return { by: "clients", clients: shown };
}

function file(cells: Cells): Way {
  return { by: "file", cells };
}

function fileUnnoticed(cells: Cells): Way {
  return { by: "file", cells, todo: "what someone writes into open.csv is noticed by the first run of the next day" };
}

/** A new field of a session does not compile until it is here. */
export const FIELD_CHANGES: Readonly<Record<keyof Session, FieldChanges>> = {
  id: { columns: ["id"], running: [file({ id: (id) => `${id}-else` })], ended: [file({ id: (id) => `${id}-else` })] },
  server: { columns: ["server"], running: [file({ server: "other" })], ended: [file({ server: "other" })] },
  user: {
    columns: ["user"],
    userFrom: "username",
    // The stored one counts only where both names are empty.
    running: [
      status({ username: "alice.b" }),
      status({ username: "carol.c" }),
      file({ user: "erin" }),
      file({ user: "erin", common_name: "", username: "" }),
    ],
    ended: [file({ user: "erin" }), file({ username: "bob" }), file({ user: "erin", common_name: "", username: "" })],
  },
  commonName: {
    columns: ["common_name"],
    running: [status({ commonName: "erin" }), file({ common_name: "erin" })],
    ended: [file({ common_name: "erin" })],
  },
  username: {
    columns: ["username"],
    running: [status({ username: "alice.b" }), status({ username: "carol.c" }), file({ username: "alice.b" })],
    ended: [file({ username: "carol.b" }), file({ username: "bob" })],
  },
  realAddress: {
    columns: ["real_address"],
    running: [status({ realAddress: "203.0.113.7:41111" }), file({ real_address: "203.0.113.7:41111" })],
    ended: [file({ real_address: "203.0.113.7:41111" })],
  },
  publicIp: {
    columns: ["public_ip"],
    running: [
      status({ realAddress: "198.51.100.8:40000" }),
      status({ realAddress: "[2001:db8::8]:40000" }),
      file({ public_ip: "198.51.100.8" }),
    ],
    ended: [file({ public_ip: "198.51.100.8" })],
  },
  tunnelIp: {
    columns: ["tunnel_ip"],
    running: [status({ virtualAddress: "10.8.0.99" }), file({ tunnel_ip: "10.8.0.99" })],
    ended: [file({ tunnel_ip: "10.8.0.99" })],
  },
  tunnelIpv6: {
    columns: ["tunnel_ipv6"],
    running: [status({ virtualIpv6Address: "fd00::99" }), file({ tunnel_ipv6: "fd00::99" })],
    ended: [file({ tunnel_ipv6: "fd00::99" }), file({ tunnel_ipv6: "" })],
  },
  clientId: {
    columns: ["client_id"],
    running: [status({ clientId: 99 }), file({ client_id: "99" })],
    ended: [file({ client_id: "99" })],
  },
  cipher: {
    columns: ["cipher"],
    running: [status({ cipher: "CHACHA20-POLY1305" }), file({ cipher: "CHACHA20-POLY1305" })],
    ended: [file({ cipher: "CHACHA20-POLY1305" })],
  },
  startSeconds: {
    columns: ["start"],
    running: [status({ since: "2026-11-21T12:00:30Z", bytesReceived: 5 }), file({ start: "2026-11-20T21:00:00Z" })],
    // The row moves to the file of its day, behind that of another who is changed next.
    ended: [file({ start: "2026-11-20T10:30:00Z" })],
  },
  endSeconds: {
    columns: ["end"],
    running: [clients(BOB), clients({ ...BOB, since: "2026-11-21T12:00:10Z" })],
    ended: [file({ end: "2026-11-21T11:58:30Z" })],
  },
  lastSeenSeconds: {
    columns: ["last_seen"],
    running: [status({}), file({ last_seen: "2026-11-21T11:30:00Z" }), file({ last_seen: "2026-11-20T23:30:00Z" })],
    ended: [file({ last_seen: "2026-11-21T11:50:00Z" })],
  },
  goneBySeconds: {
    columns: ["gone_by"],
    running: [clients(BOB), file({ gone_by: "2026-11-21T11:59:30Z" })],
    ended: [file({ gone_by: "2026-11-21T11:59:30Z" }), file({ gone_by: "" })],
  },
  endSource: {
    columns: ["end_source"],
    running: [clients(BOB), file({ end_source: "event" })],
    ended: [file({ end_source: "event" }), file({ end_source: "" })],
  },
  firstSeenSeconds: {
    columns: ["first_seen"],
    running: [clients(ALICE, BOB, { ...DAVE, since: "2026-11-21T12:00:30Z" }), file({ first_seen: "" })],
    ended: [file({ first_seen: "2026-11-21T10:00:00Z" }), file({ first_seen: "" })],
  },
  countedFromSeconds: {
    columns: ["counted_from"],
    running: [
      // A start more than a day before a check that did not show it is not believed.
      clients(ALICE, BOB, { commonName: "erin", since: "2026-11-10T00:00:00Z" }),
      fileUnnoticed({ counted_from: "2026-11-21T09:00:00Z" }),
    ],
    ended: [file({ counted_from: "2026-11-21T10:00:00Z" })],
  },
  missedSeconds: {
    columns: ["missed_at"],
    running: [file({ missed_at: "2026-11-21T11:00:00Z" })],
    ended: "only an open session waits",
  },
  earlierAddresses: {
    columns: ["earlier_addresses"],
    running: [
      status({ realAddress: "198.51.100.8:40000", virtualAddress: "10.8.0.98" }),
      fileUnnoticed({ earlier_addresses: "198.51.100.9@2026-11-21T08:12:15Z" }),
    ],
    ended: [file({ earlier_addresses: "198.51.100.9@2026-11-21T08:12:15Z" })],
  },
  clientVersion: {
    columns: ["client_version"],
    running: [file({ client_version: "2.6.14" })],
    ended: [file({ client_version: "2.6.14" })],
  },
  platform: { columns: ["platform"], running: [file({ platform: "linux" })], ended: [file({ platform: "linux" })] },
  bytesReceived: {
    columns: ["bytes_received", "received_reading"],
    running: [status({ bytesReceived: 6_000_000 }), status({ bytesReceived: 1 }), file({ bytes_received: "77" })],
    ended: [file({ bytes_received: "77" }), file({ bytes_received: "" })],
  },
  bytesSent: {
    columns: ["bytes_sent", "sent_reading"],
    running: [status({ bytesSent: 20_000_000 }), status({ bytesSent: 1 }), file({ bytes_sent: "77" })],
    ended: [file({ bytes_sent: "77" }), file({ bytes_sent: "" })],
  },
  readings: {
    columns: [
      ...["received_settled", "received_reading", "sent_settled", "sent_reading"],
      ...["step_s", "step_received", "step_sent"],
    ],
    running: [
      // Below the reading before, not below the one before that: a wrong reading is taken back.
      status({ bytesReceived: 4_500_000, bytesSent: 8_500_000 }),
      file({ received_settled: "4000000", sent_settled: "4000000" }),
      file({ step_s: "60", step_received: "1000", step_sent: "900000000" }),
      file({ received_settled: "", received_reading: "", sent_settled: "", sent_reading: "" }),
    ],
    ended: "only an open session has counters that run",
  },
  unknownCells: {
    columns: ["of_a_newer_version"],
    running: [file({ of_a_newer_version: "x" })],
    ended: [file({ of_a_newer_version: "x" })],
  },
};
