import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI } from "../support/run-cli.js";
import { writeStatus } from "../support/write-status.js";
import { makeHistory, type HistorySize } from "./make-history.js";

/** A server as `gen` sees it over many minutes: its status file, its history and its site. */
export interface BenchServer {
  /** Some seconds later: who is connected, and the arguments of the run that looks at it. */
  readonly argsAfter: (seconds: number, change?: "one ended, one started") => readonly string[];
}

const STATUS_NAME = "openvpn-status.log";

/** @param connected how many clients are connected at any time */
export function makeServer(folder: string, history: HistorySize | null, connected: number, now: string): BenchServer {
  const [status, historyFolder] = [join(folder, STATUS_NAME), join(folder, "history")];
  let nowSeconds = Date.parse(now) / 1000;
  const beganSeconds = nowSeconds - 3600;
  let firstClient = 0;
  mkdirSync(historyFolder, { recursive: true });
  if (history !== null) makeHistory(historyFolder, history, beganSeconds);
  const look = (): void => {
    const clients = Array.from({ length: connected }, (_, index) => {
      const number = firstClient + index;
      return {
        commonName: `user${number % (history?.users ?? connected)}@example.com`,
        realAddress: `203.0.${(number >> 8) % 256}.${number % 256}:${30_000 + (number % 30_000)}`,
        virtualAddress: `10.9.${(number >> 8) % 256}.${number % 256}`,
        bytesReceived: (nowSeconds - beganSeconds) * (1000 + number),
        bytesSent: (nowSeconds - beganSeconds) * (9000 + number),
        connectedSinceSeconds: beganSeconds + number,
        username: "",
      };
    });
    writeFileSync(status, writeStatus({ updatedSeconds: nowSeconds, clients }, { version: 2, release: "2.6" }));
  };
  return {
    argsAfter: (seconds, change) => {
      nowSeconds += seconds;
      if (change !== undefined) firstClient += 1;
      look();
      const out = join(folder, "out");
      const time = new Date(nowSeconds * 1000).toISOString();
      return [
        CLI,
        "gen",
        "--status",
        status,
        "--history",
        historyFolder,
        "--out",
        out,
        "--now",
        time,
        "--timezone",
        "UTC",
      ];
    },
  };
}
