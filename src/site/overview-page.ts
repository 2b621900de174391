import { addDays } from "../history/local-day.js";
import type { ChartFigure } from "./chart-figure.js";
import { siteDownloads, userDownloads, type DownloadLink } from "./download-link.js";
import { confirmedServers, liveSessions, type LiveSession } from "./live-session.js";
import { sessionGroupViews, userEntry, type PageFrame, type SessionGroupView } from "./page-frame.js";
import { bytesSinceUsage, lastDayOf, sumKnown } from "./session-shares.js";
import type { SiteIndex } from "./site-index.js";
import type { SiteInput, SourceView } from "./site-input.js";
import { OVERVIEW_PATH } from "./site-paths.js";
import { siteState, type SiteState } from "./site-state.js";

/** The front page: the one page whose figures move each minute. */
export interface OverviewPage extends PageFrame {
  readonly page: "overview";
  readonly asOfSeconds: number;
  readonly state: SiteState;
  readonly sources: readonly SourceView[];
  /** Empty if there is no problem with the aliases. */
  readonly aliasesProblem: string;
  readonly tiles: OverviewTiles;
  readonly live: readonly LiveSession[];
  /** Whether sessions come from more than one server, so that tables name it. */
  readonly showServer: boolean;
  readonly recent: RecentHistory;
  readonly downloads: readonly DownloadLink[];
  /** Of the users whose sessions the page shows, by name: for those who filter by user. */
  readonly userDownloads: readonly UserFiles[];
}

/** A user's workbooks. */
export interface UserFiles {
  readonly name: string;
  readonly slug: string;
  readonly downloads: readonly DownloadLink[];
}

export interface OverviewTiles {
  /** Confirmed sessions; null if no source has a current status, so that nobody can say. */
  readonly connectedCount: number | null;
  /** Whose the confirmed sessions are. */
  readonly connectedUsers: number;
  readonly unconfirmedCount: number;
  /** Clients in their handshake, or refused. */
  readonly connectingCount: number;
  readonly peakToday: number;
  readonly sessionsToday: number;
  readonly usersToday: number;
  /** Null where unknown. */
  readonly receivedToday: number | null;
  readonly sentToday: number | null;
  /** Both together. */
  readonly trafficToday: number | null;
}

export interface RecentHistory {
  readonly days: number;
  readonly groups: readonly SessionGroupView[];
  readonly shownCount: number;
  readonly allCount: number;
  /** Whether there is any history, recent or not. */
  readonly anyHistory: boolean;
}

const MAX_RECENT_SESSIONS = 200;

export function overviewPage(input: SiteInput, index: SiteIndex, charts: readonly ChartFigure[]): OverviewPage {
  const live = liveSessions(input, index);
  const recent = recentHistory(input, index);
  return {
    page: "overview",
    path: OVERVIEW_PATH,
    charts,
    asOfSeconds: input.nowSeconds,
    state: siteState(input),
    sources: input.sources,
    aliasesProblem: input.aliasesProblem,
    tiles: overviewTiles(input, index, live),
    live,
    showServer: new Set([...input.sources, ...input.openSessions].map(({ server }) => server)).size > 1,
    recent,
    downloads: siteDownloads(index),
    userDownloads: usersShown(live, recent).map((user) => userFiles(index, user)),
  };
}

function usersShown(live: readonly LiveSession[], recent: RecentHistory): readonly string[] {
  return [...new Set([...live.map(({ session }) => session.user), ...recent.groups.map(({ user }) => user)])].sort();
}

function userFiles(index: SiteIndex, user: string): UserFiles {
  const entry = userEntry(index, user);
  return { name: user, slug: entry.slug, downloads: userDownloads(entry) };
}

function overviewTiles(input: SiteInput, index: SiteIndex, live: readonly LiveSession[]): OverviewTiles {
  const confirmed = live.filter(({ unconfirmedSinceSeconds }) => unconfirmedSinceSeconds === null);
  const today = index.days.get(index.today);
  const running = input.openSessions
    .filter((session) => lastDayOf(session, index.calendar) === index.today)
    .map((session) => bytesSinceUsage(session, index.usage.get(session.id)));
  const receivedToday = running.reduce(
    (sum, bytes) => sumKnown(sum, bytes.bytesReceived),
    today?.totals.bytesReceived ?? null,
  );
  const sentToday = running.reduce((sum, bytes) => sumKnown(sum, bytes.bytesSent), today?.totals.bytesSent ?? null);
  return {
    connectedCount: confirmedServers(input).size === 0 ? null : confirmed.length,
    connectedUsers: new Set(confirmed.map(({ session }) => session.user)).size,
    unconfirmedCount: live.length - confirmed.length,
    connectingCount: input.sources.reduce((sum, source) => sum + (source.connectingCount ?? 0), 0),
    peakToday: today?.peak ?? 0,
    sessionsToday: today?.sessions.length ?? 0,
    usersToday: new Set(today?.sessions.map(({ user }) => user)).size,
    receivedToday,
    sentToday,
    trafficToday: sumKnown(receivedToday, sentToday),
  };
}

function recentHistory(input: SiteInput, index: SiteIndex): RecentHistory {
  const oldestDay = addDays(index.today, 1 - input.recentDays);
  const recent = [...index.days.values()].filter(({ day }) => day >= oldestDay).flatMap(({ sessions }) => sessions);
  const shown = recent.slice(0, MAX_RECENT_SESSIONS);
  return {
    days: input.recentDays,
    groups: sessionGroupViews(index, shown),
    shownCount: shown.length,
    allCount: recent.length,
    anyHistory: index.sessions.length > 0,
  };
}
