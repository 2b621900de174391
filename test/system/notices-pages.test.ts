import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { FIXED_COMMAND } from "../support/fixed-command.js";
import { at, makeSession } from "../support/make-session.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

/** A history in which each of so many users of October is new, and thus a notice. */
function writeNewcomers(folder: string, from: number, to: number): void {
  const zoe = makeSession({ id: "zoe0000000", user: "zoe", startSeconds: at("2026-09-05T10:00:00Z") });
  const newcomers = Array.from({ length: to - from }, (_, place) => {
    const name = `new${String(from + place).padStart(4, "0")}`;
    const startSeconds = at("2026-10-02T06:00:00Z") + (from + place) * 1200;
    return makeSession({ id: `${name}xxx`, user: name, startSeconds });
  });
  writeHistory(folder, { ended: from === 0 ? [zoe, ...newcomers] : newcomers });
}

it("a month's notices have as many pages as they need, in every kind of run", async (t) => {
  const folder = tempFolderInMemory(t);
  const [history, out] = [join(folder, "history"), join(folder, "out")];
  const status = join(folder, "status");
  writeFileSync(status, "");
  const host = makeHost(CLI, folder);
  const run = async (command: string, now: string, ...args: readonly string[]): Promise<void> => {
    const place = ["--status", status, "--history", history, "--out", out, "--timezone", "UTC"];
    const { status: code, stderr } = await runHere([command, ...FIXED_COMMAND, ...place, "--now", now, ...args], host);
    // The source is empty.
    assert.ok(code === 0 || code === 65, stderr);
  };
  const isThere = (path: string): boolean => existsSync(join(out, "notices", path));
  const read = (path: string): string => readFileSync(join(out, "notices", path), "utf8");

  writeNewcomers(history, 0, 410);
  await run("gen", "2026-11-05T10:00:00Z");
  assert.ok(isThere("2026-10/1.html") && !isThere("2026-10/2.html"));
  const first = read("2026-10/1.html");

  writeNewcomers(history, 410, 415);
  await run("gen", "2026-11-05T10:01:00Z");
  assert.equal(read("2026-10/1.html"), first);
  assert.match(read("2026-10.html"), />201–415</);

  // The month is opened only if one of its files is missing.
  await run("gen", "2026-11-06T10:00:00Z");
  assert.equal(read("2026-10/1.html"), first);
  rmSync(join(out, "notices/2026-10/1.html"));
  await run("gen", "2026-11-07T10:00:00Z");
  assert.equal(read("2026-10/1.html"), first);

  await run("prune", "2026-11-07T10:01:00Z", "--from", "2026-10-07", "--yes");
  assert.ok(isThere("2026-10.html") && !isThere("2026-10/1.html"));
});
