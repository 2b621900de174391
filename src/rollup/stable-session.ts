import { countedFrom } from "../history/counted-from.js";
import type { Session } from "../history/session.js";
import type { Calendar } from "./calendar.js";
import { toLastDay } from "./session-shares.js";

/** A running session without the fields that change every minute: what the history's pages show of it. */
export interface StableSession extends Omit<
  Session,
  "bytesReceived" | "bytesSent" | "lastSeenSeconds" | "readings" | "missedSeconds"
> {
  readonly lastSeenDay: string;
  /** The day under which the session is listed. It may change where the session's start is not believed. */
  readonly firstDay: string;
  readonly isReceivedKnown: boolean;
  readonly isSentKnown: boolean;
}

export function toStableSession(session: Session, calendar: Calendar): StableSession {
  const { bytesReceived, bytesSent, lastSeenSeconds, readings, missedSeconds, ...stable } = session;
  return {
    ...stable,
    lastSeenDay: toLastDay(session, calendar),
    firstDay: calendar.toDay(countedFrom(session)),
    isReceivedKnown: bytesReceived !== null,
    isSentKnown: bytesSent !== null,
  };
}
