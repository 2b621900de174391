import type { KnownHistory } from "./advance-history.js";
import { applyChange } from "./apply-change.js";
import { noChange, type InsertedRows, type PlacedRow } from "./history-change.js";
import { makeBackupKnownCheck, makeKnownCheck, type ImportedSession } from "./import-sessions.js";
import { utcDayOf } from "./local-day.js";
import { isExpired } from "./retention.js";
import type { Session } from "./session.js";
import type { Usage } from "./usage.js";

/** What one file, or several of one series, bring. */
export type ImportBatch =
  | { readonly kind: "backup"; readonly label: string; readonly rows: InsertedRows }
  | {
      readonly kind: "sessions";
      readonly label: string;
      readonly sessions: readonly ImportedSession[];
      readonly usage: readonly Usage[];
    };

/** What became of a batch, in numbers of sessions. */
export interface BatchTaken {
  readonly label: string;
  readonly imported: number;
  readonly known: number;
  readonly expired: number;
}

export interface ImportContext {
  /** `null`: everything is kept. */
  readonly keepSeconds: number | null;
  readonly nowSeconds: number;
}

/**
 * Takes batches into a history, one after the other: of each what the history has not yet and still keeps, with the
 * usage of just that.
 */
export function takeImports(
  known: KnownHistory,
  batches: readonly ImportBatch[],
  context: ImportContext,
): { readonly inserted: InsertedRows; readonly taken: readonly BatchTaken[] } {
  const sessions: PlacedRow<Session>[] = [];
  const usage: PlacedRow<Usage>[] = [];
  let history = known;
  const taken = batches.map((batch): BatchTaken => {
    const fresh = freshRows(history, batch);
    const kept = fresh.filter(
      ({ row }) => context.keepSeconds === null || !isExpired(row, context.keepSeconds, context.nowSeconds),
    );
    const ids = new Set(kept.map(({ row }) => row.id));
    const inserted = { sessions: kept, usage: usageOf(batch).filter(({ row }) => ids.has(row.id)) };
    sessions.push(...inserted.sessions);
    usage.push(...inserted.usage);
    history = applyChange(history, { ...noChange(history), inserted });
    const all = batch.kind === "backup" ? batch.rows.sessions.length : batch.sessions.length;
    return {
      label: batch.label,
      imported: kept.length,
      known: all - fresh.length,
      expired: fresh.length - kept.length,
    };
  });
  return { inserted: { sessions, usage }, taken };
}

function freshRows(history: KnownHistory, batch: ImportBatch): readonly PlacedRow<Session>[] {
  const sessions = [...history.open, ...history.ended.values()];
  if (batch.kind === "backup") {
    const isKnown = makeBackupKnownCheck(sessions);
    return batch.rows.sessions.filter(({ row }) => !isKnown(row));
  }
  const isKnown = makeKnownCheck(sessions);
  return batch.sessions
    .filter((imported) => !isKnown(imported))
    .map(({ session }) => ({ day: utcDayOf(session.startSeconds), place: null, row: session }));
}

function usageOf(batch: ImportBatch): readonly PlacedRow<Usage>[] {
  if (batch.kind === "backup") return batch.rows.usage;
  return batch.usage.map((row) => ({ day: row.day, place: null, row }));
}
