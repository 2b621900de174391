import { advanceHistory, type ObservedSource } from "../history/advance-history.js";
import { heldSessions, makeEndedLookup } from "../history/ended-sessions.js";
import { findImportedTwins } from "../history/imported-twins.js";
import type { HistoryChange } from "../history/history-change.js";
import type { Sample } from "../history/sample.js";
import { seenIntervals } from "../history/seen-intervals.js";
import type { SourceNotice } from "../history/source-rows.js";
import type { Session } from "../history/session.js";
import type { Usage } from "../history/usage.js";
import { openDayRows, type DayRows } from "../io/history/day-rows.js";
import type { FileChange } from "../io/history/file-change.js";
import { historyFiles } from "../io/history/history-files.js";
import { readAliases } from "../io/config/read-aliases.js";
import { readLiveHistory } from "../io/history/read-history.js";
import { changedSessions } from "../site/changed-sessions.js";
import { makeSiteDays, type SiteDays } from "../rollup/site-days.js";
import type { Touched } from "../site/touched.js";
import type { GenSettings } from "./flags/gen-flags.js";
import { isKeepDue } from "./keep-in-run.js";
import { readKnownPart } from "./known-part.js";
import { readSiteRecord, siteKey, type SiteRecord, type SiteState } from "./site-record.js";
import { siteStateOf } from "./site-state-of.js";
import { touchedInStep } from "./touched-in-step.js";
import type { Host } from "../build/host.js";

/** A run that goes on from what the last one left, before it has changed anything. */
export interface NextStep {
  readonly record: SiteRecord;
  readonly change: HistoryChange;
  readonly notices: readonly SourceNotice[];
  readonly touched: Touched;
  /** The history's day files, before the change. */
  readonly rows: DayRows;
  /** How the history's files change. */
  readonly files: readonly FileChange[];
  /** After the change. */
  readonly state: SiteState;
  readonly samples: readonly Sample[];
  /** Ended sessions: all that were connected today or are in the recent history, and all of what is touched. */
  readonly ended: ReadonlyMap<string, Session>;
  /** Of these and of the running ones. */
  readonly usage: readonly Usage[];
}

/**
 * What this run comes to if it goes on from the last one. It reads of the history only what is touched.
 *
 * @returns null if it cannot: then it has to be made as if there were nothing to go on from
 * @throws ProblemError `bad-history`, `permission` or `io`
 */
export function nextStep(
  observed: readonly ObservedSource[],
  settings: GenSettings,
  host: Host,
  sampleDays: number,
): NextStep | null {
  const { config, nowSeconds } = settings;
  const record = readSiteRecord(config.history);
  if (record === null || observed.length === 0) return null;
  const before = readLiveHistory(config.history, nowSeconds, sampleDays, config);
  const aliases = readAliases(
    config.aliases,
    observed.map(({ source }) => source),
  );
  const found = siteStateOf(before, observed, aliases, settings, host);
  if (siteKey(found) !== record.key) return null;

  const settled = heldSessions(record.settled.sessions, record.settled.usage);
  const known = { ...before, ended: makeEndedLookup(settled), usageOf: settled.usageOf };
  const { change, notices } = advanceHistory(known, observed, { ...config, nowSeconds, zone: found.zone });
  const calendar = makeSiteDays(found.zone);
  if (!isForward(change, found, record, calendar)) return null;
  const files = historyFiles(config.history, change);
  // With samples that are no longer kept, it is forgotten when somebody looked: that may show in any chart.
  if (files.some((file) => "remove" in file)) return null;
  const changed = changedSessions(before, change, calendar);
  const samples = [...before.samples, ...change.samples].sort((a, b) => a.timeSeconds - b.timeSeconds);
  const state = { ...found, live: change, samples };
  const touched = touchedInStep(record, changed, change, state, calendar);
  if (!isOfKnownDays(touched, record, calendar.dayOf(nowSeconds))) return null;
  const rows = openDayRows(config.history, config);
  const part = readKnownPart({ history: config.history, rows }, record, touched, calendar);
  if (part === null || changed.hasMoved) return null;
  const getTwin = findImportedTwins(part.ended.values());
  if (changed.started.some((session) => part.ended.has(session.id) || getTwin(session) !== undefined)) return null;
  return {
    record,
    change,
    rows,
    files,
    notices,
    touched,
    state,
    samples,
    ended: new Map([...part.ended, ...change.ended.map((session) => [session.id, session] as const)]),
    usage: [...part.usage, ...change.usage],
  };
}

/**
 * Whether a change is one of days of which something was known, or of today. Any other comes to be known by it, which
 * shows in the charts of others too: a client is seen for the first time that has long been connected.
 */
function isOfKnownDays({ days }: Touched, { settled }: SiteRecord, today: string): boolean {
  const known = new Set([...settled.outline.dayNames, today]);
  return [...days].every((day) => known.has(day));
}

/** Whether a change only adds to the history, on the day on which the last one did, without a gap in monitoring that ends. */
function isForward(
  change: HistoryChange,
  { live, samples, nowSeconds, config: { staleAfterSeconds } }: SiteState,
  { expirySeconds }: SiteRecord,
  calendar: SiteDays,
): boolean {
  if (change.removed.size > 0 || change.inserted !== undefined || change.wrongTraffic.length > 0) return false;
  if (isKeepDue(live.sources, change.sources, expirySeconds, nowSeconds)) return false;
  const { isGap } = seenIntervals(() => samples, staleAfterSeconds);
  return change.samples.every(({ server, timeSeconds }) => {
    const last = live.sources.find((row) => row.server === server)?.snapshotSeconds ?? null;
    if (last === null || timeSeconds <= last || isGap(server, timeSeconds - last)) return false;
    // The first sample of a day makes the day one that is known of.
    return calendar.dayOf(timeSeconds) === calendar.dayOf(last);
  });
}
