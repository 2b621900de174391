import type { SiteIndex } from "../site-index.js";
import { isAnyClientKnown, type LiveSession } from "./live-session.js";
import { cutList, toListParts, type CutList, type ListPart } from "./list-parts.js";
import type { PageFrame, PageLink } from "./page-frame.js";

/** Who is connected, newest first, as far as it fits a page: a part of the overview and of server pages. */
export interface ConnectedList {
  /** The newest sessions. */
  readonly live: readonly LiveSession[];
  /** How many there are in all. */
  readonly liveCount: number;
  /** The pages with the others. */
  readonly liveParts: readonly ListPart[];
  /** Whether the client of any of these sessions is known. */
  readonly showClient: boolean;
}

/** A page with more of those who are connected. */
export interface ConnectedPage extends ConnectedList, PageFrame {
  readonly page: "connected-part";
  readonly asOfSeconds: number;
  readonly outdatedAfterSeconds: number;
  readonly part: ListPart;
  /** The page with the newest sessions: a server's, or the overview. */
  readonly first: PageLink;
  readonly firstCount: number;
  readonly isServer: boolean;
  readonly showServer: boolean;
}

/** The list on the first page, with links to the further ones. */
export function connectedList(cut: CutList<LiveSession>): ConnectedList {
  return {
    live: cut.first,
    liveCount: cut.first.length + cut.parts.reduce((sum, { rows }) => sum + rows.length, 0),
    liveParts: toListParts(cut),
    showClient: isAnyClientKnown(cut.first),
  };
}

/** The only server's sessions are those of the whole site. */
export function cutLive(
  live: readonly LiveSession[],
  server: PageLink | null,
  { serverSlugs }: Pick<SiteIndex, "serverSlugs">,
): CutList<LiveSession> {
  const folder = server === null || serverSlugs.size === 1 ? "connected/" : server.path.replace(/index\.html$/, "");
  return cutList(live, (number) => `${folder}${number}.html`);
}

/** The pages with those who are not on the first one. */
export function connectedPages(
  cut: CutList<LiveSession>,
  first: PageLink,
  common: Pick<ConnectedPage, "asOfSeconds" | "outdatedAfterSeconds" | "isServer" | "showServer">,
): readonly ConnectedPage[] {
  const list = connectedList(cut);
  return cut.parts.map(({ path, from, to, rows }) => ({
    page: "connected-part",
    path,
    charts: [],
    ...list,
    ...common,
    first,
    firstCount: cut.first.length,
    part: { path, from, to },
    live: rows,
    showClient: isAnyClientKnown(rows),
  }));
}
