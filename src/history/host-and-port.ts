import { canonicalAddress } from "../status/ip-address.js";
import { parsePeerAddress } from "../status/parse-peer-address.js";
import type { Session } from "./session.js";

/** A client's real address, as far as it is known. */
interface HostAndPort {
  /** In canonical form; empty if unknown. */
  readonly host: string;
  /** `null` if unknown: a status may lack the port. */
  readonly port: number | null;
}

/** @param address as OpenVPN writes it */
export function toHostAndPort(address: string): HostAndPort {
  const { host, port } = parsePeerAddress(address) ?? { host: "", port: null };
  return { host: canonicalAddress(host), port };
}

/** Whether two addresses are equal, as far as they are known. */
export function mayBeSameAddress(a: HostAndPort, b: HostAndPort): boolean {
  const isSameHost = a.host === b.host || a.host === "" || b.host === "";
  return isSameHost && (a.port === b.port || a.port === null || b.port === null);
}

/** The real address of a session, and those that it had before. Of the latter, only the host may be known. */
export function toKnownAddresses({ realAddress, publicIp, earlierAddresses }: Session): readonly HostAndPort[] {
  return [realAddress || publicIp, ...earlierAddresses.map(({ address }) => address)].map(toHostAndPort);
}

/** Whether a session has or had this address, as far as both are known. */
export function hadAddress(session: Session, address: HostAndPort): boolean {
  return toKnownAddresses(session).some((one) => mayBeSameAddress(one, address));
}
