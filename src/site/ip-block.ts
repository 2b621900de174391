import { isIPv4, isIPv6 } from "node:net";

/** An IP network, or one address as a network of itself. `first` and `last` are the addresses as numbers. */
export interface IpBlock {
  readonly family: 4 | 6;
  readonly prefixLength: number;
  readonly first: bigint;
  readonly last: bigint;
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
  const bits = address.family === 4 ? 32 : 128;
  const prefix = slash === -1 ? String(bits) : text.slice(slash + 1);
  const prefixLength = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (prefixLength > bits) return undefined;
  const hostMask = (1n << BigInt(bits - prefixLength)) - 1n;
  return {
    family: address.family,
    prefixLength,
    first: address.value & ~hostMask,
    last: address.value | hostMask,
  };
}

/** IPv4 before IPv6, then by address, of networks that begin alike the wider first. */
export function compareIpBlocks(a: IpBlock, b: IpBlock): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}

function parseIpAddress(text: string): { readonly family: 4 | 6; readonly value: bigint } | undefined {
  if (isIPv4(text)) return { family: 4, value: BigInt(ipv4Number(text)) };
  const address = withoutZone(text);
  return isIPv6(address) ? { family: 6, value: ipv6Number(address) } : undefined;
}

/** `fe80::1%eth0` is an address on one link: here the link does not matter. */
function withoutZone(address: string): string {
  const percent = address.indexOf("%");
  return percent === -1 ? address : address.slice(0, percent);
}

function ipv4Number(address: string): number {
  return address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
}

/** @param address a valid one */
function ipv6Number(address: string): bigint {
  const [head = "", tail] = address.split("::");
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The last two groups may be written as an IPv4 address. */
function groupsOf(text: string): readonly number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!group.includes(".")) return [parseInt(group, 16)];
    const value = ipv4Number(group);
    return [Math.floor(value / 65_536), value % 65_536];
  });
}
