import { toMonth } from "../../history/local-day.js";
import { formatDateTime } from "../../text/format/format-time.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { pathOfServer } from "../pages/server-links.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { noticesPath } from "../site-paths.js";
import { byRank, toUser, type Notice } from "./notice.js";
import { viewNotices, type NoticeView } from "./notice-view.js";

/** What the overview has to say of what is unusual. */
export interface WorthALook {
  readonly troubles: readonly SourceTrouble[];
  /** What matters most first. */
  readonly notices: readonly NoticeView[];
  /** How many there are beside those since yesterday. */
  readonly moreCount: number;
  /** All notices of this month; null if it has no page. */
  readonly ofMonth: { readonly path: string; readonly count: number } | null;
  readonly neverConnectedCount: number;
}

/** A source that is not ok. */
export interface SourceTrouble {
  readonly server: string;
  readonly serverPath: string;
  readonly sinceSeconds: number;
  readonly text: string;
}

const MOST_SHOWN = 6;

export function worthALook(input: SiteInput, index: LiveIndex): WorthALook {
  const { notices, noticeCount, neverConnected, days } = index.facts;
  const troubles = sourceTroubles(input, index);
  const ranked = newestOfEach([...notices].sort(byRank));
  const shownTroubles = troubles.slice(0, MOST_SHOWN);
  const shown = ranked.slice(0, MOST_SHOWN - shownTroubles.length);
  const dayNames = new Set(days.map(({ day }) => day));
  return {
    troubles: shownTroubles,
    notices: viewNotices(shown, index, (day) => dayNames.has(day), input),
    moreCount: troubles.length + ranked.length - shownTroubles.length - shown.length,
    ofMonth: noticeCount === null ? null : { path: noticesPath(toMonth(index.today)), count: noticeCount },
    neverConnectedCount: neverConnected.length,
  };
}

export function sourceTroubles(
  { sources, language, dateFormat, zone }: SiteInput,
  index: LiveIndex,
): readonly SourceTrouble[] {
  const t = messagesIn(language);
  return sources
    .filter(({ state }) => state !== "ok" && state !== "client-statistics")
    .map(({ server, state, stateSinceSeconds }) => {
      const since = formatDateTime(dateFormat, zone, stateSinceSeconds);
      return {
        server,
        serverPath: pathOfServer(index, server),
        sinceSeconds: stateSinceSeconds,
        text: t.notices.sourceTrouble(t.source.state[state].label, since),
      };
    });
}

/** Of what happened to a user both yesterday and today, the newer one. */
function newestOfEach(notices: readonly Notice[]): readonly Notice[] {
  const known = new Set<string>();
  return notices.filter((notice) => {
    const key = JSON.stringify([
      notice.kind,
      toUser(notice) ?? ("server" in notice ? [notice.server, notice.of] : notice.day),
    ]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
