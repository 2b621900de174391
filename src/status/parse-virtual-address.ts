import { isIPv4, isIPv6 } from "node:net";
import { parseWholeNumber } from "./parse-whole-number.js";
import { VirtualAddress } from "./status.js";

const MAC = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?:@[0-9]{1,5})?$/i;

/**
 * Parses the virtual address of a route: IPv4, IPv6, a network (`10.200.0.0/16`, from iroute) or a MAC address (TAP;
 * since 2.7 with its VLAN, `…@0`). Each ends with a capital `C` if OpenVPN learned it from traffic.
 *
 * @returns `undefined` if the text has none of these forms.
 */
export function parseVirtualAddress(asWritten: string): VirtualAddress | undefined {
  if (asWritten.endsWith("C")) {
    const address = asWritten.slice(0, -1);
    const found = findKind(address);
    if (found !== undefined) {
      return new VirtualAddress({ kind: found.kind, family: found.family, address, cached: true, asWritten });
    }
  }
  const found = findKind(asWritten);
  if (found === undefined) return undefined;
  const { kind, family } = found;
  return new VirtualAddress({ kind, family, address: asWritten, cached: false, asWritten });
}

type Kind = Pick<VirtualAddress, "kind" | "family">;

const KINDS = {
  ipv4: { kind: "ip", family: 4 },
  ipv6: { kind: "ip", family: 6 },
  mac: { kind: "mac", family: null },
} as const satisfies Readonly<Record<string, Kind>>;

function findKind(address: string): Kind | undefined {
  if (isIPv4(address)) return KINDS.ipv4;
  const slash = address.indexOf("/");
  if (slash >= 0) return findNetwork(address.slice(0, slash), address.slice(slash + 1));
  if (MAC.test(address)) return KINDS.mac;
  return isIPv6(address) ? KINDS.ipv6 : undefined;
}

function findNetwork(host: string, prefixLength: string): Kind | undefined {
  const bits = parseWholeNumber(prefixLength);
  if (isIPv4(host)) return bits <= 32 ? { kind: "network", family: 4 } : undefined;
  return isIPv6(host) && bits <= 128 ? { kind: "network", family: 6 } : undefined;
}
