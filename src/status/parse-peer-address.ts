import { isIPv4, isIPv6 } from "node:net";
import { parseWholeNumber } from "./parse-whole-number.js";
import { PeerAddress } from "./status.js";

/**
 * Parses a client's real address in any form that servers write: `1.2.3.4:1194`, `[2001:db8::1]:1194`, `2001:db8::1`
 * (no port: OpenVPN 2.3–2.6), `1.2.3.4`, `::ffff:1.2.3.4`, `1.2.3.4(1194)` (Synology), and since 2.7 each with its
 * protocol in front: `udp4:1.2.3.4:1194`, `tcp6-server:[2001:db8::1]:1194`, `udp6:[1.2.3.4]:1194`. The last group of a
 * bare IPv6 address is never read as a port.
 *
 * @returns `undefined` if the text has none of these forms.
 */
export function parsePeerAddress(asWritten: string): PeerAddress | undefined {
  const protocolLength = measureProtocol(asWritten);
  const address = protocolLength === 0 ? asWritten : asWritten.slice(protocolLength + 1);
  const [host, port] = splitHostAndPort(address, protocolLength > 0);
  if (Number.isNaN(port) || (port !== null && port > 65_535)) return undefined;
  const family = isIPv4(host) ? 4 : isIPv6(host) ? 6 : undefined;
  if (family === undefined) return undefined;
  if (protocolLength === 0) return new PeerAddress({ host, port, family, asWritten });
  return new PeerAddress({ host, port, family, protocol: asWritten.slice(0, protocolLength), asWritten });
}

/**
 * Length of the protocol; 0 if there is none. `udp` and `tcp` cannot start an IPv6 address: they are not hexadecimal.
 */
function measureProtocol(text: string): number {
  if (!text.startsWith("udp") && !text.startsWith("tcp")) return 0;
  const colon = text.indexOf(":");
  return colon < 0 ? 0 : colon;
}

function splitHostAndPort(address: string, hasProtocol: boolean): [host: string, port: number | null] {
  if (address.startsWith("[")) {
    const close = address.indexOf("]");
    const host = address.slice(1, close);
    if (close === address.length - 1) return [host, null];
    // No server writes an IPv4 address in brackets without a protocol in front. NaN as its port rejects it.
    if (address[close + 1] !== ":" || !(hasProtocol || host.includes(":"))) return [host, Number.NaN];
    return [host, parseWholeNumber(address, close + 2)];
  }
  if (address.endsWith(")")) {
    const open = address.indexOf("(");
    return [address.slice(0, Math.max(open, 0)), parseWholeNumber(address, open + 1, address.length - 1)];
  }
  const colon = address.lastIndexOf(":");
  // A colon after a dotted quad can only start a port; a bare IPv6 address has no port.
  const dot = address.lastIndexOf(".");
  if (colon < 0 || dot < 0 || dot > colon) return [address, null];
  return [address.slice(0, colon), parseWholeNumber(address, colon + 1)];
}
