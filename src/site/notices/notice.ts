import type { UsualHours } from "../../rollup/start-hours.js";
import { compareTexts } from "../../text/compare-texts.js";

/** Something unusual: a fact, and what is usual. Plain data; times are epoch seconds. */
export type Notice = GapNotice | ServerCertificateNotice | UserNotice;

interface NoticeTime {
  readonly seconds: number;
  /** The day of it in the site's zone. */
  readonly day: string;
}

/** No server was checked for some time: all such times of a day together, or one that lasted over midnight. */
export interface GapNotice extends NoticeTime {
  readonly kind: "gap";
  /** The day of its last second. */
  readonly lastDay: string;
  readonly spanCount: number;
  /** The end of the last of these times. */
  readonly endSeconds: number;
  readonly totalSeconds: number;
}

/** The certificate of a server, or that of its CA, expires soon, or has expired. Its time is that of the expiry. */
interface ServerCertificateNotice extends NoticeTime {
  readonly kind: "server-certificate";
  /** Null for a server without a name in the config. */
  readonly server: string | null;
  readonly of: "server" | "ca";
  readonly isExpired: boolean;
}

export type UserNotice = { readonly user: string } & NoticeTime & UserNoticeFacts;

export type UserNoticeFacts =
  | {
      /** Sessions overlapped others from another address; the newest of the day. */
      readonly kind: "two-addresses";
      /** Null while both run. */
      readonly endSeconds: number | null;
      readonly addresses: readonly [string, string];
    }
  | {
      readonly kind: "new-address";
      readonly sessionId: string;
      readonly address: string;
      /** Those of the last 90 days, the newest first. */
      readonly usualNetworks: readonly string[];
    }
  | {
      readonly kind: "new-country";
      readonly sessionId: string;
      readonly address: string;
      /** Its code. */
      readonly country: string;
      /** Those of the last 90 days, the newest first. */
      readonly usualCountries: readonly string[];
    }
  | { readonly kind: "first-session"; readonly address: string }
  | { readonly kind: "back"; readonly lastEndSeconds: number }
  | { readonly kind: "unusual-hour"; readonly usual: UsualHours }
  /** They are connected, although their certificate is revoked, or has expired. */
  | { readonly kind: "certificate-revoked"; readonly revokedSeconds: number }
  | { readonly kind: "certificate-expired"; readonly expiresSeconds: number }
  /** Its time is that of the expiry. */
  | { readonly kind: "certificate-expires" }
  | { readonly kind: "flapping"; readonly reconnects: number; readonly usualReconnects: number }
  | { readonly kind: "much-traffic"; readonly bytes: number; readonly usualBytes: number };

export type NoticeKind = Notice["kind"];

/** All, what matters most comes first. */
export const NOTICE_KINDS: readonly NoticeKind[] = [
  "server-certificate",
  "certificate-revoked",
  "certificate-expired",
  "two-addresses",
  "new-country",
  "new-address",
  "first-session",
  "back",
  "unusual-hour",
  "flapping",
  "much-traffic",
  "certificate-expires",
  "gap",
];

/** A total order: by kind, then newest first. */
export function byRank(a: Notice, b: Notice): number {
  return NOTICE_KINDS.indexOf(a.kind) - NOTICE_KINDS.indexOf(b.kind) || newestNoticeFirst(a, b);
}

/** A total order by time, then by kind and user. */
export function newestNoticeFirst(a: Notice, b: Notice): number {
  return (
    b.seconds - a.seconds ||
    NOTICE_KINDS.indexOf(a.kind) - NOTICE_KINDS.indexOf(b.kind) ||
    compareTexts(toUser(a) ?? "", toUser(b) ?? "")
  );
}

/** The notices that are about a user. */
export function selectUserNotices(notices: readonly Notice[]): readonly UserNotice[] {
  return notices.filter(isAboutUser);
}

function isAboutUser(notice: Notice): notice is UserNotice {
  return isAboutUsers(notice.kind);
}

/** Whether notices of this kind are about a user. */
export function isAboutUsers(kind: NoticeKind): boolean {
  return kind !== "gap" && kind !== "server-certificate";
}

/** Null if it is about no user. */
export function toUser(notice: Notice): string | null {
  return isAboutUser(notice) ? notice.user : null;
}

/** The last day that it is about. */
export function toLastDay(notice: Notice): string {
  return notice.kind === "gap" ? notice.lastDay : notice.day;
}

/** Null if it is about no server, or about one without a name. */
export function toServer(notice: Notice): string | null {
  return notice.kind === "server-certificate" ? notice.server : null;
}

/** Empty if it is about no session. */
export function toSessionId(notice: Notice): string {
  return notice.kind === "new-address" || notice.kind === "new-country" ? notice.sessionId : "";
}
