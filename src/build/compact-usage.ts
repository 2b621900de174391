import type { Usage } from "../history/usage.js";

/**
 * The live pages show the traffic of a session before today, and from when on it counts. For a tunnel that has been
 * up for months, the rows of all days before the last ones become one row of the first of these days.
 */
export function compactUsage(usage: readonly Usage[], firstKeptDay: string): readonly Usage[] {
  const older = new Map<string, Usage>();
  for (const row of usage) {
    if (row.day >= firstKeptDay) continue;
    const sum = older.get(row.id);
    older.set(row.id, sum === undefined ? row : addUsage(sum, row));
  }
  return [...older.values(), ...usage.filter(({ day }) => day >= firstKeptDay)];
}

function addUsage(a: Usage, b: Usage): Usage {
  return {
    ...a,
    day: a.day < b.day ? a.day : b.day,
    bytesReceived: a.bytesReceived + b.bytesReceived,
    bytesSent: a.bytesSent + b.bytesSent,
  };
}
