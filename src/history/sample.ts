import { addCounts } from "./add-counts.js";

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

/**
 * Traffic to add to an existing sample; negative counts take traffic back. Later readings may show that a reading was
 * wrong, and events have traffic after the last snapshot.
 */
export type TrafficCorrection = Omit<Sample, "clients">;

/** The samples of a server after an instant: a clock that was ahead made them, and has returned. */
export interface LaterSamples {
  readonly server: string;
  /** Epoch seconds. */
  readonly afterSeconds: number;
}

/** Whether a sample is among those that are taken back. */
export function isTakenBack({ server, timeSeconds }: Sample, takenBack: readonly LaterSamples[]): boolean {
  return takenBack.some((later) => later.server === server && timeSeconds > later.afterSeconds);
}

/** Corrects the traffic of a sample; there may be several corrections. */
export function correctTraffic(sample: Sample, corrections: readonly TrafficCorrection[]): Sample {
  let { bytesReceived, bytesSent } = sample;
  for (const one of corrections) {
    if (one.server !== sample.server || one.timeSeconds !== sample.timeSeconds) continue;
    bytesReceived = Math.max(0, addCounts(bytesReceived, one.bytesReceived));
    bytesSent = Math.max(0, addCounts(bytesSent, one.bytesSent));
  }
  return bytesReceived === sample.bytesReceived && bytesSent === sample.bytesSent
    ? sample
    : { ...sample, bytesReceived, bytesSent };
}
