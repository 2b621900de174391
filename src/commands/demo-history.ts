import { advanceHistory, type ObservedSource } from "../history/advance-history.js";
import type { HistoryChange, LiveHistory } from "../history/history-change.js";
import type { Sample } from "../history/sample.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import type { EstablishedClient } from "../status/split-clients.js";
import type { PeerAddress } from "../status/status.js";
import type { Zone } from "../status/zone.js";
import type { DemoConnection, DemoMonth } from "./demo-company.js";

const SERVER = "office";
const OK_SOURCE = { server: SERVER, source: "/run/openvpn-server/status-office.log", state: "ok", detail: "" } as const;
/** The demo's sources as its last run found them. */
export const DEMO_SOURCES: readonly ObservedSource[] = [OK_SOURCE];
const STALE_AFTER_SECONDS = 300;
/** Snapshots five minutes apart are enough for a past month; the last day's chart gets one a minute. */
const STEP_SECONDS = 300;
const FINE_STEP_SECONDS = 60;
const FINE_SPAN_SECONDS = 26 * 3600;
const MONTH_SECONDS = 30 * 86_400;

/** Takes a made-up month's snapshots, one after the other, as `gen` would have: one change that holds them all. */
export function demoHistory(month: DemoMonth, nowSeconds: number, zone: Zone): HistoryChange {
  let live: LiveHistory = { open: [], sources: [] };
  const ended = new Map<string, Session>();
  const usage: Usage[] = [];
  const samples: Sample[] = [];
  // In the order of their starts: whoever is connected is found without looking at the whole month each time.
  const toCome = month.connections.map((connection, index) => ({ connection, clientId: String(index) }));
  let connected: typeof toCome = [];
  for (const timeSeconds of snapshotTimes(nowSeconds)) {
    while ((toCome[0]?.connection.startSeconds ?? Infinity) <= timeSeconds) connected.push(...toCome.splice(0, 1));
    connected = connected.filter(({ connection }) => timeSeconds < connection.endSeconds);
    if (month.outages.some((outage) => outage.startSeconds <= timeSeconds && timeSeconds < outage.endSeconds)) continue;
    const established = connected.map(({ connection, clientId }) => clientAt(connection, clientId, timeSeconds));
    const snapshot = { server: SERVER, timeSeconds, established, connecting: [] };
    const { change } = advanceHistory({ ...live, ended, usage, samples: [] }, [{ ...OK_SOURCE, snapshot }], {
      nowSeconds: timeSeconds,
      userFrom: "common_name",
      zone,
      staleAfterSeconds: STALE_AFTER_SECONDS,
    });
    live = { open: change.open, sources: change.sources };
    for (const session of change.ended) ended.set(session.id, session);
    usage.push(...change.usage);
    samples.push(...change.samples);
  }
  return { ...live, ended: [...ended.values()], usage, samples, removed: new Set() };
}

function snapshotTimes(nowSeconds: number): readonly number[] {
  const times: number[] = [];
  let time = nowSeconds - MONTH_SECONDS;
  while (time < nowSeconds) {
    times.push(time);
    time += nowSeconds - time > FINE_SPAN_SECONDS ? STEP_SECONDS : FINE_STEP_SECONDS;
  }
  return [...times, nowSeconds];
}

function clientAt(connection: DemoConnection, clientId: string, timeSeconds: number): EstablishedClient {
  const { commonName, tunnelIp, tunnelIpv6, startSeconds } = connection;
  const connectedSeconds = timeSeconds - startSeconds;
  return {
    commonName,
    realAddress: demoAddress(connection),
    bytesReceived: 3000 + connectedSeconds * connection.receivedPerSecond,
    bytesSent: 3500 + connectedSeconds * connection.sentPerSecond,
    connectedSince: new Date(startSeconds * 1000),
    tunnelIp,
    tunnelIpv6,
    virtualAddress: tunnelIp,
    virtualIpv6Address: tunnelIpv6,
    clientId,
    dataChannelCipher: "AES-256-GCM",
  };
}

export function demoAddress({ realAddress: { host, port } }: Pick<DemoConnection, "realAddress">): PeerAddress {
  return { host, port, asWritten: host.includes(":") ? `[${host}]:${port}` : `${host}:${port}` };
}
