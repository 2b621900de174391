import { ownGauge, type MetricFamily, type MetricSample } from "../metrics/metric-family.js";
import type { Certificates } from "./certificates.js";

/**
 * When certificates expire, for alerts. A client's revoked certificate has no expiry: nobody renews it. If two
 * servers have no name in the config, their samples have equal labels, and the one that expires first counts.
 */
export function certificateMetrics(
  { byCommonName, servers }: Pick<Certificates, "byCommonName" | "servers">,
  { perClient }: { readonly perClient: boolean },
): readonly MetricFamily[] {
  const clientCertificates = perClient ? [...(byCommonName?.values() ?? [])] : [];
  return [
    ownGauge(
      "server_certificate_expiry_seconds",
      "When the certificate of the server, or that of its CA, expires, in seconds since 1970.",
      ["server", "kind"],
      "least",
      servers.map(({ server, kind, expiresSeconds }) => [[server ?? "", kind], expiresSeconds]),
    ),
    ownGauge(
      "certificate_expiry_seconds",
      "When the client's certificate expires, in seconds since 1970; none for one that is revoked.",
      ["common_name"],
      "least",
      clientCertificates.flatMap(({ commonName, expiresSeconds, revokedSeconds }): readonly MetricSample[] =>
        revokedSeconds === null ? [[[commonName], expiresSeconds]] : [],
      ),
    ),
    ownGauge(
      "certificate_revoked",
      "1 for a client whose certificate is revoked; none for others.",
      ["common_name"],
      "most",
      clientCertificates.flatMap(({ commonName, revokedSeconds }): readonly MetricSample[] =>
        revokedSeconds === null ? [] : [[[commonName], 1]],
      ),
    ),
  ];
}
