import { countedFrom } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";
import type { Calendar } from "../../rollup/calendar.js";
import type { Notice } from "../notices/notice.js";
import { judgeCertificate, type Certificates, type ClientCertificate } from "./certificates.js";

interface Present {
  readonly openSessions: readonly Session[];
  /** Whether a user has a page. */
  readonly hasUser: (user: string) => boolean;
  readonly today: string;
  readonly calendar: Calendar;
}

/**
 * The notices about certificates: servers whose own certificate expires, clients that are connected although theirs is revoked
 * or has expired, and users whose certificate expires soon.
 */
export function findCertificateNotices(
  { byCommonName, byUser, servers }: Certificates,
  { openSessions, hasUser, today, calendar }: Present,
): readonly Notice[] {
  const notices: Notice[] = [];
  for (const { server, kind, expiresSeconds } of servers) {
    const state = judgeCertificate({ expiresSeconds }, today, calendar);
    if (state === "valid") continue;
    const time = { seconds: expiresSeconds, day: calendar.toDay(expiresSeconds) };
    notices.push({ kind: "server-certificate", server, of: kind, isExpired: state === "expired", ...time });
  }
  const connected = new Map<string, Session>();
  for (const session of openSessions) connected.set(session.user, session);
  for (const session of connected.values()) {
    const certificate = byCommonName?.get(session.commonName);
    if (certificate === undefined) continue;
    const state = judgeCertificate(certificate, today, calendar);
    if (state === "revoked" || state === "expired") notices.push(toConnectedNotice(session, certificate, calendar));
  }
  for (const [user, certificate] of byUser ?? []) {
    if (!hasUser(user) || judgeCertificate(certificate, today, calendar) !== "expires-soon") continue;
    const { expiresSeconds } = certificate;
    notices.push({
      kind: "certificate-expires",
      user,
      seconds: expiresSeconds,
      day: calendar.toDay(expiresSeconds),
    });
  }
  return notices;
}

function toConnectedNotice(
  session: Session,
  { expiresSeconds, revokedSeconds }: ClientCertificate,
  calendar: Calendar,
): Notice {
  const seconds = countedFrom(session);
  const time = { user: session.user, seconds, day: calendar.toDay(seconds) };
  return revokedSeconds === null
    ? { kind: "certificate-expired", ...time, expiresSeconds }
    : { kind: "certificate-revoked", ...time, revokedSeconds };
}
