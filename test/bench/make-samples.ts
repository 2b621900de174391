import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeCsv } from "../../src/history/csv-table.js";
import { groupBy } from "../../src/history/group-by.js";
import { toUtcDay } from "../../src/history/local-day.js";
import { SAMPLE_CSV } from "../../src/history/sample-csv.js";
import type { Sample } from "../../src/history/sample.js";

const DAY_SECONDS = 86_400;

/** Writes the samples of a day into a history: one of each server in each minute. */
export function makeSamples(folder: string, servers: readonly string[], untilSeconds: number): void {
  const times = Array.from({ length: DAY_SECONDS / 60 }, (_, minute) => untilSeconds - DAY_SECONDS + 60 * (minute + 1));
  const samples = times.flatMap((timeSeconds) =>
    servers.map((server): Sample => ({ timeSeconds, server, clients: 20, bytesReceived: 12_345, bytesSent: 67_890 })),
  );
  mkdirSync(join(folder, "samples"), { recursive: true });
  for (const [day, ofDay] of groupBy(samples, ({ timeSeconds }) => toUtcDay(timeSeconds))) {
    writeFileSync(join(folder, "samples", `${day}.csv`), writeCsv(SAMPLE_CSV, ofDay));
  }
}
