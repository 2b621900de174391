import { parsePeerAddress } from "../../status/parse-peer-address.js";

/** Before a message about a client, OpenVPN writes `COMMON NAME/REAL ADDRESS`, and `REAL ADDRESS` in the handshake. */
export interface ClientPrefix {
  /** As written. It names the client in other lines, too. */
  readonly client: string;
  /** `null` in the handshake. */
  readonly commonName: string | null;
  readonly address: string;
}

/** A name has at most 64 characters, a username 128 bytes; bytes that are not UTF-8 are written with four characters. */
const LONGEST_PREFIX = 600;

/** A client, and what follows it in a message. */
export type PrefixedMessage = ClientPrefix & { readonly rest: string };

/**
 * Finds the client that a message begins with. A name may contain blanks and slashes, even another client. So a client
 * that is known is taken before one that is not.
 */
export function findClientPrefix(
  message: string,
  isKnown: (client: ClientPrefix) => boolean,
): PrefixedMessage | undefined {
  let first: PrefixedMessage | undefined;
  for (let blank = message.indexOf(" "); blank > 0 && blank < LONGEST_PREFIX; blank = message.indexOf(" ", blank + 1)) {
    const found = parseClient(message.slice(0, blank));
    if (found === undefined) continue;
    const prefixed = { ...found, rest: skipPeerId(message.slice(blank + 1)) };
    if (isKnown(found)) return prefixed;
    first ??= prefixed;
  }
  return first;
}

/** Reads a text that is a client and nothing else. */
export function parseClient(text: string): ClientPrefix | undefined {
  const slash = text.lastIndexOf("/");
  const address = text.slice(slash + 1);
  // Most words are not an address. This is faster than to parse them.
  if (!/[\d:\]a-f]$/i.test(address) || !/[.:]/.test(address)) return undefined;
  if (parsePeerAddress(address) === undefined) return undefined;
  return { client: text, commonName: slash < 0 ? null : text.slice(0, slash), address };
}

/** At a high verbosity, OpenVPN writes ` peer-id=0` after the address. */
function skipPeerId(rest: string): string {
  return rest.startsWith("peer-id=") ? rest.replace(/^peer-id=\d+ /, "") : rest;
}
