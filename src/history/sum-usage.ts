import { addCounts } from "./add-counts.js";
import type { Traffic } from "./usage-at-midnights.js";
import type { Usage } from "./usage.js";

const NO_TRAFFIC: Traffic = { bytesReceived: 0, bytesSent: 0 };

/** The traffic in usage rows by session id. Each sum is at most `Number.MAX_SAFE_INTEGER`. */
export class UsageSums {
  readonly #sums = new Map<string, Traffic>();

  constructor(usage: readonly Usage[] = []) {
    this.add(usage);
  }

  add(usage: readonly Usage[]): void {
    for (const { id, bytesReceived, bytesSent } of usage) {
      const sum = this.get(id);
      this.#sums.set(id, {
        bytesReceived: addCounts(sum.bytesReceived, bytesReceived),
        bytesSent: addCounts(sum.bytesSent, bytesSent),
      });
    }
  }

  /** Zero if there are no rows. */
  get(sessionId: string): Traffic {
    return this.#sums.get(sessionId) ?? NO_TRAFFIC;
  }
}
