/** A row of `samples/DAY.csv`: what one accepted snapshot showed. No names in it. */
export interface Sample {
  readonly timeSeconds: number;
  readonly server: string;
  /** Established clients. */
  readonly clients: number;
  /** Growth since the server's last sample; 0 after a gap longer than `stale_after`, where it cannot be placed. */
  readonly bytesReceived: number;
  readonly bytesSent: number;
}
