import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openCase, type CaseFolder } from "../support/case-folder.js";

const RUNS = [
  ["0.log", "08:00"],
  ["1.log", "08:01"],
  ["2.log", "08:02"],
  ["3.log", "08:05"],
] as const;

function at(time: string, status = "3.log"): readonly string[] {
  return ["--name", "vpn", "--status", status, "--now", `2026-11-21T${time}:00Z`];
}

async function openWithSessions(test: { after(hook: () => void): void }, name: string): Promise<CaseFolder> {
  const found = openCase(test, name);
  for (const [status, time] of RUNS) assert.equal((await found.run("gen", ...at(time, status))).status, 0);
  return found;
}

test("a backup that names a day which does not exist is refused, with its line and the day", async (t) => {
  const { folder, read, run } = await openWithSessions(t, "28-backup-with-an-impossible-day");
  assert.equal((await run("prune", "--all", "--yes", "--backup", "b.csv", ...at("08:06"))).status, 0);
  writeFileSync(join(folder, "b.csv"), read("b.csv").replaceAll("2026-11-21.csv", "2026-99-99.csv"));
  const { status, stderr } = await run("import", "b.csv", ...at("08:07"));
  assert.equal(status, 65, stderr);
  assert.match(stderr, /b\.csv: line 2: .*2026-99-99/);
  assert.deepEqual(readdirSync(join(folder, "h/sessions")), []);
});

test("a backup may not stand in the history or in out", async (t) => {
  const { folder, rows, run } = await openWithSessions(t, "30-backup-into-history");
  const backup = "h/sessions/2026-11-20.csv";
  const pruned = await run("prune", "--user", "user0", "--yes", "--backup", backup, ...at("08:06"));
  assert.equal(pruned.status, 64);
  assert.equal(existsSync(join(folder, backup)), false);
  assert.equal((await run("gen", ...at("08:07"))).status, 0);
  assert.equal(rows("h/sessions/2026-11-21.csv").length, 3);
});
