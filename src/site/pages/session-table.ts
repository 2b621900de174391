import { countedFrom, countedUntil, durationSeconds } from "../../history/counted-from.js";
import type { Session } from "../../history/session.js";
import { countedFromDay, sumKnown } from "../../rollup/session-shares.js";
import type { SiteIndex } from "../site-index.js";
import { dayPath } from "../site-paths.js";
import { groupSessions, type SessionGroup } from "./group-sessions.js";
import { userLink, type UserLink } from "./page-frame.js";

/** A table of sessions, grouped by user and day. */
export interface SessionTable {
  /** Newest first. */
  readonly groups: readonly SessionGroupView[];
  /** How many sessions the groups have. */
  readonly rowCount: number;
  /** Whether the site has several servers, so that rows name theirs. */
  readonly showServer: boolean;
  /**
   * Running sessions that the table leaves out, since their figures change in each run and its page is not made in each;
   * null if there are none.
   */
  readonly leftOut: RunningLeftOut | null;
}

interface RunningLeftOut {
  readonly sessionCount: number;
  /** The first of the users whose sessions are left out. */
  readonly users: readonly UserLink[];
  readonly moreUsers: number;
}

/** A group of sessions as history tables show it. */
interface SessionGroupView extends SessionGroup {
  readonly link: UserLink;
  readonly dayPath: string;
  /** The sums of all sessions of the group; null if there is only one. */
  readonly sum: SessionSum | null;
  /** By session id, only for sessions whose traffic from before they were first seen counts on a later day. */
  readonly countedFrom: readonly (readonly [id: string, day: string])[];
  /** Whether the group before it is on another day. */
  readonly beginsDay: boolean;
}

/** The sums of a group's sessions. */
interface SessionSum {
  readonly servers: readonly string[];
  readonly publicIps: readonly string[];
  /** The start of the first session, as far as starts are believed. */
  readonly startSeconds: number;
  /** The end of the last session; null while one is running. */
  readonly endSeconds: number | null;
  /** Sessions at the same time count separately. */
  readonly connectedSeconds: number;
  /** Null where nothing is known. */
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

const MAX_USERS_LEFT_OUT = 20;

/**
 * @param sessions newest first
 * @param isLive whether the page is made in each run, so that it can show figures of running sessions
 */
export function sessionTable(index: SiteIndex, sessions: readonly Session[], isLive: boolean): SessionTable {
  const shown = isLive ? sessions : sessions.filter(({ endSeconds }) => endSeconds !== null);
  return {
    groups: sessionGroupViews(index, shown),
    rowCount: shown.length,
    showServer: index.serverSlugs.size > 1,
    leftOut: shown.length === sessions.length ? null : toLeftOut(index, sessions),
  };
}

/** The day since which all sessions are shown; null if none is missing. */
export function findSinceDay(
  shown: readonly Session[],
  allCount: number,
  { calendar }: Pick<SiteIndex, "calendar">,
): string | null {
  const oldest = shown.at(-1);
  return allCount > shown.length && oldest !== undefined ? calendar.toDay(countedFrom(oldest)) : null;
}

function toLeftOut(index: SiteIndex, sessions: readonly Session[]): RunningLeftOut {
  const running = sessions.filter(({ endSeconds }) => endSeconds === null);
  const users = [...new Set(running.map(({ user }) => user))];
  return {
    sessionCount: running.length,
    users: users.slice(0, MAX_USERS_LEFT_OUT).map((user) => userLink(index, user)),
    moreUsers: Math.max(0, users.length - MAX_USERS_LEFT_OUT),
  };
}

function sessionGroupViews(index: SiteIndex, sessions: readonly Session[]): readonly SessionGroupView[] {
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
      sum: group.sessions.length > 1 ? sumSessions(group.sessions) : null,
      beginsDay,
      countedFrom: countedFromDays(index, group.sessions),
    };
  });
}

function sumSessions(sessions: readonly Session[]): SessionSum {
  const isAnyRunning = sessions.some(({ endSeconds }) => endSeconds === null);
  const sum = (toValue: (session: Session) => number | null): number | null =>
    sessions.reduce<number | null>((total, session) => sumKnown(total, toValue(session)), null);
  return {
    servers: [...new Set(sessions.map(({ server }) => server))],
    publicIps: [...new Set(sessions.map(({ publicIp }) => publicIp))],
    startSeconds: Math.min(...sessions.map(countedFrom)),
    endSeconds: isAnyRunning ? null : Math.max(...sessions.map(countedUntil)),
    connectedSeconds: sessions.reduce(
      (total, session) => total + durationSeconds(session, session.endSeconds ?? session.lastSeenSeconds),
      0,
    ),
    bytesReceived: sum(({ bytesReceived }) => bytesReceived),
    bytesSent: sum(({ bytesSent }) => bytesSent),
  };
}

function countedFromDays(index: SiteIndex, sessions: readonly Session[]): SessionGroupView["countedFrom"] {
  return sessions.flatMap((session): SessionGroupView["countedFrom"] => {
    const day = countedFromDay(session, index.usage.get(session.id), index.calendar);
    return day === null ? [] : [[session.id, day]];
  });
}
