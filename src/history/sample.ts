/** A row of `samples/DAY.csv`: what one accepted snapshot showed, without names. */
export interface Sample {
  readonly timeSeconds: number;
  readonly server: string;
  /** Established clients. */
  readonly clients: number;
  /**
   * Growth since the server's last sample; 0 after a gap (`seen-intervals.ts`), since it is unknown when it happened.
   */
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/** Traffic that a sample counted because of readings that later ones have shown to be wrong. */
export type WrongTraffic = Omit<Sample, "clients">;

/** Subtracts the wrong traffic from a sample; it may come from several readings. */
export function subtractTraffic(sample: Sample, wrong: readonly WrongTraffic[]): Sample {
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
