import type { ClientCertificate } from "./certificates.js";

/** A text is no certificate index, or a line of it cannot be understood. The message quotes nothing of it. */
export class CertificateIndexError extends Error {
  override readonly name = "CertificateIndexError";
}

const FIELD_COUNT = 6;
/** Valid, revoked, expired: `openssl ca -updatedb` writes E, and easy-rsa rarely runs it, so the time alone counts. */
const STATES = "VRE";

/**
 * Reads OpenSSL's list of the certificates of a CA, as easy-rsa keeps it in `pki/index.txt`. A line is a certificate; its
 * fields are separated by tabs: state, expiry, revocation (if revoked: the time, and perhaps a reason), serial number, file,
 * subject. Source: `app_ca_db` of OpenSSL, `apps/ca.c`.
 *
 * @returns the certificates in the order of the lines; those without a common name are left out
 * @throws CertificateIndexError
 */
export function parseCertificateIndex(text: string): readonly ClientCertificate[] {
  const certificates: ClientCertificate[] = [];
  let isFirst = true;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readLine(line.replace(/\r$/, ""));
    if (read.kind === "flaw") {
      throw new CertificateIndexError(
        isFirst
          ? "it does not begin like an index of certificates: a line is V, R or E, a tab, and a time such as 270301120000Z"
          : `line ${index + 1}: ${read.what}`,
      );
    }
    isFirst = false;
    if (read.certificate !== null) certificates.push(read.certificate);
  }
  return certificates;
}

/** What a line says, or why it is malformed. */
type ReadLine =
  /** Null if it has no common name. */
  | { readonly kind: "certificate"; readonly certificate: ClientCertificate | null }
  | { readonly kind: "flaw"; readonly what: string };

function readLine(line: string): ReadLine {
  const flaw = (what: string): ReadLine => ({ kind: "flaw", what });
  const fields = line.split("\t");
  const [state = "", expiry = "", revocation = "", , , subject = ""] = fields;
  if (fields.length < FIELD_COUNT) return flaw(`it has ${fields.length} of ${FIELD_COUNT} fields`);
  if (state.length !== 1 || !STATES.includes(state)) return flaw("its first field is not V, R or E");
  const expiresSeconds = parseTime(expiry);
  if (expiresSeconds === null) return flaw("its second field is no time such as 270301120000Z");
  const revokedSeconds = state === "R" ? parseTime(revocation.split(",")[0] ?? "") : null;
  if (state === "R" && revokedSeconds === null)
    return flaw("its third field does not begin with the time of the revocation");
  const commonName = readCommonName(subject);
  return {
    kind: "certificate",
    certificate: commonName === "" ? null : { commonName, expiresSeconds, revokedSeconds },
  };
}

/**
 * ASN.1's UTCTime, `YYMMDDHHMMSSZ`, whose years are 1950 to 2049; or GeneralizedTime, with four digits of the year.
 *
 * @returns epoch seconds; null if it is no such time
 */
function parseTime(text: string): number | null {
  const match = /^(\d\d|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return null;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = ""] = match;
  const fullYear = year.length === 4 ? year : `${Number(year) < 50 ? "20" : "19"}${year}`;
  const iso = `${fullYear}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const milliseconds = Date.parse(iso);
  // `Date` takes the 31st of a shorter month for the 1st of the next one.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === iso ? milliseconds / 1000 : null;
}

/** The last common name of a subject such as `/C=DE/CN=alice`; empty if there is none. */
function readCommonName(subject: string): string {
  const parts = subject.split(/\/(?=[A-Za-z0-9.]{1,40}=)/);
  const named = parts.filter((part) => part.startsWith("CN=")).at(-1);
  return named === undefined ? "" : decodeBytes(named.slice("CN=".length));
}

/** OpenSSL writes each byte that is not ASCII as `\xHH`. */
function decodeBytes(text: string): string {
  return text.replaceAll(/(?:\\x[0-9A-Fa-f]{2})+/g, (escaped) => {
    const bytes = escaped.split("\\x").slice(1);
    return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
  });
}
