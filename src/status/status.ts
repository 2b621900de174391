/** `host` and `port` of a client as OpenVPN writes them; see `parse-peer-address.ts` for the forms. */
export interface PeerAddress {
  /** IPv4 or IPv6 address without brackets; a v4-mapped address is left as it was written. */
  readonly host: string;
  /** `null` where the server writes none (a bare IPv6 address, OpenVPN 2.3–2.6). */
  readonly port: number | null;
  /** OpenVPN 2.7 and later: `udp4`, `tcp4-server`, `udp6`, … */
  readonly protocol?: string;
  /** Byte for byte what stood in the file. */
  readonly asWritten: string;
}

/** One row of the client list. Bytes are counted by the server: received from the client, sent to it. */
export interface Client {
  readonly commonName: string;
  readonly realAddress: PeerAddress;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly connectedSince: Date;
  /**
   * Only in version 1, only in the hour that a zone repeats in autumn: the other instant that the written time may
   * mean. `connectedSince` is then the later one of the two that is not after `updatedAt`.
   */
  readonly connectedSinceOr?: Date;
  readonly virtualAddress?: string;
  readonly virtualIpv6Address?: string;
  /** Absent where the file has none or says `UNDEF`. */
  readonly username?: string;
  /** As written; a string because it is an identity, not a number. */
  readonly clientId?: string;
  readonly peerId?: string;
  readonly dataChannelCipher?: string;
  /**
   * Only in version 2, where commas in both common name and username leave more than one reading and the routing
   * table does not tell: the row is read as the one with the longest common name.
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
  /** Every further global statistic, by its name in the file, as written. */
  readonly more: ReadonlyMap<string, string>;
}

/** A server's status log, whatever its version. */
export interface Status {
  readonly kind: "server";
  readonly version: 1 | 2 | 3;
  readonly updatedAt: Date;
  /** Empty in version 1. */
  readonly title: string;
  /** By real address as written; repeats (possible where no port is written) get `#2`, `#3`, … */
  readonly clientList: ReadonlyMap<string, Client>;
  /** By virtual address as written. */
  readonly routingTable: ReadonlyMap<string, Routing>;
  readonly globalStats: GlobalStats;
}

/** The `OpenVPN STATISTICS` file of a client or of a point-to-point tunnel. */
export interface ClientStatistics {
  readonly kind: "client-statistics";
  readonly updatedAt: Date;
  /** By the name in the file, in bytes. */
  readonly counters: ReadonlyMap<string, number>;
}
