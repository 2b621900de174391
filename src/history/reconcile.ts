import type { EstablishedClient } from "../status/split-clients.js";
import { canonicalAddress } from "../status/ip-address.js";
import type { Client } from "../status/status.js";
import type { Zone } from "../status/zone.js";
import { addCounts } from "./add-counts.js";
import { judgeStart, judgeStartAgain } from "./counted-from.js";
import { firstReadings, getReadings, stepCounter } from "./counters.js";
import { keepEarlierAddresses } from "./earlier-addresses.js";
import { isOfEarlierBoot, mayStartRepeat, wasOfEarlierBoot } from "./earlier-boot.js";
import { matchClients } from "./match-clients.js";
import type { Sample, WrongTraffic } from "./sample.js";
import type { SeenIntervals } from "./seen-intervals.js";
import { sessionId, type SessionIdentity } from "./session-id.js";
import { NO_DETAILS, type Session } from "./session.js";
import { usageAtMidnights, type Traffic } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";
import { deriveUser, nameUser, type UserNaming } from "./user-naming.js";

/** What an accepted snapshot says of one server. */
export interface ServerSnapshot {
  readonly server: string;
  readonly timeSeconds: number;
  readonly established: readonly EstablishedClient[];
  readonly connecting: readonly Client[];
  /** Common names of clients that may be connected too: their rows were there and could not be read. */
  readonly maybeConnected?: ReadonlySet<string>;
}

export interface ReconcileContext extends UserNaming {
  readonly zone: Zone;
  readonly isGap: SeenIntervals["isGap"];
  /** The server's last accepted snapshot; null if there is none, or if it was from a clock that was wrong. */
  readonly lastSnapshotSeconds: number | null;
  /** The server's last snapshot by a clock that was right, as far as is known: new starts are judged by it. */
  readonly lastRightSeconds: number | null;
  /**
   * Whether a session was proven later than this snapshot, by a clock that may be the right one: then it waits as it is,
   * and neither goes on nor ends.
   */
  readonly waits: (session: Session) => boolean;
  /** What a session has in usage rows already. */
  readonly usageBefore: (session: Session) => Traffic;
  /** A session in the day files, by its id and start. */
  readonly endedSession: (sessionId: string, startSeconds: number) => Session | undefined;
  /** What OpenVPN Status Web recorded of a session, in the day files as ended. */
  readonly importedSession: (session: Session) => Session | undefined;
}

export interface Reconciled {
  readonly open: readonly Session[];
  readonly ended: readonly Session[];
  /**
   * Sessions that stand in a day file as ended and are proven still connected: they leave it for `open`. What OpenVPN
   * Status Web recorded of one leaves it too: we know all that it knew.
   */
  readonly reopened: readonly Session[];
  /**
   * Whether these are in place of all that were open, as where two servers write one file in turn: whoever loses the
   * connection comes back with another start, and the others stay.
   */
  readonly hasAlternated: boolean;
  readonly usage: readonly Usage[];
  readonly sample: Sample;
  readonly wrongTraffic: readonly WrongTraffic[];
}

/**
 * What one accepted snapshot makes of a server's open sessions. Pure: the same snapshot over the
 * same sessions gives the same answer, which is what makes a repeated run harmless.
 *
 * @param open the open sessions of this server alone
 */
export function reconcile(open: readonly Session[], snapshot: ServerSnapshot, context: ReconcileContext): Reconciled {
  // A row that was established once stays so: in version 1 a TAP client's learned routes age while it is connected.
  const rows = [...snapshot.established, ...snapshot.connecting];
  const latestSeconds = Math.max(snapshot.timeSeconds, context.lastRightSeconds ?? 0);
  const clientByOpen = matchSessions(open, rows, latestSeconds);
  const newcomers = meetNewcomers(open, new Set(clientByOpen.values()), snapshot, context);
  const { started, reopened } = newcomers;
  const known = [...open, ...reopened.map((session) => reopen(session, snapshot.server))];
  const clientBySession = reopened.length === 0 ? clientByOpen : matchSessions(known, rows, latestSeconds);
  const waiting = new Set(known.filter(context.waits));
  const continued = known.flatMap((session) => {
    const client = waiting.has(session) ? undefined : clientBySession.get(session);
    return client === undefined ? [] : [continueSession(session, client, snapshot, context)];
  });
  const unproven = known.filter((session) => !clientBySession.has(session) && !maybeShows(snapshot, session));
  const missed = new Set(unproven.filter((session) => waiting.has(session)));
  const ended = unproven.filter((session) => !waiting.has(session));
  const gone = new Set([...ended, ...continued.map(({ session }) => session)]);
  const clients = clientBySession.size + started.length + newcomers.knownLater;
  return {
    open: [
      ...continued.map(({ after }) => after),
      ...known
        .filter((session) => !gone.has(session))
        .map((session) => (missed.has(session) ? noteMissed(session, snapshot) : session)),
      ...started,
    ],
    ended: ended.map((session) => endSession(session, snapshot.timeSeconds)),
    reopened: [...reopened, ...started.flatMap((session) => context.importedSession(session) ?? [])],
    hasAlternated: clientByOpen.size === 0 && reopened.length > 0,
    usage: continued.flatMap(({ before, after: { countedFromSeconds } }) =>
      usageAtMidnights({ ...before, countedFromSeconds }, snapshot.timeSeconds, context.zone, () =>
        context.usageBefore(before),
      ),
    ),
    sample: sampleOf(continued, started, clients, snapshot, context),
    wrongTraffic: continued.flatMap((one) => findWrongTraffic(one, snapshot.server)),
  };
}

/** {@link matchClients}, without the sessions of earlier boots whose starts are repeated. */
function matchSessions(
  open: readonly Session[],
  rows: readonly Client[],
  latestSeconds: number,
): ReadonlyMap<Session, Client> {
  const matched = matchClients(
    open.filter(({ missedSeconds }) => missedSeconds === undefined),
    rows,
  );
  return new Map([...matched].filter(([session, client]) => !isOfEarlierBoot(session, client, latestSeconds)));
}

function noteMissed(session: Session, { timeSeconds }: ServerSnapshot): Session {
  return mayStartRepeat(session) ? { ...session, missedSeconds: timeSeconds } : session;
}

/** Whether a row that could not be read may prove a session, which then waits as it is: it neither goes on nor ends. */
export function maybeShows({ maybeConnected }: ServerSnapshot, { commonName }: Session): boolean {
  return maybeConnected?.has(commonName) === true;
}

/**
 * A session that was not in the snapshot, or whose server is gone: it ended at its last proof, never later.
 *
 * @param goneBySeconds the snapshot that did not show it; `null`: there is none
 */
export function endSession(session: Session, goneBySeconds: number | null): Session {
  const { readings, missedSeconds, ...ended } = session;
  const endSeconds = Math.max(session.startSeconds, session.lastSeenSeconds);
  // A snapshot by a clock that is behind the last proof does not bound the end.
  const isLater = goneBySeconds !== null && goneBySeconds >= endSeconds;
  return { ...ended, endSeconds, goneBySeconds: isLater ? goneBySeconds : null, endSource: "status" };
}

/** An ended session that is proven to be still connected. */
function reopen(session: Session, server: string): Session {
  return { ...session, server, endSeconds: null, goneBySeconds: null, endSource: "" };
}

interface Newcomers {
  readonly started: readonly Session[];
  /** Ended sessions that are proven still connected. */
  readonly reopened: readonly Session[];
  /** How many are known as ended, by a proof that is later than the snapshot. */
  readonly knownLater: number;
}

/** The clients that continue no open session. */
function meetNewcomers(
  open: readonly Session[],
  continuing: ReadonlySet<Client>,
  snapshot: ServerSnapshot,
  context: ReconcileContext,
): Newcomers {
  const giveId = makeFreeId(new Set(open.map(({ id }) => id)));
  const started: Session[] = [];
  const reopened: Session[] = [];
  let knownLater = 0;
  const latestSeconds = Math.max(snapshot.timeSeconds, context.lastRightSeconds ?? 0);
  for (const client of snapshot.established) {
    if (continuing.has(client)) continue;
    const startSeconds = client.connectedSince.getTime() / 1000;
    const id = giveId(identify(client, snapshot.server), (taken) => {
      const ended = context.endedSession(taken, startSeconds);
      return ended !== undefined && wasOfEarlierBoot(ended, client, latestSeconds);
    });
    const ended = context.endedSession(id, startSeconds);
    if (ended === undefined) started.push(firstSight(client, snapshot, context, id));
    else if (context.waits(ended)) knownLater += 1;
    else reopened.push(ended);
  }
  return { started, reopened, knownLater };
}

function identify(
  { commonName, connectedSince, clientId, realAddress }: EstablishedClient,
  server: string,
): SessionIdentity {
  const startSeconds = connectedSince.getTime() / 1000;
  return { server, startSeconds, commonName, clientIdOrAddress: clientId || realAddress.asWritten };
}

/**
 * Gives ids that no open session and none of another boot has. Two rows of one name, second and bare IPv6 address are two
 * sessions: the second counts on, as in the client list.
 */
function makeFreeId(taken: Set<string>): (identity: SessionIdentity, isAnothers: (id: string) => boolean) => string {
  const repeats = new Map<string, number>();
  return (identity, isAnothers) => {
    const first = sessionId(identity);
    let id = first;
    let repeat = repeats.get(first) ?? 1;
    while (taken.has(id) || isAnothers(id)) {
      repeat += 1;
      id = sessionId({ ...identity, clientIdOrAddress: `${identity.clientIdOrAddress}#${repeat}` });
    }
    repeats.set(first, repeat);
    taken.add(id);
    return id;
  };
}

function firstSight(
  client: EstablishedClient,
  { server, timeSeconds }: ServerSnapshot,
  context: UserNaming & Pick<ReconcileContext, "lastSnapshotSeconds" | "lastRightSeconds">,
  id: string,
): Session {
  const { lastSnapshotSeconds, lastRightSeconds } = context;
  const { commonName } = client;
  const startSeconds = client.connectedSince.getTime() / 1000;
  return {
    id,
    server,
    user: deriveUser({ commonName, username: client.username ?? "", user: "" }, context),
    commonName,
    startSeconds,
    endSeconds: null,
    bytesReceived: client.bytesReceived,
    bytesSent: client.bytesSent,
    ...whatMayChange(client),
    tunnelIp: client.tunnelIp,
    tunnelIpv6: client.tunnelIpv6,
    lastSeenSeconds: timeSeconds,
    ...NO_DETAILS,
    firstSeenSeconds: timeSeconds,
    countedFromSeconds: judgeStart(startSeconds, timeSeconds, lastRightSeconds),
    readings: firstReadings(client, lastSnapshotSeconds !== null && startSeconds >= lastSnapshotSeconds),
  };
}

/** A session that a snapshot shows again. */
interface Continued {
  readonly session: Session;
  /** As its last proof left it, without a last reading of its counters that is now known to be wrong. */
  readonly before: Session;
  readonly after: Session;
}

function continueSession(
  session: Session,
  client: Client | EstablishedClient,
  snapshot: ServerSnapshot,
  naming: UserNaming,
): Continued {
  const now = whatMayChange(client);
  const readings = getReadings(session);
  const received = stepCounter(readings.received, session.bytesReceived ?? 0, client.bytesReceived);
  const sent = stepCounter(readings.sent, session.bytesSent ?? 0, client.bytesSent);
  // Another status-version knows less: what was known of a session is not forgotten.
  const tunnelIp = ("tunnelIp" in client && client.tunnelIp) || session.tunnelIp;
  const tunnelIpv6 = ("tunnelIpv6" in client && client.tunnelIpv6) || session.tunnelIpv6;
  const addresses = { publicIp: now.publicIp, tunnelIp, tunnelIpv6 };
  return {
    session,
    before: { ...session, bytesReceived: received.totalBefore, bytesSent: sent.totalBefore },
    after: nameUser(
      {
        ...session,
        ...addresses,
        realAddress: now.realAddress,
        username: now.username || session.username,
        clientId: now.clientId || session.clientId,
        cipher: now.cipher || session.cipher,
        bytesReceived: received.total,
        bytesSent: sent.total,
        readings: { received: received.readings, sent: sent.readings },
        lastSeenSeconds: Math.max(session.lastSeenSeconds, snapshot.timeSeconds),
        countedFromSeconds: judgeStartAgain(session, snapshot.timeSeconds),
        earlierAddresses: keepEarlierAddresses(session, addresses),
      },
      naming,
    ),
  };
}

function findWrongTraffic({ session, before }: Continued, server: string): readonly WrongTraffic[] {
  const bytesReceived = (session.bytesReceived ?? 0) - (before.bytesReceived ?? 0);
  const bytesSent = (session.bytesSent ?? 0) - (before.bytesSent ?? 0);
  if (bytesReceived === 0 && bytesSent === 0) return [];
  return [{ server, timeSeconds: session.lastSeenSeconds, bytesReceived, bytesSent }];
}

function whatMayChange(client: Client): Pick<Session, "realAddress" | "publicIp" | "username" | "clientId" | "cipher"> {
  return {
    realAddress: client.realAddress.asWritten,
    publicIp: canonicalAddress(client.realAddress.host),
    username: client.username ?? "",
    clientId: client.clientId ?? "",
    cipher: client.dataChannelCipher ?? "",
  };
}

function sampleOf(
  continued: readonly Continued[],
  started: readonly Session[],
  clients: number,
  { server, timeSeconds }: ServerSnapshot,
  { lastSnapshotSeconds, isGap }: ReconcileContext,
): Sample {
  const sample = { timeSeconds, server, clients };
  // Over a gap in monitoring nobody knows when the bytes were moved.
  if (lastSnapshotSeconds === null || isGap(server, timeSeconds - lastSnapshotSeconds)) {
    return { ...sample, bytesReceived: 0, bytesSent: 0 };
  }
  const growth = (of: (session: Session) => number | null): number => {
    const grown = continued.map(({ before, after }) => (of(after) ?? 0) - (of(before) ?? 0));
    return [...grown, ...started.map((session) => of(session) ?? 0)].reduce(addCounts, 0);
  };
  return {
    ...sample,
    bytesReceived: growth(({ bytesReceived }) => bytesReceived),
    bytesSent: growth(({ bytesSent }) => bytesSent),
  };
}
