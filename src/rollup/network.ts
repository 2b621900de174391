import { parseIpAddress } from "../status/ip-address.js";

/** So much of an address tells where it is from: a provider gives its customers others of the same network. */
const PREFIX_DIGITS = { 4: 6, 6: 12 } as const;

/** The /24 of an IPv4 address, or the /48 of an IPv6 address, as `203.0.113.0/24`; undefined of any other text. */
export function toNetwork(address: string): string | undefined {
  const { family, digits } = parseIpAddress(address) ?? {};
  if (family === undefined || digits === undefined) return undefined;
  const prefix = digits.slice(0, PREFIX_DIGITS[family]);
  if (family === 4) return `${(prefix.match(/../g) ?? []).map((byte) => parseInt(byte, 16)).join(".")}.0/24`;
  const groups = (prefix.match(/..../g) ?? []).map((group) => group.replace(/^0{1,3}/, ""));
  return `${groups.join(":").replace(/(?::0)+$/, "")}::/48`;
}
