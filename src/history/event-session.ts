import { keepEarlierAddresses } from "./earlier-addresses.js";
import { hasAddress } from "./find-event-session.js";
import { judgeStart } from "./counted-from.js";
import { finishCounter, getReadings } from "./counters.js";
import type { ClientEvent, ConnectEvent, DisconnectEvent } from "./client-event.js";
import { sessionId } from "./session-id.js";
import { NO_DETAILS, type Session } from "./session.js";
import { deriveUser, nameUser, type UserNaming } from "./user-naming.js";
import { MAX_HANDSHAKE_SECONDS } from "../status/limits.js";

/** Whether only a connect event has shown a session yet. */
export function isStartedByEventAlone({ firstSeenSeconds, startSeconds, lastSeenSeconds }: Session): boolean {
  return firstSeenSeconds === null && lastSeenSeconds === startSeconds;
}

/** Whether a snapshot without such a session may be from its handshake. Then it does not end the session. */
export function mayBeConnecting(session: Session, snapshotSeconds: number): boolean {
  return isStartedByEventAlone(session) && snapshotSeconds < session.startSeconds + MAX_HANDSHAKE_SECONDS;
}

/**
 * Whether a disconnect alone proves a session. OpenVPN calls the disconnect hook also for a client that its connect hook
 * has refused, during the handshake.
 */
export function provesSession({ startSeconds, endSeconds }: DisconnectEvent): boolean {
  return endSeconds - startSeconds > MAX_HANDSHAKE_SECONDS;
}

/** What else the session of an event depends on. */
export interface EventSessionContext extends UserNaming {
  /** The server's last snapshot by a clock that was right; `null` if there is none. */
  readonly lastRightSeconds: number | null;
}

/** An open session that only an event has shown yet. */
export function startByEvent(
  event: ClientEvent,
  { server, id }: Pick<Session, "server" | "id">,
  context: EventSessionContext,
): Session {
  const { startSeconds, commonName, username, publicIp, tunnelIp, tunnelIpv6, clientVersion, platform } = event;
  return {
    id,
    server,
    user: deriveUser({ commonName, username, user: "" }, context),
    commonName,
    username,
    realAddress: toRealAddress(event),
    publicIp,
    tunnelIp,
    tunnelIpv6,
    clientId: "",
    cipher: "",
    startSeconds,
    endSeconds: null,
    lastSeenSeconds: startSeconds,
    bytesReceived: 0,
    bytesSent: 0,
    ...NO_DETAILS,
    clientVersion,
    platform,
  };
}

/** An id as of a session without a client id; `#2` and so on if another session has it. */
export function giveEventId(event: ClientEvent, server: string, isTaken: (id: string) => boolean): string {
  const { startSeconds, commonName } = event;
  const address = toRealAddress(event);
  for (let repeat = 1; ; repeat += 1) {
    const clientIdOrAddress = repeat === 1 ? address : `${address}#${repeat}`;
    const id = sessionId({ server, startSeconds, commonName, clientIdOrAddress });
    if (!isTaken(id)) return id;
  }
}

/** The address as OpenVPN 2.6 writes it in a status log. */
function toRealAddress({ publicIp, port }: Pick<ClientEvent, "publicIp" | "port">): string {
  return `${publicIp.includes(":") ? `[${publicIp}]` : publicIp}:${port}`;
}

/**
 * Adds the fields that only events have, and those that the session lacks. @returns the session itself if it lacks
 * nothing
 */
export function completeByConnect(session: Session, event: ConnectEvent, naming: UserNaming): Session {
  const after = addDetails(session, event);
  const isSame = (["username", "tunnelIp", "tunnelIpv6", "clientVersion", "platform"] as const).every(
    (field) => after[field] === session[field],
  );
  return isSame ? session : nameUser(after, naming);
}

/** A session that an event has ended. */
interface EndedByEvent {
  /** As of its last proof, but without a counter reading that has turned out to be wrong. */
  readonly before: Session;
  readonly after: Session;
}

/**
 * Ends a session at the time in its event, with the bytes that OpenVPN counted.
 *
 * @param session as of its last proof, with its readings if it was open
 */
export function endByEvent(session: Session, event: DisconnectEvent, context: EventSessionContext): EndedByEvent {
  const { readings, missedSeconds, ...known } = addDetails(session, event);
  // A clock that was set back may give an end before the last proof.
  const endSeconds = Math.max(session.startSeconds, session.lastSeenSeconds, event.endSeconds);
  const [received, sent] = [countFinal(session, event, "received"), countFinal(session, event, "sent")];
  const after: Session = {
    ...known,
    ...toLastAddress(session, event),
    bytesReceived: received.total,
    bytesSent: sent.total,
    endSeconds,
    lastSeenSeconds: endSeconds,
    goneBySeconds: null,
    endSource: "event",
    countedFromSeconds: isStartedByEventAlone(session)
      ? judgeStart(session.startSeconds, endSeconds, beforeEnd(context.lastRightSeconds, endSeconds))
      : session.countedFromSeconds,
  };
  return {
    before: { ...session, bytesReceived: received.totalBefore, bytesSent: sent.totalBefore },
    after: nameUser(after, context),
  };
}

/** OpenVPN gives the address that the client had in the end: it may have floated since the last snapshot. */
function toLastAddress(
  session: Session,
  event: DisconnectEvent,
): Pick<Session, "realAddress" | "publicIp" | "earlierAddresses"> {
  const { realAddress, publicIp, tunnelIp, tunnelIpv6, earlierAddresses } = session;
  if (hasAddress(session, event)) return { realAddress, publicIp, earlierAddresses };
  return {
    realAddress: toRealAddress(event),
    publicIp: event.publicIp,
    earlierAddresses: keepEarlierAddresses(session, { publicIp: event.publicIp, tunnelIp, tunnelIpv6 }),
  };
}

/** A snapshot from after the end does not show whether the start is right. */
function beforeEnd(snapshotSeconds: number | null, endSeconds: number): number | null {
  return snapshotSeconds !== null && snapshotSeconds <= endSeconds ? snapshotSeconds : null;
}

function countFinal(
  session: Session,
  event: DisconnectEvent,
  direction: "received" | "sent",
): { readonly total: number | null; readonly totalBefore: number | null } {
  const [total, reading] =
    direction === "received" ? [session.bytesReceived, event.bytesReceived] : [session.bytesSent, event.bytesSent];
  if (reading === null) {
    const known = isStartedByEventAlone(session) ? null : total;
    return { total: known, totalBefore: known };
  }
  if (total === null) return { total: reading, totalBefore: reading };
  // If the session was already recorded as ended, it is unknown whether its counters restarted.
  if (session.endSeconds !== null) return { total: Math.max(total, reading), totalBefore: total };
  return finishCounter(getReadings(session)[direction], total, reading);
}

function addDetails(session: Session, event: ClientEvent): Session {
  return {
    ...session,
    username: session.username || event.username,
    tunnelIp: session.tunnelIp || event.tunnelIp,
    tunnelIpv6: session.tunnelIpv6 || event.tunnelIpv6,
    clientVersion: event.clientVersion || session.clientVersion,
    platform: event.platform || session.platform,
  };
}
