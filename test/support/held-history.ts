import type { KnownHistory } from "../../src/history/advance-history.js";
import { allEnded, heldSessions, makeEndedLookup } from "../../src/history/ended-sessions.js";
import type { HistoryChange, LiveHistory } from "../../src/history/history-change.js";
import { makeRemovedUsageCheck } from "../../src/history/history-change.js";
import type { Sample } from "../../src/history/sample.js";
import { correctTraffic, isTakenBack } from "../../src/history/sample.js";
import type { Session } from "../../src/history/session.js";
import type { Usage } from "../../src/history/usage.js";
import { openStoredHistory } from "../../src/io/history/stored-history.js";

/** A whole history in memory. */
export interface HeldHistory extends LiveHistory {
  /** By id. */
  readonly ended: ReadonlyMap<string, Session>;
  readonly usage: readonly Usage[];
  /** In time order. */
  readonly samples: readonly Sample[];
}

/** In the form that `advanceHistory` takes. */
export function toKnownHistory(held: HeldHistory): KnownHistory {
  const sessions = heldSessions(held.ended.values(), held.usage);
  return { ...held, ended: makeEndedLookup(sessions), findUsage: sessions.findUsage };
}

export const EMPTY_HISTORY: HeldHistory = { open: [], sources: [], ended: new Map(), usage: [], samples: [] };

const NAMING = { userFrom: "common_name", usersIgnoreCase: false } as const;

/** What is on disk, with the samples of the last three days. */
export function readHistory(folder: string, nowSeconds: number): HeldHistory {
  const { open, sources, samples, ended } = openStoredHistory(folder, nowSeconds, 3, NAMING);
  const sessions = new Map(Array.from(allEnded(ended), (session) => [session.id, session]));
  return { open, sources, samples, ended: sessions, usage: ended.findUsage([...open, ...sessions.values()]) };
}

/** The history after a change. */
export function applyChange(known: HeldHistory, change: HistoryChange): HeldHistory {
  const ended = new Map(known.ended);
  for (const { id } of change.removed) ended.delete(id);
  for (const session of change.ended) ended.set(session.id, session);
  const isRemoved = makeRemovedUsageCheck(change);
  return {
    open: change.open,
    sources: change.sources,
    ended,
    usage: [...known.usage.filter((row) => !isRemoved(row)), ...change.usage],
    samples: [
      ...known.samples
        .filter((sample) => !isTakenBack(sample, change.samplesTakenBack ?? []))
        .map((sample) => correctTraffic(sample, change.trafficCorrections)),
      ...change.samples,
    ].sort((a, b) => a.timeSeconds - b.timeSeconds),
  };
}
