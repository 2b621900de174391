import { advanceHistory, type ObservedSource } from "../../history/advance-history.js";
import { heldSessions } from "../../history/ended-sessions.js";
import type { HistoryChange, LiveHistory } from "../../history/history-change.js";
import type { Sample } from "../../history/sample.js";
import type { Session } from "../../history/session.js";
import type { Usage } from "../../history/usage.js";
import type { UserNaming } from "../../history/user-naming.js";
import type { EstablishedClient } from "../../status/split-clients.js";
import { PeerAddress } from "../../status/status.js";
import type { Zone } from "../../status/zone.js";
import type { DemoConnection, DemoMonth, NumberedConnection } from "./demo-company.js";
import { completeByEvents } from "./demo-events.js";
import type { DemoServer } from "./demo-people.js";
import { DEMO_DAYS } from "./connected-spans.js";
import { DAY_SECONDS } from "../../text/time-units.js";

const WITH_EVENTS: DemoServer = "office";

/** The sources of the demo, as the last run found them. */
export const DEMO_SOURCES = (["office", "branches"] as const).map((server) => ({
  server,
  source: `/run/openvpn-server/status-${server}.log`,
  state: "ok",
  detail: "",
})) satisfies readonly ObservedSource[];
export const DEMO_NAMING: UserNaming = { userFrom: "common_name", usersIgnoreCase: false };
const STALE_AFTER_SECONDS = 300;
/** Snapshots every five minutes are enough for a past month; the chart of the last day gets one every minute. */
const COARSE_STEP_SECONDS = 300;
const FINE_STEP_SECONDS = 60;
const FINE_SPAN_SECONDS = 26 * 3600;
/** How much more than the average a client transfers at its busiest, in the afternoon and in each burst. */
const DAY_SWING = 0.55;
const BURST_SWING = 0.4;
const BURST_SECONDS = 2900;
const BUSIEST_SECONDS = 13 * 3600;

/** Takes the snapshots of a made-up month one after the other, as `gen` would have: one change that contains all. */
export function makeDemoHistory(month: DemoMonth, nowSeconds: number, zone: Zone): HistoryChange {
  let live: LiveHistory = { open: [], sources: [] };
  const ended = new Map<string, Session>();
  const usage: Usage[] = [];
  const samples: Sample[] = [];
  // In the order of their starts, so that connected clients are found without a search of the whole month.
  const numbered = month.connections.map((connection, index) => ({ connection, clientId: String(index) }));
  const upcoming = [...numbered];
  let connected: readonly NumberedConnection[] = [];
  const unseen = [...month.outages, ...month.unwatched];
  for (const timeSeconds of snapshotTimes(nowSeconds)) {
    while ((upcoming[0]?.connection.startSeconds ?? Infinity) <= timeSeconds)
      connected = [...connected, ...upcoming.splice(0, 1)];
    connected = connected.filter(({ connection }) => timeSeconds < connection.endSeconds);
    if (unseen.some(({ startSeconds, endSeconds }) => startSeconds <= timeSeconds && timeSeconds < endSeconds))
      continue;
    const observed = DEMO_SOURCES.map((source): ObservedSource => {
      const own = connected.filter(({ connection }) => connection.server === source.server);
      const established = own.map((one) => clientAt(one, timeSeconds));
      return { ...source, snapshot: { server: source.server, timeSeconds, established, connecting: [] } };
    });
    const { change } = advanceHistory(
      {
        ...live,
        samples,
        ended: { get: (id) => ended.get(id), startedAt: () => [], startedBy: () => [] },
        findUsage: heldSessions([], usage).findUsage,
      },
      observed,
      {
        nowSeconds: timeSeconds,
        ...DEMO_NAMING,
        zone,
        staleAfterSeconds: STALE_AFTER_SECONDS,
      },
    );
    live = { open: change.open, sources: change.sources };
    for (const session of change.ended) ended.set(session.id, session);
    usage.push(...change.usage);
    samples.push(...change.samples);
  }
  const isCompleted = ({ server }: { readonly server: string }): boolean => server === WITH_EVENTS;
  const isLeft = (session: Session): boolean => !isCompleted(session);
  const all = [...ended.values()];
  const completed = completeByEvents(
    { ended: all.filter(isCompleted), open: live.open.filter(isCompleted) },
    numbered.filter(({ connection }) => isCompleted(connection)),
    nowSeconds,
    clientAt,
  );
  const firstSeconds = Math.min(...numbered.map(({ connection }) => connection.startSeconds));
  const eventCoverage = { current: { startSeconds: firstSeconds, endSeconds: nowSeconds }, past: [] };
  return {
    sources: live.sources.map((row) => (isCompleted(row) ? { ...row, eventCoverage } : row)),
    open: [...live.open.filter(isLeft), ...completed.open],
    ended: [...all.filter(isLeft), ...completed.ended],
    usage,
    samples,
    trafficCorrections: [],
    removed: [],
  };
}

function snapshotTimes(nowSeconds: number): readonly number[] {
  const times: number[] = [];
  let time = nowSeconds - DEMO_DAYS * DAY_SECONDS;
  while (time < nowSeconds) {
    times.push(time);
    time += nowSeconds - time > FINE_SPAN_SECONDS ? COARSE_STEP_SECONDS : FINE_STEP_SECONDS;
  }
  return [...times, nowSeconds];
}

function clientAt({ connection, clientId }: NumberedConnection, timeSeconds: number): EstablishedClient {
  const { commonName, tunnelIp, tunnelIpv6, startSeconds } = connection;
  const busySeconds = busyTime(connection, timeSeconds);
  return {
    commonName,
    realAddress: demoAddress(connection),
    bytesReceived: 3000 + Math.round(busySeconds * connection.receivedPerSecond),
    bytesSent: 3500 + Math.round(busySeconds * connection.sentPerSecond),
    connectedSince: new Date(startSeconds * 1000),
    tunnelIp,
    tunnelIpv6,
    virtualAddress: tunnelIp,
    virtualIpv6Address: tunnelIpv6,
    clientId,
    dataChannelCipher: "AES-256-GCM",
  };
}

/**
 * The seconds since the start of a connection, longer if it was busy: a day has busy hours, and work has bursts. It
 * never decreases, since no swing exceeds the whole.
 */
function busyTime({ startSeconds, realAddress }: DemoConnection, timeSeconds: number): number {
  const grown = (periodSeconds: number, swing: number, peakSeconds: number): number => {
    const turn = (2 * Math.PI) / periodSeconds;
    const at = (seconds: number): number => Math.sin(turn * (seconds - peakSeconds));
    return (swing / turn) * (at(timeSeconds) - at(startSeconds));
  };
  return (
    timeSeconds -
    startSeconds +
    grown(DAY_SECONDS, DAY_SWING, BUSIEST_SECONDS) +
    grown(BURST_SECONDS, BURST_SWING, realAddress.port)
  );
}

/** As the server would write it. */
export function demoAddress({ realAddress: { host, port } }: Pick<DemoConnection, "realAddress">): PeerAddress {
  const isIpv6 = host.includes(":");
  return new PeerAddress({
    host,
    port,
    family: isIpv6 ? 6 : 4,
    asWritten: isIpv6 ? `[${host}]:${port}` : `${host}:${port}`,
  });
}
