import { compareNames } from "../../text/format/compare-names.js";
import type { Language } from "../../text/i18n/language.js";
import type { CertificateView } from "../certificates/certificates.js";
import type { Messages } from "../../text/i18n/messages.js";
import type { AccessReview, Activity, NamedUser, ReviewedUser } from "../pages/access-review.js";
import type { WorkbookColumn, WorkbookSheet } from "./workbook-sheet.js";

/** A row of the sheet: a user, with the review of one who has ever connected. */
interface ReviewRow extends NamedUser {
  readonly review: ReviewedUser | null;
}

/** The access review as the only sheet of a workbook: users, and aliases that have never connected, all by name. */
export function accessReviewSheet(review: AccessReview, language: Language, t: Messages): WorkbookSheet<ReviewRow> {
  const rows: readonly ReviewRow[] = [
    ...review.users.map((reviewed) => ({ user: reviewed.link.name, alias: reviewed.link.alias, review: reviewed })),
    ...review.neverConnected.map((named) => ({ ...named, review: null })),
  ];
  return {
    name: t.review.sheet,
    columns: [...reviewColumns(t), ...(review.certificates === null ? [] : certificateColumns(t))],
    frozenColumnCount: 1,
    rows: [...rows].sort((a, b) => compareNames(language, a.user, b.user)),
    totalRow: null,
  };
}

function reviewColumns(t: Messages): readonly WorkbookColumn<ReviewRow>[] {
  const status = ({ review }: ReviewRow): string =>
    review === null ? t.review.neverConnected : statusText(review.activity, t);
  const number = (
    title: string,
    width: number,
    kind: "instant" | "count" | "hours" | "ratio",
    read: (review: ReviewedUser) => number | null,
  ): WorkbookColumn<ReviewRow> => ({
    title,
    width,
    kind,
    read: ({ review }) => (review === null ? null : read(review)),
  });
  return [
    { title: t.workbook.user, width: 24, kind: "text", read: ({ user }) => user },
    { title: t.workbook.alias, width: 24, kind: "text", read: ({ alias }) => alias },
    { title: t.workbook.status, width: 22, kind: "text", read: status },
    number(t.review.firstSeen, 20, "instant", ({ firstSeenSeconds }) => firstSeenSeconds),
    number(t.column.lastSeen, 20, "instant", ({ lastSeenSeconds }) => lastSeenSeconds),
    number(t.column.sessions, 12, "count", ({ totals }) => totals.sessionCount),
    number(t.column.hours, 12, "hours", ({ totals }) => totals.connectedSeconds),
    number(t.workbook.bytesReceived, 20, "count", ({ totals }) => totals.bytesReceived),
    number(t.workbook.bytesSent, 20, "count", ({ totals }) => totals.bytesSent),
    number(t.review.reconnects, 26, "ratio", ({ reconnectsPerDay }) => reconnectsPerDay),
    number(t.review.publicAddresses, 22, "count", ({ addressCount }) => addressCount),
    number(t.review.concurrentAddresses, 26, "count", ({ concurrent }) => concurrent.count),
    number(t.review.newestConcurrent, 24, "instant", ({ concurrent }) => concurrent.newest[0]?.startSeconds ?? null),
  ];
}

function certificateColumns(t: Messages): readonly WorkbookColumn<ReviewRow>[] {
  const read = ({ review }: ReviewRow): CertificateView | null => review?.certificate ?? null;
  return [
    {
      title: t.review.certificate,
      width: 16,
      kind: "text",
      read: (row) => {
        const state = read(row)?.state;
        return state === undefined ? "" : t.review.certificateState[state];
      },
    },
    { title: t.review.certificateTime, width: 24, kind: "instant", read: (row) => read(row)?.seconds ?? null },
  ];
}

function statusText(activity: Activity, t: Messages): string {
  switch (activity.kind) {
    case "online":
      return t.usersPage.online;
    case "active":
      return t.review.active;
    case "inactive":
      return t.review.inactive(activity.moreThanDays);
  }
}
