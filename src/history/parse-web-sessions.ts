import { parse, type CsvError } from "csv-parse/sync";
import { canonicalAddress } from "../status/ip-address.js";
import type { Zone } from "../status/zone.js";
import type { ImportedSession } from "./import-sessions.js";
import { sessionId } from "./session-id.js";
import { NO_DETAILS } from "./session.js";
import { toPossibleInstants } from "./possible-instants.js";
import { readWebHeader, type WebColumn } from "./web-header.js";
import { MAX_CLOCK_AHEAD_SECONDS } from "./clock-ahead.js";

/** Why a row is left out. */
export type RowFlaw =
  | { readonly kind: "not-csv"; readonly detail: string }
  | { readonly kind: "not-utf-8" }
  | { readonly kind: "width"; readonly wanted: number; readonly found: number }
  | { readonly kind: "no-user" }
  | { readonly kind: "handshake" }
  | { readonly kind: "still-connected" }
  | { readonly kind: "not-a-time"; readonly column: WebColumn; readonly found: string }
  | { readonly kind: "ends-before-start"; readonly found: string }
  | { readonly kind: "ahead-of-now"; readonly column: WebColumn; readonly found: string }
  | { readonly kind: "repeated"; readonly firstLine: number };

export interface RowLeftOut {
  /** From 1. */
  readonly line: number;
  readonly flaw: RowFlaw;
}

export interface WebSessions {
  readonly sessions: readonly ImportedSession[];
  readonly leftOut: readonly RowLeftOut[];
  /** Line numbers of sessions whose `duration_s` is not the time from start to end. */
  readonly correctedLines: readonly number[];
}

interface WebContext {
  readonly server: string;
  /** The zone of the local times. */
  readonly zone: Zone;
  readonly nowSeconds: number;
  /** Whether the text was not valid UTF-8: each invalid byte has become U+FFFD. */
  readonly isDamaged: boolean;
}

const DAMAGED = "\ufffd";

/**
 * Parses the sessions of OpenVPN Status Web, whose times are local times of the machine that it ran on. Left out are
 * rows without an end, handshakes (which it records as sessions of `UNDEF`), repetitions, rows in the future, and
 * malformed rows.
 *
 * In the hour that is repeated in autumn, the later start and the earlier end are taken, so that no time is invented.
 *
 * @param text a file with a header that {@link readWebHeader} understands
 */
export function parseWebSessions(text: string, context: WebContext): WebSessions {
  const sessions: ImportedSession[] = [];
  const leftOut: RowLeftOut[] = [];
  const correctedLines: number[] = [];
  const lineByKey = new Map<string, number>();
  const [header, ...rows] = readRows(text, leftOut);
  const columns = readWebHeader(header?.fields ?? []).columns;
  const width = header?.fields.length ?? 0;
  for (const { line, fields } of rows) {
    const field = (column: WebColumn): string => fields[columns.get(column) ?? -1] ?? "";
    const found = fields.length === width ? toSession(field, context) : wrongWidth(width, fields.length);
    if (found.kind !== "session") {
      leftOut.push({ line, flaw: found });
      continue;
    }
    const { startSeconds, endSeconds, user } = found.imported.session;
    const key = `${startSeconds} ${user}`;
    const firstLine = lineByKey.get(key);
    if (firstLine !== undefined) {
      leftOut.push({ line, flaw: { kind: "repeated", firstLine } });
      continue;
    }
    lineByKey.set(key, line);
    sessions.push(found.imported);
    const duration = field("duration_s").trim();
    if (duration !== "" && Number(duration) !== (endSeconds ?? 0) - startSeconds) correctedLines.push(line);
  }
  return { sessions, leftOut: leftOut.sort((a, b) => a.line - b.line), correctedLines };
}

interface NumberedRow {
  /** The number of its first line. */
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
      const flaw = { kind: "not-csv", detail: error?.message ?? "" } as const;
      leftOut.push({ line: typeof line === "number" ? line : 1, flaw });
      return undefined;
    },
  });
  return (records as readonly { info: { lines: number }; record: readonly string[] }[]).map(({ info, record }) => {
    return { line: info.lines - (record.join("").split("\n").length - 1), fields: record };
  });
}

type ReadRow = { readonly kind: "session"; readonly imported: ImportedSession } | RowFlaw;

function toSession(field: (column: WebColumn) => string, context: WebContext): ReadRow {
  const { server, zone, nowSeconds, isDamaged } = context;
  const [user, publicIp, tunnelIp] = [field("user"), field("public_ip"), field("tunnel_ip")];
  if (isDamaged && [user, publicIp, tunnelIp].some((text) => text.includes(DAMAGED))) return { kind: "not-utf-8" };
  if (user === "") return { kind: "no-user" };
  if (user === "UNDEF" && tunnelIp === "") return { kind: "handshake" };
  if (field("end") === "") return { kind: "still-connected" };
  const starts = toPossibleInstants(field("start"), zone);
  const ends = toPossibleInstants(field("end"), zone);
  if (starts.length === 0) return { kind: "not-a-time", column: "start", found: field("start") };
  if (ends.length === 0) return { kind: "not-a-time", column: "end", found: field("end") };
  const startSeconds = starts.findLast((start) => ends.some((end) => end >= start));
  const endSeconds = ends.find((end) => end >= (startSeconds ?? Infinity));
  if (startSeconds === undefined || endSeconds === undefined) {
    return { kind: "ends-before-start", found: field("end") };
  }
  for (const [column, seconds] of [
    ["start", startSeconds],
    ["end", endSeconds],
  ] as const) {
    if (seconds > nowSeconds + MAX_CLOCK_AHEAD_SECONDS) return { kind: "ahead-of-now", column, found: field(column) };
  }
  const session = {
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
  };
  return { kind: "session", imported: { possibleStarts: starts, session } };
}

function wrongWidth(wanted: number, found: number): RowFlaw {
  return { kind: "width", wanted, found };
}
