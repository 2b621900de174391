import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readCsv, writeCsv, type CsvTable } from "../../src/history/csv-table.js";
import { SAMPLE_CSV } from "../../src/history/sample-csv.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../src/history/session-csv.js";
import { SOURCE_CSV } from "../../src/history/source-csv.js";
import { usageCsv } from "../../src/history/usage-csv.js";
import { makeClient } from "../support/make-client.js";
import { HistoryRun } from "../support/run-history.js";

const LAST_SECOND = Date.parse("9999-12-31T23:59:59Z") / 1000;
const DAY = 86_400;

const bytes = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER));
const name = fc.oneof(
  fc.constantFrom("", "UNDEF", "a\r\nb", "\r", '"', "a,b", "\ufeff"),
  fc.string({ unit: "binary" }),
);
const clients = fc.array(
  fc
    .record({
      name,
      since: fc.constantFrom(-14 * 3600, 0, 1_795_000_000, LAST_SECOND),
      received: bytes,
      sent: bytes,
      id: fc.constantFrom("", "0", "1"),
      username: name,
    })
    .map(makeClient),
  { maxLength: 4 },
);
const runs = fc.array(
  fc.record({
    seconds: fc.oneof(
      fc.constantFrom(0, 300, 1_795_000_000),
      fc.nat({ max: 20 }).map((days) => 1_795_000_000 + days * DAY),
    ),
    established: clients,
    connecting: clients,
  }),
  { maxLength: 8 },
);

function assertReadsBack<Row>(table: CsvTable<Row>, rows: readonly Row[]): void {
  assert.deepEqual(readCsv(table, writeCsv(table, rows, { header: true })), { kind: "rows", rows });
}

describe("whatever runs make of the history", () => {
  it("its CSV reads back as the same rows", () => {
    fc.assert(
      fc.property(runs, fc.constantFrom("UTC", "Asia/Kolkata"), (all, zone) => {
        const history = new HistoryRun({ zone });
        for (const { seconds, established, connecting } of all) history.see(seconds, established, { connecting });
        const { open, ended, sources, usage, samples } = history.known;
        assertReadsBack(OPEN_SESSION_CSV, open);
        assertReadsBack(ENDED_SESSION_CSV, [...ended.values()]);
        assertReadsBack(SOURCE_CSV, sources);
        assertReadsBack(SAMPLE_CSV, samples);
        for (const row of usage) assertReadsBack(usageCsv(row.day), [row]);
      }),
      { numRuns: 300 },
    );
  });
});
