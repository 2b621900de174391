import type { CoveredSpan } from "../history/event-coverage.js";
import type { Session } from "../history/session.js";
import type { Calendar } from "../rollup/calendar.js";
import type { DayOutline } from "../rollup/day-outline.js";
import type { DayEntry, UsageById } from "../rollup/days.js";
import type { MonthOutline } from "../rollup/month-outline.js";
import type { UserMonthRollup, UserRollup } from "../rollup/user-rollup.js";
import type { SlowDownload } from "./downloads/slow-downloads.js";
import type { LiveFacts } from "./live-facts.js";
import type { ServerOutline } from "./server-outline.js";

/** What all kinds of pages need. */
export interface SiteIndex {
  readonly calendar: Calendar;
  readonly today: string;
  /** The number of all sessions. */
  readonly sessionCount: number;
  readonly openCount: number;
  /** By name, in the order for people. */
  readonly users: ReadonlyMap<string, LinkedUser>;
  /** Those that have sessions, by name, in the order for people. */
  readonly servers: ReadonlyMap<string, ServerOutline>;
  /** The slug of every server that has sessions or a source, by name. */
  readonly serverSlugs: ReadonlyMap<string, string>;
  /** For each server with a source: the spans in which OpenVPN itself reported every session, in order. */
  readonly eventSpans: ReadonlyMap<string, readonly CoveredSpan[]>;
  /** The downloads that may be outdated, by stem: which sessions they were made from, and when. */
  readonly slowDownloads: ReadonlyMap<string, SlowDownload>;
  /** The usage of the sessions whose rows are shown. */
  readonly usage: UsageById;
}

/** What the live pages need as well. */
export interface LiveIndex extends SiteIndex {
  /** Undefined if nobody was connected today. */
  readonly todayEntry: DayEntry | undefined;
  /** Today and the days before and after it on which someone was connected, newest first. */
  readonly daysAround: readonly string[];
  /** The sessions that were connected since yesterday, and those of the recent history; newest first. */
  readonly sessions: readonly Session[];
  /** The sessions that began on the days of the recent history, newest first. */
  readonly recent: readonly Session[];
  readonly facts: LiveFacts;
}

/** What all other pages need as well: the whole history in outline. */
export interface HistoryIndex extends SiteIndex {
  readonly users: ReadonlyMap<string, UserOutline>;
  /** The days on which someone was connected, newest first. */
  readonly dayNames: readonly string[];
  /** The same days, in outline. */
  readonly dayOutlines: ReadonlyMap<string, DayOutline>;
  /** Newest first. */
  readonly months: ReadonlyMap<string, MonthOutline>;
}

/** The fields for links to the user's page and downloads. */
export interface LinkedUser {
  readonly user: string;
  /** Unique among all users. */
  readonly slug: string;
  readonly alias: string;
  readonly sessionCount: number;
  readonly openCount: number;
}

export interface UserOutline extends LinkedUser, Omit<UserRollup, "months" | "firstSeenSeconds"> {
  /** The months in which the user was connected, newest first. */
  readonly months: readonly UserMonthRollup[];
  /** When the first session began, by a clock that was set if there is such a session. */
  readonly firstSeenSeconds: number;
  /** Whether a session is open on a server with a current status. */
  readonly isOnline: boolean;
  /**
   * When the user was last connected; null while online. A session that is open on a server without a current status
   * proves no more than its last snapshot did; else a user of a dark server would be online for ever.
   */
  readonly lastSeenSeconds: number | null;
  /**
   * How often a session followed an earlier one on the same local day, on average over the days on which the user began
   * a session: (sessions begun − those days) / those days.
   */
  readonly reconnectsPerDay: number;
  /** How many different public addresses all sessions came from. */
  readonly addressCount: number;
}

/** A user whose sessions are read when a page or a download is built. */
export interface UserEntry extends UserOutline {
  /** The running sessions, newest start first. */
  readonly open: readonly Session[];
  /** The sessions that began in some of the user's months. */
  readonly read: (months: readonly UserMonthRollup[]) => ReadSessions;
}

export interface ReadSessions {
  /** Newest start first. */
  readonly sessions: readonly Session[];
  readonly usage: UsageById;
}
