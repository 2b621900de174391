import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCsv } from "../../src/history/csv-table.js";
import { ENDED_SESSION_CSV } from "../../src/history/session-csv.js";
import type { Session } from "../../src/history/session.js";

/** The sessions in the day files of a history; none if there are no files yet. */
export function readEnded(history: string): readonly Session[] {
  const folder = join(history, "sessions");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.flatMap((name) => {
    const reading = readCsv(ENDED_SESSION_CSV, readFileSync(join(folder, name), "utf8"));
    assert.equal(reading.kind, "rows");
    return reading.rows;
  });
}
