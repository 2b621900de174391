import type { Readings } from "./counters.js";
import type { UnknownCells } from "./csv-layout.js";

/**
 * One stay of one client on one server. Times are epoch seconds, in whole seconds, as in
 * the history's CSV. Text fields are empty where OpenVPN said nothing.
 */
export interface Session {
  /** Given at first sight, stored, never computed again. */
  readonly id: string;
  readonly server: string;
  /** Whom the session counts for: the common name, or the username (config `user_from`). */
  readonly user: string;
  readonly commonName: string;
  readonly username: string;
  /** As written by OpenVPN. */
  readonly realAddress: string;
  /** The host of the real address in its one spelling (`canonicalAddress`); older rows have it as OpenVPN wrote it. */
  readonly publicIp: string;
  readonly tunnelIp: string;
  readonly tunnelIpv6: string;
  readonly clientId: string;
  readonly cipher: string;
  readonly startSeconds: number;
  /** `null` while the session is open. */
  readonly endSeconds: number | null;
  /** The last snapshot, or event, that proved the session connected. */
  readonly lastSeenSeconds: number;
  /** The first snapshot that no longer showed the session; `null` where there was none, and while it is open. */
  readonly goneBySeconds: number | null;
  /** How exact the end is: `event` is OpenVPN's own word, `status` a snapshot's; empty where nobody knows, and while it is open. */
  readonly endSource: EndSource;
  /** The first snapshot that showed the session; `null` where nobody knows. */
  readonly firstSeenSeconds: number | null;
  /** From when on hours and days count, where the start is not to be believed; `null`: from the start. */
  readonly countedFromSeconds: number | null;
  /**
   * Of an open session whose start is not to be believed: a snapshot by a clock behind its last proof did not show it.
   * What later shows the same start may be another session then.
   */
  readonly missedSeconds?: number;
  /** Addresses that the session had before, oldest first. */
  readonly earlierAddresses: readonly EarlierAddress[];
  /** The client's release of OpenVPN; empty where nobody knows. */
  readonly clientVersion: string;
  /** What the client runs on; empty where nobody knows. */
  readonly platform: string;
  /** By the server from the client: the client's upload. Null where an imported history never knew it. */
  readonly bytesReceived: number | null;
  /** By the server to the client: the client's download. Null where an imported history never knew it. */
  readonly bytesSent: number | null;
  /** Of an open session: what the next snapshot needs to tell a wrong reading of its counters from a right one. */
  readonly readings?: Readings;
  /** Columns of the history that a newer version wrote: kept as they are. */
  readonly unknownCells?: UnknownCells;
}

export type EndSource = "event" | "status" | "";

/** A public or tunnel address that a session has no more. */
export interface EarlierAddress {
  readonly address: string;
  readonly lastSeenSeconds: number;
}

/** The details of a session of which only the first and the last second are known. */
export const NO_DETAILS = {
  goneBySeconds: null,
  endSource: "",
  firstSeenSeconds: null,
  countedFromSeconds: null,
  earlierAddresses: [],
  clientVersion: "",
  platform: "",
} satisfies Partial<Session>;
