import { sumKnown, type SessionShare } from "./session-shares.js";

/** What sessions add up to. Only final figures, so that they change when a session or a day ends, not every minute. */
export interface Totals {
  /** Sessions that began. */
  readonly sessionCount: number;
  readonly connectedSeconds: number;
  /** Null if no traffic is final or known. */
  readonly bytesReceived: number | null;
  readonly bytesSent: number | null;
  /** How exactly the ends of ended sessions are known (see `EndBounds`): the number of each kind. */
  readonly exactEnds: number;
  readonly boundedEnds: number;
  readonly unboundedEnds: number;
  /** By how much the sessions with a bounded end may have lasted longer, at most and in total. */
  readonly missingSeconds: number;
}

/** Totals while they are being summed. */
export type RunningTotals = { -readonly [Key in keyof Totals]: Totals[Key] };

/** Totals of no session, to be added to. */
export function startTotals(): RunningTotals {
  return {
    sessionCount: 0,
    connectedSeconds: 0,
    bytesReceived: null,
    bytesSent: null,
    exactEnds: 0,
    boundedEnds: 0,
    unboundedEnds: 0,
    missingSeconds: 0,
  };
}

/** Adds a session's share of a day; unknown traffic adds nothing. */
export function addShare(totals: RunningTotals, share: SessionShare): void {
  totals.connectedSeconds += share.connectedSeconds;
  totals.bytesReceived = sumKnown(totals.bytesReceived, share.bytesReceived);
  totals.bytesSent = sumKnown(totals.bytesSent, share.bytesSent);
  switch (share.end?.kind) {
    case "exact":
      totals.exactEnds += 1;
      break;
    case "bounded":
      totals.boundedEnds += 1;
      totals.missingSeconds += share.end.missingSeconds;
      break;
    case "unbounded":
      totals.unboundedEnds += 1;
      break;
    case undefined:
      break;
  }
}

/** The sum of all totals. */
export function sumTotals(all: Iterable<Totals>): Totals {
  const sum = startTotals();
  for (const totals of all) {
    sum.sessionCount += totals.sessionCount;
    sum.connectedSeconds += totals.connectedSeconds;
    sum.bytesReceived = sumKnown(sum.bytesReceived, totals.bytesReceived);
    sum.bytesSent = sumKnown(sum.bytesSent, totals.bytesSent);
    sum.exactEnds += totals.exactEnds;
    sum.boundedEnds += totals.boundedEnds;
    sum.unboundedEnds += totals.unboundedEnds;
    sum.missingSeconds += totals.missingSeconds;
  }
  return sum;
}
