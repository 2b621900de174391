import { groupBy } from "../history/group-by.js";
import type { Session } from "../history/session.js";
import { SOURCE_STATES } from "../history/source-state.js";
import { certificateMetrics } from "./certificates/certificate-metrics.js";
import { clientStatisticsMetrics } from "./client-metrics.js";
import { ownGauge, type MetricFamily, type MetricSample } from "./metric-family.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput, SourceView } from "./site-input.js";

export interface MetricsSettings {
  /** The version of the package. */
  readonly version: string;
  /** Whether clients, routes and clients' certificates have samples of their own, which name them. */
  readonly perClient: boolean;
}

const OF_SOURCE = ["status_path"];
const OF_OUR_SOURCE = ["server", "status_path"];
const OF_CLIENT = ["status_path", "common_name", "connection_time", "real_address", "virtual_address", "username"];
const OF_ROUTE = ["status_path", "common_name", "real_address", "virtual_address"];

/**
 * What `metrics` says. The first families have the names and labels of openvpn_exporter (kumina's, natrontech's), so that
 * its dashboards and alerts work; the others are our own. Ages are given as times: a file that says the same has the
 * same bytes.
 *
 * Of a source that could not be read, only its state and the time of its last snapshot are known.
 */
export function siteMetrics(
  input: Pick<SiteInput, "nowSeconds" | "sources" | "openSessions" | "certificates">,
  { sessionCount }: Pick<SiteIndex, "sessionCount">,
  settings: MetricsSettings,
): readonly MetricFamily[] {
  const sessionsByServer = groupBy(input.openSessions, ({ server }) => server);
  const read = input.sources
    .filter(isRead)
    .map((view): ReadSource => ({ ...view, sessions: sessionsByServer.get(view.server) ?? [] }));
  return [
    ...exporterMetrics(input.sources, read),
    ...(settings.perClient ? clientMetrics(read) : []),
    ...clientStatisticsMetrics(input.sources),
    ...ownMetrics(input, sessionsByServer, sessionCount, settings),
    ...certificateMetrics(input.certificates, settings),
  ];
}

type ReadSource = SourceView & { readonly sessions: readonly Session[] };

function isRead({ state }: SourceView): boolean {
  return state === "ok" || state === "stale";
}

function exporterMetrics(sources: readonly SourceView[], read: readonly ReadSource[]): readonly MetricFamily[] {
  const connected = {
    type: "gauge",
    help: "Number of connected clients.",
    labelNames: OF_SOURCE,
    ofEqual: "sum",
    samples: read.map(({ source, sessions }): MetricSample => [[source], sessions.length]),
  } as const;
  return [
    {
      name: "openvpn_up",
      type: "gauge",
      help: "Whether the status was read and understood.",
      labelNames: OF_SOURCE,
      ofEqual: "least",
      samples: sources.map((view) => [
        [view.source],
        isRead(view) || view.report?.kind === "client-statistics" ? 1 : 0,
      ]),
    },
    {
      name: "openvpn_status_update_time_seconds",
      type: "gauge",
      help: "When OpenVPN wrote the last status that was accepted, in seconds since 1970.",
      labelNames: OF_SOURCE,
      ofEqual: "most",
      samples: sources.flatMap(({ source, snapshotSeconds, report }) => {
        // That of a client is no snapshot.
        const clientSeconds = report?.kind === "client-statistics" ? report.updatedSeconds : null;
        return toSample([source], clientSeconds ?? snapshotSeconds);
      }),
    },
    { ...connected, name: "openvpn_server_connected_clients" },
    // As kumina's exporter misspells it, and the best-known dashboard with it.
    { ...connected, name: "openvpn_openvpn_server_connected_clients" },
  ];
}

function clientMetrics(read: readonly ReadSource[]): readonly MetricFamily[] {
  const counter = (name: string, help: string, toBytes: (session: Session) => number | null): MetricFamily => ({
    name,
    type: "counter",
    help,
    labelNames: OF_CLIENT,
    ofEqual: "sum",
    samples: read.flatMap(({ source, sessions }) =>
      sessions.flatMap((session) => {
        const { commonName, startSeconds, realAddress, tunnelIp, username } = session;
        const labels = [source, commonName, String(startSeconds), realAddress, tunnelIp, username];
        return toSample(labels, toBytes(session));
      }),
    ),
  });
  return [
    counter(
      "openvpn_server_client_received_bytes_total",
      "Bytes that the server has received from the client.",
      ({ bytesReceived }) => bytesReceived,
    ),
    counter(
      "openvpn_server_client_sent_bytes_total",
      "Bytes that the server has sent to the client.",
      ({ bytesSent }) => bytesSent,
    ),
    {
      name: "openvpn_server_route_last_reference_time_seconds",
      type: "gauge",
      help: "When the route was last used, in seconds since 1970.",
      labelNames: OF_ROUTE,
      ofEqual: "most",
      samples: read.flatMap(({ source, routes }) =>
        (routes ?? []).map(({ commonName, realAddress, virtualAddress, lastRef }): MetricSample => {
          const labels = [source, commonName, realAddress.asWritten, virtualAddress.asWritten];
          return [labels, lastRef.getTime() / 1000];
        }),
      ),
    },
  ];
}

function ownMetrics(
  { nowSeconds, sources }: Pick<SiteInput, "nowSeconds" | "sources">,
  sessionsByServer: ReadonlyMap<string, readonly Session[]>,
  sessionCount: number,
  { version }: MetricsSettings,
): readonly MetricFamily[] {
  const servers = new Set([...sources.map(({ server }) => server), ...sessionsByServer.keys()]);
  const connecting = sources.flatMap(({ server, connectingCount }) => toSample([server], connectingCount));
  return [
    ownGauge("info", "The version of the program.", ["version"], "most", [[[version], 1]]),
    ownGauge("made_time_seconds", "When this was made, in seconds since 1970.", [], "most", [[[], nowSeconds]]),
    ownGauge("recorded_sessions", "All sessions of the history, also running ones.", [], "most", [[[], sessionCount]]),
    ownGauge(
      "connected_sessions",
      "Sessions that are connected, as far as is known.",
      ["server"],
      "sum",
      [...servers].map((server) => [[server], sessionsByServer.get(server)?.length ?? 0]),
    ),
    ...limitMetrics(sources),
    ownGauge("connecting_clients", "Clients in their handshake, or refused.", ["server"], "sum", connecting),
    ownGauge(
      "source_state",
      "1 for the state that the source is in, 0 for all others.",
      [...OF_OUR_SOURCE, "state"],
      "most",
      sources.flatMap(({ server, source, state }) =>
        SOURCE_STATES.map((one): MetricSample => [[server, source, one], one === state ? 1 : 0]),
      ),
    ),
    ownGauge(
      "source_advice",
      "1 for what should be checked of the source, also if its state is ok.",
      [...OF_OUR_SOURCE, "advice"],
      "most",
      sources.flatMap(({ server, source, advice }) => (advice === null ? [] : [[[server, source, advice], 1]])),
    ),
    ownGauge(
      "source_state_since_time_seconds",
      "When the source's state began, in seconds since 1970.",
      OF_OUR_SOURCE,
      "most",
      sources.map(({ server, source, stateSinceSeconds }) => [[server, source], stateSinceSeconds]),
    ),
    ownGauge(
      "source_snapshot_time_seconds",
      "When OpenVPN wrote the source's last status that was accepted, in seconds since 1970.",
      OF_OUR_SOURCE,
      "most",
      sources.flatMap(({ server, source, snapshotSeconds }) => toSample([server, source], snapshotSeconds)),
    ),
    ownGauge(
      "rows_set_aside",
      "Rows of the source's status that cannot be taken.",
      OF_OUR_SOURCE,
      "sum",
      sources.filter(isRead).map(({ server, source, rowsSetAside }) => [[server, source], rowsSetAside.length]),
    ),
  ];
}

/** How many clients servers take, for alerts on what is connected. */
function limitMetrics(sources: readonly SourceView[]): readonly MetricFamily[] {
  const toSamples = (toLimit: (limits: SourceView["limits"]) => number | null): readonly MetricSample[] =>
    sources.flatMap(({ server, limits }) => toSample([server], toLimit(limits)));
  const [clients, addresses] = [toSamples(({ maxClients }) => maxClients), toSamples(({ poolSize }) => poolSize)];
  return [
    ownGauge("max_clients", "How many clients the server takes, by the config.", ["server"], "most", clients),
    ownGauge(
      "pool_size",
      "How many addresses the server has for clients, by the config.",
      ["server"],
      "most",
      addresses,
    ),
  ];
}

/** None for what is not known. */
function toSample(labels: readonly string[], value: number | null): readonly MetricSample[] {
  return value === null ? [] : [[labels, value]];
}
