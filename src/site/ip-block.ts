import { isIPv4, isIPv6 } from "node:net";

/** An IP network, or one address as a network of itself. `first` and `last` are hex digits, as many as the family has. */
export interface IpBlock {
  readonly family: 4 | 6;
  readonly prefixLength: number;
  readonly first: string;
  readonly last: string;
}

/**
 * Reads `10.8.0.3`, `10.200.0.0/16`, `fd00:9::/64`; bits of the host, where they are set, are not looked at.
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
  return { family, prefixLength, ...rangeOf(digits, prefixLength) };
}

/** The first and the last address that agree in the first bits. */
function rangeOf(digits: string, prefixLength: number): Pick<IpBlock, "first" | "last"> {
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

/** IPv4 before IPv6, then by address, of networks that begin alike the wider first. */
export function compareIpBlocks(a: IpBlock, b: IpBlock): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}

function parseIpAddress(text: string): { readonly family: 4 | 6; readonly digits: string } | undefined {
  if (isIPv4(text)) return { family: 4, digits: ipv4Digits(text) };
  const address = withoutZone(text);
  return isIPv6(address) ? { family: 6, digits: ipv6Digits(address) } : undefined;
}

/** `fe80::1%eth0` is an address on one link: here the link does not matter. */
function withoutZone(address: string): string {
  const percent = address.indexOf("%");
  return percent === -1 ? address : address.slice(0, percent);
}

function ipv4Digits(address: string): string {
  return address
    .split(".")
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("");
}

/** @param address a valid one */
function ipv6Digits(address: string): string {
  const [head = "", tail] = address.split("::");
  const before = groupDigits(head);
  return tail === undefined ? before : before + groupDigits(tail).padStart(32 - before.length, "0");
}

/** The last two groups may be written as an IPv4 address. */
function groupDigits(text: string): string {
  if (text === "") return "";
  return text
    .split(":")
    .map((group) => (group.includes(".") ? ipv4Digits(group) : group.toLowerCase().padStart(4, "0")))
    .join("");
}
