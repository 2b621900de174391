/** A client's real address; `parse-peer-address.ts` lists the forms in which OpenVPN writes it. */
export interface PeerAddress {
  /** IPv4 or IPv6 address without brackets; a v4-mapped address stays as written. */
  readonly host: string;
  /** `null` if the server writes none (a bare IPv6 address, OpenVPN 2.3–2.6). */
  readonly port: number | null;
  /** OpenVPN 2.7 and later: `udp4`, `tcp4-server`, `udp6`, … */
  readonly protocol?: string;
  /** The unchanged text from the file. */
  readonly asWritten: string;
}

/** One row of the client list. The server counts the bytes: received from the client, sent to it. */
export interface Client {
  readonly commonName: string;
  readonly realAddress: PeerAddress;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly connectedSince: Date;
  /**
   * Only in version 1, and only in the hour that is repeated in autumn: the other instant that the local time may mean.
   * `connectedSince` is then the later of the two, unless that is after `updatedAt`.
   */
  readonly connectedSinceOr?: Date;
  readonly virtualAddress?: string;
  readonly virtualIpv6Address?: string;
  /** Absent if the file has none or says `UNDEF`. */
  readonly username?: string;
  /** As written; a string, since it is an identifier, not a number. */
  readonly clientId?: string;
  readonly peerId?: string;
  readonly dataChannelCipher?: string;
  /**
   * Only in version 2, if commas in both common name and username allow several readings and the routing table does not
   * decide. The row is then read with the longest possible common name.
   */
  readonly ambiguous?: true;
}

export interface VirtualAddress {
  readonly kind: "ip" | "network" | "mac";
  /** Without the mark of a cached route. */
  readonly address: string;
  /** A host behind a client, learned from traffic (`…C` in the file). */
  readonly cached: boolean;
  readonly asWritten: string;
}

export interface Routing {
  readonly virtualAddress: VirtualAddress;
  readonly commonName: string;
  readonly realAddress: PeerAddress;
  readonly lastRef: Date;
}

export interface GlobalStats {
  readonly maxBcastMcastQueueLen: number;
  /** All other global statistics, by their names in the file, as written. */
  readonly more: ReadonlyMap<string, string>;
}

/** A server's status log, of any version. */
export interface Status {
  readonly kind: "server";
  readonly version: 1 | 2 | 3;
  readonly updatedAt: Date;
  /** Empty in version 1. */
  readonly title: string;
  /** By real address as written; repeats (possible if no port is written) get `#2`, `#3`, … */
  readonly clientList: ReadonlyMap<string, Client>;
  /** By virtual address as written. */
  readonly routingTable: ReadonlyMap<string, Routing>;
  readonly globalStats: GlobalStats;
}

/** The `OpenVPN STATISTICS` file of a client or of a point-to-point tunnel. */
export interface ClientStatistics {
  readonly kind: "client-statistics";
  readonly updatedAt: Date;
  /** By name as written; values in bytes. */
  readonly counters: ReadonlyMap<string, number>;
}
