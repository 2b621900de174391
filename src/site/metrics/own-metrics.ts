import type { Session } from "../../history/session.js";
import { SOURCE_STATES } from "../../history/source-state.js";
import type { SiteInput, SourceView } from "../site-input.js";
import { isRead, ownGauge, toSample, type MetricFamily, type MetricSample } from "./metric-family.js";

const OF_OUR_SOURCE = ["server", "status_path"];

/** The metrics that no exporter has: the states of sources, limits, and the program itself. */
export function ownMetrics(
  { nowSeconds, sources }: Pick<SiteInput, "nowSeconds" | "sources">,
  sessionsByServer: ReadonlyMap<string, readonly Session[]>,
  sessionCount: number,
  { version }: { readonly version: string },
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

/** How many clients servers accept, for alerts on the number of connected ones. */
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
