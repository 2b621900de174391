import { createHash, X509Certificate } from "node:crypto";
import { foldUser, type UserNaming } from "../../history/user-naming.js";
import {
  NO_CERTIFICATES,
  pickCertificates,
  type Certificates,
  type ServerCertificate,
} from "../../site/certificates/certificates.js";
import { CertificateIndexError, parseCertificateIndex } from "../../site/certificates/parse-certificate-index.js";
import type { CertificatesConfig } from "../config/config.js";
import { errorCode, describeUnreadable } from "../files/file-problem.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";

/** The certificates, and the problem of a file; empty if there is none. It quotes nothing from the file. */
export interface FoundCertificates {
  readonly certificates: Certificates;
  readonly problem: string;
}

const INDEX_MAX_BYTES = 16 * 1024 * 1024;
const CERTIFICATE_MAX_BYTES = 1024 * 1024;

/** Between these lines, in any file in PEM format. Everything outside, such as a key, is ignored. */
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * Reads the index of the CA and the certificates of servers, as far as the config names them. A file that cannot be
 * read or parsed is left out, and the run continues.
 */
export function readCertificates(
  { index, servers }: CertificatesConfig,
  naming: Pick<UserNaming, "userFrom" | "usersIgnoreCase">,
): FoundCertificates {
  const problems: string[] = [];
  const read = <Value>(path: string, maxBytes: number, use: (text: string) => Value): Value | null => {
    try {
      return use(readRegularFile(path, { maxBytes, links: "followed" }).toString("utf8"));
    } catch (error) {
      problems.push(sayWhy(path, error));
      return null;
    }
  };
  const picked =
    index === null ? null : read(index, INDEX_MAX_BYTES, (text) => pickCertificates(parseCertificateIndex(text)));
  const own = servers.flatMap(({ server, cert, ca }): readonly ServerCertificate[] => {
    const serverCertificate = cert === null ? null : read(cert, CERTIFICATE_MAX_BYTES, readPem);
    const caCertificate = ca === null ? null : read(ca, CERTIFICATE_MAX_BYTES, readPem);
    return toServerCertificates(server, serverCertificate?.[0] ?? null, caCertificate ?? []);
  });
  if (picked === null && own.length === 0) return { certificates: NO_CERTIFICATES, problem: problems.join("; ") };
  const byCommonName =
    picked === null ? null : new Map([...picked].map(([name, one]) => [foldUser(name, naming), one]));
  const key = createHash("sha256")
    .update(JSON.stringify([byCommonName === null ? null : [...byCommonName], own]))
    .digest("base64");
  const byUser = naming.userFrom === "common_name" ? byCommonName : null;
  return { certificates: { key, byCommonName: picked, byUser, servers: own }, problem: problems.join("; ") };
}

/**
 * The CA that signed the server's certificate counts: a file may hold older ones. If that is not known, the one that expires
 * last counts.
 */
function toServerCertificates(
  server: string | null,
  own: X509Certificate | null,
  authorities: readonly X509Certificate[],
): readonly ServerCertificate[] {
  const signers = own === null ? [] : authorities.filter((one) => own.checkIssued(one));
  const ends = (signers.length > 0 ? signers : authorities).map(toExpiry);
  return [
    ...(own === null ? [] : [{ server, kind: "server", expiresSeconds: toExpiry(own) } as const]),
    ...(ends.length === 0 ? [] : [{ server, kind: "ca", expiresSeconds: Math.max(...ends) } as const]),
  ];
}

function toExpiry({ validTo }: X509Certificate): number {
  return Date.parse(validTo) / 1000;
}

class NoCertificateError extends Error {}

function readPem(text: string): readonly X509Certificate[] {
  const blocks = text.match(PEM_CERTIFICATE) ?? [];
  if (blocks.length === 0) throw new NoCertificateError("it has no certificate in PEM format");
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    // OpenSSL's errors do not help.
    throw new NoCertificateError("a certificate in it cannot be read");
  }
}

function sayWhy(path: string, error: unknown): string {
  const code = errorCode(error);
  if (code !== null) return describeUnreadable(path, code);
  if (error instanceof CertificateIndexError || error instanceof FileFlawError || error instanceof NoCertificateError) {
    return `${path}: ${error.message}`;
  }
  throw error;
}
