import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import type { Host } from "../../src/build/host.js";
import { CLI, type CliRun } from "./run-cli.js";
import { runHere, makeHost } from "./run-here.js";
import { tempFolder, type WithAfter } from "./temp-folder.js";

const CASES = fileURLToPath(new URL("../fixtures/cases", import.meta.url));

/** A fresh copy of one case's inputs, and ways to run the program in it. */
export interface CaseFolder {
  readonly folder: string;
  /** Runs a command as if started in the folder, with `--history h --out o --timezone UTC` for all but `parse`. */
  readonly run: (command: string, ...args: readonly string[]) => Promise<CliRun>;
  /** Replaces a file of the folder by another one of it. */
  readonly copy: (from: string, to: string) => void;
  readonly read: (path: string) => string;
  /** The rows of a CSV file by column name. */
  readonly rows: (path: string) => readonly Readonly<Record<string, string>>[];
  /** The published `o/status.json`. */
  readonly statusJson: () => unknown;
}

/**
 * Copies `test/fixtures/cases/NAME` to a folder that is removed when the test is done. Commands run in this process: a
 * process for each would take four times as long.
 */
export function openCase(test: WithAfter, name: string, more: Partial<Host> = {}): CaseFolder {
  const folder = tempFolder(test);
  cpSync(join(CASES, name), folder, { recursive: true });
  const host = { ...makeHost(CLI, folder), systemZone: "UTC", ...more };
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  return {
    folder,
    run: (command, ...args) => {
      const place = command === "parse" ? [] : ["--history", "h", "--out", "o", "--timezone", "UTC"];
      return runHere([command, ...place, ...args], host);
    },
    copy: (from, to) => {
      cpSync(join(folder, from), join(folder, to));
    },
    read,
    rows: (path) => parse(read(path), { columns: true }),
    statusJson: () => JSON.parse(read("o/status.json")) as unknown,
  };
}
