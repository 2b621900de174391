/** The chart of the connections in the last 24 hours, drawn, and what a table beside it needs. */
export interface ConnectionsChart {
  /** Finished SVG, safe to place in a page as it is. */
  readonly svg: string;
  /** The same chart alone, in `out/`. */
  readonly path: string;
  /** In time order, evenly spaced. */
  readonly steps: readonly ConnectionsStep[];
}

export interface ConnectionsStep {
  readonly timeSeconds: number;
  /** The most connected clients in the step; null where nothing was monitored. */
  readonly clients: number | null;
}

export interface ConnectionsHour {
  readonly startSeconds: number;
  readonly mostClients: number | null;
}

const HOUR_SECONDS = 3600;

/** The chart's steps by the hour, newest first: short enough for a table that says what the chart shows. */
export function connectionsByHour(steps: readonly ConnectionsStep[]): readonly ConnectionsHour[] {
  const mostByHour = new Map<number, number | null>();
  for (const { timeSeconds, clients } of steps) {
    const hour = Math.floor(timeSeconds / HOUR_SECONDS) * HOUR_SECONDS;
    const most = mostByHour.get(hour) ?? null;
    mostByHour.set(hour, most === null || clients === null ? (most ?? clients) : Math.max(most, clients));
  }
  return [...mostByHour].map(([startSeconds, mostClients]) => ({ startSeconds, mostClients })).reverse();
}
