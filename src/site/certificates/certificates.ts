import { addDays } from "../../history/local-day.js";
import type { Calendar } from "../../rollup/calendar.js";

/** A client's certificate, as the index of the CA has it. Plain data; times are epoch seconds. */
export interface ClientCertificate {
  readonly commonName: string;
  readonly expiresSeconds: number;
  /** Null if it is not revoked. */
  readonly revokedSeconds: number | null;
}

/** The certificate of an OpenVPN server, or that of the CA that signed it: once it expires, nobody can connect. */
export interface ServerCertificate {
  /** Null for a server without a name in the config. */
  readonly server: string | null;
  readonly kind: "server" | "ca";
  readonly expiresSeconds: number;
}

/** The certificates that the config names. */
export interface Certificates {
  /** Changes whenever anything of them does. */
  readonly key: string;
  /** By common name, the certificate that counts; null if there is no index. */
  readonly byCommonName: ReadonlyMap<string, ClientCertificate> | null;
  /** The same by user; null if there is no index, or if users are not named by common names. */
  readonly byUser: ReadonlyMap<string, ClientCertificate> | null;
  readonly servers: readonly ServerCertificate[];
}

export const NO_CERTIFICATES: Certificates = { key: "", byCommonName: null, byUser: null, servers: [] };

export type CertificateState = "valid" | "expires-soon" | "expired" | "revoked";

/** This many days before its end, a certificate gets a notice. */
const SOON_DAYS = 30;

/**
 * The state of a certificate on a day. One that expires on that day is not expired yet, so that pages change by day
 * and not by minute.
 */
export function judgeCertificate(
  { expiresSeconds, revokedSeconds = null }: Pick<ClientCertificate, "expiresSeconds"> & Partial<ClientCertificate>,
  today: string,
  calendar: Pick<Calendar, "toDay">,
): CertificateState {
  if (revokedSeconds !== null) return "revoked";
  const lastDay = calendar.toDay(expiresSeconds);
  if (lastDay < today) return "expired";
  return lastDay <= addDays(today, SOON_DAYS) ? "expires-soon" : "valid";
}

/** A certificate as pages show it: its last day, and its state today. */
export interface CertificateView {
  readonly state: CertificateState;
  /** When it was revoked, if it is; else when it expires. */
  readonly seconds: number;
}

/** @returns null if none is known */
export function viewCertificate(
  { byUser }: Pick<Certificates, "byUser">,
  user: string,
  today: string,
  calendar: Pick<Calendar, "toDay">,
): CertificateView | null {
  const certificate = byUser?.get(user);
  if (certificate === undefined) return null;
  const state = judgeCertificate(certificate, today, calendar);
  return { state, seconds: certificate.revokedSeconds ?? certificate.expiresSeconds };
}

/**
 * The certificate of each common name that counts. A name may have had several: one that is not revoked counts before one that
 * is, and the one that expires last before others.
 */
export function pickCertificates(all: readonly ClientCertificate[]): ReadonlyMap<string, ClientCertificate> {
  const picked = new Map<string, ClientCertificate>();
  for (const one of all) {
    const known = picked.get(one.commonName);
    if (known === undefined || isBetter(one, known)) picked.set(one.commonName, one);
  }
  return picked;
}

function isBetter(one: ClientCertificate, other: ClientCertificate): boolean {
  const [isRevoked, isOtherRevoked] = [one.revokedSeconds !== null, other.revokedSeconds !== null];
  if (isRevoked !== isOtherRevoked) return isOtherRevoked;
  return one.expiresSeconds > other.expiresSeconds;
}
