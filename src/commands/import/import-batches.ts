import { parseWebSessions, type RowLeftOut, type WebSessions } from "../../history/parse-web-sessions.js";
import { replaySnapshots } from "../../history/replay-snapshots.js";
import type { Session } from "../../history/session.js";
import type { ImportBatch } from "../../history/merge-imports.js";
import { findSameLocalTimes } from "../../history/possible-instants.js";
import { makeZone, type Zone } from "../../status/zone.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { describeRow } from "../report/report-notices.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { ImportFile } from "./read-import-file.js";

/** What one file, or a series of status files, contributes, with remarks to report. */
export interface FoundBatch {
  readonly batch: ImportBatch;
  /** In epoch seconds; `null`: there is no session. */
  readonly startSpan: readonly [first: number, last: number] | null;
  /** Which columns were taken, and how local times, and names that are not UTF-8, were interpreted. */
  readonly notes: readonly string[];
  /** Lines of sessions whose duration was wrong in the file. */
  readonly correctedLines: readonly number[];
}

export interface BatchContext {
  readonly settings: GenSettings;
  readonly texts: CommandTexts;
  /** The server of the sessions. @throws ProblemError if it is unknown */
  readonly serverName: () => string;
  /** The zone of local times in a version 1 status file. */
  readonly serverZone: Zone;
  /** Reports what is left out of a file. */
  readonly reportLeftOut: (path: string, why: string) => void;
}

const MOST_LINES_OF_A_KIND = 10;

/**
 * Reads what each file contributes, in their order; all status files are one series. What cannot be read is reported
 * and left out.
 */
export function findBatches(files: readonly ImportFile[], context: BatchContext): readonly FoundBatch[] {
  const batches = files.flatMap((file): readonly FoundBatch[] => {
    switch (file.kind) {
      case "backup": {
        const sessions = file.rows.sessions.map(({ row }) => row);
        const batch = { kind: "backup", label: file.path, rows: file.rows } as const;
        return [{ batch, startSpan: spanStarts(sessions), notes: [], correctedLines: [] }];
      }
      case "web-sessions":
        return [webBatch(file, context)];
      case "not-understood":
        context.reportLeftOut(file.path, file.why);
        return [];
      case "status":
        for (const row of file.rowsSetAside) context.reportLeftOut(file.path, describeRow(row));
        return [];
    }
  });
  const archive = files.flatMap((file) => (file.kind === "status" ? [file] : []));
  return archive.length === 0 ? batches : [...batches, archiveBatch(archive, context)];
}

function webBatch(
  { path, text, header, isDamaged, encoding }: ImportFile & { readonly kind: "web-sessions" },
  context: BatchContext,
): FoundBatch {
  const { settings, texts } = context;
  const zone = makeZone(settings.config.timezone);
  const { lacking, unknown } = header;
  const { nowSeconds } = settings;
  const found = parseWebSessions(text, { server: context.serverName(), zone, nowSeconds, isDamaged });
  reportRowsLeftOut(path, found, zone, context);
  return {
    batch: { kind: "sessions", label: path, sessions: found.sessions, usage: [] },
    startSpan: spanStarts(found.sessions.map(({ session }) => session)),
    notes: [
      ...(lacking.length > 0 || unknown.length > 0 ? [texts.import.headerNote(lacking, unknown)] : []),
      texts.import.zoneAssumed(zone.name),
      ...(encoding === null ? [] : [texts.import.encodingAssumed(encoding)]),
    ],
    correctedLines: found.correctedLines,
  };
}

/** A file in another zone or encoding has thousands of rows with the same flaw. */
function reportRowsLeftOut(
  path: string,
  { leftOut }: WebSessions,
  zone: Zone,
  { texts, reportLeftOut }: BatchContext,
): void {
  const countByKind = new Map<string, number>();
  for (const row of leftOut) {
    const count = (countByKind.get(row.flaw.kind) ?? 0) + 1;
    countByKind.set(row.flaw.kind, count);
    if (count > MOST_LINES_OF_A_KIND) continue;
    reportLeftOut(path, texts.import.line(row.line, describeFlaw(row, zone, texts)));
    const more = leftOut.filter(({ flaw }) => flaw.kind === row.flaw.kind).length - count;
    if (count === MOST_LINES_OF_A_KIND && more > 0) reportLeftOut(path, texts.import.moreLines(more));
  }
}

function describeFlaw({ flaw }: RowLeftOut, zone: Zone, { import: t }: CommandTexts): string {
  switch (flaw.kind) {
    case "not-csv":
      return t.row.notCsv(flaw.detail);
    case "not-utf-8":
      return t.notUtf8;
    case "width":
      return t.row.width(flaw.wanted, flaw.found);
    case "no-user":
      return t.row.noUser;
    case "handshake":
      return t.row.handshake;
    case "still-connected":
      return t.row.stillConnected;
    case "not-a-time":
      return t.row.notATime(flaw.column, zone.name, JSON.stringify(flaw.found));
    case "ends-before-start":
      return t.row.endsBeforeStart(JSON.stringify(flaw.found));
    case "ahead-of-now":
      return t.row.aheadOfNow(flaw.column, zone.name, JSON.stringify(flaw.found));
    case "repeated":
      return t.row.repeated(flaw.firstLine);
  }
}

function archiveBatch(
  archive: readonly (ImportFile & { readonly kind: "status" })[],
  { settings, texts, serverName, serverZone }: BatchContext,
): FoundBatch {
  const server = serverName();
  const snapshots = archive.map(({ snapshot }) => ({ server, ...snapshot }));
  const zone = makeZone(settings.config.timezone);
  const { sessions, usage } = replaySnapshots(snapshots, { ...settings.config, zone });
  const imported = sessions.map((session) => {
    return { session, possibleStarts: findSameLocalTimes(session.startSeconds, serverZone) };
  });
  const label = texts.import.statusFiles(archive.length);
  const isLocal = archive.some((file) => file.isLocal);
  return {
    batch: { kind: "sessions", label, sessions: imported, usage },
    startSpan: spanStarts(sessions),
    notes: isLocal ? [texts.import.serverZoneAssumed(serverZone.name)] : [],
    correctedLines: [],
  };
}

function spanStarts(sessions: readonly Session[]): readonly [first: number, last: number] | null {
  if (sessions.length === 0) return null;
  let [first, last] = [Infinity, -Infinity];
  for (const { startSeconds } of sessions) {
    first = Math.min(first, startSeconds);
    last = Math.max(last, startSeconds);
  }
  return [first, last];
}
