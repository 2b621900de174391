import { NO_COUNTRIES } from "../../src/site/countries.js";
import { NO_DETAILS, type Session } from "../../src/history/session.js";
import { csvDownloads } from "../../src/render/csv-download.js";
import { openWorkbookRenderer } from "../../src/render/workbook/workbook.js";
import type { DownloadTable, DownloadTexts } from "../../src/site/downloads/download-table.js";
import { sessionSheet } from "../../src/site/downloads/session-workbook.js";
import type { WorkbookFormats } from "../../src/site/downloads/workbook-sheet.js";
import type { Zone } from "../../src/status/zone.js";
import { makeContent } from "./make-content.js";

const START_SECONDS = Date.parse("2026-11-21T08:12:15Z") / 1000;

/** A session that ended after an hour, with the given fields. */
export function downloadSession(differing: Partial<Session> = {}): Session {
  const startSeconds = differing.startSeconds ?? START_SECONDS;
  return {
    id: "hby9cb4qz1",
    server: "berlin",
    user: "alice",
    commonName: "alice",
    username: "",
    realAddress: "203.0.113.7:50000",
    publicIp: "203.0.113.7",
    tunnelIp: "10.8.0.2",
    tunnelIpv6: "",
    clientId: "0",
    cipher: "AES-256-GCM",
    startSeconds,
    endSeconds: startSeconds + 3600,
    lastSeenSeconds: startSeconds + 3600,
    bytesReceived: 5_000_000_000,
    bytesSent: 1234,
    ...NO_DETAILS,
    ...differing,
  };
}

export function downloadTable(
  sessions: readonly Session[],
  aliases: ReadonlyMap<string, string> = new Map(),
): DownloadTable {
  return { stem: "downloads/openvpn-history_all", sessions, names: { aliases, countries: NO_COUNTRIES } };
}

export const downloadTexts: DownloadTexts = {
  columns: {
    user: "User",
    alias: "Alias",
    publicIp: "Public IP",
    tunnelIp: "Tunnel IP",
    start: "Start",
    end: "End",
    durationSeconds: "Duration (s)",
    duration: "Duration",
    bytesReceived: "Received (bytes)",
    bytesSent: "Sent (bytes)",
    status: "Status",
    server: "Server",
    id: "ID",
    goneBy: "Gone by",
    endSource: "End source",
    clientVersion: "Client version",
    platform: "Platform",
    country: "Country",
  },
  open: "running",
  closed: "ended",
  endSource: { event: "event (exact)", status: "status", "": "" },
  duration: (seconds) => `${seconds} s`,
  country: (code) => code,
};

export const workbookFormats: WorkbookFormats = { instant: "yyyy-mm-dd hh:mm:ss", day: "ddd d" };

/** A workbook of sessions, in English. */
export function sessionWorkbook(sessions: readonly Session[], zone: Zone, maxSheetRows?: number): Promise<Uint8Array> {
  const sheet = sessionSheet(downloadTable(sessions), downloadTexts);
  return makeContent({ make: () => ({ pieces: openWorkbookRenderer(workbookFormats, zone)([sheet], maxSheetRows) }) });
}

/** Makes the texts of CSV downloads, as {@link csvDownloads} makes their bytes. */
export function csvTexts(zone: Zone): (table: DownloadTable) => string {
  const render = csvDownloads(downloadTexts, zone);
  return (table) => Buffer.concat([...render(table)]).toString();
}

/** Names that have broken spreadsheets, XML or CSV. */
export const hostileNames: readonly string[] = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  " =1",
  "\u00A0=1",
  "\u3000＝1",
  "\u200B=1",
  "007",
  "1e5",
  "TRUE",
  "'quoted",
  'say "hi"',
  "Bob, Smith",
  "<b>&amp;</b>",
  "]]>",
  " both ends ",
  "two\nlines\r\nthree",
  "_x0041_",
  "bell\u0007 nul\0 del\u007F",
  "lone \uD800 surrogate",
  "\uFFFE\uFFFF",
  "Zoë 🙂",
  "日本",
];
