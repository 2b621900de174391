import type { ConnectEvent, DisconnectEvent } from "../../src/history/client-event.js";

/** What a test sets of an event; the rest has the defaults of `makeClient`. */
export interface EventSketch {
  readonly name: string;
  /** Epoch seconds. */
  readonly since: number;
  readonly ip?: string;
  readonly port?: number;
  readonly tunnelIp?: string;
  readonly version?: string;
  readonly platform?: string;
}

export function connectEvent(sketch: EventSketch): ConnectEvent {
  return {
    kind: "connect",
    startSeconds: sketch.since,
    commonName: sketch.name,
    username: "",
    publicIp: sketch.ip ?? "203.0.113.10",
    port: sketch.port ?? 40000,
    tunnelIp: sketch.tunnelIp ?? "10.8.0.2",
    tunnelIpv6: "",
    clientVersion: sketch.version ?? "2.6.14",
    platform: sketch.platform ?? "linux",
  };
}

export function disconnectEvent(
  sketch: EventSketch & { readonly end: number; readonly received?: number; readonly sent?: number },
): DisconnectEvent {
  return {
    ...connectEvent(sketch),
    kind: "disconnect",
    endSeconds: sketch.end,
    bytesReceived: sketch.received ?? 0,
    bytesSent: sketch.sent ?? 0,
  };
}
