/** The chart of the connections in the last 24 hours as it was drawn. */
export interface ConnectionsChart {
  /** Finished SVG, safe to place in a page as it is. */
  readonly svg: string;
  /** The same chart alone, in `out/`. */
  readonly path: string;
  /** What it shows, in time order. */
  readonly steps: readonly ConnectionsStep[];
}

export interface ConnectionsStep {
  readonly timeSeconds: number;
  /** The most connected clients in the step; null where nothing was monitored. */
  readonly clients: number | null;
}

/** The chart with the sentence and the table that say the same. */
export interface ConnectionsFigure {
  readonly svg: string;
  readonly path: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly mostClients: number;
  /** Newest first. */
  readonly hours: readonly ConnectionsHour[];
}

export interface ConnectionsHour {
  readonly startSeconds: number;
  /** Null where nothing was monitored in the whole hour. */
  readonly mostClients: number | null;
}

const HOUR_SECONDS = 3600;

/** A chart for a page; null if it shows nothing. */
export function connectionsFigure({ svg, path, steps }: ConnectionsChart): ConnectionsFigure | null {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    svg,
    path,
    fromSeconds: first.timeSeconds,
    toSeconds: last.timeSeconds,
    mostClients: Math.max(...steps.map(({ clients }) => clients ?? 0)),
    hours: connectionsByHour(steps),
  };
}

function connectionsByHour(steps: readonly ConnectionsStep[]): readonly ConnectionsHour[] {
  const mostByHour = new Map<number, number | null>();
  for (const { timeSeconds, clients } of steps) {
    const hour = Math.floor(timeSeconds / HOUR_SECONDS) * HOUR_SECONDS;
    const most = mostByHour.get(hour) ?? null;
    mostByHour.set(hour, most === null || clients === null ? (most ?? clients) : Math.max(most, clients));
  }
  return [...mostByHour].map(([startSeconds, mostClients]) => ({ startSeconds, mostClients })).reverse();
}
