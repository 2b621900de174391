import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { writeCsv } from "../../src/history/csv-table.js";
import { allEnded } from "../../src/history/ended-sessions.js";
import { monthParts } from "../../src/history/month-parts.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../src/history/session-csv.js";
import type { Session } from "../../src/history/session.js";
import { usageCsv } from "../../src/history/usage-csv.js";
import { openStoredHistory, type StoredHistory } from "../../src/io/history/stored-history.js";
import { at, exampleSession } from "../support/example-site.js";
import { tempFolder } from "../support/temp-folder.js";

const NOW = at("2026-11-21T12:00:00Z");

function ended(id: string, start: string, end: string): Session {
  const endSeconds = at(end);
  return exampleSession({ user: "alice", id, startSeconds: at(start), endSeconds, lastSeenSeconds: endSeconds });
}

const NIGHT = ended("night", "2026-11-18T22:00:00Z", "2026-11-19T06:00:00Z");
const WEEK = ended("week", "2026-11-12T08:00:00Z", "2026-11-19T08:00:00Z");
const NOON = ended("noon", "2026-11-19T12:00:00Z", "2026-11-19T12:30:00Z");
const OPEN = { ...ended("open", "2026-11-20T08:00:00Z", "2026-11-21T11:59:00Z"), endSeconds: null };

class StoredRig {
  readonly folder: string;

  constructor(t: TestContext) {
    this.folder = tempFolder(t);
    mkdirSync(join(this.folder, "sessions"));
    mkdirSync(join(this.folder, "usage"));
    this.sessions("2026-11-12", WEEK);
    this.sessions("2026-11-18", NIGHT);
    this.sessions("2026-11-19", NOON);
    for (const day of ["2026-11-12", "2026-11-15", "2026-11-19"]) this.usage(day, "week");
    this.usage("2026-11-18", "night");
    this.usage("2026-11-20", "open");
    writeFileSync(join(this.folder, "open.csv"), writeCsv(OPEN_SESSION_CSV, [OPEN]));
  }

  sessions(day: string, ...rows: readonly Session[]): void {
    writeFileSync(join(this.folder, `sessions/${day}.csv`), writeCsv(ENDED_SESSION_CSV, rows));
  }

  usage(day: string, ...ids: readonly string[]): void {
    const rows = ids.map((id) => ({ day, id, user: "alice", server: "vpn", bytesReceived: 1, bytesSent: 2 }));
    writeFileSync(join(this.folder, `usage/${day}.csv`), writeCsv(usageCsv(day), rows));
  }

  open(): StoredHistory {
    return openStoredHistory(this.folder, NOW, 3, { userFrom: "common_name", usersIgnoreCase: false });
  }
}

function idsOf({ ended: sessions }: StoredHistory): readonly string[] {
  return Array.from(allEnded(sessions), ({ id }) => id);
}

function usageDaysOf({ ended: sessions }: StoredHistory, session: Session): readonly string[] {
  return sessions.usageOf([session]).map(({ day }) => day);
}

describe("a history on disk", () => {
  it("is had by the days on which sessions began", (t) => {
    const history = new StoredRig(t).open();
    assert.deepEqual([history.hasStrays, history.endedCount], [false, 3]);
    assert.deepEqual(idsOf(history), ["week", "night", "noon"]);
    assert.deepEqual(history.ended.ofDay("2026-11-18"), [NIGHT]);
    assert.deepEqual(history.ended.ofDay("2026-11-17"), []);
    assert.deepEqual(usageDaysOf(history, WEEK), ["2026-11-12", "2026-11-15", "2026-11-19"]);
    assert.deepEqual(usageDaysOf(history, OPEN), ["2026-11-20"]);
    assert.deepEqual(usageDaysOf(history, NOON), []);
  });

  it("is read again where it was changed, and only there", (t) => {
    const rig = new StoredRig(t);
    const before = rig.open();
    rig.sessions("2026-11-18");
    rig.sessions("2026-11-19", { ...NOON, user: "bob" });
    rmSync(join(rig.folder, "usage/2026-11-18.csv"));
    assert.deepEqual(before.ended.ofDay("2026-11-18"), [NIGHT], "it is remembered");
    const after = before.after([
      { path: "sessions/2026-11-18.csv", content: "" },
      { path: "usage/2026-11-18.csv", remove: true },
    ]);
    assert.deepEqual([after.endedCount, idsOf(after)], [2, ["week", "noon"]]);
    assert.equal(after.ended.ofDay("2026-11-19")[0]?.user, "alice", "nobody said that this has changed");
    assert.deepEqual(usageDaysOf(after, NIGHT), []);
  });

  const strays: Readonly<Record<string, (rig: StoredRig) => void>> = {
    "a session in another day's file": (rig) => {
      rig.sessions("2026-11-18");
      rig.sessions("2026-11-01", NIGHT);
    },
    "a day file that was copied to another day": (rig) => {
      cpSync(join(rig.folder, "sessions/2026-11-18.csv"), join(rig.folder, "sessions/2026-11-21.csv"));
    },
    "a row that stands twice": (rig) => {
      rig.sessions("2026-11-18", NIGHT, NIGHT);
    },
    "usage of a session long before it": (rig) => {
      rig.usage("2026-11-01", "night");
    },
    "usage of a session long after it": (rig) => {
      rig.usage("2026-11-21", "night");
    },
  };
  for (const [what, change] of Object.entries(strays)) {
    it(`is whole whatever someone's hand did: ${what}`, (t) => {
      const rig = new StoredRig(t);
      const before = rig.open();
      const [ids, usageCount] = [idsOf(before), usageDaysOf(before, NIGHT).length];
      change(rig);
      const history = rig.open();
      assert.deepEqual([history.hasStrays, history.endedCount], [true, 3]);
      assert.deepEqual(idsOf(history), ids);
      assert.deepEqual(history.ended.ofDay("2026-11-18"), [NIGHT]);
      assert.equal(usageDaysOf(history, NIGHT).length, usageCount + (what.startsWith("usage") ? 1 : 0));
    });
  }

  it("takes a session that is open and has ended for one that has ended", (t) => {
    const rig = new StoredRig(t);
    rig.sessions("2026-11-20", { ...OPEN, endSeconds: NOW });
    const history = rig.open();
    assert.deepEqual([history.hasStrays, history.open, history.endedCount], [true, [], 4]);
  });

  it("has no strays where only a session was deleted by hand, and its usage was not", (t) => {
    const rig = new StoredRig(t);
    rmSync(join(rig.folder, "sessions/2026-11-12.csv"));
    const history = rig.open();
    assert.deepEqual([history.hasStrays, idsOf(history)], [false, ["night", "noon"]]);
  });

  it("is not what stands in files of days that there are not", (t) => {
    const rig = new StoredRig(t);
    for (const day of ["2026-13-01", "2026-02-30", "2026-00-10"]) rig.sessions(day, NOON);
    assert.deepEqual([rig.open().hasStrays, rig.open().endedCount], [false, 3]);
  });

  it("may reach to the end of the year 9999", (t) => {
    const rig = new StoredRig(t);
    const last = ended("last", "9999-12-30T22:00:00Z", "9999-12-31T23:00:00Z");
    rig.sessions("9999-12-30", last);
    const history = rig.open();
    assert.deepEqual(history.ended.usageOf([...allEnded(history.ended)]).length, 4);
    const months = Array.from(monthParts(history, 1), (part) => [...part.months].length);
    assert.equal(
      months.reduce((sum, count) => sum + count, 0),
      (9999 - 2026) * 12 + 2,
    );
  });

  it("is refused where any file of it cannot be understood", (t) => {
    const rig = new StoredRig(t);
    appendFileSync(join(rig.folder, "usage/2026-11-15.csv"), "x,y\n");
    assert.throws(() => rig.open(), /usage\/2026-11-15\.csv: line 3/);
  });
});
