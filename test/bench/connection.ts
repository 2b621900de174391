import type { WrittenClient } from "../support/write-status.js";

/** A client's connection. */
export interface Connection {
  /** Another one each time. */
  readonly number: number;
  readonly user: number;
  readonly sinceSeconds: number;
}

/** The connection as a status log shows it. */
export function toWrittenClient(connection: Connection, nowSeconds: number): WrittenClient & { clientId: number } {
  const { number, user, sinceSeconds } = connection;
  return {
    commonName: `user${user}@example.com`,
    realAddress: `203.0.${(number >> 8) % 256}.${number % 256}:${30_000 + (number % 30_000)}`,
    virtualAddress: `10.9.${(number >> 8) % 256}.${number % 256}`,
    ...toTraffic(connection, nowSeconds - sinceSeconds),
    connectedSinceSeconds: sinceSeconds,
    username: "",
    clientId: number,
  };
}

/** What the connection moves in some seconds. */
export function toTraffic(
  { number }: Connection,
  seconds: number,
): { readonly bytesReceived: number; readonly bytesSent: number } {
  return { bytesReceived: seconds * (1000 + number), bytesSent: seconds * (9000 + number) };
}
