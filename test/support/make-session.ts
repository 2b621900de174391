import { sessionId } from "../../src/history/session-id.js";
import { NO_DETAILS, type Session } from "../../src/history/session.js";

/** Epoch seconds of an instant. */
export function at(iso: string): number {
  return Date.parse(iso) / 1000;
}

/** An ended session of an hour, with the fields that a test is about. */
export function makeSession(about: Partial<Session> & Pick<Session, "user" | "startSeconds">): Session {
  const { user, startSeconds } = about;
  const server = about.server ?? "vpn";
  const endSeconds = about.endSeconds === undefined ? startSeconds + 3600 : about.endSeconds;
  const realAddress = about.realAddress ?? "203.0.113.10:40000";
  return {
    id: sessionId({ server, startSeconds, commonName: user, clientIdOrAddress: realAddress }),
    server,
    commonName: user,
    username: "",
    realAddress,
    publicIp: "203.0.113.10",
    tunnelIp: "10.8.0.2",
    tunnelIpv6: "",
    clientId: "",
    cipher: "",
    endSeconds,
    lastSeenSeconds: endSeconds ?? startSeconds + 3600,
    bytesReceived: 1000,
    bytesSent: 2000,
    ...NO_DETAILS,
    ...about,
  };
}
