import type { EstablishedClient } from "../status/split-clients.js";
import type { Client } from "../status/status.js";
import { readChangingFields } from "./changing-fields.js";
import { judgeStartAgain } from "./counted-from.js";
import { getReadings, stepCounter } from "./counters.js";
import { keepEarlierAddresses } from "./earlier-addresses.js";
import { isStartedByEventAlone } from "./event-session.js";
import type { TrafficCorrection } from "./sample.js";
import type { ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";
import { nameUser, type UserNaming } from "./user-naming.js";

/** An open session that a snapshot shows again. */
export interface Continued {
  readonly session: Session;
  /** As of its last proof, but without a counter reading that has since turned out to be wrong. */
  readonly before: Session;
  readonly after: Session;
}

/** Updates a session with the client that continues it. */
export function continueSession(
  session: Session,
  client: Client | EstablishedClient,
  snapshot: ServerSnapshot,
  naming: UserNaming,
): Continued {
  const now = readChangingFields(client);
  const readings = getReadings(session);
  const received = stepCounter(readings.received, session.bytesReceived ?? 0, client.bytesReceived);
  const sent = stepCounter(readings.sent, session.bytesSent ?? 0, client.bytesSent);
  // Another status-version may have fewer fields. Known values are kept.
  const tunnelIp = ("tunnelIp" in client && client.tunnelIp) || session.tunnelIp;
  const tunnelIpv6 = ("tunnelIpv6" in client && client.tunnelIpv6) || session.tunnelIpv6;
  const addresses = { publicIp: now.publicIp, tunnelIp, tunnelIpv6 };
  // Field by field: thousands of sessions continue in each run, and V8 is ten times slower with fields after a
  // spread.
  const after: { -readonly [Field in keyof Session]: Session[Field] } = { ...session };
  after.publicIp = addresses.publicIp;
  after.tunnelIp = tunnelIp;
  after.tunnelIpv6 = tunnelIpv6;
  after.realAddress = now.realAddress;
  after.username = now.username || session.username;
  after.clientId = now.clientId || session.clientId;
  after.cipher = now.cipher || session.cipher;
  after.bytesReceived = received.total;
  after.bytesSent = sent.total;
  const seconds = snapshot.timeSeconds - session.lastSeenSeconds;
  const bytesReceived = received.total - received.totalBefore;
  const bytesSent = sent.total - sent.totalBefore;
  const isKnown = seconds > 0 && session.bytesReceived !== null && session.bytesSent !== null;
  const step = isKnown ? { seconds, bytesReceived, bytesSent } : readings.step;
  after.readings =
    step === undefined
      ? { received: received.readings, sent: sent.readings }
      : { received: received.readings, sent: sent.readings, step };
  after.lastSeenSeconds = Math.max(session.lastSeenSeconds, snapshot.timeSeconds);
  if (isStartedByEventAlone(session)) after.firstSeenSeconds = snapshot.timeSeconds;
  after.countedFromSeconds = judgeStartAgain(session, snapshot.timeSeconds);
  after.earlierAddresses = keepEarlierAddresses(session, addresses);
  return {
    session,
    before: withTotals(session, received.totalBefore, sent.totalBefore),
    after: nameUser(after, naming),
  };
}

function withTotals(session: Session, bytesReceived: number, bytesSent: number): Session {
  if (session.bytesReceived === bytesReceived && session.bytesSent === bytesSent) return session;
  return { ...session, bytesReceived, bytesSent };
}

/** Takes back the traffic that the last sample counted because of a wrong reading; one item or none. */
export function findWrongReadings(
  { session, before }: Pick<Continued, "session" | "before">,
  server: string,
): readonly TrafficCorrection[] {
  const bytesReceived = (before.bytesReceived ?? 0) - (session.bytesReceived ?? 0);
  const bytesSent = (before.bytesSent ?? 0) - (session.bytesSent ?? 0);
  if (bytesReceived === 0 && bytesSent === 0) return [];
  return [{ server, timeSeconds: session.lastSeenSeconds, bytesReceived, bytesSent }];
}
