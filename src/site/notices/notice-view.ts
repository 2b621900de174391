import type { Wording } from "../../text/format/date-format.js";
import type { Zone } from "../../status/zone.js";
import { userLink, type UserLink } from "../pages/page-frame.js";
import type { SiteIndex } from "../site-index.js";
import { dayPath } from "../site-paths.js";
import type { Notice, NoticeKind } from "./notice.js";
import { noticeText } from "./notice-text.js";

/** A notice as pages show it. */
export interface NoticeView {
  readonly kind: NoticeKind;
  /** Null if it is of no user. */
  readonly link: UserLink | null;
  readonly day: string;
  /** Null if nobody was connected on the day: it has no page. */
  readonly dayPath: string | null;
  /** Follows the user's name. */
  readonly text: string;
}

export function viewNotices(
  notices: readonly Notice[],
  index: SiteIndex,
  hasDay: (day: string) => boolean,
  wording: Wording & { readonly zone: Zone },
): readonly NoticeView[] {
  return notices.map((notice) => ({
    kind: notice.kind,
    link: notice.kind === "gap" ? null : userLink(index, notice.user),
    day: notice.day,
    dayPath: hasDay(notice.day) ? dayPath(notice.day) : null,
    text: noticeText(notice, wording, wording.zone),
  }));
}
