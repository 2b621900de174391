import { parseWebSessions, type RowLeftOut } from "../../history/parse-web-sessions.js";
import { replaySnapshots } from "../../history/replay-snapshots.js";
import { findSameLocalTimes } from "../../history/possible-instants.js";
import { makeZone, type Zone } from "../../status/zone.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { describeRow } from "../report/report-notices.js";
import { reportLinesLeftOut, spanStarts, type BatchContext, type FoundBatch } from "./found-batch.js";
import { readLogs } from "./read-logs.js";
import type { ImportFile } from "./read-import-file.js";

interface FoundBatches {
  readonly batches: readonly FoundBatch[];
  /** Whether something of each file was understood. */
  readonly isComplete: boolean;
}

/**
 * Reads what each file contributes, in their order; all status files are one series, and so are all logs. What cannot be
 * read is reported and left out.
 */
export function findBatches(files: readonly ImportFile[], context: BatchContext): FoundBatches {
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
      case "log":
        return [];
      case "status":
        for (const row of file.rowsSetAside) context.reportLeftOut(file.path, describeRow(row));
        return [];
    }
  });
  const archive = files.flatMap((file) => (file.kind === "status" ? [file] : []));
  const logs = files.flatMap((file) => (file.kind === "log" ? [file] : []));
  const found = logs.length === 0 ? null : readLogs(logs, context);
  return {
    batches: [
      ...batches,
      ...(archive.length === 0 ? [] : [archiveBatch(archive, context)]),
      ...(found === null ? [] : [found]),
    ],
    isComplete: files.every(({ kind }) => kind !== "not-understood") && (logs.length === 0 || found !== null),
  };
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
  const toLine = (row: RowLeftOut) => {
    return { path, line: row.line, kind: row.flaw.kind, why: () => describeFlaw(row, zone, texts) };
  };
  reportLinesLeftOut(found.leftOut.map(toLine), context);
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
