import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, mock, test } from "node:test";
import ExcelJS from "exceljs";
import type { Session } from "../../src/history/session.js";
import { makeZone } from "../../src/status/zone.js";
import { downloadSession, downloadTexts, hostileNames, sessionWorkbook } from "../support/download-sessions.js";
import { zipEntries } from "../support/zip-entries.js";

const berlin = makeZone("Europe/Berlin");

async function readBack(sessions: readonly Session[], maxSheetRows?: number): Promise<readonly ExcelJS.Worksheet[]> {
  const bytes = await sessionWorkbook(sessions, berlin, maxSheetRows);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook.worksheets;
}

async function onlySheet(sessions: readonly Session[]): Promise<ExcelJS.Worksheet> {
  const [sheet, ...more] = await readBack(sessions);
  assert.ok(sheet);
  assert.equal(more.length, 0);
  return sheet;
}

function cells(sheet: ExcelJS.Worksheet, rowNumber: number): readonly ExcelJS.CellValue[] {
  return Array.from({ length: 18 }, (_, index) => sheet.getRow(rowNumber).getCell(index + 1).value);
}

describe("a workbook", () => {
  test("has the documented sheet and columns, a frozen header, an autofilter and widths", async () => {
    const sheet = await onlySheet([downloadSession(), downloadSession()]);
    assert.equal(sheet.name, "OpenVPN History");
    assert.deepEqual(cells(sheet, 1), Object.values(downloadTexts.columns));
    assert.equal(sheet.getCell("A1").font.bold, true);
    assert.deepEqual(
      sheet.views.map((view) => [view.state, "ySplit" in view && view.ySplit]),
      [["frozen", 1]],
    );
    assert.equal(sheet.autoFilter, "A1:R3");
    for (let column = 1; column <= 18; column++) assert.ok((sheet.getColumn(column).width ?? 0) > 9);
  });

  test("holds dates of the zone's clocks and real numbers", async () => {
    const end = { endSource: "status", goneBySeconds: Date.parse("2026-11-21T09:13:15Z") / 1000 } as const;
    const sheet = await onlySheet([downloadSession({ ...end, clientVersion: "2.6.1", platform: "win" })]);
    assert.deepEqual(cells(sheet, 2), [
      "alice",
      null,
      "203.0.113.7",
      "10.8.0.2",
      new Date("2026-11-21T09:12:15Z"),
      new Date("2026-11-21T10:12:15Z"),
      3600,
      "3600 s",
      5_000_000_000,
      1234,
      "ended",
      "berlin",
      "hby9cb4qz1",
      new Date("2026-11-21T10:13:15Z"),
      "status",
      "2.6.1",
      "win",
      null,
    ]);
    assert.equal(sheet.getCell("E2").numFmt, "yyyy-mm-dd hh:mm:ss");
    assert.equal(sheet.getCell("I2").numFmt, "#,##0");
  });

  test("shows the clocks' time on either side of a change of the zone's offset", async () => {
    const instants = ["2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z"];
    const sheet = await onlySheet(
      instants.map((instant) => downloadSession({ startSeconds: Date.parse(instant) / 1000 })),
    );
    assert.deepEqual(
      instants.map((_, index) => sheet.getCell(index + 2, 5).value),
      ["2026-03-29T01:59:59Z", "2026-03-29T03:00:00Z", "2026-10-25T02:59:59Z", "2026-10-25T02:00:00Z"].map(
        (local) => new Date(local),
      ),
    );
  });

  test("keeps every second of a day exact", async () => {
    const midnight = Date.parse("2026-11-20T23:00:00Z") / 1000;
    const seconds = Array.from({ length: 400 }, (_, index) => (index * 86_399) % 86_400);
    const sheet = await onlySheet(seconds.map((second) => downloadSession({ startSeconds: midnight + second })));
    for (const [index, second] of seconds.entries()) {
      const expected = new Date(Date.parse("2026-11-21T00:00:00Z") + second * 1000);
      assert.deepEqual(sheet.getCell(index + 2, 5).value, expected);
    }
  });

  test("leaves end, duration and traffic of a running session blank, and traffic that is not known", async () => {
    const sheet = await onlySheet([
      downloadSession({ endSeconds: null }),
      downloadSession({ bytesReceived: null, bytesSent: null }),
    ]);
    assert.deepEqual(cells(sheet, 2).slice(5, 11), [null, null, null, null, null, "running"]);
    assert.deepEqual(cells(sheet, 3).slice(8, 11), [null, null, "ended"]);
  });

  test("says the tunnel's IPv6 address where it has no other", async () => {
    const sheet = await onlySheet([downloadSession({ tunnelIp: "", tunnelIpv6: "fd00::2" })]);
    assert.equal(sheet.getCell("D2").value, "fd00::2");
  });

  test("keeps whole numbers of every size", async () => {
    const numbers = [0, 9, 10, 999_999_999, 1_000_000_000, 1_000_000_001, 20_000_000_000_000, Number.MAX_SAFE_INTEGER];
    const sheet = await onlySheet(numbers.map((bytesSent) => downloadSession({ bytesSent })));
    assert.deepEqual(
      numbers.map((_, index) => sheet.getCell(index + 2, 10).value),
      numbers,
    );
  });

  test("keeps hostile names as texts, with what XML cannot carry replaced", async () => {
    const sheet = await onlySheet(hostileNames.map((user) => downloadSession({ user })));
    for (const [index, name] of hostileNames.entries()) {
      const cell = sheet.getCell(index + 2, 1);
      assert.equal(cell.type, ExcelJS.ValueType.String, JSON.stringify(name));
      // exceljs reads `_x005F_` as it stands; a spreadsheet shows the `_` that it means.
      const shown = cell.text.replaceAll("_x005F_", "_");
      assert.equal(shown, name.replace(/[\0\x07\r\x7F\uFFFE\uFFFF]|\p{Cs}/gu, "\uFFFD"));
    }
  });

  test("cuts a text that no cell can hold", async () => {
    const sheet = await onlySheet([
      downloadSession({ user: "x".repeat(32_767) }),
      downloadSession({ user: "x".repeat(32_768) }),
    ]);
    assert.equal(sheet.getCell("A2").value, "x".repeat(32_767));
    assert.equal(sheet.getCell("A3").value, `${"x".repeat(32_766)}…`);
  });

  test("has the header alone where there is no session", async () => {
    const sheet = await onlySheet([]);
    assert.equal(sheet.rowCount, 1);
    assert.equal(sheet.autoFilter, "A1:R1");
  });

  test("goes on in further sheets beyond the limit, each with its header", async () => {
    const users = ["a", "b", "c", "d", "e"];
    const sheets = await readBack(
      users.map((user) => downloadSession({ user })),
      2,
    );
    assert.deepEqual(
      sheets.map((sheet) => [sheet.name, sheet.getColumn(1).values.slice(1)]),
      [
        ["OpenVPN History", ["User", "a", "b"]],
        ["OpenVPN History 2", ["User", "c", "d"]],
        ["OpenVPN History 3", ["User", "e"]],
      ],
    );
  });

  test("survives more rows than one piece of the stream holds", async () => {
    const sheet = await onlySheet(Array.from({ length: 2500 }, (_, index) => downloadSession({ id: `id${index}` })));
    assert.equal(sheet.rowCount, 2501);
    assert.equal(sheet.getCell("M2501").value, "id2499");
  });

  test("is the same bytes whenever it is made", async () => {
    const sessions = hostileNames.map((user) => downloadSession({ user }));
    const first = await sessionWorkbook(sessions, berlin);
    mock.timers.enable({ apis: ["Date"], now: Date.parse("2031-05-06T07:08:09Z") });
    try {
      assert.deepEqual(Buffer.from(await sessionWorkbook(sessions, berlin)), Buffer.from(first));
    } finally {
      mock.timers.reset();
    }
  });

  // What is deflated may differ between versions of zlib; what it inflates to may not.
  test("has the same parts, to the byte, until its columns change", async () => {
    const sessions = [
      ...hostileNames.map((user) => downloadSession({ user })),
      downloadSession({ endSeconds: null }),
      downloadSession({ bytesReceived: null, bytesSent: Number.MAX_SAFE_INTEGER }),
    ];
    const parts = zipEntries(await sessionWorkbook(sessions, berlin, 20));
    const hash = createHash("sha256").update(JSON.stringify([...parts].sort(([a], [b]) => (a < b ? -1 : 1))));
    assert.ok(parts.has("xl/worksheets/sheet2.xml"));
    assert.equal(hash.digest("hex"), "0316e09a209eb9a2c4344d6c55e775c9b32264c591cdc4a67dcf634c18fb8944");
  });
});
