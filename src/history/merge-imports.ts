import type { InsertedRows, PlacedRow } from "./history-change.js";
import { makeBackupKnownCheck, makeKnownCheck, type ImportedSession } from "./import-sessions.js";
import { toUtcDay } from "./local-day.js";
import { isExpired } from "./retention.js";
import type { Session } from "./session.js";
import type { Usage } from "./usage.js";
import { nameUser, type UserNaming } from "./user-naming.js";

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
export interface MergedBatch {
  readonly label: string;
  readonly imported: number;
  readonly known: number;
  readonly expired: number;
}

export interface ImportContext extends UserNaming {
  /** `null`: everything is kept. */
  readonly keepSeconds: number | null;
  readonly nowSeconds: number;
}

/**
 * Takes batches into a history, one after the other: of each what the history has not yet and still keeps, with the
 * usage of just that. Sessions get their users as all others of the history do.
 *
 * @param known all sessions that the history has
 */
export function mergeImports(
  known: Iterable<Session>,
  batches: readonly ImportBatch[],
  context: ImportContext,
): { readonly inserted: InsertedRows; readonly taken: readonly MergedBatch[] } {
  const all = [...known];
  const results = batches.map((given): InsertedRows & { readonly taken: MergedBatch } => {
    const batch = nameUsers(given, context);
    const fresh = freshRows(all, batch);
    const kept = fresh.filter(
      ({ row }) => context.keepSeconds === null || !isExpired(row, context.keepSeconds, context.nowSeconds),
    );
    for (const { row } of kept) all.push(row);
    const ids = new Set(kept.map(({ row }) => row.id));
    const { label } = batch;
    const rowCount = batch.kind === "backup" ? batch.rows.sessions.length : batch.sessions.length;
    const [imported, knownCount, expired] = [kept.length, rowCount - fresh.length, fresh.length - kept.length];
    return {
      sessions: kept,
      usage: usageOf(batch).filter(({ row }) => ids.has(row.id)),
      taken: { label, imported, known: knownCount, expired },
    };
  });
  return {
    inserted: { sessions: results.flatMap(({ sessions }) => sessions), usage: results.flatMap(({ usage }) => usage) },
    taken: results.map(({ taken }) => taken),
  };
}

function nameUsers(batch: ImportBatch, naming: UserNaming): ImportBatch {
  if (batch.kind === "sessions") {
    const sessions = batch.sessions.map((one) => ({ ...one, session: nameUser(one.session, naming) }));
    return { ...batch, sessions };
  }
  const sessions = batch.rows.sessions.map((placed) => ({ ...placed, row: nameUser(placed.row, naming) }));
  return { ...batch, rows: { ...batch.rows, sessions } };
}

function freshRows(sessions: readonly Session[], batch: ImportBatch): readonly PlacedRow<Session>[] {
  if (batch.kind === "backup") {
    const isKnown = makeBackupKnownCheck(sessions);
    return batch.rows.sessions.filter(({ row }) => !isKnown(row));
  }
  const isKnown = makeKnownCheck(sessions);
  return batch.sessions
    .filter((imported) => !isKnown(imported))
    .map(({ session }) => ({ day: toUtcDay(session.startSeconds), place: null, row: session }));
}

function usageOf(batch: ImportBatch): readonly PlacedRow<Usage>[] {
  if (batch.kind === "backup") return batch.rows.usage;
  return batch.usage.map((row) => ({ day: row.day, place: null, row }));
}
