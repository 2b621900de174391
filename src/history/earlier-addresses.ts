import type { EarlierAddress, Session } from "./session.js";

/** For a client that changes networks more often, the oldest addresses are dropped. */
const MAX_EARLIER_ADDRESSES = 32;

type Addresses = Pick<Session, "publicIp" | "tunnelIp" | "tunnelIpv6">;

/**
 * The earlier addresses of a session that now has these: its client floated to another public address, or was given
 * another tunnel address. Each address occurs once, with the time at which it was last seen, in order of these times.
 */
export function keepEarlierAddresses(session: Session, now: Addresses): readonly EarlierAddress[] {
  const left = (["publicIp", "tunnelIp", "tunnelIpv6"] as const)
    .filter((kind) => session[kind] !== "" && session[kind] !== now[kind])
    .map((kind) => ({ address: session[kind], lastSeenSeconds: session.lastSeenSeconds }));
  if (left.length === 0) return session.earlierAddresses;
  const others = session.earlierAddresses.filter(({ address }) => left.every((one) => one.address !== address));
  return [...others, ...left].slice(-MAX_EARLIER_ADDRESSES);
}
