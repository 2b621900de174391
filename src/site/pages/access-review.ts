import { addDays } from "../../history/local-day.js";
import { compareNames } from "../../text/format/compare-names.js";
import {
  judgeCertificate,
  viewCertificate,
  type Certificates,
  type CertificateView,
  type ClientCertificate,
} from "../certificates/certificates.js";
import { userLink, type UserLink } from "./page-frame.js";
import type { UserOutline, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";

/** Who has access and how they use it: the users page and its workbook. */
export interface AccessReview {
  /** By name. */
  readonly users: readonly ReviewedUser[];
  /** Entries of the alias file whose user has no session, by name. */
  readonly neverConnected: readonly NamedUser[];
  /** Null if no certificates are known. */
  readonly certificates: {
    /** The valid certificates that nobody has connected with, by common name. */
    readonly unused: readonly ClientCertificate[];
  } | null;
}

export interface NamedUser {
  readonly user: string;
  readonly alias: string;
}

export interface ReviewedUser extends Pick<
  UserOutline,
  "firstSeenSeconds" | "lastSeenSeconds" | "totals" | "reconnectsPerDay" | "addressCount" | "concurrent"
> {
  readonly link: UserLink;
  readonly activity: Activity;
  /** Null if none is known. */
  readonly certificate: CertificateView | null;
}

/** Online while a session is open; inactive by the days between today and the local day on which the last one ended. */
export type Activity =
  | { readonly kind: "online" }
  | { readonly kind: "active" }
  | { readonly kind: "inactive"; readonly moreThanDays: InactiveDays };

/** A user who was last seen more than this many days ago is inactive; the second mark is the stronger one. */
export const INACTIVE_DAYS = [30, 90] as const;
type InactiveDays = (typeof INACTIVE_DAYS)[number];

/** Reviews all users of the history, aliases without sessions, and unused certificates. */
export function accessReview(
  { aliases, language, certificates }: Pick<SiteInput, "aliases" | "language" | "certificates">,
  index: HistoryIndex,
): AccessReview {
  return {
    users: [...index.users.values()].map((outline) => reviewUser(index, outline, certificates)),
    neverConnected: [...aliases]
      .filter(([user]) => !index.users.has(user))
      .sort(([a], [b]) => compareNames(language, a, b))
      .map(([user, alias]) => ({ user, alias })),
    certificates: certificates.byUser === null ? null : { unused: findUnused(certificates.byUser, language, index) },
  };
}

function findUnused(
  byUser: NonNullable<Certificates["byUser"]>,
  language: SiteInput["language"],
  { users, today, calendar }: HistoryIndex,
): readonly ClientCertificate[] {
  const isUsable = (certificate: ClientCertificate): boolean => {
    const state = judgeCertificate(certificate, today, calendar);
    return state === "valid" || state === "expires-soon";
  };
  return [...byUser]
    .filter(([user, certificate]) => !users.has(user) && isUsable(certificate))
    .map(([, certificate]) => certificate)
    .sort((a, b) => compareNames(language, a.commonName, b.commonName));
}

function reviewUser(index: HistoryIndex, outline: UserOutline, certificates: Certificates): ReviewedUser {
  const { user, firstSeenSeconds, lastSeenSeconds, totals, reconnectsPerDay, addressCount, concurrent } = outline;
  return {
    link: userLink(index, user),
    activity: toActivity(index, lastSeenSeconds),
    certificate: viewCertificate(certificates, user, index.today, index.calendar),
    firstSeenSeconds,
    lastSeenSeconds,
    totals,
    reconnectsPerDay,
    addressCount,
    concurrent,
  };
}

function toActivity({ calendar, today }: HistoryIndex, lastSeen: number | null): Activity {
  if (lastSeen === null) return { kind: "online" };
  const lastDay = calendar.toDay(lastSeen);
  const moreThanDays = INACTIVE_DAYS.findLast((days) => lastDay < addDays(today, -days));
  return moreThanDays === undefined ? { kind: "active" } : { kind: "inactive", moreThanDays };
}
