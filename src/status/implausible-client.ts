import type { Client } from "./status.js";

/**
 * How long after the file's own time a client may have connected. When a server's clock is set back, by hours or from a
 * wrong year, its clients keep their later start times. Anything beyond this limit is garbage.
 */
const START_AHEAD_LIMIT_DAYS = 400;

/** What is expected in a client's row, and what is there instead. */
interface RowFlaw {
  readonly expected: string;
  readonly found: string;
}

/**
 * Finds what makes a well-formed row unusable for a history; `null` if nothing does.
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
