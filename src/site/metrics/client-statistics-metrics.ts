import type { MetricFamily, MetricSample } from "./metric-family.js";
import type { SourceView } from "../site-input.js";

/** OpenVPN's name of a client's counter, that of kumina's exporter, and its help text. */
const COUNTERS = [
  ["TUN/TAP read bytes", "tun_tap_read", "TUN/TAP traffic read"],
  ["TUN/TAP write bytes", "tun_tap_write", "TUN/TAP traffic written"],
  ["TCP/UDP read bytes", "tcp_udp_read", "TCP/UDP traffic read"],
  ["TCP/UDP write bytes", "tcp_udp_write", "TCP/UDP traffic written"],
  ["Auth read bytes", "auth_read", "Authentication traffic read"],
  ["pre-compress bytes", "pre_compress", "Data before compression"],
  ["post-compress bytes", "post_compress", "Data after compression"],
  ["pre-decompress bytes", "pre_decompress", "Data before decompression"],
  ["post-decompress bytes", "post_decompress", "Data after decompression"],
] as const;

/** The metrics of a client's own status, with the names of openvpn_exporter. */
export function clientStatisticsMetrics(sources: readonly SourceView[]): readonly MetricFamily[] {
  const clients = sources.flatMap(({ source, report }) =>
    report?.kind === "client-statistics" ? [{ source, counters: new Map(report.counters) }] : [],
  );
  return COUNTERS.map(([counter, name, what]) => ({
    name: `openvpn_client_${name}_bytes_total`,
    type: "counter",
    help: `${what}, in bytes.`,
    labelNames: ["status_path"],
    mergeEqual: "most",
    samples: clients.flatMap(({ source, counters }): readonly MetricSample[] => {
      const bytes = counters.get(counter);
      return bytes === undefined ? [] : [[[source], bytes]];
    }),
  }));
}
