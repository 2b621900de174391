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
const MAX_PREFIX_LENGTH = 600;

/** A client, and what follows it in a message. */
type PrefixedMessage = ClientPrefix & { readonly rest: string };

/**
 * Finds the client that a message begins with. A name may contain blanks and slashes, even the name and address of
 * another client. So of several readings, the longest counts whose client is known.
 */
export function findClientPrefix(
  message: string,
  isKnown: (client: ClientPrefix) => boolean,
): PrefixedMessage | undefined {
  let found: PrefixedMessage | undefined;
  // A name may begin with a blank.
  let blank = message.indexOf(" ");
  while (blank >= 0 && blank < MAX_PREFIX_LENGTH) {
    const client = endsLikeAddress(message, blank) ? parseClient(message.slice(0, blank)) : undefined;
    if (client !== undefined && (found === undefined || isKnown(client))) {
      found = { ...client, rest: skipPeerId(message.slice(blank + 1)) };
    }
    // A longer reading has another slash, which most lines do not have.
    const from = found === undefined ? blank : message.indexOf("/", blank);
    if (from < 0) break;
    blank = message.indexOf(" ", from + 1);
  }
  return found;
}

/** Whether an address can end before this place: most words end in a letter beyond f. */
function endsLikeAddress(message: string, end: number): boolean {
  const code = message.charCodeAt(end - 1) | 0x20;
  return (code >= 0x30 && code <= 0x3a) || (code >= 0x61 && code <= 0x66) || code === 0x7d;
}

/** Reads a text that is a client and nothing else. */
export function parseClient(text: string): ClientPrefix | undefined {
  const slash = text.lastIndexOf("/");
  const address = text.slice(slash + 1);
  // This is faster than to parse a word that is not an address.
  if (!address.includes(".") && !address.includes(":")) return undefined;
  if (parsePeerAddress(address) === undefined) return undefined;
  return { client: text, commonName: slash < 0 ? null : text.slice(0, slash), address };
}

/** At a high verbosity, OpenVPN writes ` peer-id=0` after the address. */
function skipPeerId(rest: string): string {
  return rest.startsWith("peer-id=") ? rest.replace(/^peer-id=\d+ /, "") : rest;
}
