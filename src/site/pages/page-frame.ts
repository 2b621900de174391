import type { Session } from "../../history/session.js";
import type { ChartFigure } from "../charts/site-charts.js";
import { groupSessions, type SessionGroup } from "./group-sessions.js";
import type { LinkedUser, SiteIndex } from "../site-index.js";
import { dayPath, userPath } from "../site-paths.js";
import { countedFromDay } from "../../rollup/session-shares.js";

/** What every page model has. */
export interface PageFrame {
  /** The path of the page in `out/`, which its links are relative to. */
  readonly path: string;
  readonly charts: readonly ChartFigure[];
}

/** A link to a page, by the text that names it in the data (a day, a month, a user). */
export interface PageLink {
  readonly name: string;
  readonly path: string;
}

/** A user as tables show one. */
export interface UserLink extends PageLink {
  readonly alias: string;
}

/** A user who has sessions, as the index knows them. */
export function linkedUser(index: Pick<SiteIndex, "users">, user: string): LinkedUser {
  const outline = index.users.get(user);
  if (outline === undefined) throw new Error(`the index has no user ${JSON.stringify(user)}`);
  return outline;
}

export function userLink(index: SiteIndex, user: string): UserLink {
  const { alias, slug } = linkedUser(index, user);
  return { name: user, alias, path: userPath(slug) };
}

/** A group of sessions as history tables show it. */
export interface SessionGroupView extends SessionGroup {
  readonly link: UserLink;
  readonly dayPath: string;
  /** By session id, only for sessions whose traffic from before they were first seen counts on a later day. */
  readonly countedFrom: readonly (readonly [id: string, day: string])[];
  /** Whether the group before it is on another day. */
  readonly beginsDay: boolean;
}

/** Sessions for a history table: grouped by user and day, newest first. */
export function sessionGroupViews(index: SiteIndex, sessions: readonly Session[]): readonly SessionGroupView[] {
  let pathOfDay = "";
  let previousDay = "";
  return groupSessions(sessions, index.calendar.toDay).map((group) => {
    const beginsDay = group.day !== previousDay;
    if (beginsDay) pathOfDay = dayPath(group.day);
    previousDay = group.day;
    return {
      user: group.user,
      day: group.day,
      sessions: group.sessions,
      link: userLink(index, group.user),
      dayPath: pathOfDay,
      beginsDay,
      countedFrom: countedFrom(index, group.sessions),
    };
  });
}

function countedFrom(index: SiteIndex, sessions: readonly Session[]): SessionGroupView["countedFrom"] {
  return sessions.flatMap((session): SessionGroupView["countedFrom"] => {
    const day = countedFromDay(session, index.usage.get(session.id), index.calendar);
    return day === null ? [] : [[session.id, day]];
  });
}

/** The pages before and after one of a series; null at its ends. */
export interface Neighbours {
  readonly older: PageLink | null;
  readonly newer: PageLink | null;
}

/**
 * @param names the series' names, newest first
 * @param name one of them
 */
export function findNeighbours(names: readonly string[], name: string, toPath: (name: string) => string): Neighbours {
  const position = names.indexOf(name);
  const linkAt = (at: number): PageLink | null => {
    const neighbour = names[at];
    return neighbour === undefined ? null : { name: neighbour, path: toPath(neighbour) };
  };
  return { older: linkAt(position + 1), newer: linkAt(position - 1) };
}
