import { canonicalAddress } from "../status/ip-address.js";
import type { EstablishedClient } from "../status/split-clients.js";
import type { ClientEvent } from "./client-event.js";
import { hadAddress, mayBeSameAddress, toHostAndPort } from "./host-and-port.js";
import { nearStarts } from "./sessions-by-start.js";
import type { Session } from "./session.js";

/**
 * Finds the session that an event is about: common name and start are equal, and then the real address; or, if the
 * client has floated to another one, the tunnel address; or, if that is unknown, there is only one such session.
 *
 * @param sessions of the event's server
 */
export function findEventSession(event: ClientEvent, sessions: Iterable<Session>): Session | undefined {
  const named = [...sessions].filter(({ commonName }) => toEventName(commonName) === toEventName(event.commonName));
  const sameStart = named.filter(({ startSeconds }) => startSeconds === event.startSeconds);
  const [only, ...others] = sameStart;
  return (
    sameStart.find((session) => hasAddress(session, event)) ??
    sameStart.find((session) => hasTunnel(session, event)) ??
    (only !== undefined && others.length === 0 && !knowsTunnel(only, event) ? only : undefined) ??
    named.find((session) => isHourApart(session, event) && hasAddress(session, event))
  );
}

/**
 * Finds the session that an event has ended and that an older snapshot shows as this client.
 *
 * @param endedStartedAt the ended sessions of all servers that started in one second
 */
export function findEndedByEvent(
  { commonName, connectedSince, realAddress, tunnelIp, tunnelIpv6 }: EstablishedClient,
  endedStartedAt: (startSeconds: number) => readonly Session[],
  server: string,
): Session | undefined {
  const host = canonicalAddress(realAddress.host);
  const { port } = realAddress;
  const tunnel = { tunnelIp, tunnelIpv6 };
  return endedStartedAt(connectedSince.getTime() / 1000).find(
    (session) =>
      session.endSource === "event" &&
      session.server === server &&
      session.commonName === commonName &&
      // The event may have another address if the client has floated. With TAP, no tunnel address is known.
      (hasAddress(session, { publicIp: host, port }) ||
        hasTunnel(session, tunnel) ||
        (!knowsTunnel(session, tunnel) && hadAddress(session, { host, port }))),
  );
}

/** OpenVPN replaces control characters in the environment of a hook. */
function toEventName(commonName: string): string {
  return commonName.replace(/[\u0000-\u001f\u007f]/g, "_");
}

/** Whether a session's real address is this one. */
export function hasAddress({ realAddress }: Session, { publicIp, port }: Address): boolean {
  const own = toHostAndPort(realAddress);
  return own.host !== "" && mayBeSameAddress(own, { host: publicIp, port });
}

interface Address {
  readonly publicIp: string;
  readonly port: number | null;
}

type TunnelAddresses = Pick<Session, "tunnelIp" | "tunnelIpv6">;

function hasTunnel({ tunnelIp, tunnelIpv6 }: Session, event: TunnelAddresses): boolean {
  return (
    (tunnelIp !== "" && tunnelIp === event.tunnelIp) ||
    (tunnelIpv6 !== "" && canonicalAddress(tunnelIpv6) === canonicalAddress(event.tunnelIpv6))
  );
}

/** Whether both have an address in the tunnel that distinguishes them. */
function knowsTunnel({ tunnelIp, tunnelIpv6 }: Session, event: TunnelAddresses): boolean {
  return (tunnelIp !== "" && event.tunnelIp !== "") || (tunnelIpv6 !== "" && event.tunnelIpv6 !== "");
}

function isHourApart({ startSeconds, clientId }: Session, event: ClientEvent): boolean {
  return (
    clientId === "" && startSeconds !== event.startSeconds && nearStarts(event.startSeconds).includes(startSeconds)
  );
}
