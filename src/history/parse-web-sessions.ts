import { parse, type CsvError } from "csv-parse/sync";
import { canonicalAddress } from "../status/ip-address.js";
import type { Zone } from "../status/zone.js";
import type { ImportedSession } from "./import-sessions.js";
import { sessionId } from "./session-id.js";
import { NO_DETAILS } from "./session.js";
import { timeReadings } from "./time-readings.js";

/** The columns of OpenVPN Status Web's `openvpn-sessions.csv`. */
const COLUMNS = ["user", "public_ip", "tunnel_ip", "start", "end", "duration_s"] as const;
type Column = (typeof COLUMNS)[number];

/** A row that is left out, for the reader of the message. */
export interface RowLeftOut {
  /** From 1. */
  readonly line: number;
  readonly why: string;
}

export interface WebSessions {
  readonly sessions: readonly ImportedSession[];
  readonly leftOut: readonly RowLeftOut[];
}

/** Whether a text starts with the header of `openvpn-sessions.csv`, its columns in any order. */
export function isWebSessions(text: string): boolean {
  const [header = ""] = text.slice(0, 200).replace("\ufeff", "").split(/\r?\n/, 1);
  return header.split(",").sort().join() === [...COLUMNS].sort().join();
}

/**
 * The sessions of OpenVPN Status Web, whose times are local times of the machine that it ran on. Rows without an end,
 * handshakes (which it takes for sessions of `UNDEF`), repetitions, and rows that cannot be read are left out.
 *
 * In the hour that the zone repeats, the start is the later and the end the earlier reading: no time is invented.
 *
 * @param text for which {@link isWebSessions} holds
 */
export function parseWebSessions(text: string, { server, zone }: { server: string; zone: Zone }): WebSessions {
  const sessions: ImportedSession[] = [];
  const leftOut: RowLeftOut[] = [];
  const lineByKey = new Map<string, number>();
  const [header, ...rows] = readRows(text, leftOut);
  for (const { line, fields } of rows) {
    const field = (column: Column): string => fields[header?.fields.indexOf(column) ?? -1] ?? "";
    const found = fields.length === COLUMNS.length ? sessionOf(field, server, zone) : wrongLength(fields);
    if (typeof found === "string") {
      leftOut.push({ line, why: found });
      continue;
    }
    const key = `${found.session.startSeconds} ${found.session.user}`;
    const first = lineByKey.get(key);
    if (first === undefined) sessions.push(found);
    else leftOut.push({ line, why: `its user and start stand in line ${first} already` });
    lineByKey.set(key, first ?? line);
  }
  return { sessions, leftOut: leftOut.sort((a, b) => a.line - b.line) };
}

interface NumberedRow {
  /** The line that it starts in. */
  readonly line: number;
  readonly fields: readonly string[];
}

function readRows(text: string, leftOut: RowLeftOut[]): readonly NumberedRow[] {
  const records: unknown = parse(text, {
    bom: true,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      const line: unknown = error?.["lines"];
      leftOut.push({ line: typeof line === "number" ? line : 1, why: error?.message ?? "it is no CSV" });
      return undefined;
    },
  });
  return (records as readonly { info: { lines: number }; record: readonly string[] }[]).map(({ info, record }) => {
    return { line: info.lines - (record.join("").split("\n").length - 1), fields: record };
  });
}

function sessionOf(field: (column: Column) => string, server: string, zone: Zone): ImportedSession | string {
  const [user, publicIp, tunnelIp] = [field("user"), field("public_ip"), field("tunnel_ip")];
  if (user === "") return "it has no user";
  if (user === "UNDEF" && tunnelIp === "") return "a handshake, which never became a session";
  if (field("end") === "") return "it was still connected there";
  const starts = timeReadings(field("start"), zone);
  const ends = timeReadings(field("end"), zone);
  if (starts.length === 0) return wrongTime("start", field("start"), zone);
  if (ends.length === 0) return wrongTime("end", field("end"), zone);
  const startSeconds = starts.findLast((start) => ends.some((end) => end >= start));
  const endSeconds = ends.find((end) => end >= (startSeconds ?? Infinity));
  if (startSeconds === undefined || endSeconds === undefined) return `it ends before it starts: "${field("end")}"`;
  return {
    startReadings: starts,
    session: {
      id: sessionId({ server, startSeconds, commonName: user, clientIdOrAddress: publicIp }),
      server,
      user,
      commonName: user,
      username: "",
      realAddress: "",
      publicIp: canonicalAddress(publicIp),
      tunnelIp,
      tunnelIpv6: "",
      clientId: "",
      cipher: "",
      startSeconds,
      endSeconds,
      lastSeenSeconds: endSeconds,
      bytesReceived: null,
      bytesSent: null,
      ...NO_DETAILS,
    },
  };
}

function wrongTime(column: Column, found: string, zone: Zone): string {
  return `${column}: expected a time like 2026-11-21 09:12:15 that clocks in ${zone.name} show, found "${found}"`;
}

function wrongLength(fields: readonly string[]): string {
  return `expected ${COLUMNS.length} fields, found ${fields.length}`;
}
