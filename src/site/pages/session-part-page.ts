import type { Session } from "../../history/session.js";
import type { SiteIndex } from "../site-index.js";
import { cutOlderParts, listOlderParts, type ListPart } from "./list-parts.js";
import type { PageFrame, PageLink, UserLink } from "./page-frame.js";
import { sessionTable, type SessionTable } from "./session-table.js";

/**
 * A page with older sessions of a list that is too long for one page. It keeps its sessions, and has no running ones.
 * Newer sessions do not change it, except for a link to the next page once there is one.
 */
export interface SessionPartPage extends PageFrame {
  readonly page: "session-part";
  readonly of: SessionList;
  /** The user of the sessions; null: everyone. */
  readonly link: UserLink | null;
  readonly table: SessionTable;
  readonly part: ListPart;
  /** The page with the newest sessions, which links to all others. */
  readonly first: string;
  /** The page after this one (if it is not that with the newest sessions), this one and the older ones. */
  readonly parts: readonly ListPart[];
}

/** The sessions that began on a day, in a month, or in a user's month, or that were carried over to a day. */
export type SessionList =
  | { readonly kind: "day" | "carried"; readonly day: string; readonly month: PageLink }
  | { readonly kind: "month"; readonly month: string }
  | { readonly kind: "userMonth"; readonly month: string; readonly link: UserLink };

/** The list as on the page with the newest sessions. */
export interface SessionListHead {
  /** The newest sessions. */
  readonly table: SessionTable;
  /** The number of all sessions. The table may leave out running ones. */
  readonly count: number;
  /** The pages with the others. */
  readonly parts: readonly ListPart[];
}

/** A page whose model is computed on use. */
interface PlannedPart {
  readonly path: string;
  readonly sessions: readonly Session[];
  readonly make: () => SessionPartPage;
}

/** Only a day's page has two lists: the sessions that began, and those that were carried over. */
type ListKind = "" | "carried";

/**
 * @param sessions newest first
 * @param path that of the page with the newest sessions
 * @param isLive whether each run builds that page
 */
export function toSessionList(
  index: SiteIndex,
  sessions: readonly Session[],
  path: string,
  isLive: boolean,
  kind: ListKind = "",
): SessionListHead {
  return {
    table: sessionTable(index, cutOlderParts(sessions, path, kind).newest, isLive),
    count: sessions.length,
    parts: listOlderParts(sessions.length, path, kind),
  };
}

/** @param sessions newest first */
export function planSessionParts(
  index: SiteIndex,
  sessions: readonly Session[],
  first: string,
  list: SessionList,
): readonly PlannedPart[] {
  const kind: ListKind = list.kind === "carried" ? "carried" : "";
  return cutOlderParts(sessions, first, kind).older.map(({ part, rows, parts }) => {
    const { path } = part;
    const make = (): SessionPartPage => ({
      page: "session-part",
      path,
      charts: [],
      of: list,
      link: list.kind === "userMonth" ? list.link : null,
      table: sessionTable(index, rows, false),
      part,
      first,
      parts,
    });
    return { path, sessions: rows, make };
  });
}
