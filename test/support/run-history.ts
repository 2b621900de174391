import { advanceHistory, type ObservedSource } from "../../src/history/advance-history.js";
import type { HistoryChange } from "../../src/history/history-change.js";
import type { SourceNotice } from "../../src/history/source-rows.js";
import type { UserNaming } from "../../src/history/user-naming.js";
import type { EstablishedClient } from "../../src/status/split-clients.js";
import { makeZone, type Zone } from "../../src/status/zone.js";
import { applyChange, EMPTY_HISTORY, toKnownHistory, type HeldHistory } from "./held-history.js";

/** A history in memory that takes one run after another, as `gen` does on disk. */
export class HistoryRun {
  known: HeldHistory = EMPTY_HISTORY;
  notices: readonly SourceNotice[] = [];
  /** What the last run has changed; `null` before the first. */
  change: HistoryChange | null = null;
  readonly #zone;
  readonly #naming;

  constructor({ zone = "UTC", ...naming }: { zone?: string | Zone } & Partial<UserNaming> = {}) {
    this.#zone = typeof zone === "string" ? makeZone(zone) : zone;
    this.#naming = { userFrom: "common_name", usersIgnoreCase: false, ...naming } as const;
  }

  /** One run of a server's snapshot. */
  see(timeSeconds: number, established: readonly EstablishedClient[], options: SeeOptions = {}): this {
    const { server = "vpn", connecting = [], nowSeconds = timeSeconds } = options;
    const snapshot = { server, timeSeconds, established, connecting };
    return this.run([{ server, source: `/run/${server}`, state: "ok", detail: "", snapshot }], nowSeconds);
  }

  run(observed: readonly ObservedSource[], nowSeconds: number): this {
    const { change, notices } = advanceHistory(toKnownHistory(this.known), observed, {
      nowSeconds,
      ...this.#naming,
      zone: this.#zone,
      staleAfterSeconds: 300,
    });
    this.change = change;
    this.known = applyChange(this.known, change);
    this.notices = notices;
    return this;
  }

  get ended(): readonly { id: string; user: string; start: number; end: number | null; received: number | null }[] {
    return [...this.known.ended.values()].map(({ id, user, startSeconds, endSeconds, bytesReceived }) => {
      return { id, user, start: startSeconds, end: endSeconds, received: bytesReceived };
    });
  }
}

interface SeeOptions {
  readonly server?: string;
  readonly connecting?: readonly EstablishedClient[];
  readonly nowSeconds?: number;
}
