/** A row of `samples/DAY.csv`: what one accepted snapshot showed. No names in it. */
export interface Sample {
  readonly timeSeconds: number;
  readonly server: string;
  /** Established clients. */
  readonly clients: number;
  /** Growth since the server's last sample; 0 after a gap (`seen-intervals.ts`), over which it cannot be placed. */
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/** Traffic that a sample has of readings which the next ones have shown to be wrong. */
export type WrongTraffic = Omit<Sample, "clients">;

/** A sample without its wrong traffic, which may come from several readings. */
export function takeOutTraffic(sample: Sample, wrong: readonly WrongTraffic[]): Sample {
  let { bytesReceived, bytesSent } = sample;
  for (const one of wrong) {
    if (one.server !== sample.server || one.timeSeconds !== sample.timeSeconds) continue;
    bytesReceived = Math.max(0, bytesReceived - one.bytesReceived);
    bytesSent = Math.max(0, bytesSent - one.bytesSent);
  }
  return bytesReceived === sample.bytesReceived && bytesSent === sample.bytesSent
    ? sample
    : { ...sample, bytesReceived, bytesSent };
}
