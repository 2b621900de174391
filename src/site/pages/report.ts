import type { SessionSpan } from "../../rollup/peak.js";
import type { Totals } from "../../rollup/totals.js";
import { gapsIn, type MonitoringGaps } from "../charts/monitoring-gaps.js";
import { userLink, type UserLink } from "./page-frame.js";
import type { SiteIndex } from "../site-index.js";
import { compareTexts } from "../../text/compare-texts.js";

/** The figures of a period that a report compares with those of the period before it. */
export interface ReportFigures {
  readonly totals: Totals;
  readonly userCount: number;
  readonly peak: number;
}

export interface ComparedFigures extends ReportFigures {
  /** The figures of the month or year before; null if nobody was connected in it. */
  readonly before: (ReportFigures & { readonly name: string }) | null;
  /** Whether the period is over, so that the two can be compared. */
  readonly isOver: boolean;
}

/** As of when the figures of a report are. */
export interface ReportState {
  /** When the last of the sessions ended that are counted; null if none has. */
  readonly lastEndSeconds: number | null;
  /** Whether no figure will change any more, unless someone changes the history. */
  readonly isFinal: boolean;
}

/** A user with the totals of their sessions in a period. */
interface ReportUser {
  readonly link: UserLink;
  readonly totals: Totals;
}

/** The users with the most hours, and those with the most traffic. */
export interface TopUsers {
  readonly byHours: readonly ReportUser[];
  readonly byTraffic: readonly ReportUser[];
}

/** @param totalsByUser by user */
export function findTopUsers(index: SiteIndex, totalsByUser: ReadonlyMap<string, Totals>, most: number): TopUsers {
  const top = (toValue: (totals: Totals) => number): readonly ReportUser[] =>
    [...totalsByUser]
      .filter(([, totals]) => toValue(totals) > 0)
      .sort(([aName, a], [bName, b]) => toValue(b) - toValue(a) || compareTexts(aName, bName))
      .slice(0, most)
      .map(([user, totals]) => ({ link: userLink(index, user), totals }));
  return {
    byHours: top(({ connectedSeconds }) => connectedSeconds),
    byTraffic: top(({ bytesReceived, bytesSent }) => (bytesReceived ?? 0) + (bytesSent ?? 0)),
  };
}

/** How long the servers were not monitored in a period. */
export interface ReportGaps {
  readonly count: number;
  readonly seconds: number;
  /** From when on that is known; null: for the whole period. */
  readonly knownFromSeconds: number | null;
}

/**
 * @param exactFromSeconds from when on gaps are known to the second; null: all are
 * @returns null if gaps in the period are not known to the second: samples are not kept for long
 */
export function toReportGaps(
  gaps: MonitoringGaps,
  exactFromSeconds: number | null,
  period: SessionSpan,
  isOver: boolean,
): ReportGaps | null {
  if (gaps.firstSeconds === null) return null;
  const firstSeconds = Math.max(gaps.firstSeconds, exactFromSeconds ?? 0);
  if (firstSeconds >= period.endSeconds) return null;
  const spans = gapsIn(gaps, period, isOver).filter(({ endSeconds }) => endSeconds > firstSeconds);
  return {
    count: spans.length,
    seconds: spans.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0),
    knownFromSeconds: firstSeconds > period.startSeconds ? firstSeconds : null,
  };
}
