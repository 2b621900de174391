import type { Client } from "./status.js";

/**
 * How long after the file's own time a client may have connected. A server whose clock is set back, by hours or after a
 * start in a wrong year, keeps the later starts of its clients; what is further off is garbage.
 */
const START_AHEAD_LIMIT_DAYS = 400;

/** What was expected of a client's row, and what stands there instead. */
interface RowFlaw {
  readonly expected: string;
  readonly found: string;
}

/**
 * What makes a row that is written as it should be none that can be taken into a history; `null` if nothing does.
 *
 * @param updatedSeconds the file's own time, in epoch seconds
 */
export function findClientFlaw(client: Client, updatedSeconds: number): RowFlaw | null {
  for (const [column, count] of [
    ["Bytes Received", client.bytesReceived],
    ["Bytes Sent", client.bytesSent],
  ] as const) {
    if (count > Number.MAX_SAFE_INTEGER) return { expected: `${column} below 2^53`, found: String(count) };
  }
  const start = client.connectedSince;
  if (start.getTime() / 1000 <= updatedSeconds + START_AHEAD_LIMIT_DAYS * 86_400) return null;
  return {
    expected: `Connected Since at most ${START_AHEAD_LIMIT_DAYS} days after the file's own time`,
    found: start.toISOString().replace(".000Z", "Z"),
  };
}
