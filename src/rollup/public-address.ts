import { parseIpBlock, type IpBlock } from "../status/ip-block.js";
import { canonicalAddress, parseIpAddress } from "../status/ip-address.js";

/** Networks whose addresses many people share or that exist in many places: such an address identifies nobody. */
const NOT_PUBLIC = {
  // This host, private networks (RFC 1918), carrier-grade NAT (RFC 6598), loopback, link-local.
  4: ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
  // This host and loopback, link-local, site-local (deprecated), unique local (RFC 4193).
  6: ["::/127", "fe80::/10", "fec0::/10", "fc00::/7"],
};

const parsedBlocks = new Map<4 | 6, readonly IpBlock[]>();

/** Parsed when the family first occurs: Node's own check of IPv6 syntax takes 2 ms to begin with. */
function parseNonPublicBlocks(family: 4 | 6): readonly IpBlock[] {
  const blocks = parsedBlocks.get(family) ?? NOT_PUBLIC[family].flatMap((network) => parseIpBlock(network) ?? []);
  parsedBlocks.set(family, blocks);
  return blocks;
}

/**
 * The canonical form of an address that identifies a client on the internet; `undefined` for any other address, and
 * for a text that is none.
 */
export function publicAddress(text: string): string | undefined {
  const canonical = canonicalAddress(text);
  const address = parseIpAddress(canonical);
  if (address === undefined) return undefined;
  const { family, digits } = address;
  const isPublic = parseNonPublicBlocks(family).every(({ first, last }) => digits < first || digits > last);
  return isPublic ? canonical : undefined;
}
