import { isIPv4, isIPv6 } from "node:net";
import { parseWholeNumber } from "./parse-whole-number.js";
import type { VirtualAddress } from "./status.js";

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
    const kind = findKind(address);
    if (kind !== undefined) return { kind, address, cached: true, asWritten };
  }
  const kind = findKind(asWritten);
  return kind && { kind, address: asWritten, cached: false, asWritten };
}

function findKind(address: string): VirtualAddress["kind"] | undefined {
  if (isIPv4(address)) return "ip";
  const slash = address.indexOf("/");
  if (slash >= 0) return isNetwork(address.slice(0, slash), address.slice(slash + 1)) ? "network" : undefined;
  if (MAC.test(address)) return "mac";
  return isIPv6(address) ? "ip" : undefined;
}

function isNetwork(host: string, prefixLength: string): boolean {
  const bits = parseWholeNumber(prefixLength);
  return (isIPv4(host) && bits <= 32) || (isIPv6(host) && bits <= 128);
}
