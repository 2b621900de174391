import { parseIpAddress } from "./ip-address.js";

/**
 * An IP network, or a single address as a network of one. `first` and `last` are hex digits as in {@link IpAddress}.
 */
export interface IpBlock {
  readonly family: 4 | 6;
  readonly prefixLength: number;
  readonly first: string;
  readonly last: string;
}

/**
 * Reads `10.8.0.3`, `10.200.0.0/16`, `fd00:9::/64`; host bits are ignored.
 *
 * @returns `undefined` if the text is neither a network nor an address (a MAC address, say).
 */
export function parseIpBlock(text: string): IpBlock | undefined {
  const slash = text.indexOf("/");
  const address = parseIpAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const { family, digits } = address;
  const bits = digits.length * 4;
  if (slash === -1) return { family, prefixLength: bits, first: digits, last: digits };
  const prefix = text.slice(slash + 1);
  const prefixLength = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (prefixLength > bits) return undefined;
  return { family, prefixLength, ...toRange(digits, prefixLength) };
}

/** The first and the last address with the same leading bits. */
function toRange(digits: string, prefixLength: number): Pick<IpBlock, "first" | "last"> {
  const whole = Math.floor(prefixLength / 4);
  const kept = digits.slice(0, whole);
  if (whole === digits.length) return { first: digits, last: digits };
  const hostMask = 15 >> (prefixLength % 4);
  const digit = parseInt(digits.charAt(whole), 16);
  const rest = digits.length - whole - 1;
  return {
    first: kept + (digit & ~hostMask).toString(16) + "0".repeat(rest),
    last: kept + (digit | hostMask).toString(16) + "f".repeat(rest),
  };
}

/** Orders IPv4 before IPv6, then by first address, then wider networks before narrower ones. */
export function compareIpBlocks(a: IpBlock, b: IpBlock): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}
