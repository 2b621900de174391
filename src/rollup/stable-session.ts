import { countedFrom } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import type { Calendar } from "./calendar.js";
import { toLastDay } from "./session-shares.js";

type ChangingField = "bytesReceived" | "bytesSent" | "lastSeenSeconds" | "readings" | "missedSeconds";

/** A running session without the fields that change every minute, as the history's pages show it. */
type StableSession = LastingFields & {
  readonly lastSeenDay: string;
  /** The day under which the session is listed. It may change where the session's start is not believed. */
  readonly firstDay: string;
  readonly isReceivedKnown: boolean;
  readonly isSentKnown: boolean;
};

/** Each of them has to be named, also one that most sessions lack. */
type LastingFields = {
  readonly [Field in Exclude<keyof Required<Session>, ChangingField>]: Session[Field];
};

/** Field by field: to leave some out of all by `...others` takes V8 twenty times as long, for thousands of sessions. */
export function toStableSession(session: Session, calendar: Calendar): StableSession {
  return {
    id: session.id,
    server: session.server,
    user: session.user,
    commonName: session.commonName,
    username: session.username,
    realAddress: session.realAddress,
    publicIp: session.publicIp,
    tunnelIp: session.tunnelIp,
    tunnelIpv6: session.tunnelIpv6,
    clientId: session.clientId,
    cipher: session.cipher,
    startSeconds: session.startSeconds,
    endSeconds: session.endSeconds,
    goneBySeconds: session.goneBySeconds,
    endSource: session.endSource,
    firstSeenSeconds: session.firstSeenSeconds,
    countedFromSeconds: session.countedFromSeconds,
    earlierAddresses: session.earlierAddresses,
    clientVersion: session.clientVersion,
    platform: session.platform,
    unknownCells: session.unknownCells,
    lastSeenDay: toLastDay(session, calendar),
    firstDay: calendar.toDay(countedFrom(session)),
    isReceivedKnown: session.bytesReceived !== null,
    isSentKnown: session.bytesSent !== null,
  };
}
