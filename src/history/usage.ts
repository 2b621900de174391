/** A row of `usage/DAY.csv`: the traffic on one day of a session that was open across the midnight after it. */
export interface Usage {
  /** The day in the site's zone, such as `2026-11-21`. */
  readonly day: string;
  readonly id: string;
  readonly user: string;
  readonly server: string;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}
