import { isIPv4 } from "node:net";
import { parseIpAddress } from "../status/ip-address.js";

const V6_PREFIX_DIGITS = 12;

/**
 * The /24 of an IPv4 address, or the /48 of an IPv6 address, as `203.0.113.0/24`; undefined of any other text. This
 * prefix identifies the provider's network, within which customers get changing addresses.
 */
export function toNetwork(address: string): string | undefined {
  // An IPv4 address has only one spelling, and is what nearly every session has.
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf("."))}.0/24`;
  const { digits } = parseIpAddress(address) ?? {};
  if (digits === undefined) return undefined;
  const groups = (digits.slice(0, V6_PREFIX_DIGITS).match(/..../g) ?? []).map((group) => group.replace(/^0{1,3}/, ""));
  return `${groups.join(":").replace(/(?::0)+$/, "")}::/48`;
}
