import type { EstablishedClient } from "../status/split-clients.js";
import type { Client } from "../status/status.js";
import { readChangingFields } from "./changing-fields.js";
import { judgeStart } from "./counted-from.js";
import { firstReadings } from "./counters.js";
import { wasFromEarlierBoot } from "./earlier-boot.js";
import type { ReconcileContext, ServerSnapshot } from "./server-snapshot.js";
import { sessionId, type SessionIdentity } from "./session-id.js";
import { NO_DETAILS, type Session } from "./session.js";
import { deriveUser, type UserNaming } from "./user-naming.js";

/** The sessions of clients that continue no open session. */
interface NewClients {
  readonly started: readonly Session[];
  /** Sessions that were recorded as ended but are still connected. */
  readonly reopened: readonly Session[];
  /** Number of clients whose session has ended, at a time later than the snapshot. */
  readonly knownLater: number;
}

/** Handles the clients that continue no open session. */
export function resolveNewClients(
  open: readonly Session[],
  continuing: ReadonlySet<Client>,
  snapshot: ServerSnapshot,
  context: ReconcileContext,
): NewClients {
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
      return ended !== undefined && wasFromEarlierBoot(ended, client, latestSeconds);
    });
    const ended = context.endedSession(id, startSeconds) ?? context.endedByEvent(client);
    if (ended === undefined) started.push(startSession(client, snapshot, context, id));
    else if (context.waits(ended) || isBeforeEnd(snapshot, ended)) knownLater += 1;
    else reopened.push(ended);
  }
  return { started, reopened, knownLater };
}

/** OpenVPN wrote a status in the second in which it disconnected the client. */
function isBeforeEnd({ timeSeconds }: ServerSnapshot, { endSource, endSeconds }: Session): boolean {
  return endSource === "event" && endSeconds !== null && timeSeconds <= endSeconds;
}

function identify(
  { commonName, connectedSince, clientId, realAddress }: EstablishedClient,
  server: string,
): SessionIdentity {
  const startSeconds = connectedSince.getTime() / 1000;
  return { server, startSeconds, commonName, clientIdOrAddress: clientId || realAddress.asWritten };
}

/**
 * Makes ids that no open session and no session of an earlier boot has. Two rows with the same name, start and bare
 * IPv6 address are two sessions: the second gets `#2`, as in the client list.
 */
function makeFreeId(taken: Set<string>): (identity: SessionIdentity, isTaken: (id: string) => boolean) => string {
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

function startSession(
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
    ...readChangingFields(client),
    tunnelIp: client.tunnelIp,
    tunnelIpv6: client.tunnelIpv6,
    lastSeenSeconds: timeSeconds,
    ...NO_DETAILS,
    firstSeenSeconds: timeSeconds,
    countedFromSeconds: judgeStart(startSeconds, timeSeconds, lastRightSeconds),
    readings: firstReadings(client, lastSnapshotSeconds !== null && startSeconds >= lastSnapshotSeconds),
  };
}
