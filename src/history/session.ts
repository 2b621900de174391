import type { Readings } from "./counters.js";
import type { UnknownCells } from "./csv-layout.js";

/**
 * One connection of one client to one server. Times are whole epoch seconds. Text fields are empty if OpenVPN wrote
 * nothing.
 */
export interface Session {
  /** Computed when the session is first seen, stored, and never computed again. */
  readonly id: string;
  readonly server: string;
  /** The user that the session counts for: the common name or the username (config `user_from`). */
  readonly user: string;
  readonly commonName: string;
  readonly username: string;
  /** As written by OpenVPN. */
  readonly realAddress: string;
  /** The host of the real address in canonical form (`canonicalAddress`); in older rows as OpenVPN wrote it. */
  readonly publicIp: string;
  readonly tunnelIp: string;
  readonly tunnelIpv6: string;
  readonly clientId: string;
  readonly cipher: string;
  readonly startSeconds: number;
  /** `null` while the session is open. */
  readonly endSeconds: number | null;
  /** The last proof: the last snapshot or event that showed the session connected. */
  readonly lastSeenSeconds: number;
  /** The first snapshot that no longer showed the session; `null` if there was none, and while the session is open. */
  readonly goneBySeconds: number | null;
  /**
   * What the end is based on: `event` is exact, `status` is a last proof; empty if unknown, and while the session is
   * open.
   */
  readonly endSource: EndSource;
  /** The first snapshot that showed the session; `null` if unknown. */
  readonly firstSeenSeconds: number | null;
  /** The time from which hours and days count, if the start is not believed; `null`: they count from the start. */
  readonly countedFromSeconds: number | null;
  /**
   * Only for an open session whose start is not believed: a snapshot from before its last proof, by a clock that was
   * set back, did not show it. A client with the same start may then be another session.
   */
  readonly missedSeconds?: number;
  /** Addresses that the session had before, oldest first. */
  readonly earlierAddresses: readonly EarlierAddress[];
  /** The client's release of OpenVPN; empty if unknown. */
  readonly clientVersion: string;
  /** The client's operating system; empty if unknown. */
  readonly platform: string;
  /** Received by the server: the client's upload. `null` if an imported history does not have it. */
  readonly bytesReceived: number | null;
  /** Sent by the server: the client's download. `null` if an imported history does not have it. */
  readonly bytesSent: number | null;
  /** Only for an open session: what is needed to judge the next readings of its counters. */
  readonly readings?: Readings;
  /** Cells of columns that only a newer version knows: they are kept. */
  readonly unknownCells?: UnknownCells;
}

export type EndSource = "event" | "status" | "";

/** A public or tunnel address that a session no longer has. */
export interface EarlierAddress {
  readonly address: string;
  readonly lastSeenSeconds: number;
}

/** The details of a session when only its start and end are known. */
export const NO_DETAILS = {
  goneBySeconds: null,
  endSource: "",
  firstSeenSeconds: null,
  countedFromSeconds: null,
  earlierAddresses: [],
  clientVersion: "",
  platform: "",
} satisfies Partial<Session>;
