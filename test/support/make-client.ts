import { PeerAddress } from "../../src/status/status.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";

/** What a test sets of a client row; the rest has defaults. */
export interface ClientSketch {
  readonly name: string;
  /** Epoch seconds. */
  readonly since: number;
  readonly orSince?: number;
  readonly address?: string;
  readonly id?: string;
  readonly username?: string;
  readonly received?: number;
  readonly sent?: number;
  readonly tunnelIp?: string;
  readonly cipher?: string;
}

export function makeClient(sketch: ClientSketch): EstablishedClient {
  const address = sketch.address ?? "203.0.113.10:40000";
  return {
    commonName: sketch.name,
    realAddress: new PeerAddress({
      host: address.split(":")[0] ?? "",
      port: Number(address.split(":")[1]),
      family: 4,
      asWritten: address,
    }),
    bytesReceived: sketch.received ?? 0,
    bytesSent: sketch.sent ?? 0,
    connectedSince: new Date(sketch.since * 1000),
    tunnelIp: sketch.tunnelIp ?? "10.8.0.2",
    tunnelIpv6: "",
    ...(sketch.orSince === undefined ? {} : { connectedSinceOr: new Date(sketch.orSince * 1000) }),
    ...(sketch.id === undefined ? {} : { clientId: sketch.id }),
    ...(sketch.username === undefined ? {} : { username: sketch.username }),
    ...(sketch.cipher === undefined ? {} : { dataChannelCipher: sketch.cipher }),
  };
}
