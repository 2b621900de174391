import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeCsv } from "../../src/history/csv-table.js";
import { addDays, toUtcDay } from "../../src/history/local-day.js";
import { OPEN_SESSION_CSV } from "../../src/history/session-csv.js";
import { NO_DETAILS, type Session } from "../../src/history/session.js";
import { sessionId } from "../../src/history/session-id.js";
import { usageCsv } from "../../src/history/usage-csv.js";
import type { Usage } from "../../src/history/usage.js";
import { toTraffic, toWrittenClient, type Connection } from "./connection.js";

const DAY_SECONDS = 86_400;

/** Writes a history of connections that have been up for days, with a usage row for each of their midnights. */
export function makeTunnels(folder: string, connections: readonly Connection[], lastSeenSeconds: number): void {
  const sessions = connections.map((connection) => toOpenSession(connection, lastSeenSeconds));
  writeFileSync(join(folder, "open.csv"), writeCsv(OPEN_SESSION_CSV, sessions));
  const usage = join(folder, "usage");
  mkdirSync(usage, { recursive: true });
  const first = Math.min(...connections.map(({ sinceSeconds }) => sinceSeconds));
  for (let day = toUtcDay(first); day < toUtcDay(lastSeenSeconds); day = addDays(day, 1)) {
    const nextDaySeconds = Date.parse(`${day}T00:00:00Z`) / 1000 + DAY_SECONDS;
    const rows = connections.map((connection, index): Usage => {
      const seconds = Math.min(DAY_SECONDS, nextDaySeconds - connection.sinceSeconds);
      const { id = "", user = "", server = "" } = sessions[index] ?? {};
      return { day, id, user, server, ...toTraffic(connection, seconds) };
    });
    writeFileSync(join(usage, `${day}.csv`), writeCsv(usageCsv(day), rows));
  }
}

function toOpenSession(connection: Connection, lastSeenSeconds: number): Session {
  const client = toWrittenClient(connection, lastSeenSeconds);
  const { commonName, realAddress, bytesReceived, bytesSent, connectedSinceSeconds: startSeconds } = client;
  const clientId = String(client.clientId);
  return {
    id: sessionId({ server: "openvpn", startSeconds, commonName, clientIdOrAddress: clientId }),
    server: "openvpn",
    user: commonName,
    commonName,
    username: "",
    realAddress,
    publicIp: realAddress.replace(/:\d+$/, ""),
    tunnelIp: client.virtualAddress,
    tunnelIpv6: "",
    clientId,
    cipher: "AES-256-GCM",
    startSeconds,
    endSeconds: null,
    lastSeenSeconds,
    bytesReceived,
    bytesSent,
    ...NO_DETAILS,
    firstSeenSeconds: startSeconds,
  };
}
