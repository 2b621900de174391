import type { MonitoringGaps } from "../site/charts/monitoring-gaps.js";
import type { RecordedDays } from "../site/charts/recorded-days.js";
import type { HistoryCharts } from "../site/charts/site-charts.js";
import type { DownloadTable } from "../site/downloads/download-table.js";
import type { DownloadState } from "../site/downloads/slow-downloads.js";
import type { HistoryIndex } from "../site/site-index.js";
import type { Target } from "../site/target.js";
import type { Branch } from "./branch-files.js";
import type { DownloadTargets } from "./download-targets.js";
import type { HistoryReader } from "./history-reader.js";
import type { MonthNotices } from "./month-notices.js";
import type { PageTools } from "./page-targets.js";
import type { MonthSummary } from "./rollup-store.js";
import type { SiteSources } from "./site-sources.js";
import type { UserSessions } from "./user-sessions.js";

/** A branch that may be built: while its key is the same as in the last build, so are all of its files. */
export interface PlannedBranch {
  readonly branch: Branch;
  /** Null: it is opened in each run in which anything has changed. */
  readonly key: string | null;
  /** Reads the part of the history that the branch shows. */
  readonly plan: () => readonly Target[];
}

export interface BranchContext {
  readonly sources: SiteSources;
  readonly index: HistoryIndex;
  readonly reader: HistoryReader;
  readonly summaries: readonly MonthSummary[];
  readonly userSessions: UserSessions;
  readonly tools: PageTools;
  readonly charts: HistoryCharts;
  /** The gaps in monitoring, and the days for which it is known whether someone was connected. */
  readonly gaps: MonitoringGaps;
  readonly recorded: RecordedDays;
  readonly notices: MonthNotices;
  readonly downloads: DownloadTargets;
  /** The downloads of sessions, by stem. */
  readonly states: ReadonlyMap<string, DownloadState>;
}

/** None for a slow download that is not due. */
export function toTableTargets(table: DownloadTable, { downloads, states, index }: BranchContext): readonly Target[] {
  if (index.slowDownloads.get(table.stem)?.isOutdated === true) return [];
  return downloads.toTableTargets(table, states.get(table.stem)?.key ?? "");
}

/** The slow downloads among some downloads: pages show their time. */
export function findSlow(stems: readonly string[], { slowDownloads }: HistoryIndex): readonly unknown[] {
  return stems.map((stem) => slowDownloads.get(stem) ?? null);
}
