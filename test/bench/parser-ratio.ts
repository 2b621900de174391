import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeStatus } from "../support/write-status.js";
import { spreadOf, type Spread } from "./measure.js";
import type { Program } from "./programs.js";

const ROUNDS = 35;
/** The first rounds are the compiler's. */
const WARM_UP_ROUNDS = 10;
const CLIENTS = 10_000;

interface Library {
  readonly parseStatus: (text: string) => unknown;
}

/** How many times longer parsing a status takes each library than splitting the same text into fields. */
export async function measureParsers(programs: readonly Program[]): Promise<readonly Spread[]> {
  const text = writeCrowdedStatus();
  const libraries: Library[] = [];
  for (const { cli } of programs) {
    libraries.push((await import(pathToFileURL(join(dirname(cli), "index.mjs")).href)) as Library);
  }
  const parsed = libraries.map((): number[] => []);
  const split: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    split.push(secondsOf(() => text.split("\n").map((line) => line.split("\t"))));
    for (const [index, { parseStatus }] of libraries.entries()) {
      parsed[index]?.push(secondsOf(() => parseStatus(text)));
    }
  }
  const base = spreadOf(split.slice(WARM_UP_ROUNDS)).median;
  return parsed.map((seconds) => spreadOf(seconds.slice(WARM_UP_ROUNDS).map((one) => one / base)));
}

function writeCrowdedStatus(): string {
  const updatedSeconds = Date.parse("2026-11-21T14:00:00Z") / 1000;
  const clients = Array.from({ length: CLIENTS }, (_, index) => ({
    commonName: `user${index}@example.com`,
    realAddress: `203.0.${index >> 8}.${index % 256}:${30_000 + index}`,
    virtualAddress: `10.9.${index >> 8}.${index % 256}`,
    bytesReceived: index * 1_234_567,
    bytesSent: index * 7_654_321,
    connectedSinceSeconds: updatedSeconds - index,
    username: "",
  }));
  return writeStatus({ updatedSeconds, clients }, { version: 3, release: "2.6" });
}

function secondsOf(act: () => unknown): number {
  const begin = performance.now();
  act();
  return performance.now() - begin;
}
