import { parseStatus } from "../../src/status/parse-status.js";
import { writeStatus } from "../support/write-status.js";
import { spreadOf, type Spread } from "./measure.js";

const ROUNDS = 15;
const CLIENTS = 10_000;

/** How many times longer parsing a status takes than splitting the same text into fields, each in turn. */
export function parserRatio(): Spread {
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
  const text = writeStatus({ updatedSeconds, clients }, { version: 3, release: "2.6" });
  const ratios = Array.from({ length: ROUNDS }, () => {
    const split = secondsOf(() => text.split("\n").map((line) => line.split("\t")));
    return secondsOf(() => parseStatus(text)) / split;
  });
  // The first rounds are the compiler's.
  return spreadOf(ratios.slice(3));
}

function secondsOf(act: () => unknown): number {
  const begin = performance.now();
  act();
  return performance.now() - begin;
}
