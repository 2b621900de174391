import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { readCsv, writeCsv, type CsvTable } from "../../src/history/csv-table.js";
import type { PlacedRow } from "../../src/history/history-change.js";
import { ENDED_SESSION_CSV } from "../../src/history/session-csv.js";
import { toUtcDay } from "../../src/history/local-day.js";
import { startsBefore } from "../../src/history/starts-before.js";
import type { Session } from "../../src/history/session.js";
import { dayFileChanges } from "../../src/io/history/day-file-changes.js";
import { moveRowsHome } from "../../src/io/history/move-rows-home.js";
import { readRows } from "../../src/io/history/read-history.js";
import { at, makeSession } from "../support/make-session.js";
import { tempFolder, tempFolderInMemory } from "../support/temp-folder.js";

const DAY = "2026-11-20";

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

interface Row {
  readonly order: number;
  readonly name: string;
}

const ROW_CSV: CsvTable<Row> = {
  columns: ["order", "name"],
  required: [],
  toFields: ({ order, name }) => [String(order), name],
  toRow: ([order = "", name = ""]) => ({ order: Number(order), name }),
};
const hasLowerOrder = (a: Row, b: Row): boolean => a.order < b.order;

function insert(
  folder: string,
  kept: readonly Row[],
  inserted: readonly PlacedRow<Row>[],
  isBefore = hasLowerOrder,
): readonly Row[] {
  writeFiles(folder, { [`usage/${DAY}.csv`]: writeCsv(ROW_CSV, kept) });
  const [change] = dayFileChanges<Row>(folder, {
    kind: "usage",
    toTable: () => ROW_CSV,
    toDay: () => DAY,
    appended: [],
    inserted,
    isBefore,
    changed: null,
  });
  assert.ok(change !== undefined && "content" in change);
  const reading = readCsv(ROW_CSV, change.content);
  assert.ok(reading.kind !== "broken");
  return reading.rows;
}

/** What is meant by inserting: one row after the other, those with a place last. */
function insertOneByOne(kept: readonly Row[], inserted: readonly PlacedRow<Row>[]): readonly Row[] {
  const rows = [...kept];
  const places = (entry: PlacedRow<Row>): number => entry.place ?? -1;
  for (const { row, place } of [...inserted].sort((a, b) => places(a) - places(b))) {
    const next = place ?? rows.findIndex((other) => hasLowerOrder(row, other));
    rows.splice(next < 0 ? rows.length : next, 0, row);
  }
  return rows;
}

describe("rows that are inserted into a day file", () => {
  it("are where they would be if they came one after the other, whatever the order of the file", (t) => {
    const folder = tempFolderInMemory(t);
    const order = fc.integer({ min: 0, max: 6 });
    const place = fc.option(fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(
        fc.array(order, { maxLength: 8 }),
        fc.uniqueArray(fc.tuple(order, place), {
          minLength: 1,
          maxLength: 8,
          // Each row of a day file has a place of its own.
          comparator: ([, a], [, b]) => a !== null && a === b,
        }),
        (before, entering) => {
          const kept = before.map((one, index) => ({ order: one, name: `kept ${index}` }));
          const inserted = entering.map(([one, at], index) => {
            return { day: DAY, place: at, row: { order: one, name: `new ${index}` } };
          });
          assert.deepEqual(insert(folder, kept, inserted), insertOneByOne(kept, inserted));
        },
      ),
    );
  });

  it("are compared with as many rows of a larger file as there are more, not with the square of it", (t) => {
    const folder = tempFolder(t);
    const countComparisons = (size: number): number => {
      let count = 0;
      const rows = Array.from({ length: size }, (_, order) => ({ order, name: "" }));
      insert(
        folder,
        rows,
        rows.map((row) => ({ day: DAY, place: null, row })),
        (a, b) => {
          count += 1;
          return hasLowerOrder(a, b);
        },
      );
      return count;
    };
    assert.ok(countComparisons(400) < 5 * countComparisons(100));
  });
});

describe("rows that someone has moved to another day file", () => {
  it("are read as often in a large file as in a small one", (t) => {
    let count = 0;
    const { toRow } = ENDED_SESSION_CSV;
    t.mock.method(ENDED_SESSION_CSV, "toRow", (...args: Parameters<typeof toRow>) => {
      count += 1;
      return toRow(...args);
    });
    const countRows = (size: number): number => {
      const folder = tempFolder(t);
      const sessions = Array.from({ length: size }, (_, number) =>
        makeSession({ user: `u${number}`, startSeconds: at(`${DAY}T08:00:00Z`) + number, endSource: "event" }),
      );
      writeFiles(folder, { "sessions/2026-11-21.csv": writeCsv(ENDED_SESSION_CSV, sessions) });
      const readDay = (day: string): readonly Session[] => (day === DAY ? [] : sessions);
      count = 0;
      const changes = moveRowsHome(folder, ["2026-11-21"], [], readDay);
      assert.deepEqual(
        changes.map(({ path }) => path),
        ["sessions/2026-11-21.csv", `sessions/${DAY}.csv`],
      );
      return count;
    };
    assert.equal(countRows(80), 4 * countRows(20));
  });

  it("are looked for in the file of their day, which is read once", (t) => {
    const folder = tempFolder(t);
    const sessions = [3, 1, 2, 4].map((second) =>
      makeSession({ user: `u${second}`, startSeconds: at(`${DAY}T08:00:00Z`) + second }),
    );
    // The second one has both: only the row in the wrong file goes.
    const files = new Map([
      [DAY, sessions.slice(1, 2)],
      ["2026-11-21", sessions],
    ]);
    writeFiles(
      folder,
      Object.fromEntries([...files].map(([day, rows]) => [`sessions/${day}.csv`, writeCsv(ENDED_SESSION_CSV, rows)])),
    );
    const read: string[] = [];
    const changes = moveRowsHome(folder, ["2026-11-21"], [], (day) => {
      read.push(day);
      return files.get(day) ?? [];
    });
    assert.deepEqual(read, ["2026-11-21", DAY]);
    const [removed, home] = changes;
    assert.deepEqual(removed, { path: "sessions/2026-11-21.csv", remove: true });
    assert.ok(home !== undefined && "content" in home);
    const reading = readCsv(ENDED_SESSION_CSV, home.content);
    assert.ok(reading.kind !== "broken");
    assert.deepEqual(
      reading.rows.map(({ user }) => user),
      ["u1", "u2", "u3", "u4"],
    );
  });

  it("keep the user's name that is stored, and of two rows of one session the first", (t) => {
    const folder = tempFolder(t);
    const session = makeSession({ user: "stored", startSeconds: at(`${DAY}T08:00:00Z`), bytesSent: 1 });
    const rows = [session, { ...session, bytesSent: 2 }];
    writeFiles(folder, { "sessions/2026-11-21.csv": writeCsv(ENDED_SESSION_CSV, rows) });
    const changes = moveRowsHome(folder, ["2026-11-21"], [], (day) =>
      day === DAY ? [] : rows.map((row) => ({ ...row, user: "derived" })),
    );
    const home = changes.find(({ path }) => path === `sessions/${DAY}.csv`);
    assert.ok(home !== undefined && "content" in home);
    writeFiles(folder, { [`sessions/${DAY}.csv`]: home.content });
    const [moved, ...more] = readRows(join(folder, `sessions/${DAY}.csv`), ENDED_SESSION_CSV);
    assert.deepEqual([moved?.user, moved?.bytesSent, more.length], ["stored", 1, 0]);
    assert.equal(toUtcDay(moved?.startSeconds ?? 0), DAY);
    assert.equal(startsBefore(session, session), false);
  });
});
