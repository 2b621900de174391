import type { StoryConnection, StoryRun } from "./vpn-story.js";

/** What a server's snapshot says of a connection. */
export interface Sighting {
  readonly timeSeconds: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/** All that can be known of a connection: when it was seen, and until when it certainly lasted. */
export interface SeenConnection {
  readonly connection: StoryConnection;
  /** In time order; at least one. */
  readonly sightings: readonly Sighting[];
  /** Whether a later snapshot of its server shows that it is gone. */
  readonly hasEnded: boolean;
}

/** What a connection adds to a local day. */
export interface DayTruth {
  readonly seconds: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/** Every connection that any snapshot shows, each by itself. */
export function seenConnections(
  connections: readonly StoryConnection[],
  runs: readonly StoryRun[],
): readonly SeenConnection[] {
  return connections.flatMap((connection) => {
    const times = snapshotTimes(connection.server, runs);
    const seenAt = times.filter((time) => isThere(connection, time));
    const lastSeen = seenAt.at(-1);
    if (lastSeen === undefined) return [];
    const sightings = seenAt.map((timeSeconds, index) => sighting(connection, timeSeconds, index));
    return [{ connection, sightings, hasEnded: times.some((time) => time > lastSeen) }];
  });
}

export function isThere({ startSeconds, endSeconds }: StoryConnection, timeSeconds: number): boolean {
  return startSeconds <= timeSeconds && timeSeconds < endSeconds;
}

/** @param index how many snapshots have shown the connection before */
export function sighting(connection: StoryConnection, timeSeconds: number, index: number): Sighting {
  const { startSeconds, splitSeconds, bytesPerSecond, fallsEvery } = connection;
  const [before, after] = bytesPerSecond;
  const seconds = timeSeconds - startSeconds;
  const bytes = Math.min(seconds, splitSeconds) * before + Math.max(0, seconds - splitSeconds) * after;
  const shown = fallsEvery > 0 && index % fallsEvery === fallsEvery - 1 ? 0 : bytes;
  return { timeSeconds, bytesReceived: shown, bytesSent: 3 * shown + 100 };
}

/**
 * The final figures of a connection on each local day, from the snapshots alone: traffic counts on the day of the last
 * snapshot that shows it by then; for a running connection, the day on which it was last seen is not final.
 *
 * @param toDay the local day of an instant
 * @param toDayStart when a local day begins
 */
export function daysOfConnection(
  { connection, sightings, hasEnded }: SeenConnection,
  toDay: (epochSeconds: number) => string,
  daysBetween: (first: string, last: string) => readonly string[],
  toDayStart: (day: string) => number,
): ReadonlyMap<string, DayTruth> {
  const last = sightings.at(-1);
  if (last === undefined) return new Map();
  const lastDay = toDay(last.timeSeconds);
  const knownUntil = hasEnded ? last.timeSeconds : toDayStart(lastDay);
  const most = (until: number, of: (one: Sighting) => number): number =>
    Math.max(0, ...sightings.filter(({ timeSeconds }) => timeSeconds < until).map(of));
  const truth = new Map<string, DayTruth>();
  const days = daysBetween(toDay(connection.startSeconds), lastDay);
  for (const [index, day] of days.entries()) {
    if (day === lastDay && !hasEnded) continue;
    const [from, to] = [toDayStart(day), index + 1 < days.length ? toDayStart(days[index + 1] ?? "") : Infinity];
    const grown = (of: (one: Sighting) => number): number => most(to, of) - most(from, of);
    truth.set(day, {
      seconds: Math.max(0, Math.min(to, knownUntil) - Math.max(from, connection.startSeconds)),
      bytesReceived: grown(({ bytesReceived }) => bytesReceived),
      bytesSent: grown(({ bytesSent }) => bytesSent),
    });
  }
  return truth;
}

function snapshotTimes(server: string, runs: readonly StoryRun[]): readonly number[] {
  return [...new Set(runs.flatMap(({ snapshots }) => snapshots.get(server) ?? []))];
}
