import type { ImportBatch } from "../../history/merge-imports.js";
import type { Session } from "../../history/session.js";
import type { Zone } from "../../status/zone.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import type { GenSettings } from "../../build/gen-settings.js";

/** What one file, or a series of status files or logs, contributes, with remarks to report. */
export interface FoundBatch {
  readonly batch: ImportBatch;
  /** Epoch seconds; `null`: there is no session. */
  readonly startSpan: readonly [first: number, last: number] | null;
  /** Which columns were taken, and how local times, and names that are not UTF-8, were interpreted. */
  readonly notes: readonly string[];
  /** The lines of sessions whose duration was wrong in the file. */
  readonly correctedLines: readonly number[];
}

export interface BatchContext {
  readonly settings: GenSettings;
  readonly texts: CommandTexts;
  /** The server of the sessions. @throws ProblemError if it is unknown */
  readonly serverName: () => string;
  /** The zone of local times in a version 1 status file, and in OpenVPN's own log. */
  readonly serverZone: Zone;
  /** The encoding of names that are not UTF-8; `null`: unknown. */
  readonly encoding: string | null;
  /** Reports what is left out of a file. */
  readonly reportLeftOut: (path: string, why: string) => void;
}

/** The first and the last start, in epoch seconds; null if there is no session. */
export function spanStarts(sessions: readonly Session[]): readonly [first: number, last: number] | null {
  if (sessions.length === 0) return null;
  let [first, last] = [Infinity, -Infinity];
  for (const { startSeconds } of sessions) {
    first = Math.min(first, startSeconds);
    last = Math.max(last, startSeconds);
  }
  return [first, last];
}

/** A line that gives no session. */
interface LineLeftOut {
  readonly path: string;
  /** Line numbers, from 1. */
  readonly line: number;
  /** Lines with the same flaw are reported together. */
  readonly kind: string;
  readonly why: () => string;
}

const MAX_LINES_PER_KIND = 10;

/** Reports lines that are left out, the first ten of each kind: a file in another zone has thousands with the same flaw. */
export function reportLinesLeftOut(
  leftOut: readonly LineLeftOut[],
  { texts, reportLeftOut }: Pick<BatchContext, "texts" | "reportLeftOut">,
): void {
  const totals = new Map<string, number>();
  for (const { kind } of leftOut) totals.set(kind, (totals.get(kind) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const { path, line, kind, why } of leftOut) {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count > MAX_LINES_PER_KIND) continue;
    reportLeftOut(path, texts.import.line(line, why()));
    const more = (totals.get(kind) ?? 0) - count;
    if (count === MAX_LINES_PER_KIND && more > 0) reportLeftOut(path, texts.import.moreLines(more));
  }
}
