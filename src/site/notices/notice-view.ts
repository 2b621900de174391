import type { Wording } from "../../text/format/date-format.js";
import type { Zone } from "../../status/zone.js";
import { userLink, type UserLink } from "../pages/page-frame.js";
import type { SiteIndex } from "../site-index.js";
import { dayPath } from "../site-paths.js";
import { toUser, type Notice, type NoticeKind } from "./notice.js";
import { noticeText } from "./notice-text.js";

/** A notice as pages show it. */
export interface NoticeView {
  readonly kind: NoticeKind;
  /** Null if it is about no user. */
  readonly link: UserLink | null;
  readonly day: string;
  /** Whether the text names the day: that of an expiry. */
  readonly isDayInText: boolean;
  /** Null if nobody was connected on the day: it has no page. */
  readonly dayPath: string | null;
  /** Follows the user's name. */
  readonly text: string;
}

/** @param hasDay whether a day has a page to link to */
export function viewNotices(
  notices: readonly Notice[],
  index: SiteIndex,
  hasDay: (day: string) => boolean,
  wording: Wording & { readonly zone: Zone },
): readonly NoticeView[] {
  return notices.map((notice) => {
    const user = toUser(notice);
    return {
      kind: notice.kind,
      link: user === null ? null : userLink(index, user),
      day: notice.day,
      isDayInText: notice.kind === "certificate-expires" || notice.kind === "server-certificate",
      dayPath: hasDay(notice.day) ? dayPath(notice.day) : null,
      text: noticeText(notice, wording, wording.zone),
    };
  });
}
