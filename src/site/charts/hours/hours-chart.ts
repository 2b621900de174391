import { groupBy } from "../../../history/group-by.js";
import { toLocalDay } from "../../../history/local-day.js";
import type { ClientHour } from "../../../history/monitoring.js";
import type { Zone } from "../../../status/zone.js";
import { DAY_SECONDS, HOUR_SECONDS } from "../../../text/time-units.js";

/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const WEEKDAY_OF_EPOCH = 3;
export const HOURS_A_DAY = 24;
export const DAYS_A_WEEK = 7;

/** How many clients are connected at which hour of the week, on average. */
export interface HoursChart {
  /** From Monday 0 o'clock, 1 o'clock, … to Sunday 23 o'clock, by the zone's clock. */
  readonly cells: readonly HoursCell[];
  /** The first cell with the highest mean; null if nothing was monitored. */
  readonly busiest: MonitoredCell | null;
  /** The first monitored cell with the lowest mean. */
  readonly quietest: MonitoredCell | null;
  /** On how many days something was monitored. */
  readonly dayCount: number;
}

export interface HoursCell {
  /** 0 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  /** Null where nothing was monitored. */
  readonly meanClients: number | null;
}

export interface MonitoredCell extends HoursCell {
  readonly meanClients: number;
}

interface Sum {
  monitoredSeconds: number;
  clientSeconds: number;
}

/**
 * The mean number of connected clients by weekday and hour: each server's mean over the time in which it was
 * monitored, added up. Before its first hour and after its last one, a server counts as having no clients; otherwise
 * a server that replaced another one, or was renamed, would count twice. The hour that clocks repeat in autumn counts
 * both times, the one that they skip in spring not at all.
 */
export function toHoursChart(clientHours: readonly ClientHour[], zone: Zone): HoursChart {
  const monitoredHours = clientHours.filter(({ monitoredSeconds }) => monitoredSeconds > 0);
  const siteSeconds = new Map<number, number>();
  for (const { hourStartSeconds, monitoredSeconds } of monitoredHours) {
    siteSeconds.set(hourStartSeconds, Math.max(siteSeconds.get(hourStartSeconds) ?? 0, monitoredSeconds));
  }
  const servers = [...groupBy(monitoredHours, ({ server }) => server).values()].map((own) =>
    sumServerHours(own, siteSeconds, zone),
  );
  const cells = emptySums().map((_, index) => ({
    weekday: Math.floor(index / HOURS_A_DAY),
    hour: index % HOURS_A_DAY,
    meanClients: addMeans(servers.flatMap((sums) => sums[index] ?? [])),
  }));
  const monitored = cells.filter((cell): cell is MonitoredCell => cell.meanClients !== null);
  return {
    cells,
    busiest: findBest(monitored, (a, b) => a.meanClients > b.meanClients),
    quietest: findBest(monitored, (a, b) => a.meanClients < b.meanClients),
    dayCount: new Set([...siteSeconds.keys()].map((hourStartSeconds) => toLocalDay(zone, hourStartSeconds))).size,
  };
}

/** @param siteSeconds by clock hour, how much of it any server was monitored */
function sumServerHours(
  own: readonly ClientHour[],
  siteSeconds: ReadonlyMap<number, number>,
  zone: Zone,
): readonly Sum[] {
  const sums = emptySums();
  const add = (hourStartSeconds: number, monitoredSeconds: number, clientSeconds: number): void => {
    const sum = sums[cellAt(hourStartSeconds, zone)];
    if (sum === undefined) return;
    sum.monitoredSeconds += monitoredSeconds;
    sum.clientSeconds += clientSeconds;
  };
  let first = Infinity;
  let last = -Infinity;
  for (const { hourStartSeconds, monitoredSeconds, clientSeconds } of own) {
    add(hourStartSeconds, monitoredSeconds, clientSeconds);
    first = Math.min(first, hourStartSeconds);
    last = Math.max(last, hourStartSeconds);
  }
  for (const [hourStartSeconds, monitoredSeconds] of siteSeconds) {
    if (hourStartSeconds < first || hourStartSeconds > last) add(hourStartSeconds, monitoredSeconds, 0);
  }
  return sums;
}

function emptySums(): Sum[] {
  return Array.from({ length: DAYS_A_WEEK * HOURS_A_DAY }, () => ({ monitoredSeconds: 0, clientSeconds: 0 }));
}

function cellAt(epochSeconds: number, zone: Zone): number {
  const localSeconds = epochSeconds + zone.utcOffsetSecondsAt(epochSeconds);
  const dayNumber = Math.floor(localSeconds / DAY_SECONDS);
  const hour = Math.floor((localSeconds - dayNumber * DAY_SECONDS) / HOUR_SECONDS);
  return ((dayNumber + WEEKDAY_OF_EPOCH) % DAYS_A_WEEK) * HOURS_A_DAY + hour;
}

function addMeans(sums: readonly Sum[]): number | null {
  const monitored = sums.filter(({ monitoredSeconds }) => monitoredSeconds > 0);
  if (monitored.length === 0) return null;
  return monitored.reduce((total, { clientSeconds, monitoredSeconds }) => total + clientSeconds / monitoredSeconds, 0);
}

function findBest(
  cells: readonly MonitoredCell[],
  isBetter: (a: MonitoredCell, b: MonitoredCell) => boolean,
): MonitoredCell | null {
  return cells.reduce<MonitoredCell | null>(
    (best, cell) => (best === null || isBetter(cell, best) ? cell : best),
    null,
  );
}
