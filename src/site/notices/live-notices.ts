import { toMonth } from "../../history/local-day.js";
import { formatDateTime, formatTime } from "../../text/format/format-time.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { userLink } from "../pages/page-frame.js";
import { formatInteger } from "../../text/format/format-number.js";
import { adviceLabel } from "../advice-label.js";
import { findReachedLimit, serverUses } from "../server-use.js";
import { toServerPath } from "../pages/server-links.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { noticesPath } from "../site-paths.js";
import { byRank, toLastDay, toUser, type Notice } from "./notice.js";
import { viewNotices, type NoticeView } from "./notice-view.js";

/** The notices on the overview, since yesterday. */
export interface LiveNotices {
  readonly troubles: readonly Trouble[];
  /** Who should be connected, and is not; null: all are. */
  readonly absent: AbsentView | null;
  /** What matters most first. */
  readonly notices: readonly NoticeView[];
  /** How many more there are since yesterday. */
  readonly moreCount: number;
  /** All notices of this month; null if it has no page. */
  readonly monthPage: { readonly path: string; readonly count: number } | null;
  readonly neverConnectedCount: number;
}

/** In one line: when a server stops, all are absent. */
interface AbsentView {
  readonly users: readonly {
    readonly name: string;
    /** Null of a pattern, and of a user without sessions. */
    readonly path: string | null;
    /** Empty if there is nothing to say. */
    readonly since: string;
  }[];
  readonly moreCount: number;
}

/** A source that is not ok or should be checked although it is, or a server that is nearly full. */
interface Trouble {
  readonly kind: "source" | "source-advice" | "nearly-full";
  readonly server: string;
  readonly serverPath: string;
  /** Null: since when is not known. */
  readonly sinceSeconds: number | null;
  readonly text: string;
}

const MAX_SHOWN = 6;
const MAX_ABSENT_SHOWN = 5;

/** The most important ones, at most six lines together; the others are counted. */
export function toLiveNotices(input: SiteInput, index: LiveIndex): LiveNotices {
  const { notices, noticeCount, neverConnected, days } = index.facts;
  const troubles = findTroubles(input, index);
  const ranked = dropRepeated([...notices].sort(byRank));
  const shownTroubles = troubles.slice(0, MAX_SHOWN);
  const absent = viewAbsent(input, index);
  const shown = ranked.slice(0, Math.max(0, MAX_SHOWN - shownTroubles.length - (absent === null ? 0 : 1)));
  const dayNames = new Set(days.map(({ day }) => day));
  return {
    troubles: shownTroubles,
    absent,
    notices: viewNotices(shown, index, (day) => dayNames.has(day), input),
    moreCount: troubles.length + ranked.length - shownTroubles.length - shown.length,
    monthPage: noticeCount === null ? null : { path: noticesPath(toMonth(index.today)), count: noticeCount },
    neverConnectedCount: neverConnected.length,
  };
}

function viewAbsent({ language, dateFormat, zone }: SiteInput, index: LiveIndex): AbsentView | null {
  const { absent } = index.facts;
  if (absent.length === 0) return null;
  const t = messagesIn(language);
  const toSince = (seconds: number): string =>
    index.calendar.toDay(seconds) === index.today
      ? formatTime(zone, seconds)
      : formatDateTime(dateFormat, zone, seconds);
  return {
    users: absent.slice(0, MAX_ABSENT_SHOWN).map(({ name, user, lastEndSeconds }) => ({
      name,
      path: user === null ? null : userLink(index, user).path,
      since: lastEndSeconds === null ? t.notices.absentSinceEver : t.notices.absentSince(toSince(lastEndSeconds)),
    })),
    moreCount: Math.max(0, absent.length - MAX_ABSENT_SHOWN),
  };
}

/** The sources that are not ok or have an advice, and the servers that are nearly full. */
export function findTroubles(input: SiteInput, index: LiveIndex): readonly Trouble[] {
  const { sources, language, dateFormat, zone } = input;
  const t = messagesIn(language);
  const notOk = sources
    .filter(({ state }) => state !== "ok" && state !== "client-statistics")
    .map(({ server, state, stateSinceSeconds }) => {
      const since = formatDateTime(dateFormat, zone, stateSinceSeconds);
      return {
        kind: "source" as const,
        server,
        serverPath: toServerPath(index, server),
        sinceSeconds: stateSinceSeconds,
        text: t.notices.sourceTrouble(t.source.state[state].label, since),
      };
    });
  const advised = sources.flatMap((source) => {
    const text = adviceLabel(source, t);
    if (text === null) return [];
    const { server } = source;
    return [
      { kind: "source-advice" as const, server, serverPath: toServerPath(index, server), sinceSeconds: null, text },
    ];
  });
  const nearlyFull = serverUses(input).flatMap((use) => {
    const limit = findReachedLimit(use);
    if (limit === null) return [];
    const [count, most] = [use.connectedCount, limit.most].map((value) => formatInteger(language, value)) as [
      string,
      string,
    ];
    const { full } = t.notices;
    const beyond = limit.reached === "beyond" ? `: ${full.beyond[limit.of]}` : "";
    const text = `${full.reached[limit.reached]}: ${full[limit.of](count, most)}${beyond}`;
    const { server } = use;
    return [
      { kind: "nearly-full" as const, server, serverPath: toServerPath(index, server), sinceSeconds: null, text },
    ];
  });
  return [...notOk, ...advised, ...nearlyFull];
}

/** Drops the older one of two notices of a kind about a user, of yesterday and of today. */
function dropRepeated(notices: readonly Notice[]): readonly Notice[] {
  const known = new Set<string>();
  return notices.filter((notice) => {
    const key = JSON.stringify([
      notice.kind,
      toUser(notice) ??
        (notice.kind === "server-certificate" ? [notice.server, notice.of] : [notice.day, toLastDay(notice)]),
    ]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
