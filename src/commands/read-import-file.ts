import { BACKUP_CSV, backupAsInserted, isBackup } from "../history/backup-csv.js";
import { readCsv } from "../history/csv-table.js";
import type { InsertedRows } from "../history/history-change.js";
import { isWebSessions } from "../history/parse-web-sessions.js";
import type { ServerSnapshot } from "../history/reconcile.js";
import { stateOfSnapshot } from "../history/source-rows.js";
import { readInput } from "../io/read-input.js";
import { decodeStatusText } from "../status/decode-status-text.js";
import { parseStatusFileLeniently, requireServerStatus } from "../status/parse-status.js";
import { ParsingError } from "../status/parsing-error.js";
import { maybeConnected, type RowSetAside } from "../status/rows-set-aside.js";
import { splitClients } from "../status/split-clients.js";
import type { Zone } from "../status/zone.js";

/** What a file given to `import` holds; its server is still to be said. */
export type ImportFile =
  | { readonly kind: "web-sessions"; readonly path: string; readonly text: string }
  | { readonly kind: "backup"; readonly path: string; readonly rows: InsertedRows }
  | {
      readonly kind: "status";
      readonly path: string;
      readonly snapshot: Omit<ServerSnapshot, "server">;
      readonly rowsSetAside: readonly RowSetAside[];
    }
  | { readonly kind: "not-understood"; readonly path: string; readonly why: string };

interface ImportContext {
  /** Of the local times in a status file of version 1. */
  readonly zone: Zone;
  /** Of the names in a status file, a label that `TextDecoder` knows; `null`: UTF-8. */
  readonly encoding: string | null;
  readonly nowSeconds: number;
}

/**
 * Reads a file that is given to `import`, and finds by its first line what it is.
 *
 * @throws ProblemError if it cannot be read
 */
export function readImportFile(path: string, context: ImportContext): ImportFile {
  const bytes = readInput(path);
  const text = decodeStatusText(bytes, "utf-8");
  if (isWebSessions(text)) return { kind: "web-sessions", path, text };
  if (isBackup(text)) {
    const reading = readCsv(BACKUP_CSV, text);
    if (reading.kind === "rows") return { kind: "backup", path, rows: backupAsInserted(reading.rows) };
    return { kind: "not-understood", path, why: `line ${reading.line}: ${reading.what}` };
  }
  return readArchive(path, bytes, context);
}

function readArchive(path: string, bytes: Uint8Array, { zone, encoding, nowSeconds }: ImportContext): ImportFile {
  try {
    const { parsed, rowsSetAside } = parseStatusFileLeniently(bytes, { zone, encoding: encoding ?? "utf-8" });
    const status = requireServerStatus(parsed);
    const timeSeconds = status.updatedAt.getTime() / 1000;
    if (stateOfSnapshot(timeSeconds, nowSeconds, 0) === "invalid") {
      return { kind: "not-understood", path, why: "it was written later than now: a clock or a time zone is wrong" };
    }
    const snapshot = { timeSeconds, ...splitClients(status), maybeConnected: maybeConnected(rowsSetAside) };
    return { kind: "status", path, snapshot, rowsSetAside };
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error;
    return { kind: "not-understood", path, why: error.message };
  }
}
