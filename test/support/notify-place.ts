import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { at } from "./make-session.js";
import type { CliRun } from "./run-cli.js";
import { tempFolder, type WithAfter } from "./temp-folder.js";
import { writeStatus } from "./write-status.js";

export const NOTIFY_START = at("2026-11-21T11:00:00Z");

/** What a command was told: one object for each line. */
export interface Told {
  readonly id: string;
  readonly kind: string;
  readonly time: string;
  readonly title: string;
  readonly text: string;
  readonly user: string | null;
  readonly [field: string]: unknown;
}

export interface SentCells {
  readonly id: string;
  readonly kind: string;
  readonly user: string;
  readonly what: string;
  readonly text: string;
  readonly sent: string;
}

export interface NotifyPlace {
  readonly folder: string;
  readonly config: string;
  readonly history: string;
  readonly out: string;
  readonly args: (command: string, minutes: number, ...more: readonly string[]) => string[];
  /** Writes the command: lines of a shell. */
  readonly command: (...lines: readonly string[]) => string;
  /** Writes the config: lines of the table `[notify]`; null: there is none. */
  readonly setNotify: (lines: readonly string[] | null) => void;
  readonly connect: (minutes: number, ...names: readonly string[]) => void;
  /** The network from which clients connect from now on: the third number of their addresses. */
  readonly setNetwork: (number: number) => void;
  /** What commands made by `record` were told, by run. */
  readonly told: () => readonly (readonly Told[])[];
  readonly sent: () => readonly SentCells[];
}

/** A site whose command writes down what it is told. */
export function makeNotifyPlace(
  t: WithAfter,
  { head = [] }: { readonly head?: readonly string[] } = {},
  folder = tempFolder(t),
): NotifyPlace {
  const [config, history, out] = [join(folder, "config.toml"), join(folder, "history"), join(folder, "out")];
  const [path, log] = [join(folder, "on-event"), join(folder, "told.log")];
  const command = (...lines: readonly string[]): string => {
    writeFileSync(path, `#!/bin/sh\n${lines.join("\n")}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const setNotify = (lines: readonly string[] | null): void => {
    const site = ['out = "out"', 'history = "history"', 'timezone = "UTC"', 'title = "VPN"', ...head];
    const server = ["[[server]]", 'name = "berlin"', 'status = "berlin.log"'];
    const notify = lines === null ? [] : ["[notify]", 'command = "on-event"', ...lines];
    writeFileSync(config, `${[...site, ...server, ...notify].join("\n")}\n`);
  };
  let network = 100;
  const since = new Map<string, { readonly seconds: number; readonly network: number }>();
  setNotify([]);
  command(`{ cat; echo END; } >> ${log}`);
  return {
    folder,
    config,
    history,
    out,
    command,
    setNotify,
    args: (name, minutes, ...more) => {
      const now = new Date((NOTIFY_START + 60 * minutes) * 1000).toISOString();
      return [name, "--config", config, "--now", now, ...more];
    },
    connect: (minutes, ...names) => {
      for (const name of since.keys()) if (!names.includes(name)) since.delete(name);
      for (const name of names) {
        if (!since.has(name)) since.set(name, { seconds: NOTIFY_START + 60 * minutes - 600, network });
      }
      const clients = names.map((commonName) => ({
        commonName,
        realAddress: `198.51.${since.get(commonName)?.network ?? 0}.${commonName.length}:1194`,
        virtualAddress: `10.8.0.${commonName.length}`,
        bytesReceived: 1000,
        bytesSent: 2000,
        connectedSinceSeconds: since.get(commonName)?.seconds ?? 0,
        username: "",
      }));
      const text = writeStatus(
        { updatedSeconds: NOTIFY_START + 60 * minutes, clients },
        { version: 2, release: "2.6" },
      );
      writeFileSync(join(folder, "berlin.log"), text);
    },
    setNetwork: (number) => {
      network = number;
    },
    told: () => {
      if (!existsSync(log)) return [];
      const runs = readFileSync(log, "utf8").split("END\n").slice(0, -1);
      return runs.map((run) => run.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Told])));
    },
    sent: () => parse(readFileSync(join(history, "sent.csv")), { columns: true }),
  };
}

export const QUIET: CliRun = { status: 0, stdout: "", stderr: "" };
