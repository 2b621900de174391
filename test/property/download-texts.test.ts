import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { SheetBytes, workbookText } from "../../src/render/workbook/workbook-sheet-bytes.js";
import { makeZone } from "../../src/status/zone.js";
import { csvTexts, downloadSession, downloadTable } from "../support/download-sessions.js";
import { wellFormedXml } from "../support/well-formed-xml.js";

// Any UTF-16 at all, and the characters that mean something to CSV, XML and spreadsheets more often than chance has them.
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "=",
        "+",
        "-",
        "@",
        "'",
        '"',
        ",",
        "\r",
        "\n",
        "\t",
        " ",
        "<",
        "&",
        ">",
        "_x0041_",
        "\0",
        "é",
        "\uFEFF",
      ),
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

test("every name comes back from the CSV whole, but for a quote before what looks like a formula", () => {
  const render = csvTexts(makeZone("UTC"));
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 5 }), (users) => {
      const csv = render(downloadTable(users.map((user) => downloadSession({ user }))));
      const shown = parse(csv, { bom: true, from: 2 }).map((row) => row[0] ?? "");
      assert.equal(shown.length, users.length);
      for (const [index, user] of users.entries()) {
        const text = shown[index] ?? "";
        const encodable = user.replace(/\p{Cs}/gu, "\uFFFD");
        assert.ok(text === encodable || text === `'${encodable}`, JSON.stringify([user, text]));
        assert.ok(!/^[=+\-@]/.test(text.trimStart()), JSON.stringify(text));
      }
    }),
  );
});

test("every name is well-formed XML in a workbook, and the fast way writes what the careful one does", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const bytes = new SheetBytes(1);
      bytes.textCell(text);
      const cell = `<c r="A1${bytes.take().toString("utf8")}`;
      assert.equal(cell, `<c r="A1" t="inlineStr"><is>${workbookText(text)}</is></c>`);
      assert.deepEqual(
        wellFormedXml(cell).map(({ name }) => name),
        ["c", "is", "t"],
      );
      assert.doesNotMatch(cell, /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/);
    }),
  );
});
