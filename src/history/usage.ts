/** A row of `usage/DAY.csv`: what one session had moved by the midnight that it outlived, on that day alone. */
export interface Usage {
  /** The day that ended, `2026-11-21`, in the site's zone. */
  readonly day: string;
  readonly id: string;
  readonly user: string;
  readonly server: string;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}
