import { isUtf8 } from "node:buffer";
import { BACKUP_CSV, backupAsInserted, isBackup } from "../../history/backup-csv.js";
import { readCsv } from "../../history/csv-table.js";
import type { InsertedRows } from "../../history/history-change.js";
import type { ServerSnapshot } from "../../history/server-snapshot.js";
import { toSnapshotState } from "../../history/source-rows.js";
import { recognizeWebSessions, type WebHeader } from "../../history/web-header.js";
import { findLogStart, recognizeLog } from "../../history/openvpn-log/recognize-log.js";
import { readInput, readInputBeginning } from "../../io/files/read-input.js";
import { parseStatusFileLeniently, requireServerStatus } from "../../status/parse-status.js";
import { ParsingError } from "../../status/parsing-error.js";
import { maybeConnected, type RowSetAside } from "../../status/rows-set-aside.js";
import { splitClients } from "../../status/split-clients.js";
import type { Zone } from "../../status/zone.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import type { Language } from "../../text/i18n/language.js";
import { problemTextsIn } from "../../text/i18n/problem-texts.js";
import { ProblemError } from "../../text/problem.js";

/** The first bytes of a file that gzip compressed. */
const GZIP = [0x1f, 0x8b];

/** The content of a file for `import`; its server is not known yet. */
export type ImportFile =
  | {
      readonly kind: "web-sessions";
      readonly path: string;
      readonly text: string;
      readonly header: WebHeader;
      /** Whether the text is in an unknown encoding: each byte that is not UTF-8 is U+FFFD in it. */
      readonly isDamaged: boolean;
      /** The encoding of the server, with which the text was read; `null`: UTF-8. */
      readonly encoding: string | null;
    }
  /** OpenVPN's own log: it may be long, so it is read piece by piece later. */
  | { readonly kind: "log"; readonly path: string; readonly startSeconds: number }
  | { readonly kind: "backup"; readonly path: string; readonly rows: InsertedRows }
  | {
      readonly kind: "status";
      readonly path: string;
      readonly snapshot: Omit<ServerSnapshot, "server">;
      /** Whether its times are local times, without a zone. */
      readonly isLocal: boolean;
      readonly rowsSetAside: readonly RowSetAside[];
    }
  | { readonly kind: "not-understood"; readonly path: string; readonly why: string };

interface ImportFileContext {
  /** The zone of local times in a version 1 status file. */
  readonly zone: Zone;
  /** The encoding of names in files that are not UTF-8, a label for `TextDecoder`; `null`: unknown. */
  readonly encoding: string | null;
  readonly nowSeconds: number;
  readonly language: Language;
}

/**
 * Reads a file for `import`, and recognizes its kind by the first line.
 *
 * @throws ProblemError if it cannot be read
 */
export function readImportFile(path: string, context: ImportFileContext): ImportFile {
  const t = commandTextsIn(context.language).import;
  const beginning = withoutChange(() => readInputBeginning(path));
  const kind = recognizeByBeginning(path, beginning, context);
  if (kind !== undefined) return kind;
  const bytes = withoutChange(() => readInput(path));
  const isDamaged = !isUtf8(bytes);
  const text = new TextDecoder().decode(bytes);
  if (isBackup(text)) {
    if (isDamaged) return { kind: "not-understood", path, why: t.notUtf8 };
    const reading = readCsv(BACKUP_CSV, text);
    if (reading.kind === "rows") return { kind: "backup", path, rows: backupAsInserted(reading.rows) };
    return { kind: "not-understood", path, why: t.line(reading.line, reading.what(problemTextsIn(context.language))) };
  }
  const web = recognizeWebSessions(text);
  switch (web.kind) {
    case "sessions":
      if (!isDamaged || context.encoding === null) {
        return { kind: "web-sessions", path, text, header: web.header, isDamaged, encoding: null };
      }
      return {
        kind: "web-sessions",
        path,
        text: new TextDecoder(context.encoding).decode(bytes),
        header: web.header,
        isDamaged: false,
        encoding: context.encoding,
      };
    case "other-header":
      return { kind: "not-understood", path, why: t.line(1, t.otherHeader(JSON.stringify(web.found))) };
    case "something-else":
      return readArchive(path, bytes, context);
  }
}

function recognizeByBeginning(
  path: string,
  beginning: Uint8Array,
  { zone, language }: ImportFileContext,
): ImportFile | undefined {
  const t = commandTextsIn(language).import;
  if (beginning[0] === GZIP[0] && beginning[1] === GZIP[1]) return { kind: "not-understood", path, why: t.compressed };
  const text = new TextDecoder().decode(beginning);
  switch (recognizeLog(text)) {
    case "log":
      return { kind: "log", path, startSeconds: findLogStart(text, zone) };
    case "without-year":
      return { kind: "not-understood", path, why: t.log.withoutYear };
    case "without-times":
      return { kind: "not-understood", path, why: t.log.withoutTimes };
    case undefined:
      return undefined;
  }
}

/** A file that cannot be read stops the import before anything is taken from other files. */
function withoutChange<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { problem } = error;
    throw new ProblemError({ ...problem, fix: (t) => `${problem.fix(t)} ${t.nothingChanged}` }, { cause: error });
  }
}

function readArchive(path: string, bytes: Uint8Array, context: ImportFileContext): ImportFile {
  const { zone, encoding, nowSeconds, language } = context;
  const texts = commandTextsIn(language);
  try {
    const { parsed, rowsSetAside } = parseStatusFileLeniently(bytes, { zone, encoding: encoding ?? "utf-8" });
    const status = requireServerStatus(parsed);
    const timeSeconds = status.updatedAt.getTime() / 1000;
    if (toSnapshotState(timeSeconds, nowSeconds, () => false) === "invalid") {
      return { kind: "not-understood", path, why: texts.import.writtenAhead };
    }
    const snapshot = { timeSeconds, ...splitClients(status), maybeConnected: maybeConnected(rowsSetAside) };
    return { kind: "status", path, snapshot, isLocal: status.version === 1, rowsSetAside };
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error;
    return { kind: "not-understood", path, why: error.message };
  }
}
