import { sumKnown, type SessionShare } from "./session-shares.js";

/** What sessions add up to. Only final figures, so that they change when a session or a day ends, not every minute. */
export interface Totals {
  /** Sessions that began. */
  readonly sessionCount: number;
  readonly connectedSeconds: number;
  /** Null if no traffic is final or known. */
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
}

/** Totals while they are being summed. */
export type RunningTotals = { -readonly [Key in keyof Totals]: Totals[Key] };

export function startTotals(): RunningTotals {
  return { sessionCount: 0, connectedSeconds: 0, bytesReceived: null, bytesSent: null };
}

export function addShare(totals: RunningTotals, share: SessionShare): void {
  totals.connectedSeconds += share.connectedSeconds;
  totals.bytesReceived = sumKnown(totals.bytesReceived, share.bytesReceived);
  totals.bytesSent = sumKnown(totals.bytesSent, share.bytesSent);
}

/** The sum of all totals. */
export function sumTotals(all: Iterable<Totals>): Totals {
  const sum = startTotals();
  for (const totals of all) {
    sum.sessionCount += totals.sessionCount;
    sum.connectedSeconds += totals.connectedSeconds;
    sum.bytesReceived = sumKnown(sum.bytesReceived, totals.bytesReceived);
    sum.bytesSent = sumKnown(sum.bytesSent, totals.bytesSent);
  }
  return sum;
}
