import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import exceljs from "exceljs";
import { readSections } from "../support/markdown-sections.js";
import { runScene } from "../support/scene-runs.js";
import { seededRandom } from "../support/seeded-random.js";
import { SoakWorld } from "../support/soak-world.js";
import { tempFolderInMemory } from "../support/temp-folder.js";

const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const HOUR_SECONDS = 3600;

test("README's queries add up to what the usage workbook and status.json say", async (t) => {
  // Three days to the end of a month, around the night in which clocks are set back.
  const world = new SoakWorld(tempFolderInMemory(t), seededRandom(5), Date.parse("2026-10-23T21:00:00Z") / 1000);
  for (let run = 0; run < 48; run++) {
    world.look();
    await runScene(world, world, ["gen"]);
    world.nowSeconds += 1.6 * HOUR_SECONDS;
  }
  const block = readSections(README).flatMap(({ blocks }) => blocks.filter(({ language }) => language === "sql"))[0];
  assert.ok(block !== undefined, "README has SQL");
  const sql = block.lines.join("\n").replaceAll("'history/", `'${world.history}/`);
  const statements = sql.split(/;\n?/).filter((text) => text.trim() !== "");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const answers: Readonly<Record<string, unknown>>[][] = [];
  for (const statement of statements) answers.push((await connection.runAndReadAll(statement)).getRowObjects());
  connection.closeSync();

  const traffic = answers.at(-2)?.map((row) => [row["user"], row["day"], Number(row["received"]), Number(row["sent"])]);
  const shown = await readUsage(join(world.out, "downloads"));
  assert.ok(shown.length > 20, `${shown.length} user days`);
  assert.deepEqual(sorted(traffic ?? []), sorted(shown));
  const status = JSON.parse(readFileSync(join(world.out, "status.json"), "utf8")) as {
    readonly clients: readonly { readonly server: string; readonly bytes_received: number }[];
  };
  const now = answers.at(-1)?.map((row) => [row["server"], Number(row["clients"]), Number(row["received"])]);
  const expected = [...new Set(status.clients.map(({ server }) => server))].map((server) => {
    const own = status.clients.filter((client) => client.server === server);
    return [server, own.length, own.reduce((sum, client) => sum + client.bytes_received, 0)];
  });
  assert.ok(expected.length > 2, "several servers have clients");
  assert.deepEqual(sorted(now ?? []), sorted(expected));
  t.diagnostic(
    `${shown.length} user days and ${status.clients.length} clients on ${expected.length} servers are equal`,
  );
});

type Line = readonly unknown[];

/** The cells of all usage workbooks in which something moved: user, day, received, sent. */
async function readUsage(downloads: string): Promise<readonly Line[]> {
  const lines = new Map<string, [string, string, number, number]>();
  for (const name of readdirSync(downloads).filter((one) => one.startsWith("usage_"))) {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(downloads, name));
    for (const [place, sheet] of [workbook.worksheets[1], workbook.worksheets[2]].entries()) {
      assert.ok(sheet !== undefined);
      const days = sheet.getRow(1);
      // The last row and column are totals.
      for (let row = 2; row < sheet.rowCount; row++) {
        const user = sheet.getRow(row).getCell(1).text;
        for (let column = 3; column < sheet.columnCount; column++) {
          const [day, value] = [days.getCell(column).value, sheet.getRow(row).getCell(column).value];
          if (!(day instanceof Date) || typeof value !== "number") continue;
          const key = day.toISOString().slice(0, 10);
          const line = lines.get(`${user}\n${key}`) ?? [user, key, 0, 0];
          line[place === 0 ? 2 : 3] = value;
          lines.set(`${user}\n${key}`, line);
        }
      }
    }
  }
  return [...lines.values()];
}

function sorted(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => JSON.stringify(line)).sort();
}
