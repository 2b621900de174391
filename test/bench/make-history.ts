import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeCsv } from "../../src/history/csv-table.js";
import { toUtcDay } from "../../src/history/local-day.js";
import { ENDED_SESSION_CSV } from "../../src/history/session-csv.js";
import { NO_DETAILS, type Session } from "../../src/history/session.js";
import { sessionId } from "../../src/history/session-id.js";

export interface HistorySize {
  readonly sessions: number;
  readonly users: number;
  readonly months: number;
}

const DAY_SECONDS = 86_400;

/**
 * Writes a history of a given size into a folder: day file by day file, as the program would have appended to them, so
 * that a million sessions need neither a journal nor memory. The same size, the same bytes.
 */
export function makeHistory(folder: string, size: HistorySize, nowSeconds: number): void {
  const sessions = join(folder, "sessions");
  mkdirSync(sessions, { recursive: true });
  let day = "";
  let rows: Session[] = [];
  const write = (): void => {
    if (rows.length > 0) writeFileSync(join(sessions, `${day}.csv`), writeCsv(ENDED_SESSION_CSV, rows));
    rows = [];
  };
  for (let index = 0; index < size.sessions; index++) {
    const session = makeSession(index, size, nowSeconds);
    const startDay = toUtcDay(session.startSeconds);
    if (startDay !== day) {
      write();
      day = startDay;
    }
    rows.push(session);
  }
  write();
}

/** Each begins after the one before. */
export function makeSession(index: number, { sessions, users, months }: HistorySize, nowSeconds: number): Session {
  const spanSeconds = Math.round(months * 30.44) * DAY_SECONDS;
  const startSeconds = nowSeconds - spanSeconds + Math.floor((index * (spanSeconds - 40_000)) / sessions);
  const durationSeconds = 60 + ((index * 7919) % 30_000);
  const commonName = `user${(index * 31) % users}@example.com`;
  const clientId = String(index);
  const host = `198.51.${index % 100}.${(index * 13) % 250}`;
  return {
    id: sessionId({ server: "openvpn", startSeconds, commonName, clientIdOrAddress: clientId }),
    server: "openvpn",
    user: commonName,
    commonName,
    username: "",
    realAddress: `${host}:${30_000 + (index % 30_000)}`,
    publicIp: host,
    tunnelIp: `10.8.${(index * 31) % 200}.${users % 250}`,
    tunnelIpv6: `fd00:8::${(0x1000 + (index % 4000)).toString(16)}`,
    clientId,
    cipher: "AES-256-GCM",
    startSeconds,
    endSeconds: startSeconds + durationSeconds,
    lastSeenSeconds: startSeconds + durationSeconds,
    bytesReceived: (index * 104_729) % 4_000_000_000,
    bytesSent: (index * 1_299_709) % 40_000_000_000,
    ...NO_DETAILS,
  };
}
