import { listFileProblems, type FileProblem } from "./file-problems.js";
import type { ChartFigure } from "../charts/site-chart.js";
import { siteDownloads, userDownloads, type DownloadLink } from "../downloads/download-link.js";
import { connectedList, cutLive, type ConnectedList } from "./connected-page.js";
import { liveSessions, type LiveSession } from "./live-session.js";
import { outdatedAfterSeconds } from "../freshness.js";
import { linkedUser, type PageFrame } from "./page-frame.js";
import { recentDays, type RecentDays } from "./recent-days.js";
import { sourceLines, type SourceLine } from "./server-links.js";
import { toLiveNotices, type LiveNotices } from "../notices/live-notices.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { OVERVIEW_PATH } from "../site-paths.js";
import { siteState, type SiteState } from "../site-status.js";
import { toTiles, type Tiles } from "./tiles.js";

/** The front page. Its figures change every minute, like those of the server pages. */
export interface OverviewPage extends ConnectedList, PageFrame {
  readonly page: "overview";
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
  readonly state: SiteState;
  readonly sources: readonly SourceLine[];
  readonly fileProblems: readonly FileProblem[];
  readonly tiles: Tiles;
  readonly notices: LiveNotices;
  /** Whether the site has several servers, so that tables name them. */
  readonly showServer: boolean;
  readonly recent: RecentDays;
  readonly downloads: readonly DownloadLink[];
  /** The downloads of the users whose sessions the page shows, by name: for the filter by user. */
  readonly userDownloads: readonly UserFiles[];
}

/** A user's workbooks. */
interface UserFiles {
  readonly name: string;
  readonly slug: string;
  readonly downloads: readonly DownloadLink[];
}

export function toOverviewPage(
  input: SiteInput,
  index: LiveIndex,
  charts: readonly ChartFigure[],
  live: readonly LiveSession[] = liveSessions(input, index),
): OverviewPage {
  const recent = recentDays(input, index);
  const list = connectedList(cutLive(live, null, index));
  return {
    page: "overview",
    path: OVERVIEW_PATH,
    charts,
    asOfSeconds: input.nowSeconds,
    outdatedAfterSeconds: outdatedAfterSeconds(input),
    state: siteState(input),
    sources: sourceLines(index, input.sources),
    fileProblems: listFileProblems(input.fileProblems),
    tiles: toTiles(input, index, live, index.todayEntry, { charts, isSite: true }),
    notices: toLiveNotices(input, index),
    ...list,
    showServer: index.serverSlugs.size > 1,
    recent,
    downloads: siteDownloads(index),
    userDownloads: usersShown(list.live, recent.days).map((user) => userFiles(index, user)),
  };
}

function usersShown(live: readonly LiveSession[], days: RecentDays["days"]): readonly string[] {
  const groups = days.flatMap(({ table }) => table?.groups ?? []);
  return [...new Set([...live.map(({ session }) => session.user), ...groups.map(({ user }) => user)])].sort();
}

function userFiles(index: LiveIndex, user: string): UserFiles {
  const outline = linkedUser(index, user);
  return { name: user, slug: outline.slug, downloads: userDownloads(index, outline) };
}
