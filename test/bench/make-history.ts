import type { Session } from "../../src/history/session.js";
import { sessionId } from "../../src/history/session-id.js";
import { historyFiles } from "../../src/io/history-files.js";
import { commitChange } from "../../src/io/journal.js";

export interface HistorySize {
  readonly sessions: number;
  readonly users: number;
  readonly months: number;
}

const DAY_SECONDS = 86_400;

/** Writes a history of a given size into a folder, through the program's own journal. The same size, the same bytes. */
export function makeHistory(folder: string, { sessions, users, months }: HistorySize, nowSeconds: number): void {
  const spanSeconds = Math.round(months * 30.44) * DAY_SECONDS;
  const ended = Array.from({ length: sessions }, (_, index): Session => {
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
    };
  });
  const change = { open: [], sources: [], ended, removed: new Set<string>(), usage: [], samples: [] };
  commitChange(folder, historyFiles(folder, change));
}
