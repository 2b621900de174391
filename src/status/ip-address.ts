// No Node here: the search of the pages reads addresses too, in the browser.

/** An address as 8 or 32 hex digits, which sort and compare like the address itself. */
interface IpAddress {
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
  const ipv4 = ipv4Digits(text);
  if (ipv4 !== undefined) return { family: 4, digits: ipv4 };
  const ipv6 = ipv6Digits(splitZone(text)[0]);
  return ipv6 === undefined ? undefined : { family: 6, digits: ipv6 };
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

const DECIMAL_BYTE = /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** @returns `undefined` if the text is not an IPv4 address */
function ipv4Digits(text: string): string | undefined {
  const bytes = text.split(".");
  if (bytes.length !== 4 || !bytes.every((byte) => DECIMAL_BYTE.test(byte))) return undefined;
  return bytes.map((byte) => Number(byte).toString(16).padStart(2, "0")).join("");
}

/** @returns `undefined` if the text is not an IPv6 address */
function ipv6Digits(text: string): string | undefined {
  // The last two groups may be written as an IPv4 address.
  const lastColon = text.lastIndexOf(":");
  const ipv4 = ipv4Digits(text.slice(lastColon + 1));
  const [, high = "", low = ""] = /^(....)(....)$/.exec(ipv4 ?? "") ?? [];
  const [head = "", tail, ...more] = (ipv4 === undefined ? text : `${text.slice(0, lastColon)}:${high}:${low}`).split(
    "::",
  );
  if (more.length > 0) return undefined;
  const [before, after] = [groupDigits(head), groupDigits(tail ?? "")];
  if (before === undefined || after === undefined) return undefined;
  const length = before.length + after.length;
  // `::` stands for at least one group.
  if (tail === undefined ? length !== 32 : length > 28) return undefined;
  return before + after.padStart(32 - before.length, "0");
}

/** @returns `undefined` if one of the groups is none */
function groupDigits(text: string): string | undefined {
  if (text === "") return "";
  const groups = text.split(":");
  if (!groups.every((group) => GROUP.test(group))) return undefined;
  return groups.map((group) => group.toLowerCase().padStart(4, "0")).join("");
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
