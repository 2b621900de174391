import { confirmedServers } from "../freshness.js";
import type { LiveSession } from "./live-session.js";
import { sumKnown } from "../../rollup/session-shares.js";
import type { ServerDay } from "../server-outline.js";
import type { LiveIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { todayTotals } from "../today.js";
import { dayPath } from "../site-paths.js";
import { countWithEarlierTraffic } from "./earlier-traffic.js";
import type { ChartFigure } from "../charts/site-chart.js";
import {
  findPastPeak,
  findWeekAgo,
  toConnectedSpark,
  toDaySparks,
  toPercent,
  type DaySparks,
  type WeekAgo,
} from "./compare-tiles.js";
import type { Sparkline } from "./sparkline.js";

/** The present and today at a glance, of the whole site or of one server. */
export interface Tiles {
  /** The number of confirmed sessions; null if no source has a current status. */
  readonly connectedCount: number | null;
  /** The earliest of the current statuses; null if no source has one. */
  readonly statusSeconds: number | null;
  /** How many users the confirmed sessions have. */
  readonly connectedUsers: number;
  readonly unconfirmedCount: number;
  /** Clients in their handshake, or refused. */
  readonly connectingCount: number;
  readonly peakToday: number;
  readonly sessionsToday: number;
  /** Sessions that were connected today and had begun before. */
  readonly carriedToday: number;
  /** The users of both kinds of sessions. */
  readonly usersToday: number;
  /** Null if nobody was connected today: then the day has no page. */
  readonly todayPath: string | null;
  /** Null where unknown. */
  readonly receivedToday: number | null;
  readonly sentToday: number | null;
  /** Both directions. */
  readonly trafficToday: number | null;
  /** How many sessions count their traffic of earlier days today. */
  readonly withEarlierTraffic: number;
  /** Null where the record does not carry it. */
  readonly weekAgo: WeekAgo | null;
  readonly connectedSpark: Sparkline | null;
  /** Only for the whole site: what is usual for a server is not known. */
  readonly comparison: DayComparison | null;
}

/** Today compared with other days. Each is null if the record is insufficient. */
interface DayComparison extends DaySparks {
  readonly today: string;
  readonly pastPeak: { readonly peak: number; readonly dayCount: number } | null;
  /** In percent of a whole day with this weekday. */
  readonly sessionsPercent: number | null;
  readonly trafficPercent: number | null;
}

const PEAK_DAYS = 30;

/**
 * @param input with only the sources and open sessions that count
 * @param live the live table of the same sessions
 * @param today the final figures of the same servers' day; undefined if there are none
 * @param scope the page's charts, and whether the tiles are those of the whole site
 */
export function toTiles(
  input: SiteInput,
  index: LiveIndex,
  live: readonly LiveSession[],
  today: ServerDay | undefined,
  scope: { readonly charts: readonly ChartFigure[]; readonly isSite: boolean },
): Tiles {
  const { charts, isSite } = scope;
  const confirmed = live.filter(({ unconfirmedSinceSeconds }) => unconfirmedSinceSeconds === null);
  const { bytesReceived, bytesSent } = todayTotals(index, input.openSessions, today?.totals);
  const current = confirmedServers(input);
  const statusTimes = input.sources.flatMap(({ server, snapshotSeconds }) =>
    snapshotSeconds !== null && current.has(server) ? [snapshotSeconds] : [],
  );
  const servers = new Set(input.sources.map(({ server }) => server));
  const trafficToday = sumKnown(bytesReceived, bytesSent);
  return {
    connectedCount: current.size === 0 ? null : confirmed.length,
    statusSeconds: statusTimes.length === 0 ? null : Math.min(...statusTimes),
    connectedUsers: new Set(confirmed.map(({ session }) => session.user)).size,
    unconfirmedCount: live.length - confirmed.length,
    connectingCount: input.sources.reduce((sum, source) => sum + (source.connectingCount ?? 0), 0),
    peakToday: today?.peak ?? 0,
    sessionsToday: today?.sessions.length ?? 0,
    carriedToday: today?.carried.length ?? 0,
    usersToday: new Set([...(today?.sessions ?? []), ...(today?.carried ?? [])].map(({ user }) => user)).size,
    todayPath: index.todayEntry === undefined ? null : dayPath(index.today),
    receivedToday: bytesReceived,
    sentToday: bytesSent,
    trafficToday,
    withEarlierTraffic: countWithEarlierTraffic(today?.carried ?? [], index.today, index),
    weekAgo: current.size < servers.size ? null : findWeekAgo(index, input.nowSeconds, servers, isSite),
    connectedSpark: toConnectedSpark(charts),
    comparison: isSite ? compareDay(index, today, trafficToday) : null,
  };
}

function compareDay(index: LiveIndex, today: ServerDay | undefined, traffic: number | null): DayComparison {
  const { usualDay } = index.facts;
  const [peak, sessions] = [today?.peak ?? 0, today?.sessions.length ?? 0];
  return {
    today: index.today,
    pastPeak: findPastPeak(index, PEAK_DAYS),
    sessionsPercent: toPercent(sessions, usualDay.sessions),
    trafficPercent: toPercent(traffic, usualDay.bytes),
    ...toDaySparks(index, { peak, sessions, traffic }),
  };
}
