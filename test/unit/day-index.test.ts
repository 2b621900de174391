import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import fc from "fast-check";
import { daysReaching, EMPTY_DAY_INDEX, updateDayIndex, type DayIndex } from "../../src/build/day-index.js";
import { openHistoryReader } from "../../src/build/history-reader.js";
import { writeCsv } from "../../src/history/csv-table.js";
import { groupBy } from "../../src/history/group-by.js";
import { newestFirst } from "../../src/history/newest-first.js";
import type { Session } from "../../src/history/session.js";
import { usageCsv } from "../../src/history/usage-csv.js";
import type { Usage } from "../../src/history/usage.js";
import { stampDayFiles } from "../../src/io/history/day-file-stats.js";
import { openStoredHistory, type StoredHistory } from "../../src/io/history/stored-history.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { buildMonth } from "../../src/rollup/month-entry.js";
import { rollUpMonth } from "../../src/rollup/month-rollup.js";
import { mergeRollups, toSiteRollup } from "../support/merge-rollups.js";
import { makeZone } from "../../src/status/zone.js";
import { pasts } from "../support/arbitrary-past.js";
import { at, exampleSession, NOW_SECONDS } from "../support/example-site.js";
import { OwnCalendar } from "../support/own-calendar.js";
import { readUser, rollUpFolder, toSettings } from "../support/rolled-history.js";
import { tempFolder, tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

const NAMING = { userFrom: "common_name", usersIgnoreCase: false } as const;
const BERLIN = makeCalendar(makeZone("Europe/Berlin"));

function open(folder: string): StoredHistory {
  return openStoredHistory(folder, NOW_SECONDS, 3, NAMING);
}

function ended(id: string, start: string, hours: number, more: Partial<Session> = {}): Session {
  const startSeconds = at(start);
  const endSeconds = startSeconds + hours * 3600;
  return exampleSession({ user: "alice", id, startSeconds, endSeconds, lastSeenSeconds: endSeconds, ...more });
}

function makeUsage({ id, user, server }: Session, day: string): Usage {
  return { day, id, user, server, bytesReceived: 1, bytesSent: 2 };
}

describe("the index of day files", () => {
  const turn = ended("turn", "2026-10-31T20:00:00Z", 5);
  const long = ended("long", "2026-08-30T08:00:00Z", 24 * 40);
  const unset = ended("unset", "1970-01-01T00:00:20Z", 0, {
    countedFromSeconds: at("2026-11-20T09:00:00Z"),
    firstSeenSeconds: at("2026-11-20T09:00:00Z"),
    endSeconds: at("2026-11-20T10:00:00Z"),
  });
  const noon = ended("noon", "2026-11-20T12:00:00Z", 1);
  const usage = [makeUsage(long, "2026-08-30"), makeUsage(long, "2026-09-30"), makeUsage(turn, "2026-10-31")];

  function toIndex(folder: string, before: DayIndex = EMPTY_DAY_INDEX): DayIndex {
    return updateDayIndex(before, stampDayFiles(folder), open(folder), BERLIN);
  }

  it("names the months in which a file's sessions were connected, also those that are carried into them", (t) => {
    const folder = tempFolder(t);
    writeHistory(folder, { ended: [turn, long, unset, noon], usage });
    const index = toIndex(folder);
    assert.deepEqual(
      Object.entries(index.sessions).map(([day, { months, usageSpan, countsLater }]) => [
        day,
        ...[months.join(), usageSpan?.join() ?? null, countsLater],
      ]),
      [
        ["1970-01-01", "2026-11", null, true],
        ["2026-08-30", "2026-08,2026-09,2026-10", "2026-08-30,2026-09-30", false],
        ["2026-10-31", "2026-10,2026-11", "2026-10-31,2026-10-31", false],
        ["2026-11-20", "2026-11", null, false],
      ],
    );
    assert.deepEqual(daysReaching(index, "2026-10"), ["2026-08-30", "2026-10-31"]);
    assert.deepEqual(daysReaching(index, "2026-11"), ["1970-01-01", "2026-10-31", "2026-11-20"]);
    assert.deepEqual(daysReaching(index, "2026-12"), []);
  });

  it("reads again only the files that have changed, and those whose usage may have", (t) => {
    const folder = tempFolder(t);
    writeHistory(folder, { ended: [turn, long, unset, noon], usage });
    const before = toIndex(folder);
    const readBy = (): readonly string[] => {
      const history = open(folder);
      const read = new Set<string>();
      const readSessions = (day: string): readonly Session[] => {
        read.add(day);
        return history.rows.readSessions(day);
      };
      updateDayIndex(before, stampDayFiles(folder), { ...history, rows: { ...history.rows, readSessions } }, BERLIN);
      return [...read];
    };
    assert.deepEqual(readBy(), []);
    writeHistory(folder, { ended: [ended("more", "2026-11-20T15:00:00Z", 1)] });
    assert.deepEqual(readBy(), ["2026-11-20"]);
    writeFileSync(join(folder, "usage/2026-09-30.csv"), writeCsv(usageCsv("2026-09-30"), []));
    // Of a session whose clock was not set, any later day may have usage.
    assert.deepEqual(readBy(), ["1970-01-01", "2026-08-30", "2026-11-20"]);
    rmSync(join(folder, "sessions/2026-11-20.csv"));
    assert.equal(toIndex(folder, before).sessions["2026-11-20"], undefined);
  });

  it("is not made of the file of a day that does not exist", (t) => {
    const folder = tempFolder(t);
    writeHistory(folder, { ended: [noon] });
    writeFileSync(join(folder, "sessions/2026-02-30.csv"), "nonsense");
    assert.throws(() => toIndex(folder), /2026-02-30\.csv: expected the name of a day/);
  });
});

test("a month that is read through the index is the one of all sessions, in any zone", (t) => {
  const folder = join(tempFolderInMemory(t), "history");
  let monthCount = 0;
  fc.assert(
    fc.property(pasts(12), ({ zoneName, sessions, usage }) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const running = sessions.filter(({ endSeconds }) => endSeconds === null);
      writeHistory(folder, { ended: sessions.filter(({ endSeconds }) => endSeconds !== null), open: running, usage });
      const calendar = makeCalendar(makeZone(zoneName));
      const history = open(folder);
      const reader = openHistoryReader(
        history,
        calendar,
        updateDayIndex(EMPTY_DAY_INDEX, stampDayFiles(folder), history, calendar),
      );
      const all = [...history.open, ...sessions.filter(({ endSeconds }) => endSeconds !== null)].sort(newestFirst);
      const usageById = groupBy(
        [...usage].sort((a, b) => (a.day < b.day ? -1 : 1)),
        ({ id }) => id,
      );
      const months = new Set(all.flatMap((session) => toMonths(session, zoneName)));
      for (const month of months) {
        monthCount += 1;
        const wanted = rollUpMonth(buildMonth(month, all, usageById, calendar), calendar);
        assert.deepEqual(rollUpMonth(reader.readMonth(month), calendar), wanted, month);
      }
      const rolled = rollUpFolder(toSettings(folder, { config: { timezone: zoneName } }));
      assert.deepEqual(
        rolled.summaries.map(({ month }) => month),
        [...months].sort(),
      );
      const parts = [...months].map((month) =>
        toSiteRollup(rollUpMonth(buildMonth(month, all, usageById, calendar), calendar)),
      );
      assert.deepEqual(rolled.rollup, mergeRollups(parts));
      const again = rollUpFolder(toSettings(folder, { config: { timezone: zoneName } }));
      assert.deepEqual([again.rollup, again.monthsRead], [rolled.rollup, []], "nothing has changed");
    }),
    { numRuns: 60 },
  );
  assert.ok(monthCount > 150, `${monthCount} months`);
});

function toMonths(session: Session, zoneName: string): readonly string[] {
  const calendar = OwnCalendar.of(zoneName);
  const from = session.countedFromSeconds ?? session.startSeconds;
  const last = calendar.toDay(Math.max(from, session.endSeconds ?? session.lastSeenSeconds));
  const months: string[] = [];
  for (let day = calendar.toDay(from); day <= last; day = calendar.nextDay(day)) months.push(day.slice(0, 7));
  return months;
}

test("a usage file that someone takes away shows in each month of its sessions, also where they began in an earlier one", (t) => {
  const folder = tempFolder(t);
  const long = ended("long", "2025-12-31T20:00:00Z", 60);
  const usage = ["2025-12-31", "2026-01-01", "2026-01-02"].map((day) => makeUsage(long, day));
  writeHistory(folder, { ended: [long], usage });
  rollUpFolder(toSettings(folder));
  rmSync(join(folder, "usage/2026-01-02.csv"));
  const read = readUser(rollUpFolder(toSettings(folder)), "alice");
  assert.deepEqual(read.usage.get("long"), usage.slice(0, 2));
});

test("running sessions in another order are no reason to read their month again", (t) => {
  const folder = tempFolder(t);
  const running = ["alice", "bob"].map((user) =>
    exampleSession({ user, id: user, startSeconds: at("2026-11-20T08:00:00Z"), endSeconds: null }),
  );
  writeHistory(folder, { ended: [], open: running });
  assert.deepEqual(rollUpFolder(toSettings(folder)).monthsRead, ["2026-11"]);
  writeHistory(folder, { ended: [], open: [...running].reverse() });
  assert.deepEqual(rollUpFolder(toSettings(folder)).monthsRead, []);
});
