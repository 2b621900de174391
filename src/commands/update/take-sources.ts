import { advanceHistory, type ObservedSource } from "../../history/advance-history.js";
import { makeEndedLookup } from "../../history/ended-sessions.js";
import { noChange, type HistoryChange, type LiveHistory, type SentChange } from "../../history/history-change.js";
import type { SentEvent } from "../../history/sent-event.js";
import type { SourceRow } from "../../history/source-state.js";
import { findExpired, findExpiredUsage, keepInRun, toOldSamples } from "../../build/keep-in-run.js";
import { findSourceAgain, withoutSource } from "../../build/no-source.js";
import { changeHistory } from "../../build/open-history.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import type { Config } from "../../io/config/config.js";
import { readSent } from "../../io/history/sent-file.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import { removeTakenEvents } from "../../io/sources/remove-taken-events.js";
import { makeZone } from "../../status/zone.js";
import { cutRowReporter } from "../report/report-cut-rows.js";
import { reportKeep } from "../report/report-keep.js";
import { reportNotices } from "../report/report-notices.js";

interface TakenSources {
  readonly history: StoredHistory;
  /** The rows of `sent.csv` before sessions left the history; empty if none did. */
  readonly formerSent: readonly SentEvent[];
}

/**
 * Takes the sources into the history, deletes what is no longer kept, and reports which problems began or ended. For
 * the holder of the lock.
 *
 * @param observed empty: there is no source at all, so nothing is known of any session, and nothing changes
 */
export async function takeSources(
  before: StoredHistory,
  observed: readonly ObservedSource[],
  settings: GenSettings,
  host: Host,
): Promise<TakenSources> {
  const { config, nowSeconds, quiet } = settings;
  const { change, notices } = advance(before, observed, settings);
  const onCutRow = cutRowReporter(settings, host);
  const keep = keepInRun(before, change.sources, config, nowSeconds);
  const oldSamples = toOldSamples(config, keep.clock);
  const sent = await toSentChange(before, change, observed, config);
  const history = changeHistory(before, { ...change, sources: keep.sources, oldSamples, sent }, onCutRow);
  for (const { events } of observed) if (events !== undefined) removeTakenEvents(events.position.file, events.finished);
  if (!quiet) {
    reportNotices([...findSourceAgain(before, observed), ...notices], config.language, host);
    reportKeep(keep.notice, settings, host);
  }
  const removed = findExpired(history.ended, config, keep.clock);
  if (removed.length === 0) return { history, formerSent: [] };
  const formerSent = readSent(history.folder) ?? [];
  const orphans = findExpiredUsage(history, config, keep.clock);
  return { history: changeHistory(history, { ...noChange(history), removed, orphans }, onCutRow), formerSent };
}

/** The events that this change makes due. Most changes have none, and load nothing for it. */
async function toSentChange(
  before: StoredHistory,
  change: HistoryChange,
  observed: readonly ObservedSource[],
  { notify }: Pick<Config, "notify">,
): Promise<SentChange> {
  if (notify === null) return { kind: "drop" };
  const toPresent = ({ open, sources }: LiveHistory): string =>
    JSON.stringify([open.map(({ id }) => id), sources.map(({ server, source, state }) => [server, source, state])]);
  const isQuiet = change.ended.length === 0 && toPresent(before) === toPresent(change);
  if (isQuiet) return { kind: "add", due: [] };
  const { findDueEvents } = await import("../../site/notify/find-due-events.js");
  const toDetail = (row: SourceRow): string =>
    observed.find(({ server, source }) => server === row.server && source === row.source)?.detail ?? "";
  return { kind: "add", due: findDueEvents(before, change, notify.kinds, toDetail) };
}

function advance(
  before: StoredHistory,
  observed: readonly ObservedSource[],
  { config, nowSeconds }: GenSettings,
): ReturnType<typeof advanceHistory> {
  if (observed.length === 0) return withoutSource(before, nowSeconds);
  const known = { ...before, ended: makeEndedLookup(before.ended), findUsage: before.ended.findUsage };
  return advanceHistory(known, observed, { ...config, nowSeconds, zone: makeZone(config.timezone) });
}
