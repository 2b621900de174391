import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileTree } from "./file-tree.js";
import { FIXED_COMMAND } from "./fixed-command.js";
import { at } from "./make-session.js";
import { runCli, type CliRun } from "./run-cli.js";
import { tempFolderInMemory, type WithAfter } from "./temp-folder.js";
import { writeStatus } from "./write-status.js";

const EVE = "2026-11-20T23:59:00Z";
export const MIDNIGHT = "2026-11-21T00:00:00Z";
export const DONE: CliRun = { status: 0, stdout: "", stderr: "" };

/** A history and a site, and the status file that they were made from. */
export interface GenPlace {
  readonly folder: string;
  readonly status: string;
  readonly history: string;
  readonly out: string;
  readonly args: (now: string) => string[];
}

/** A history and a site in a folder; their status file may be elsewhere, since its path shows in both. */
export function placeIn(folder: string, status: string): GenPlace {
  const [history, out] = [join(folder, "history"), join(folder, "out")];
  const args = (now: string): string[] => [
    "gen",
    ...FIXED_COMMAND,
    "--status",
    status,
    "--history",
    history,
    "--out",
    out,
    "--now",
    now,
    "--timezone",
    "UTC",
  ];
  return { folder, status, history, out, args };
}

/** What the server shows at a time. */
export function writeSnapshot(
  place: GenPlace,
  now: string,
  clients: readonly (readonly [name: string, since: string, received: number])[],
): void {
  const rows = clients.map(([commonName, since, bytesReceived], index) => ({
    commonName,
    realAddress: `203.0.113.${index + 10}:4000${index}`,
    virtualAddress: `10.8.0.${index + 2}`,
    bytesReceived,
    bytesSent: bytesReceived * 3,
    connectedSinceSeconds: at(since),
    username: "",
  }));
  const text = writeStatus({ updatedSeconds: at(now), clients: rows }, { version: 2, release: "2.6" });
  writeFileSync(place.status, text);
}

/** Copies a place, with the exact times of its files, so that what is remembered of them is still valid. */
export function copyPlace(place: GenPlace, folder: string): GenPlace {
  mkdirSync(dirname(folder), { recursive: true });
  const { status, stderr } = spawnSync("cp", ["-a", place.folder, folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return placeIn(folder, place.status);
}

/** A history without its cache, which names the out folder and can be made again. */
export function historyTree(history: string): ReadonlyMap<string, string | null> {
  return new Map([...fileTree(history)].filter(([path]) => path.split("/")[0] !== "cache"));
}

/**
 * A history in which the next run does everything at once: a session ends, one starts, one lasts past midnight (a usage
 * row), samples begin a new day, and old ones are due for deletion. All sessions are of one user, since each user adds
 * a dozen files.
 */
export async function makeEveOfDay(test: WithAfter): Promise<GenPlace> {
  const folder = tempFolderInMemory(test);
  const place = placeIn(folder, join(folder, "status.log"));
  writeSnapshot(place, EVE, [
    ["alice", "2026-11-20T20:00:00Z", 1000],
    ["alice", "2026-11-20T21:00:00Z", 2000],
  ]);
  assert.deepEqual(await runCli(place.args(EVE)), DONE);
  mkdirSync(join(place.history, "samples"), { recursive: true });
  writeFileSync(join(place.history, "samples/2026-01-01.csv"), "time,server,clients,bytes_received,bytes_sent\n");
  writeSnapshot(place, MIDNIGHT, [
    ["alice", "2026-11-20T20:00:00Z", 1700],
    ["alice", "2026-11-20T23:59:30Z", 50],
  ]);
  return place;
}
