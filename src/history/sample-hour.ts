/** A row of `samples/hours/MONTH.csv`: the samples of a server in one UTC hour, summed up. */
export interface SampleHour {
  /** When the hour began. */
  readonly timeSeconds: number;
  readonly server: string;
  /** The most clients at one time. */
  readonly peak: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** For how much of the hour the number of clients is known. */
  readonly secondsCovered: number;
}
