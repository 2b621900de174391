import { groupBy } from "../../history/group-by.js";
import { certificateMetrics } from "../certificates/certificate-metrics.js";
import type { SiteIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { clientStatisticsMetrics } from "./client-statistics-metrics.js";
import { clientMetrics, exporterMetrics } from "./exporter-metrics.js";
import { isRead, type MetricFamily, type ReadSource } from "./metric-family.js";
import { ownMetrics } from "./own-metrics.js";

interface MetricsSettings {
  /** The version of the package. */
  readonly version: string;
  /** Whether clients, routes and clients' certificates have samples of their own, which name them. */
  readonly perClient: boolean;
}

/**
 * The content of `metrics`. The first families have the names and labels of openvpn_exporter (kumina's,
 * natrontech's), so that its dashboards and alerts work; the others are our own. Ages are given as times, so that
 * equal content has equal bytes.
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
