import { statSync } from "node:fs";
import type { ConfiguredServer, OpenvpnFacts } from "../judge/openvpn-configs.js";
import type { Place } from "../place.js";

/** The OpenVPN servers of this host, and whether the program reads what they write. */
export function readOpenvpnFacts({ openvpn, sources }: Place): OpenvpnFacts {
  const read = new Set(sources.map(({ source }) => source));
  const servers = openvpn.servers.map((server): ConfiguredServer => {
    const path = server.statusPath ?? "";
    return { ...server, isStatusThere: isThere(path), isRead: read.has(path) };
  });
  return { servers, unreadable: openvpn.unreadable, hasSource: sources.length > 0 };
}

/** Assumed if the folder may not be entered. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
