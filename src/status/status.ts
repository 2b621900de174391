// `declare`: a field is there only once the constructor sets it, so an absent protocol is none.

/** A client's real address; `parse-peer-address.ts` lists the forms in which OpenVPN writes it. */
export class PeerAddress {
  /** IPv4 or IPv6 address without brackets; a v4-mapped address stays as written. */
  declare readonly host: string;
  /** `null` if the server writes none (a bare IPv6 address, OpenVPN 2.3–2.6). */
  declare readonly port: number | null;
  /** Of the host as written: 6 for a v4-mapped address. */
  declare readonly family: 4 | 6;
  /** OpenVPN 2.7 and later: `udp4`, `tcp4-server`, `udp6`, … */
  declare readonly protocol?: string;
  /** The unchanged text from the file. */
  declare readonly asWritten: string;

  constructor(at: Readonly<Pick<PeerAddress, "host" | "port" | "family" | "protocol" | "asWritten">>) {
    this.host = at.host;
    this.port = at.port;
    this.family = at.family;
    if (at.protocol !== undefined) this.protocol = at.protocol;
    this.asWritten = at.asWritten;
  }

  /** The text from the file, which is the client's key in the client list. */
  toString(): string {
    return this.asWritten;
  }
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

/** Where a route leads. */
export class VirtualAddress {
  declare readonly kind: "ip" | "network" | "mac";
  /** `null` for a MAC address. */
  declare readonly family: 4 | 6 | null;
  /** Without the mark of a cached route. */
  declare readonly address: string;
  /** A host behind a client, learned from traffic (`…C` in the file). */
  declare readonly cached: boolean;
  /** The unchanged text from the file. */
  declare readonly asWritten: string;

  constructor(at: Readonly<Pick<VirtualAddress, "kind" | "family" | "address" | "cached" | "asWritten">>) {
    this.kind = at.kind;
    this.family = at.family;
    this.address = at.address;
    this.cached = at.cached;
    this.asWritten = at.asWritten;
  }

  /** The text from the file, which is the route's key in the routing table. */
  toString(): string {
    return this.asWritten;
  }
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
