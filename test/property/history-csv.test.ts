import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readCsv, writeCsv, type CsvTable } from "../../src/history/csv-table.js";
import { isoSeconds, parseIsoSeconds } from "../../src/history/iso-seconds.js";
import { SAMPLE_CSV } from "../../src/history/sample-csv.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../src/history/session-csv.js";
import { SOURCE_CSV } from "../../src/history/source-csv.js";
import { usageCsv } from "../../src/history/usage-csv.js";
import { makeClient } from "../support/make-client.js";
import { HistoryRun } from "../support/run-history.js";
import { say } from "../support/say-problem.js";

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
  assert.deepEqual(readCsv(table, writeCsv(table, rows)), { kind: "rows", rows });
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

describe("a text of two columns", () => {
  const table: CsvTable<readonly string[]> = {
    columns: ["a", "b"],
    required: ["a", "b"],
    toFields: (row) => row,
    toRow: (fields) => fields,
  };
  const pieces = fc.constantFrom("x", "é", " ", ",", ",", "\n", "\n", "\ufeff", "\0", "a,b", "x,y\n");
  it("is read as csv-parse reads it, also where it is read without it", () => {
    fc.assert(
      fc.property(fc.array(pieces), fc.boolean(), (parts, hasMark) => {
        const text = `${hasMark ? "\ufeff" : ""}a,b\n${parts.join("")}`;
        const records = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true }).slice(1);
        const reading = readCsv(table, text);
        const wrong = records.find(({ length }) => length !== 2);
        if (wrong === undefined) assert.deepEqual(reading, { kind: "rows", rows: records });
        else assert.ok(reading.kind === "broken" && say(reading.what) === `expected 2 fields, got ${wrong.length}`);
      }),
    );
  });
});

describe("a time", () => {
  const asTheCalendarHasIt = (text: string): number | undefined => {
    const seconds = Date.parse(text) / 1000;
    return Number.isInteger(seconds) && isoSeconds(seconds) === text ? seconds : undefined;
  };
  const twoDigits = fc.nat({ max: 99 }).map((number) => String(number).padStart(2, "0"));
  const clock = fc.tuple(twoDigits, twoDigits, twoDigits).map((parts) => parts.join(":"));
  const date = fc.tuple(fc.nat({ max: 9999 }), fc.nat({ max: 13 }), fc.nat({ max: 32 }));
  it("is understood if a calendar has it, and only then", () => {
    const first = Date.parse("0000-01-01T00:00:00Z") / 1000;
    fc.assert(
      fc.property(fc.integer({ min: first, max: LAST_SECOND }), (seconds) => {
        assert.equal(parseIsoSeconds(isoSeconds(seconds)), seconds);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(date, fc.oneof(clock, fc.constant("08:12:15")), ([year, month, day], time) => {
        const [y, m, d] = [[year, 4] as const, [month, 2] as const, [day, 2] as const].map(([number, length]) =>
          String(number).padStart(length, "0"),
        );
        const text = `${y}-${m}-${d}T${time}Z`;
        assert.equal(parseIsoSeconds(text), asTheCalendarHasIt(text), text);
      }),
      { numRuns: 1000 },
    );
  });
  it("is not understood with another character anywhere in it", () => {
    const time = "2024-02-29T08:12:15Z";
    for (let index = 0; index < time.length; index++) {
      for (const other of ["/", ":", "T", "٣", " ", "-", "+"].filter((character) => character !== time[index])) {
        const text = time.slice(0, index) + other + time.slice(index + 1);
        assert.equal(parseIsoSeconds(text), undefined, text);
      }
    }
  });
});
