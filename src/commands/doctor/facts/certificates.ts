import { readCertificates } from "../../../io/certificates/read-certificates.js";
import { quoteSystemdWord } from "../../../render/system/systemd-files.js";
import { makeCalendar } from "../../../rollup/calendar.js";
import { judgeCertificate } from "../../../site/certificates/certificates.js";
import { makeZone } from "../../../status/zone.js";
import type { CertificatesFacts, ServerCertificateFacts } from "../judge/certificates.js";
import type { Place } from "../place.js";
import { findFileAccess, isDeniedToUs } from "./site-files.js";

/** The certificates that the config names, if the user who runs doctor may read them. */
export function readCertificatesFacts({ config, runner, service, nowSeconds }: Place): CertificatesFacts {
  const { index, servers } = config.certificates;
  const calendar = makeCalendar(makeZone(config.timezone));
  const readFileFacts = (server: string | null, kind: "server" | "ca", path: string): ServerCertificateFacts => {
    const files = { server, cert: kind === "server" ? path : null, ca: kind === "ca" ? path : null };
    const { problem } = readCertificates({ index: null, servers: [files] }, config);
    return { server, kind, path, access: findFileAccess(runner, path), flaw: problem, expiry: null };
  };
  const readServerFacts = ({ server, cert, ca }: (typeof servers)[number]): readonly ServerCertificateFacts[] => {
    // Together: of several CAs in a file, the one that signed the server's certificate counts.
    const { certificates } = readCertificates({ index: null, servers: [{ server, cert, ca }] }, config);
    const facts = [
      ...(cert === null ? [] : [readFileFacts(server, "server", cert)]),
      ...(ca === null ? [] : [readFileFacts(server, "ca", ca)]),
    ];
    return facts.map((one) => {
      const found = certificates.servers.find(({ kind }) => kind === one.kind);
      if (found === undefined) return one;
      const state = judgeCertificate(found, calendar.toDay(nowSeconds), calendar);
      return { ...one, expiry: { state, day: calendar.toDay(found.expiresSeconds) } };
    });
  };
  return {
    index: index === null ? null : readIndexFacts(index, config, { runner, service }),
    servers: servers.flatMap(readServerFacts),
  };
}

function readIndexFacts(
  path: string,
  config: Place["config"],
  { runner, service }: Pick<Place, "runner" | "service">,
): NonNullable<CertificatesFacts["index"]> {
  const { certificates, problem } = readCertificates({ index: path, servers: [] }, config);
  const access = findFileAccess(runner, path);
  // As in the drop-in.
  const given = `chmod g+r ${quoteSystemdWord(path)}`;
  const isGiven =
    access.kind === "denied" &&
    service?.settings.get("ExecStartPre")?.some((line) => line.startsWith("+") && line.endsWith(given)) === true;
  return {
    path,
    access: isGiven && isDeniedToUs(path) ? { kind: "hidden" } : access,
    isGiven,
    flaw: problem,
    count: certificates.byCommonName?.size ?? 0,
  };
}
