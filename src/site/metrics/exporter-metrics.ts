import type { Session } from "../../history/session.js";
import type { SourceView } from "../site-input.js";
import { isRead, toSample, type MetricFamily, type MetricSample, type ReadSource } from "./metric-family.js";

const OF_SOURCE = ["status_path"];
const OF_CLIENT = ["status_path", "common_name", "connection_time", "real_address", "virtual_address", "username"];
const OF_ROUTE = ["status_path", "common_name", "real_address", "virtual_address"];

/** The metrics of openvpn_exporter about servers. */
export function exporterMetrics(sources: readonly SourceView[], read: readonly ReadSource[]): readonly MetricFamily[] {
  const connected = {
    type: "gauge",
    help: "Number of connected clients.",
    labelNames: OF_SOURCE,
    mergeEqual: "sum",
    samples: read.map(({ source, sessions }): MetricSample => [[source], sessions.length]),
  } as const;
  return [
    {
      name: "openvpn_up",
      type: "gauge",
      help: "Whether the status was read and understood.",
      labelNames: OF_SOURCE,
      mergeEqual: "least",
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
      mergeEqual: "most",
      samples: sources.flatMap(({ source, snapshotSeconds, report }) => {
        // The status of a client is no snapshot.
        const clientSeconds = report?.kind === "client-statistics" ? report.updatedSeconds : null;
        return toSample([source], clientSeconds ?? snapshotSeconds);
      }),
    },
    { ...connected, name: "openvpn_server_connected_clients" },
    // As kumina's exporter misspells it, and the best-known dashboard with it.
    { ...connected, name: "openvpn_openvpn_server_connected_clients" },
  ];
}

/** The metrics of openvpn_exporter about clients and their routes. */
export function clientMetrics(read: readonly ReadSource[]): readonly MetricFamily[] {
  const counter = (name: string, help: string, toBytes: (session: Session) => number | null): MetricFamily => ({
    name,
    type: "counter",
    help,
    labelNames: OF_CLIENT,
    mergeEqual: "sum",
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
      mergeEqual: "most",
      samples: read.flatMap(({ source, routes }) =>
        (routes ?? []).map(({ commonName, realAddress, virtualAddress, lastRef }): MetricSample => {
          const labels = [source, commonName, realAddress.asWritten, virtualAddress.asWritten];
          return [labels, lastRef.getTime() / 1000];
        }),
      ),
    },
  ];
}
