import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI } from "../support/run-cli.js";
import { writeStatus } from "../support/write-status.js";
import { makeHistory, type HistorySize } from "./make-history.js";

/** What happens between two looks: nothing, or the session of another user than the last time ends and they come back. */
export type BenchEvent = "nothing" | "another reconnects";

/** A server as `gen` sees it over many minutes: its status file, its history and its site. */
export interface BenchServer {
  readonly out: string;
  /** Some seconds later: who is connected, and the arguments of the run that looks at it. */
  readonly argsAfter: (seconds: number, event?: BenchEvent) => readonly string[];
}

export interface BenchServerSize {
  /** Null: it has just been set up. */
  readonly history: HistorySize | null;
  /** How many clients are connected at any time. */
  readonly connected: number;
}

interface Connection {
  /** Another one each time. */
  readonly number: number;
  readonly user: number;
  readonly sinceSeconds: number;
}

/** When the benchmark's servers are looked at first. */
const NOW_SECONDS = Date.parse("2026-11-21T14:01:00Z") / 1000;

export function makeServer(folder: string, { history, connected }: BenchServerSize): BenchServer {
  const [status, historyFolder, out] = [
    join(folder, "openvpn-status.log"),
    join(folder, "history"),
    join(folder, "out"),
  ];
  const users = history?.users ?? connected;
  const beganSeconds = NOW_SECONDS - 3600;
  let nowSeconds = NOW_SECONDS;
  let number = connected;
  // Those who have been connected for the longest first.
  const connections = Array.from({ length: connected }, (_, index): Connection => {
    return { number: index, user: index % users, sinceSeconds: beganSeconds + index };
  });
  const reconnect = (left: Connection | undefined): void => {
    if (left === undefined) return;
    connections.push({ number: number++, user: left.user, sinceSeconds: nowSeconds });
  };
  mkdirSync(historyFolder, { recursive: true });
  if (history !== null) makeHistory(historyFolder, history, beganSeconds);
  return {
    out,
    argsAfter: (seconds, event = "nothing") => {
      nowSeconds += seconds;
      if (event === "another reconnects") reconnect(connections.shift());
      const clients = connections.map((one) => clientOf(one, nowSeconds));
      writeFileSync(status, writeStatus({ updatedSeconds: nowSeconds, clients }, { version: 2, release: "2.6" }));
      const now = new Date(nowSeconds * 1000).toISOString();
      const folders = ["--history", historyFolder, "--out", out];
      return [CLI, "gen", "--status", status, ...folders, "--now", now, "--timezone", "UTC"];
    },
  };
}

function clientOf(
  { number, user, sinceSeconds }: Connection,
  nowSeconds: number,
): Parameters<typeof writeStatus>[0]["clients"][number] {
  return {
    commonName: `user${user}@example.com`,
    realAddress: `203.0.${(number >> 8) % 256}.${number % 256}:${30_000 + (number % 30_000)}`,
    virtualAddress: `10.9.${(number >> 8) % 256}.${number % 256}`,
    bytesReceived: (nowSeconds - sinceSeconds) * (1000 + number),
    bytesSent: (nowSeconds - sinceSeconds) * (9000 + number),
    connectedSinceSeconds: sinceSeconds,
    username: "",
    clientId: number,
  };
}
