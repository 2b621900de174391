import { createHmac } from "node:crypto";
import type { Session } from "../../history/session.js";
import type { SourceRow } from "../../history/source-state.js";
import { foldUser } from "../../history/user-naming.js";
import type { Usage } from "../../history/usage.js";
import { toNetwork } from "../../rollup/network.js";
import { canonicalAddress } from "../../status/ip-address.js";
import { CROCKFORD, SESSION_ID_LENGTH } from "../../history/session-id.js";

/** What a site for others shows about people. */
export interface HidingRules {
  /** `aliases`: a user without one gets a pseudonym. */
  readonly users: "aliases" | "names";
  /** `masked`: the network only, without the last part. */
  readonly addresses: "masked" | "full" | "none";
}

interface HidingContext extends HidingRules {
  /** Random, and never shown: nobody can compute the pseudonym or the id of a guessed name without it. */
  readonly secret: string;
  /** User → alias. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** Replaces all values in the rows of a history that a site does not show. Equal values stay equal. */
interface PeopleHider {
  readonly hideSession: (session: Session) => Session;
  readonly hideUsage: (usage: Usage) => Usage;
  /** A source is called as its server. */
  readonly hideSource: (row: SourceRow) => SourceRow;
}

/** Makes a hider. Pseudonyms depend on a secret, so that nobody can compute them from names. */
export function makePeopleHider(context: HidingContext): PeopleHider {
  const { users, addresses, secret } = context;
  const sign = (kind: string, text: string, length: number): string => {
    const bytes = createHmac("sha256", secret).update(`${kind}\n${text}`).digest();
    // As session ids: no letter is taken for another.
    return [...bytes.subarray(0, length)].map((byte) => CROCKFORD[byte & 31]).join("");
  };
  const shownUsers = new Map<string, string>();
  const showUser = (user: string): string => {
    const known = shownUsers.get(user);
    if (known !== undefined) return known;
    const alias = context.aliases.get(user) ?? "";
    const shown = users === "names" ? user : alias === "" ? `user-${sign("user", user, PSEUDONYM_LENGTH)}` : alias;
    shownUsers.set(user, shown);
    return shown;
  };
  const showId = (id: string): string => sign("session", id, SESSION_ID_LENGTH);
  const showAddress = (address: string): string => {
    if (addresses === "full") return address;
    return addresses === "none" ? "" : maskAddress(address);
  };
  return {
    hideSession: (session) => {
      const user = showUser(session.user);
      const { unknownCells: _unknown, readings, ...known } = session;
      return {
        ...known,
        ...(readings === undefined ? {} : { readings }),
        id: showId(session.id),
        user,
        ...(users === "names" ? showNames(session) : { commonName: user, username: "" }),
        realAddress: addresses === "full" ? session.realAddress : showAddress(session.publicIp),
        publicIp: showAddress(session.publicIp),
        tunnelIp: showAddress(session.tunnelIp),
        tunnelIpv6: showAddress(session.tunnelIpv6),
        clientId: "",
        earlierAddresses:
          addresses === "none"
            ? []
            : session.earlierAddresses.map((earlier) => ({ ...earlier, address: showAddress(earlier.address) })),
      };
    },
    hideUsage: (usage) => ({ ...usage, id: showId(usage.id), user: showUser(usage.user) }),
    hideSource: ({ unknownCells: _unknown, eventPosition: _position, ...row }) => ({ ...row, source: row.server }),
  };
}

/**
 * The user as common name, by which a certificate is found: in the client's own spelling. Who gives none has no certificate, and
 * keeps the username as the only name.
 */
function showNames({ user, commonName }: Session): Pick<Session, "commonName" | "username"> {
  if (commonName === "UNDEF") return { commonName, username: user };
  const isUser = foldUser(commonName, { usersIgnoreCase: true }) === foldUser(user, { usersIgnoreCase: true });
  return { commonName: isUser ? commonName : user, username: "" };
}

const PSEUDONYM_LENGTH = 8;

/**
 * The network of an address: /24 of IPv4, /48 of IPv6, as an address whose other bits are 0. Any other text in place
 * of an address is left out.
 */
export function maskAddress(address: string): string {
  return toNetwork(canonicalAddress(address))?.replace(/\/\d+$/, "") ?? "";
}
