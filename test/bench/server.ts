import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeStatus } from "../support/write-status.js";
import { toWrittenClient, type Connection } from "./connection.js";
import type { HistorySize } from "./make-history.js";
import { makeSamples } from "./make-samples.js";
import { makeTunnels } from "./make-tunnels.js";

export interface ServerSize {
  /** Null: it has just been set up. */
  readonly history: HistorySize | null;
  /** How many clients are connected at first. */
  readonly connected: number;
  /** Of how many users, where there is no history; absent: of as many. */
  readonly users?: number;
  /** For how many days they have been; absent: they came an hour ago. */
  readonly days?: number;
  /** How many OpenVPN servers there are, each with its part of the clients and samples of a day; absent: one. */
  readonly servers?: number;
}

/** When the benchmark's servers are looked at first. */
const NOW_SECONDS = Date.parse("2026-11-21T14:01:00Z") / 1000;
const DAY_SECONDS = 86_400;
/** Those who are connected at first came within so long, so that nobody comes after the server is looked at. */
const COMING_SECONDS = 3000;
/** When the last sessions of a history began. */
export const BEGAN_SECONDS = NOW_SECONDS - 3600;

/** A server as one program sees it over many runs: its status files, its history and its site. */
export class BenchServer {
  readonly folder: string;
  readonly out: string;
  readonly #cli: string;
  readonly #files: readonly string[];
  /** Those who have been connected for the longest first. */
  readonly #connections: Connection[];
  #nowSeconds = NOW_SECONDS;
  #nextNumber: number;

  /** @param pastFolder a history of the size, which is copied; null if it has none */
  constructor(folder: string, size: ServerSize, cli: string, pastFolder: string | null) {
    this.folder = folder;
    this.out = join(folder, "out");
    this.#cli = cli;
    this.#nextNumber = size.connected;
    const history = join(folder, "history");
    mkdirSync(history, { recursive: true });
    if (pastFolder !== null) cpSync(pastFolder, history, { recursive: true });
    const users = size.history?.users ?? size.users ?? size.connected;
    const sinceSeconds = size.days === undefined ? BEGAN_SECONDS : NOW_SECONDS - size.days * DAY_SECONDS;
    this.#connections = Array.from({ length: size.connected }, (_, index): Connection => {
      return { number: index, user: index % users, sinceSeconds: sinceSeconds + (index % COMING_SECONDS) };
    });
    if (size.days !== undefined) makeTunnels(history, this.#connections, NOW_SECONDS - 60);
    const names = Array.from({ length: size.servers ?? 1 }, (_, number) => (number === 0 ? "openvpn" : `vpn${number}`));
    if (size.servers !== undefined) makeSamples(history, names, NOW_SECONDS - 60);
    this.#files = names.map((name) => join(folder, `${name}.log`));
  }

  get nowSeconds(): number {
    return this.#nowSeconds;
  }

  /** The flags of any command, at the present time. */
  args(command: string, ...more: readonly string[]): readonly string[] {
    for (const [place, file] of this.#files.entries()) {
      const clients = this.#connections
        .filter(({ number }) => number % this.#files.length === place)
        .map((one) => toWrittenClient(one, this.#nowSeconds));
      writeFileSync(file, writeStatus({ updatedSeconds: this.#nowSeconds, clients }, { version: 2, release: "2.6" }));
    }
    const status = this.#files.flatMap((file) => ["--status", file]);
    const folders = ["--history", join(this.folder, "history"), "--out", this.out];
    const now = ["--now", new Date(this.#nowSeconds * 1000).toISOString(), "--timezone", "UTC"];
    return [this.#cli, command, ...more, ...status, ...folders, ...now];
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
