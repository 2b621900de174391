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
  /** The host of the real address. */
  readonly publicIp: string;
  readonly tunnelIp: string;
  readonly tunnelIpv6: string;
  readonly clientId: string;
  readonly cipher: string;
  readonly startSeconds: number;
  /** `null` while the session is open. */
  readonly endSeconds: number | null;
  /** The last snapshot that proved the session connected. */
  readonly lastSeenSeconds: number;
  /** By the server from the client: the client's upload. Null where an imported history never knew it. */
  readonly bytesReceived: number | null;
  /** By the server to the client: the client's download. Null where an imported history never knew it. */
  readonly bytesSent: number | null;
}
