import type { Client, ClientStatistics, PeerAddress, Routing, Status, VirtualAddress } from "./status.js";

/** A value that `JSON.stringify` writes as it is. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A parsed file as plain JSON: times as `2026-11-21T08:12:15Z`, maps as objects in file order. */
export function statusToJson(parsed: Status | ClientStatistics): JsonValue {
  if (parsed.kind === "client-statistics") {
    return {
      kind: parsed.kind,
      updatedAt: isoSeconds(parsed.updatedAt),
      counters: Object.fromEntries(parsed.counters),
    };
  }
  return {
    kind: parsed.kind,
    version: parsed.version,
    updatedAt: isoSeconds(parsed.updatedAt),
    title: parsed.title,
    clientList: toObject(parsed.clientList, clientToJson),
    routingTable: toObject(parsed.routingTable, routingToJson),
    globalStats: {
      maxBcastMcastQueueLen: parsed.globalStats.maxBcastMcastQueueLen,
      more: Object.fromEntries(parsed.globalStats.more),
    },
  };
}

function clientToJson(client: Client): JsonValue {
  const { commonName, realAddress, connectedSince, connectedSinceOr, ...rest } = client;
  return {
    commonName,
    realAddress: peerToJson(realAddress),
    connectedSince: isoSeconds(connectedSince),
    ...(connectedSinceOr === undefined ? {} : { connectedSinceOr: isoSeconds(connectedSinceOr) }),
    ...rest,
  };
}

function routingToJson(routing: Routing): JsonValue {
  return {
    virtualAddress: routeToJson(routing.virtualAddress),
    commonName: routing.commonName,
    realAddress: peerToJson(routing.realAddress),
    lastRef: isoSeconds(routing.lastRef),
  };
}

function peerToJson({ host, port, family, protocol, asWritten }: PeerAddress): JsonValue {
  return protocol === undefined ? { host, port, family, asWritten } : { host, port, family, protocol, asWritten };
}

function routeToJson({ kind, family, address, cached, asWritten }: VirtualAddress): JsonValue {
  return { kind, family, address, cached, asWritten };
}

/** `fromEntries` defines own properties, so `__proto__` is a key like any other. */
function toObject<Value>(map: ReadonlyMap<string, Value>, toJson: (value: Value) => JsonValue): JsonValue {
  return Object.fromEntries([...map].map(([key, value]) => [key, toJson(value)]));
}

function isoSeconds(instant: Date): string {
  return instant.toISOString().replace(".000Z", "Z");
}
