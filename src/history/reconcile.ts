import type { EstablishedClient } from "../status/split-clients.js";
import { canonicalAddress } from "../status/ip-address.js";
import type { Client } from "../status/status.js";
import type { Zone } from "../status/zone.js";
import { addCounts } from "./add-counts.js";
import { matchClients } from "./match-clients.js";
import type { Sample } from "./sample.js";
import { sessionId, type SessionIdentity } from "./session-id.js";
import { NO_DETAILS, type Session } from "./session.js";
import { usageAtMidnights, type Traffic } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";
import { userOfClient, type UserFrom } from "./user-of-client.js";

/** What an accepted snapshot says of one server. */
export interface ServerSnapshot {
  readonly server: string;
  readonly timeSeconds: number;
  readonly established: readonly EstablishedClient[];
  readonly connecting: readonly Client[];
  /** Common names of clients that may be connected too: their rows were there and could not be read. */
  readonly maybeConnected?: ReadonlySet<string>;
}

export interface ReconcileContext {
  readonly userFrom: UserFrom;
  readonly zone: Zone;
  readonly staleAfterSeconds: number;
  /** The server's last accepted snapshot; null if there is none, or if it was from a clock that was wrong. */
  readonly lastSnapshotSeconds: number | null;
  /** What a session has in usage rows already. */
  readonly usageBefore: (session: Session) => Traffic;
  /** A session in the day files, by its id and start. */
  readonly endedSession: (sessionId: string, startSeconds: number) => Session | undefined;
}

export interface Reconciled {
  readonly open: readonly Session[];
  readonly ended: readonly Session[];
  /** Sessions that stand in a day file as ended and are proven still connected: they leave it for `open`. */
  readonly reopened: readonly Session[];
  readonly usage: readonly Usage[];
  readonly sample: Sample;
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
  const clientByOpen = matchClients(open, rows);
  const newcomers = newSessions(open, new Set(clientByOpen.values()), snapshot, context);
  const reopened = newcomers.flatMap(({ id, startSeconds }) => context.endedSession(id, startSeconds) ?? []);
  const known = [...open, ...reopened.map((session) => reopen(session, snapshot.server))];
  const clientBySession = reopened.length === 0 ? clientByOpen : matchClients(known, rows);
  const continued = known.flatMap((session) => {
    const client = clientBySession.get(session);
    return client === undefined ? [] : [{ before: session, after: continueSession(session, client, snapshot) }];
  });
  const reopenedIds = new Set(reopened.map(({ id }) => id));
  const started = newcomers.filter(({ id }) => !reopenedIds.has(id));
  const unproven = known.filter((session) => !clientBySession.has(session));
  const waiting = unproven.filter((session) => maybeShows(snapshot, session));
  return {
    open: [...continued.map(({ after }) => after), ...waiting, ...started],
    ended: unproven
      .filter((session) => !maybeShows(snapshot, session))
      .map((session) => endSession(session, snapshot.timeSeconds)),
    reopened,
    usage: continued.flatMap(({ before }) =>
      usageAtMidnights(before, snapshot.timeSeconds, context.zone, () => context.usageBefore(before)),
    ),
    sample: sampleOf(continued, started, snapshot, context),
  };
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
  const endSeconds = Math.max(session.startSeconds, session.lastSeenSeconds);
  return { ...session, endSeconds, goneBySeconds, endSource: "status" };
}

/** An ended session that is proven to be still connected. */
function reopen(session: Session, server: string): Session {
  return { ...session, server, endSeconds: null, goneBySeconds: null, endSource: "" };
}

function newSessions(
  open: readonly Session[],
  continuing: ReadonlySet<Client>,
  snapshot: ServerSnapshot,
  context: ReconcileContext,
): readonly Session[] {
  const freeId = makeFreeId(new Set(open.map(({ id }) => id)));
  return snapshot.established
    .filter((client) => !continuing.has(client))
    .map((client) => firstSight(client, snapshot, context.userFrom, freeId));
}

/**
 * Gives ids that no session has. Two rows of one name, second and bare IPv6 address are two sessions: the second counts
 * on, as in the client list.
 */
function makeFreeId(taken: Set<string>): (identity: SessionIdentity) => string {
  const repeats = new Map<string, number>();
  return (identity) => {
    const first = sessionId(identity);
    let id = first;
    let repeat = repeats.get(first) ?? 1;
    while (taken.has(id)) {
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
  snapshot: ServerSnapshot,
  userFrom: UserFrom,
  freeId: (identity: SessionIdentity) => string,
): Session {
  const startSeconds = client.connectedSince.getTime() / 1000;
  const { server } = snapshot;
  const { commonName } = client;
  const clientIdOrAddress = client.clientId || client.realAddress.asWritten;
  return {
    id: freeId({ server, startSeconds, commonName, clientIdOrAddress }),
    server,
    user: userOfClient(client, userFrom),
    commonName,
    startSeconds,
    endSeconds: null,
    bytesReceived: client.bytesReceived,
    bytesSent: client.bytesSent,
    ...whatMayChange(client),
    tunnelIp: client.tunnelIp,
    tunnelIpv6: client.tunnelIpv6,
    lastSeenSeconds: snapshot.timeSeconds,
    ...NO_DETAILS,
    firstSeenSeconds: snapshot.timeSeconds,
  };
}

function continueSession(session: Session, client: Client | EstablishedClient, snapshot: ServerSnapshot): Session {
  const now = whatMayChange(client);
  return {
    ...session,
    realAddress: now.realAddress,
    publicIp: now.publicIp,
    // Another status-version knows less: what was known of a session is not forgotten.
    username: now.username || session.username,
    clientId: now.clientId || session.clientId,
    cipher: now.cipher || session.cipher,
    tunnelIp: ("tunnelIp" in client && client.tunnelIp) || session.tunnelIp,
    tunnelIpv6: ("tunnelIpv6" in client && client.tunnelIpv6) || session.tunnelIpv6,
    bytesReceived: Math.max(session.bytesReceived ?? 0, client.bytesReceived),
    bytesSent: Math.max(session.bytesSent ?? 0, client.bytesSent),
    lastSeenSeconds: snapshot.timeSeconds,
  };
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
  continued: readonly { readonly before: Session; readonly after: Session }[],
  started: readonly Session[],
  { server, timeSeconds }: ServerSnapshot,
  { lastSnapshotSeconds, staleAfterSeconds }: ReconcileContext,
): Sample {
  const sample = { timeSeconds, server, clients: continued.length + started.length };
  // Over a gap in monitoring nobody knows when the bytes were moved.
  if (lastSnapshotSeconds === null || timeSeconds - lastSnapshotSeconds > staleAfterSeconds) {
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
