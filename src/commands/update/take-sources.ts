import { advanceHistory, type ObservedSource } from "../../history/advance-history.js";
import { makeEndedLookup } from "../../history/ended-sessions.js";
import { noChange } from "../../history/history-change.js";
import { findExpired, findExpiredUsage, keepInRun, reportKeep, toOldSamples } from "../../build/keep-in-run.js";
import { endOfNoSource, withoutSource } from "../../build/no-source.js";
import { changeHistory } from "../../build/open-history.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { Host } from "../../build/host.js";
import type { StoredHistory } from "../../io/history/stored-history.js";
import { removeTakenEvents } from "../../io/sources/remove-taken-events.js";
import { makeZone } from "../../status/zone.js";
import { cutRowReporter } from "../report/report-cut-rows.js";
import { reportNotices } from "../report/report-notices.js";

/**
 * Takes the sources into the history, deletes what is no longer kept, and reports which problems began or ended. For
 * the holder of the lock.
 *
 * @param observed empty: there is no source at all, so nothing is known of any session, and nothing changes
 */
export function takeSources(
  before: StoredHistory,
  observed: readonly ObservedSource[],
  settings: GenSettings,
  host: Host,
): StoredHistory {
  const { config, nowSeconds, quiet } = settings;
  const { change, notices } = advance(before, observed, settings);
  const onCutRow = cutRowReporter(settings, host);
  const keep = keepInRun(before, change.sources, config, nowSeconds);
  const oldSamples = toOldSamples(config, keep.clock);
  const history = changeHistory(before, { ...change, sources: keep.sources, oldSamples }, onCutRow);
  for (const { events } of observed) if (events !== undefined) removeTakenEvents(events.position.file, events.finished);
  if (!quiet) {
    reportNotices([...endOfNoSource(before, observed), ...notices], config.language, host);
    reportKeep(keep.notice, settings, host);
  }
  const removed = findExpired(history.ended, config, keep.clock);
  if (removed.length === 0) return history;
  const orphans = findExpiredUsage(history, config, keep.clock);
  return changeHistory(history, { ...noChange(history), removed, orphans }, onCutRow);
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
