import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeStatus } from "../support/write-status.js";
import { toWrittenClient, type Connection } from "./connection.js";
import { makeHistory, type HistorySize } from "./make-history.js";
import { makeTunnels } from "./make-tunnels.js";

export interface ServerSize {
  /** Null: it has just been set up. */
  readonly history: HistorySize | null;
  /** How many clients are connected at first. */
  readonly connected: number;
  /** For how many days they have been; absent: they came an hour ago. */
  readonly days?: number;
}

/** When the benchmark's servers are looked at first. */
const NOW_SECONDS = Date.parse("2026-11-21T14:01:00Z") / 1000;
const DAY_SECONDS = 86_400;

/** A server as one program sees it over many runs: its status file, its history and its site. */
export class BenchServer {
  readonly folder: string;
  readonly out: string;
  readonly #cli: string;
  /** Those who have been connected for the longest first. */
  readonly #connections: Connection[];
  #nowSeconds = NOW_SECONDS;
  #nextNumber: number;

  constructor(folder: string, size: ServerSize, cli: string) {
    this.folder = folder;
    this.out = join(folder, "out");
    this.#cli = cli;
    this.#nextNumber = size.connected;
    const { beganSeconds } = this;
    const history = join(folder, "history");
    mkdirSync(history, { recursive: true });
    if (size.history !== null) makeHistory(history, size.history, beganSeconds);
    const users = size.history?.users ?? size.connected;
    const sinceSeconds = size.days === undefined ? beganSeconds : NOW_SECONDS - size.days * DAY_SECONDS;
    this.#connections = Array.from({ length: size.connected }, (_, index): Connection => {
      return { number: index, user: index % users, sinceSeconds: sinceSeconds + index };
    });
    if (size.days !== undefined) makeTunnels(history, this.#connections, NOW_SECONDS - 60);
  }

  /** When the last sessions of its history began. */
  get beganSeconds(): number {
    return NOW_SECONDS - 3600;
  }

  get nowSeconds(): number {
    return this.#nowSeconds;
  }

  /** The flags of any command, at the present time. */
  args(command: string, ...more: readonly string[]): readonly string[] {
    const status = join(this.folder, "openvpn-status.log");
    const text = {
      updatedSeconds: this.#nowSeconds,
      clients: this.#connections.map((one) => toWrittenClient(one, this.#nowSeconds)),
    };
    writeFileSync(status, writeStatus(text, { version: 2, release: "2.6" }));
    const folders = ["--history", join(this.folder, "history"), "--out", this.out];
    const now = ["--now", new Date(this.#nowSeconds * 1000).toISOString(), "--timezone", "UTC"];
    return [this.#cli, command, ...more, "--status", status, ...folders, ...now];
  }

  /** The arguments of the run some seconds later. Meanwhile, so many clients lose their connection and return. */
  argsAfter(seconds: number, reconnecting = 0): readonly string[] {
    this.#nowSeconds += seconds;
    const left = this.#connections.splice(0, reconnecting);
    for (const { user } of left) {
      this.#connections.push({ number: this.#nextNumber++, user, sinceSeconds: this.#nowSeconds });
    }
    return this.args("gen");
  }

  /** The same for the run when the clock next shows a time. */
  argsAtTimeOfDay(secondsOfDay: number): readonly string[] {
    const untilThen = (((secondsOfDay - this.#nowSeconds) % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
    return this.argsAfter(untilThen === 0 ? DAY_SECONDS : untilThen);
  }

  /** All but so many clients leave. */
  keepConnected(count: number): void {
    this.#connections.splice(count);
  }
}
