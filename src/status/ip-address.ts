import { isIPv4, isIPv6 } from "node:net";

/** An address as 8 or 32 hex digits, which sort and compare like the address itself. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly digits: string;
}

const V4_MAPPED = "0".repeat(20) + "ffff";

/**
 * Reads an IPv4 address, or an IPv6 address in any spelling. The zone of `fe80::1%eth0` is ignored.
 *
 * @returns `undefined` if the text is not an address
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { family: 4, digits: ipv4Digits(text) };
  const [address] = splitZone(text);
  return isIPv6(address) ? { family: 6, digits: ipv6Digits(address) } : undefined;
}

/**
 * The canonical spelling of an address, by which addresses compare: a v4-mapped address as IPv4, IPv6 as in RFC 5952.
 * Any other text is returned unchanged.
 */
export function canonicalAddress(text: string): string {
  // An IPv4 address has only one spelling.
  if (!text.includes(":")) return text;
  const { digits } = parseIpAddress(text) ?? {};
  if (digits === undefined) return text;
  if (digits.startsWith(V4_MAPPED)) return toDottedQuad(digits.slice(V4_MAPPED.length));
  return compress(digits) + splitZone(text)[1];
}

/** @returns the zone with its `%`, empty if there is none */
function splitZone(address: string): [address: string, zone: string] {
  const percent = address.indexOf("%");
  return percent === -1 ? [address, ""] : [address.slice(0, percent), address.slice(percent)];
}

function ipv4Digits(address: string): string {
  return address
    .split(".")
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("");
}

/** @param address a valid IPv6 address */
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

function toDottedQuad(digits: string): string {
  return (digits.match(/../g) ?? []).map((byte) => parseInt(byte, 16)).join(".");
}

/** Writes groups without leading zeros, and the first of the longest runs of two or more zero groups as `::`. */
function compress(digits: string): string {
  const groups = (digits.match(/..../g) ?? []).map((group) => group.replace(/^0{1,3}/, ""));
  let [longestStart, longest] = [0, 1];
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === "0") length += 1;
    if (length > longest) [longestStart, longest] = [start, length];
  }
  if (longest === 1) return groups.join(":");
  return `${groups.slice(0, longestStart).join(":")}::${groups.slice(longestStart + longest).join(":")}`;
}
