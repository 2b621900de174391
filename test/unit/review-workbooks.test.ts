import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeContent } from "../support/make-content.js";
import ExcelJS from "exceljs";
import { openDownloadTargets } from "../../src/build/download-targets.js";
import type { Target } from "../../src/site/target.js";
import { indexAll } from "../support/full-index.js";
import type { FullInput } from "../support/full-index.js";
import { hostileNames } from "../support/download-sessions.js";
import { at, exampleInput, exampleSession, NOW_SECONDS } from "../support/example-site.js";

const running = exampleSession({ user: "alice", startSeconds: at("2026-11-19T08:00:00Z"), endSeconds: null });

const input = exampleInput({
  aliases: new Map([
    ["alice", "Alice Adams"],
    ["carol", "Carol (starts soon)"],
  ]),
  openSessions: [running],
  endedSessions: [
    exampleSession({ user: "alice", startSeconds: at("2026-11-20T08:00:00Z"), publicIp: "198.51.100.4" }),
    exampleSession({ user: "bob", startSeconds: at("2026-10-31T22:30:00Z"), endSeconds: at("2026-10-31T23:30:01Z") }),
    exampleSession({ user: "dora", startSeconds: at("2026-11-20T10:00:00Z"), bytesReceived: null, bytesSent: null }),
    exampleSession({ user: "erik", startSeconds: at("2026-07-01T10:00:00Z") }),
  ],
  usage: [{ day: "2026-11-19", id: running.id, user: "alice", server: "berlin", bytesReceived: 5e9, bytesSent: 70 }],
});

function toWorkbooks(site: FullInput): readonly Target[] {
  const downloads = openDownloadTargets(site, "a version");
  const index = indexAll(site);
  return [
    downloads.toAccessReview(index),
    ...[...index.months.values()].map((month) => downloads.toUsage(index, month)),
  ];
}

function toTarget(site: FullInput, path: string): Target {
  const found = toWorkbooks(site).find((target) => target.path === path);
  assert.ok(found, path);
  return found;
}

async function toSheets(site: FullInput, path: string): Promise<readonly ExcelJS.Worksheet[]> {
  const bytes = await makeContent(toTarget(site, path));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook.worksheets;
}

/** The values of a row, empty cells as null. */
function toRow(sheet: ExcelJS.Worksheet | undefined, rowNumber: number): readonly ExcelJS.CellValue[] {
  assert.ok(sheet);
  return Array.from({ length: sheet.columnCount }, (_, place) => sheet.getCell(rowNumber, place + 1).value);
}

function frozen(sheet: ExcelJS.Worksheet | undefined): readonly unknown[] {
  return (sheet?.views ?? []).map((view) => ("ySplit" in view ? [view.state, view.xSplit, view.ySplit] : []));
}

describe("the workbook of the access review", () => {
  const path = "downloads/access-review.xlsx";

  test("has a row for each user and alias, by name, with real numbers and dates of the zone's clocks", async () => {
    const [sheet, ...more] = await toSheets(input, path);
    assert.equal(more.length, 0);
    assert.equal(sheet?.name, "Access review");
    assert.deepEqual(toRow(sheet, 1), [
      ...[
        "User",
        "Alias",
        "Status",
        "First seen",
        "Last seen",
        "Sessions",
        "Hours",
        "Received (bytes)",
        "Sent (bytes)",
      ],
      ...["Reconnects per day", "Public addresses", "Concurrent addresses", "Newest concurrent"],
    ]);
    const concurrentAt = new Date("2026-11-20T09:00:00Z");
    assert.deepEqual(
      [2, 3, 4, 5, 6].map((row) => toRow(sheet, row)),
      [
        [
          ...["alice", "Alice Adams", "online", new Date("2026-11-19T09:00:00Z"), null],
          ...[2, 40, 5_001_000_000, 2_000_070, 0, 2, 1, concurrentAt],
        ],
        [
          ...["bob", null, "active", new Date("2026-10-31T23:30:00Z"), new Date("2026-11-01T00:30:01Z")],
          ...[1, 3601 / 3600, 1_000_000, 2_000_000, 0, 1, 0, null],
        ],
        ["carol", "Carol (starts soon)", "never connected", ...Array.from({ length: 10 }, () => null)],
        [
          ...["dora", null, "active", new Date("2026-11-20T11:00:00Z"), new Date("2026-11-20T12:00:00Z")],
          ...[1, 1, null, null, 0, 1, 0, null],
        ],
        [
          ...["erik", null, "inactive > 90 days", new Date("2026-07-01T12:00:00Z"), new Date("2026-07-01T13:00:00Z")],
          ...[1, 1, 1_000_000, 2_000_000, 0, 1, 0, null],
        ],
      ],
    );
    assert.deepEqual(
      ["D2", "F2", "G2", "H2", "J2", "M2"].map((address) => sheet.getCell(address).numFmt),
      ["yyyy-mm-dd hh:mm:ss", "#,##0", "#,##0.00", "#,##0", "#,##0.0", "yyyy-mm-dd hh:mm:ss"],
    );
    assert.deepEqual([frozen(sheet), sheet.autoFilter], [[["frozen", 1, 1]], "A1:M6"]);
  });

  test("speaks German", async () => {
    const [sheet] = await toSheets({ ...input, language: "de" }, path);
    assert.equal(sheet?.name, "Zugangsprüfung");
    assert.deepEqual(sheet.getColumn(3).values.slice(1), [
      ...["Status", "online", "aktiv", "nie verbunden", "aktiv", "inaktiv > 90 Tage"],
    ]);
  });

  test("keeps hostile names and aliases as texts", async () => {
    const names = [...hostileNames, "=cmd|'/c calc'!A0"];
    const hostile = exampleInput({
      endedSessions: names.map((user) => exampleSession({ user })),
      aliases: new Map([...names.map((name) => [name, name] as const), ["=never", "<b>&"]]),
    });
    const [sheet] = await toSheets(hostile, path);
    assert.equal(sheet?.rowCount, names.length + 2);
    const shown = new Set<string>();
    for (let row = 2; row <= sheet.rowCount; row += 1) {
      for (const column of [1, 2]) assert.equal(sheet.getCell(row, column).type, ExcelJS.ValueType.String);
      shown.add(sheet.getCell(row, 1).text);
    }
    for (const name of ["=1+1", "=cmd|'/c calc'!A0", "<b>&amp;</b>", "Zoë 🙂", "=never"]) assert.ok(shown.has(name));
  });

  test("has the header alone where nobody ever connected and no alias is known", async () => {
    const [sheet] = await toSheets(exampleInput({}), path);
    assert.equal(sheet?.rowCount, 1);
  });
});

describe("the workbook of a month's usage", () => {
  const path = "downloads/usage_2026-11.xlsx";

  test("has users × days for the hours and each direction, with dates as titles and totals", async () => {
    const sheets = await toSheets(input, path);
    assert.deepEqual(
      sheets.map(({ name }) => name),
      ["Hours", "Received (bytes)", "Sent (bytes)"],
    );
    const days = Array.from({ length: 30 }, (_, index) => new Date(Date.UTC(2026, 10, index + 1)));
    for (const sheet of sheets) {
      assert.deepEqual(toRow(sheet, 1), ["User", "Alias", ...days, "Total"]);
      assert.equal(sheet.getCell("AF1").numFmt, "ddd d");
      assert.deepEqual([frozen(sheet), sheet.autoFilter, sheet.rowCount], [[["frozen", 2, 1]], "A1:AG4", 5]);
    }
    const [hours, received, sent] = sheets;
    assert.deepEqual(toDays(hours, 2), { alias: "Alice Adams", 19: 15, 20: 25, 21: 0, total: 40 });
    assert.deepEqual(toDays(hours, 3), { alias: null, 1: 1801 / 3600, total: 1801 / 3600 });
    assert.deepEqual(toDays(hours, 5), { alias: null, 1: 1801 / 3600, 19: 15, 20: 26, 21: 0, total: 149_401 / 3600 });
    assert.deepEqual(toDays(received, 2), { alias: "Alice Adams", 19: 5e9, 20: 1_000_000, total: 5_001_000_000 });
    assert.deepEqual(toDays(received, 4), { alias: null, total: null });
    assert.deepEqual(toDays(sent, 5), { alias: null, 1: 2_000_000, 19: 70, 20: 2_000_000, total: 4_000_070 });
    assert.deepEqual(
      [2, 5].map((row) => hours?.getCell(row, 33).numFmt),
      ["#,##0.00", "#,##0.00"],
    );
    assert.equal(sent?.getCell(5, 33).numFmt, "#,##0");
    assert.deepEqual(
      ["A4", "A5", "AG4", "AG5"].map((address) => sent.getCell(address).style.font?.bold === true),
      [false, true, false, true],
    );
  });

  /** What stands in a row, by day of the month. */
  function toDays(sheet: ExcelJS.Worksheet | undefined, row: number): Readonly<Record<string, ExcelJS.CellValue>> {
    const [, alias = null, ...cells] = toRow(sheet, row);
    const total = cells.pop() ?? null;
    const known = cells
      .map((value, index) => [String(index + 1), value] as const)
      .filter(([, value]) => value !== null);
    return { alias, ...Object.fromEntries(known), total };
  }

  test("exists for every month in which someone was connected, also if no session began in it", () => {
    const paths = toWorkbooks(input).map((output) => output.path);
    assert.deepEqual(
      paths.filter((each) => each.includes("usage")),
      ["11", "10", "07"].map((month) => `downloads/usage_2026-${month}.xlsx`),
    );
  });

  test("speaks German", async () => {
    const [hours, received] = await toSheets({ ...input, language: "de" }, path);
    assert.deepEqual([hours?.name, received?.name], ["Stunden", "Empfangen (Bytes)"]);
    assert.deepEqual([hours?.getCell("A5").value, hours?.getCell("C1").numFmt], ["Gesamt", "ddd d."]);
  });
});

test("a minute in which nobody comes or goes changes no workbook, nor what it is made of; an end does", async () => {
  const other = exampleSession({
    ...{ user: "alice", startSeconds: at("2026-11-21T10:00:00Z"), endSeconds: null, publicIp: "192.0.2.9" },
    lastSeenSeconds: NOW_SECONDS - 9,
  });
  const now: FullInput = { ...input, openSessions: [other, running] };
  const later: FullInput = {
    ...now,
    nowSeconds: NOW_SECONDS + 60,
    openSessions: now.openSessions.map((session) => ({
      ...session,
      lastSeenSeconds: session.lastSeenSeconds + 60,
      bytesReceived: 9e9,
    })),
  };
  const ended: FullInput = {
    ...now,
    openSessions: [running],
    endedSessions: [{ ...other, endSeconds: NOW_SECONDS }, ...now.endedSessions],
  };
  for (const path of ["downloads/access-review.xlsx", "downloads/usage_2026-11.xlsx"]) {
    const [before, after, atEnd] = [now, later, ended].map((site) => toTarget(site, path));
    assert.equal(after?.toKey?.(), before?.toKey?.());
    assert.notEqual(atEnd?.toKey?.(), before?.toKey?.());
    assert.deepEqual(after && (await makeContent(after)), before && (await makeContent(before)));
  }
});
