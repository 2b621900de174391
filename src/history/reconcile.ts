import type { Client } from "../status/status.js";
import { continueSession, findWrongReadings } from "./continue-session.js";
import { withCountedFrom } from "./counted-from.js";
import { isFromEarlierBoot, mayStartRepeat } from "./earlier-boot.js";
import { endSession, reopenSession } from "./end-session.js";
import { mayBeConnecting } from "./event-session.js";
import { matchClients } from "./match-clients.js";
import { resolveNewClients } from "./resolve-new-clients.js";
import type { Sample, TrafficCorrection } from "./sample.js";
import { maybeShows, type ReconcileContext, type ServerSnapshot } from "./server-snapshot.js";
import type { Session } from "./session.js";
import { takeSample } from "./take-sample.js";
import { usageAtMidnights } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";

export interface Reconciled {
  readonly open: readonly Session[];
  readonly ended: readonly Session[];
  /**
   * Sessions in day files that are still connected: they move to `open`. What OpenVPN Status Web recorded of the same
   * connections leaves the day files too, since we know all that it knew.
   */
  readonly reopened: readonly Session[];
  /**
   * Whether the reopened sessions replace all open ones. This happens if two servers write one file in turn: clients
   * that merely reconnect would have new starts.
   */
  readonly hasAlternated: boolean;
  readonly usage: readonly Usage[];
  readonly sample: Sample;
  readonly trafficCorrections: readonly TrafficCorrection[];
}

/**
 * Reconciles a server's open sessions with one accepted snapshot. The result depends on nothing else, so a repeated run
 * is harmless.
 *
 * @param open the open sessions of this server only
 */
export function reconcile(open: readonly Session[], snapshot: ServerSnapshot, context: ReconcileContext): Reconciled {
  // Once established, always established: in version 1, a connected TAP client's learned routes expire.
  const rows = [...snapshot.established, ...snapshot.connecting];
  const latestSeconds = Math.max(snapshot.timeSeconds, context.lastRightSeconds ?? 0);
  const clientByOpen = matchSessions(open, rows, latestSeconds);
  const newClients = resolveNewClients(open, new Set(clientByOpen.values()), snapshot, context);
  const { started, reopened } = newClients;
  const known = [...open, ...reopened.map((session) => reopenSession(session, snapshot.server))];
  const clientBySession = reopened.length === 0 ? clientByOpen : matchSessions(known, rows, latestSeconds);
  const waiting = new Set(known.filter(context.waits));
  const continued = known.flatMap((session) => {
    const client = waiting.has(session) ? undefined : clientBySession.get(session);
    return client === undefined ? [] : [continueSession(session, client, snapshot, context)];
  });
  const unproven = known.filter(
    (session) =>
      !clientBySession.has(session) &&
      !maybeShows(snapshot, session) &&
      !mayBeConnecting(session, snapshot.timeSeconds),
  );
  const missed = new Set(unproven.filter((session) => waiting.has(session)));
  const ended = unproven.filter((session) => !waiting.has(session));
  const gone = new Set([...ended, ...continued.map(({ session }) => session)]);
  const clients = clientBySession.size + started.length + newClients.knownLater;
  return {
    open: [
      ...continued.map(({ after }) => after),
      ...known
        .filter((session) => !gone.has(session))
        .map((session) => (missed.has(session) ? markMissed(session, snapshot) : session)),
      ...started,
    ],
    ended: ended.map((session) => endSession(session, snapshot.timeSeconds)),
    reopened: [...reopened, ...started.flatMap((session) => context.importedSession(session) ?? [])],
    hasAlternated: clientByOpen.size === 0 && reopened.length > 0,
    usage: continued.flatMap(({ before, after: { countedFromSeconds } }) =>
      usageAtMidnights(withCountedFrom(before, countedFromSeconds), snapshot.timeSeconds, context.zone, () =>
        context.usageBefore(before),
      ),
    ),
    sample: takeSample(continued, started, clients, snapshot, context),
    trafficCorrections: continued.flatMap((one) => findWrongReadings(one, snapshot.server)),
  };
}

/** As {@link matchClients}, but without sessions of earlier boots that happen to have the same start. */
function matchSessions(
  open: readonly Session[],
  rows: readonly Client[],
  latestSeconds: number,
): ReadonlyMap<Session, Client> {
  const matched = matchClients(
    open.filter(({ missedSeconds }) => missedSeconds === undefined),
    rows,
  );
  return new Map([...matched].filter(([session, client]) => !isFromEarlierBoot(session, client, latestSeconds)));
}

function markMissed(session: Session, { timeSeconds }: ServerSnapshot): Session {
  return mayStartRepeat(session) ? { ...session, missedSeconds: timeSeconds } : session;
}
