import type { InsertedRows, PlacedRow } from "./history-change.js";
import { KnownIds, KnownStarts, type ImportedSession } from "./import-sessions.js";
import { isFromLog, KnownConnections } from "./known-connections.js";
import { toUtcDay } from "./local-day.js";
import { isExpired } from "./retention.js";
import type { Session } from "./session.js";
import type { Usage } from "./usage.js";
import { nameUser, type UserNaming } from "./user-naming.js";

/** The contents of one file, or of a series of status files. */
export type ImportBatch =
  | { readonly kind: "backup"; readonly label: string; readonly rows: InsertedRows }
  | {
      readonly kind: "sessions";
      readonly label: string;
      readonly sessions: readonly ImportedSession[];
      readonly usage: readonly Usage[];
    };

/** What became of the sessions of a batch, in numbers. */
export interface MergedBatch {
  readonly label: string;
  readonly imported: number;
  readonly known: number;
  readonly expired: number;
}

interface ImportContext extends UserNaming {
  /** `null`: sessions are kept forever. */
  readonly keepSeconds: number | null;
  readonly nowSeconds: number;
}

/**
 * Merges batches into a history, one after the other. Sessions that the history already has or would no longer keep are
 * left out, with their usage. Users are derived as for all other sessions.
 *
 * @param known all sessions of the history
 */
export function mergeImports(
  known: Iterable<Session>,
  batches: readonly ImportBatch[],
  context: ImportContext,
): { readonly inserted: InsertedRows; readonly taken: readonly MergedBatch[] } {
  const knownSessions = new KnownSessions([...known]);
  const results = batches.map((given): InsertedRows & { readonly taken: MergedBatch } => {
    const batch = nameUsers(given, context);
    const fresh = knownSessions.findNew(batch);
    const kept = fresh.filter(
      ({ row }) => context.keepSeconds === null || !isExpired(row, context.keepSeconds, context.nowSeconds),
    );
    for (const { row } of kept) knownSessions.add(row);
    const ids = new Set(kept.map(({ row }) => row.id));
    const { label } = batch;
    const rowCount = batch.kind === "backup" ? batch.rows.sessions.length : batch.sessions.length;
    const [imported, knownCount, expired] = [kept.length, rowCount - fresh.length, fresh.length - kept.length];
    return {
      sessions: kept,
      usage: toUsage(batch).filter(({ row }) => ids.has(row.id)),
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

/** The history and what earlier batches have added. Each index is made once, for the first batch that needs it. */
class KnownSessions {
  readonly #sessions: Session[];
  #starts: KnownStarts | undefined;
  #ids: KnownIds | undefined;
  #connections: KnownConnections | undefined;
  #logConnections: KnownConnections | undefined;

  constructor(sessions: Session[]) {
    this.#sessions = sessions;
  }

  add(session: Session): void {
    this.#sessions.push(session);
    this.#starts?.add(session);
    this.#ids?.add(session);
    this.#connections?.add(session);
    if (isFromLog(session)) this.#logConnections?.add(session);
  }

  findNew(batch: ImportBatch): readonly PlacedRow<Session>[] {
    if (batch.kind === "backup") {
      const known = (this.#ids ??= new KnownIds(this.#sessions));
      return batch.rows.sessions.filter(({ row }) => !known.has(row));
    }
    const known = (this.#starts ??= new KnownStarts(this.#sessions));
    return batch.sessions
      .filter((imported) => !known.has(imported) && !this.#findConnections(imported).has(imported))
      .map(({ session }) => ({ day: toUtcDay(session.startSeconds), place: null, row: session }));
  }

  /**
   * A session from a log is compared with all others. Any other session is compared only with those from logs: they are
   * few.
   */
  #findConnections({ session }: ImportedSession): KnownConnections {
    if (isFromLog(session)) return (this.#connections ??= new KnownConnections(this.#sessions));
    return (this.#logConnections ??= new KnownConnections(this.#sessions.filter(isFromLog)));
  }
}

function toUsage(batch: ImportBatch): readonly PlacedRow<Usage>[] {
  if (batch.kind === "backup") return batch.rows.usage;
  return batch.usage.map((row) => ({ day: row.day, place: null, row }));
}
