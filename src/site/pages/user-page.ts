import type { ChartFigure } from "../charts/site-chart.js";
import {
  MAX_HANDOVER_SECONDS,
  NEWEST_CONCURRENT,
  type ConcurrentAddresses,
} from "../../rollup/concurrent-addresses.js";
import { viewCertificate, type CertificateView } from "../certificates/certificates.js";
import { userDownloads, type DownloadLink } from "../downloads/download-link.js";
import { userLink, type PageFrame, type UserLink } from "./page-frame.js";
import { findSinceDay, sessionTable, type SessionTable } from "./session-table.js";
import type { UserEntry, HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { userMonthPath, userPath } from "../site-paths.js";
import { findUsualHours, type StartHours, type UsualHours } from "../../rollup/start-hours.js";
import { sumTotals, type Totals } from "../../rollup/totals.js";
import { groupBy } from "../../history/group-by.js";
import { userAddresses, type UserAddresses } from "./user-addresses.js";
import { userCalendar, type UserCalendar } from "./user-calendar.js";
import { ALL_TIME, toExactness, type Exactness } from "./exactness.js";
import type { UserMonthRollup } from "../../rollup/user-rollup.js";

/** One user: totals, months and newest sessions. */
export interface UserPage extends PageFrame {
  readonly page: "user";
  readonly link: UserLink;
  readonly totals: Totals;
  readonly exactness: Exactness;
  readonly firstSeenSeconds: number;
  /** Null while a session is open. */
  readonly lastSeenSeconds: number | null;
  /** When the user was connected from two addresses at once. */
  readonly concurrent: ConcurrentAddresses;
  readonly handoverMinutes: number;
  /** Null if none is known. */
  readonly certificate: CertificateView | null;
  /** Null if the user was never connected. */
  readonly calendar: UserCalendar | null;
  readonly startHours: StartHours;
  readonly usualHours: UsualHours | null;
  readonly addresses: UserAddresses;
  /** Newest first. */
  readonly years: readonly UserYear[];
  readonly table: SessionTable;
  /** The day of the table's oldest session, if there are older ones. */
  readonly sinceDay: string | null;
  readonly isRunning: boolean;
  readonly downloads: readonly DownloadLink[];
}

/** The months of a year, newest first. */
interface UserYear {
  readonly year: string;
  readonly totals: Totals;
  readonly months: readonly UserMonthRow[];
}

interface UserMonthRow {
  readonly month: string;
  readonly path: string;
  readonly totals: Totals;
}

const MAX_NEWEST_SESSIONS = 50;

export function toUserPage(
  { countries, certificates }: Pick<SiteInput, "countries" | "certificates">,
  index: HistoryIndex,
  entry: UserEntry,
  charts: readonly ChartFigure[],
): UserPage {
  const { user, slug, totals, servers, months, firstSeenSeconds, lastSeenSeconds, concurrent } = entry;
  const { sessions, usage } = entry.read(findNewestMonths(months, MAX_NEWEST_SESSIONS));
  const newest = sessions.slice(0, MAX_NEWEST_SESSIONS);
  return {
    page: "user",
    charts,
    path: userPath(slug),
    link: userLink(index, user),
    totals,
    exactness: toExactness(index, totals, servers, ALL_TIME),
    firstSeenSeconds,
    lastSeenSeconds,
    concurrent: { ...concurrent, newest: concurrent.newest.slice(0, NEWEST_CONCURRENT) },
    handoverMinutes: MAX_HANDOVER_SECONDS / 60,
    certificate: viewCertificate(certificates, user, index.today, index.calendar),
    calendar: userCalendar(months),
    startHours: entry.startHours,
    usualHours: findUsualHours(entry.startHours),
    addresses: userAddresses(entry.addresses, index.calendar, countries),
    years: toYears(slug, months),
    table: sessionTable({ ...index, usage }, newest, false),
    sinceDay: findSinceDay(newest, totals.sessionCount, index),
    isRunning: entry.open.length > 0,
    downloads: userDownloads(index, entry),
  };
}

function toYears(slug: string, months: readonly UserMonthRollup[]): readonly UserYear[] {
  return [...groupBy(months, ({ month }) => month.slice(0, 4))].map(([year, yearMonths]) => ({
    year,
    totals: sumTotals(yearMonths.map(({ totals }) => totals)),
    months: yearMonths.map(({ month, totals }) => ({ month, path: userMonthPath(slug, month), totals })),
  }));
}

/**
 * The newest months in which at least this many sessions began, or all.
 *
 * @param months newest first
 */
export function findNewestMonths(months: readonly UserMonthRollup[], sessionCount: number): readonly UserMonthRollup[] {
  let found = 0;
  const enough = months.findIndex(({ totals }) => (found += totals.sessionCount) >= sessionCount);
  return enough < 0 ? months : months.slice(0, enough + 1);
}
