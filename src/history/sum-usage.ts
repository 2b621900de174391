import { addCounts } from "./add-counts.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";

/** Sums usage rows by session id. Each sum is at most `Number.MAX_SAFE_INTEGER`. */
export function sumUsage(usage: readonly Usage[]): ReadonlyMap<string, Traffic> {
  const sums = new Map<string, { bytesReceived: number; bytesSent: number }>();
  for (const { id, bytesReceived, bytesSent } of usage) {
    const sum = sums.get(id) ?? { bytesReceived: 0, bytesSent: 0 };
    sum.bytesReceived = addCounts(sum.bytesReceived, bytesReceived);
    sum.bytesSent = addCounts(sum.bytesSent, bytesSent);
    sums.set(id, sum);
  }
  return sums;
}

export const NO_TRAFFIC: Traffic = { bytesReceived: 0, bytesSent: 0 };
