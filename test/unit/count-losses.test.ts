import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { writeCsv } from "../../src/history/csv-table.js";
import { ENDED_SESSION_CSV } from "../../src/history/session-csv.js";
import { countLosses, idsIn } from "../support/count-losses.js";
import { at, makeSession } from "../support/make-session.js";
import { tempFolder } from "../support/temp-folder.js";

test("lost and doubled sessions are counted whatever the names", (t) => {
  const history = tempFolder(t);
  mkdirSync(join(history, "sessions"));
  const [jane, joe, lost] = ["Doe, Jane", 'Doe\n"Joe', "lost"].map((user) =>
    makeSession({ user, startSeconds: at("2026-11-20T08:00:00Z") }),
  );
  assert.ok(jane !== undefined && joe !== undefined && lost !== undefined);
  const file = join(history, "sessions/2026-11-20.csv");
  writeFileSync(file, writeCsv(ENDED_SESSION_CSV, [jane, joe, jane]));
  // A run that was killed: the row is not whole.
  appendFileSync(file, "2026-11-20T08:00:00Z,");
  assert.deepEqual(idsIn(history), [jane.id, joe.id, jane.id]);
  const losses = { lost: 0, doubled: 0, countedTwice: 0 };
  countLosses(history, [jane.id, joe.id, lost.id], losses);
  assert.deepEqual(losses, { lost: 1, doubled: 1, countedTwice: 0 });
});

test("usage and samples that count twice are counted", (t) => {
  const history = tempFolder(t);
  mkdirSync(join(history, "samples/hours"), { recursive: true });
  mkdirSync(join(history, "usage"));
  const usage = 'id,user,server\n1,"a,b",vpn\n1,"a,b",vpn\n2,"a,b",vpn\n';
  for (const day of ["2026-11-19", "2026-11-20"]) writeFileSync(join(history, `usage/${day}.csv`), usage);
  writeFileSync(join(history, "samples/2026-11-20.csv"), 'time,server\n8:00,"a,b"\n8:00,"a,c"\n8:00,"a,b"\n');
  const losses = { lost: 0, doubled: 0, countedTwice: 0 };
  countLosses(history, [], losses);
  assert.deepEqual(losses, { lost: 0, doubled: 0, countedTwice: 3 });
});
