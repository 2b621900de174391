import assert from "node:assert/strict";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import {
  ALICE,
  BOB,
  CAROL,
  DAVE,
  FIELD_CHANGES,
  type Cells,
  type FieldChanges,
  type Way,
  type Who,
} from "../support/session-changes.js";
import { StorySite, type StoryClient } from "../support/story-site.js";
import type { WithAfter } from "../support/temp-folder.js";

for (const [field, changes] of Object.entries(FIELD_CHANGES)) {
  const all = [
    ...toWays(changes.running).map((way): Change => ({ way, who: "alice" })),
    ...toWays(changes.ended).flatMap((way): Change[] =>
      ["carol" as const, "dave" as const].map((who) => ({ way, who })),
    ),
  ];
  const expected = all.filter(({ way }) => toTodo(way) === undefined);
  test(`a run after a change of ${field} makes what a full build makes`, async (t) => {
    assert.ok(expected.length > 0);
    await assertAsFullBuild(t, field, changes, expected);
  });
  for (const change of all) {
    const todo = toTodo(change.way);
    if (todo === undefined) continue;
    test(`a run after an edit of ${field} makes what a full build makes`, { todo }, async (t) => {
      await assertAsFullBuild(t, field, changes, [change]);
    });
  }
}

interface Change {
  readonly way: Way;
  readonly who: Who;
}

/** Makes the changes one after the other, each of sessions that the run before has shown as they were. */
async function assertAsFullBuild(
  t: WithAfter,
  field: string,
  { columns, userFrom = "common_name" }: FieldChanges,
  changes: readonly Change[],
): Promise<void> {
  const site = await makeSite(t, userFrom);
  for (const [index, { way, who }] of changes.entries()) {
    const now = minutesAfterNoon(2 * index);
    // Everything is as it was, and the site shows it.
    await site.becomes(now).shows([ALICE, BOB]).run("gen");
    const before = toCells(site, columns);
    if (way.by === "file") editRow(site, who, way.cells);
    site.becomes(minutesAfterNoon(2 * index + 1)).shows(toClients(way));
    await site.genAsFullBuild(`${field} of ${who}: ${JSON.stringify(way)}`);
    if (way.by !== "file") assert.notDeepEqual(toCells(site, columns), before, "it has changed");
  }
}

function toTodo(way: Way): string | undefined {
  return way.by === "file" ? way.todo : undefined;
}

function toWays(changes: readonly Way[] | string): readonly Way[] {
  return typeof changes === "string" ? [] : changes;
}

function toClients(way: Way): readonly StoryClient[] {
  switch (way.by) {
    case "status":
      return [{ ...ALICE, ...way.alice }, BOB];
    case "clients":
      return way.clients;
    case "file":
      return [ALICE, BOB];
  }
}

/** Alice and Bob are connected, Carol has been until a minute ago, and Dave was the day before. */
async function makeSite(t: WithAfter, userFrom: "common_name" | "username"): Promise<StorySite> {
  const site = new StorySite(t, minutesAfterNoon(-2), { user_from: userFrom });
  const archived = [
    site.archive("2026-11-20T10:00:00Z", [DAVE]),
    site.archive("2026-11-20T11:00:00Z", [{ ...DAVE, bytesReceived: 2000 }]),
  ];
  // The counters have grown since the first look, so that the last reading may still be taken back.
  await site.shows([{ ...ALICE, bytesReceived: 4e6, bytesSent: 8e6 }, BOB, CAROL]).run("import", ...archived);
  await site.becomes(minutesAfterNoon(-1)).shows([ALICE, BOB]).run("gen");
  return site;
}

function minutesAfterNoon(minutes: number): string {
  return new Date(Date.parse("2026-11-21T12:00:00Z") + minutes * 60_000).toISOString();
}

/** `open.csv` and all day files of sessions. */
function sessionFiles({ history }: StorySite): readonly string[] {
  const dayFiles = readdirSync(join(history, "sessions")).sort();
  return [join(history, "open.csv"), ...dayFiles.map((name) => join(history, "sessions", name))];
}

function toCells(site: StorySite, columns: readonly string[]): readonly (readonly (string | undefined)[])[] {
  return sessionFiles(site).flatMap((path) => readRows(path).map((row) => columns.map((column) => row[column])));
}

/** Where each of those whose row is edited stands: Alice's session goes on, the others were the first to end. */
const ROWS: Readonly<Record<Who, { readonly file: string; readonly isRow: (row: Row, index: number) => boolean }>> = {
  alice: { file: "open.csv", isRow: ({ common_name: commonName }) => commonName === "alice" },
  carol: { file: "sessions/2026-11-21.csv", isRow: (_, index) => index === 0 },
  dave: { file: "sessions/2026-11-20.csv", isRow: (_, index) => index === 0 },
};

/** Puts another file in the place of the one that has a session, as an editor does. */
function editRow(site: StorySite, who: Who, cells: Cells): void {
  const { file: name, isRow } = ROWS[who];
  const path = join(site.history, name);
  const rows = readRows(path).map((row, index): Row => {
    if (!isRow(row, index)) return row;
    const edited = Object.entries(cells).map(([column, cell]): [string, string] => {
      return [column, typeof cell === "string" ? cell : cell(row[column] ?? "")];
    });
    return { ...row, ...Object.fromEntries(edited) };
  });
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const before = readFileSync(path, "utf8");
  writeFileSync(`${path}.edited`, stringify(rows, { header: true, columns }));
  renameSync(`${path}.edited`, path);
  assert.notEqual(readFileSync(path, "utf8"), before, "it has been edited");
}

type Row = Readonly<Record<string, string>>;

function readRows(path: string): readonly Row[] {
  return parse(readFileSync(path, "utf8"), { columns: true });
}
