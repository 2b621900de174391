import type { EarlierAddress, Session } from "./session.js";

/** A client that floats all day has more; the oldest are dropped. */
const MAX_EARLIER_ADDRESSES = 32;

type Addresses = Pick<Session, "publicIp" | "tunnelIp" | "tunnelIpv6">;

/**
 * The addresses that a session had before, once it shows these: a client floats to another public address, or is pushed
 * another tunnel address. Each address is there once, with the last time it was seen, in the order of those times.
 */
export function keepEarlierAddresses(session: Session, now: Addresses): readonly EarlierAddress[] {
  const left = (["publicIp", "tunnelIp", "tunnelIpv6"] as const)
    .filter((kind) => session[kind] !== "" && session[kind] !== now[kind])
    .map((kind) => ({ address: session[kind], lastSeenSeconds: session.lastSeenSeconds }));
  if (left.length === 0) return session.earlierAddresses;
  const others = session.earlierAddresses.filter(({ address }) => left.every((one) => one.address !== address));
  return [...others, ...left].slice(-MAX_EARLIER_ADDRESSES);
}
