import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { changeHistory, openHistory } from "../../src/build/open-history.js";
import { writeCsv } from "../../src/history/csv-table.js";
import { allEnded } from "../../src/history/ended-sessions.js";
import { noChange } from "../../src/history/history-change.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../src/history/session-csv.js";
import type { Session } from "../../src/history/session.js";
import { usageCsv } from "../../src/history/usage-csv.js";
import { hoursMonths } from "../../src/io/history/read-history.js";
import { openStoredHistory, type StoredHistory } from "../../src/io/history/stored-history.js";
import { ProblemError } from "../../src/text/problem.js";
import { at, exampleSession } from "../support/example-site.js";
import { fileTree } from "../support/file-tree.js";
import { rollUpFolder, toSettings } from "../support/rolled-history.js";
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

  /** As each run begins. */
  run({ full = false, usersIgnoreCase = false } = {}): StoredHistory {
    const settings = toSettings(this.folder, { config: { usersIgnoreCase }, nowSeconds: NOW, full });
    return openHistory(settings, "a version");
  }

  /** The files of the history itself. */
  files(): ReadonlyMap<string, string | null> {
    return new Map([...fileTree(this.folder)].filter(([path, text]) => text !== null && !path.startsWith("cache/")));
  }
}

function toIds({ ended: sessions }: StoredHistory): readonly string[] {
  return Array.from(allEnded(sessions), ({ id }) => id);
}

function toUsageDays({ ended: sessions }: StoredHistory, session: Session): readonly string[] {
  return sessions.findUsage([session]).map(({ day }) => day);
}

describe("a history on disk", () => {
  it("is had by the days on which sessions began", (t) => {
    const history = new StoredRig(t).open();
    assert.deepEqual(toIds(history), ["week", "night", "noon"]);
    assert.deepEqual(history.ended.readDay("2026-11-18"), [NIGHT]);
    assert.deepEqual(history.ended.readDay("2026-11-17"), []);
    assert.deepEqual(toUsageDays(history, WEEK), ["2026-11-12", "2026-11-15", "2026-11-19"]);
    assert.deepEqual(toUsageDays(history, OPEN), ["2026-11-20"]);
    assert.deepEqual(toUsageDays(history, NOON), []);
  });

  it("is read again where it was changed, and only there", (t) => {
    const rig = new StoredRig(t);
    const before = rig.open();
    assert.deepEqual(toIds(before), ["week", "night", "noon"]);
    assert.deepEqual(toUsageDays(before, NIGHT), ["2026-11-18"]);
    rig.sessions("2026-11-18");
    rig.sessions("2026-11-19", { ...NOON, user: "bob" });
    rmSync(join(rig.folder, "usage/2026-11-18.csv"));
    assert.deepEqual(before.ended.readDay("2026-11-18"), [NIGHT], "it is remembered");
    const after = before.after([
      { path: "sessions/2026-11-18.csv", content: "" },
      { path: "usage/2026-11-18.csv", remove: true },
    ]);
    assert.deepEqual(toIds(after), ["week", "noon"]);
    assert.equal(after.ended.readDay("2026-11-19")[0]?.user, "alice", "nobody said that this has changed");
    assert.deepEqual(toUsageDays(after, NIGHT), []);
  });

  it("is refused with a file of a day or month that does not exist, and nothing is changed", (t) => {
    const days = ["sessions/2026-13-01", "sessions/2026-02-30", "usage/2026-00-10", "samples/2026-02-29"];
    for (const name of [...days, "samples/hours/2026-13"]) {
      const rig = new StoredRig(t);
      mkdirSync(join(rig.folder, dirname(name)), { recursive: true });
      writeFileSync(join(rig.folder, `${name}.csv`), "user\n");
      const files = rig.files();
      const read = (): void => {
        hoursMonths(rig.folder);
        rig.run();
      };
      assert.throws(read, (error) => {
        assert.ok(error instanceof ProblemError);
        assert.equal(error.problem.kind, "bad-history");
        assert.match(error.message, new RegExp(`${name}\\.csv: expected the name of a day or month that exists`));
        return true;
      });
      assert.deepEqual(rig.files(), files);
    }
  });

  it("does not mind other files beside its own", (t) => {
    const rig = new StoredRig(t);
    for (const name of ["notes.csv", "2026-11-21.csv.bak", "2026-11.csv"])
      writeFileSync(join(rig.folder, "sessions", name), "notes\n");
    assert.deepEqual(toIds(rig.run()), ["week", "night", "noon"]);
  });

  it("may reach to the end of the year 9999", (t) => {
    const rig = new StoredRig(t);
    const last = ended("last", "9999-12-30T22:00:00Z", "9999-12-31T23:00:00Z");
    rig.sessions("9999-12-30", last);
    const history = rig.open();
    assert.deepEqual(history.ended.findUsage([...allEnded(history.ended)]).length, 4);
    assert.deepEqual(toIds(rig.run()), ["week", "night", "noon", "last"]);
  });

  it("is refused where any file of it cannot be understood, and nothing is changed", (t) => {
    const rig = new StoredRig(t);
    rig.sessions("2026-11-01", NIGHT);
    appendFileSync(join(rig.folder, "usage/2026-11-15.csv"), "x,y\n");
    const files = rig.files();
    assert.throws(() => rig.run(), /usage\/2026-11-15\.csv: line 3/);
    assert.deepEqual(rig.files(), files);
  });

  it("is left as it is where each row stands in its file, also where only the usage of a session is left", (t) => {
    const rig = new StoredRig(t);
    rmSync(join(rig.folder, "sessions/2026-11-12.csv"));
    const files = rig.files();
    for (const full of [false, false, true]) {
      assert.deepEqual(toIds(rig.run({ full })), ["night", "noon"]);
      assert.deepEqual(rig.files(), files);
    }
  });
});

describe("rows that someone has moved", () => {
  const strays: Readonly<Record<string, (rig: StoredRig) => void>> = {
    "a session in another day's file": (rig) => {
      rmSync(join(rig.folder, "sessions/2026-11-18.csv"));
      rig.sessions("2026-11-01", NIGHT);
    },
    "a session in another day's file, and nothing in its own": (rig) => {
      rig.sessions("2026-11-18");
      rig.sessions("2026-11-01", NIGHT);
    },
    "a session in two other days' files": (rig) => {
      rmSync(join(rig.folder, "sessions/2026-11-18.csv"));
      for (const day of ["2026-11-01", "2026-11-02"]) rig.sessions(day, NIGHT);
    },
    "a day file that was copied to another day": (rig) => {
      cpSync(join(rig.folder, "sessions/2026-11-18.csv"), join(rig.folder, "sessions/2026-11-21.csv"));
    },
    "a row that stands twice": (rig) => {
      rig.sessions("2026-11-18", NIGHT, NIGHT);
    },
    "rows of two days, each in the other's file": (rig) => {
      rig.sessions("2026-11-18", NOON);
      rig.sessions("2026-11-19", NIGHT);
    },
  };
  for (const [what, change] of Object.entries(strays)) {
    it(`are back in their files, once, after the next run: ${what}`, (t) => {
      const rig = new StoredRig(t);
      const files = rig.files();
      for (const isKnown of [false, true]) {
        if (isKnown) rollUpFolder(toSettings(rig.folder));
        change(rig);
        assert.notDeepEqual(rig.files(), files);
        const history = rig.run();
        assert.deepEqual(rig.files(), files);
        assert.deepEqual(toIds(history), ["week", "night", "noon"]);
        assert.deepEqual(history.ended.readDay("2026-11-18"), [NIGHT]);
        assert.deepEqual(toUsageDays(history, NIGHT), ["2026-11-18"]);
      }
    });
  }

  it("leave every byte of the others as it was, and take what a newer version knows of them along", (t) => {
    const rig = new StoredRig(t);
    const [path, other] = ["2026-11-18", "2026-11-01"].map((day) => join(rig.folder, `sessions/${day}.csv`));
    assert.ok(path !== undefined && other !== undefined);
    const [header = "", night = ""] = readFileSync(path, "utf8").split("\n");
    const own = ended("own", "2026-11-01T08:00:00Z", "2026-11-01T09:00:00Z");
    rig.sessions("2026-11-01", own);
    const quoted =
      readFileSync(other, "utf8")
        .split("\n")[1]
        ?.replace(/^alice,/, '"alice",') ?? "";
    writeFileSync(other, `\ufeff${header},later\r\n${quoted},x\r\n${night},"kept, too"\r\n`);
    rmSync(path);
    rig.run();
    assert.equal(readFileSync(other, "utf8"), `\ufeff${header},later\r\n${quoted},x\r\n`);
    const [newHeader, row] = readFileSync(path, "utf8").split("\n");
    assert.deepEqual([newHeader, row], [`${header},later`, `${night},"kept, too"`]);
  });

  it("stay in open.csv only while they have not ended", (t) => {
    const rig = new StoredRig(t);
    const other = { ...OPEN, id: "other" };
    writeFileSync(join(rig.folder, "open.csv"), writeCsv(OPEN_SESSION_CSV, [OPEN, other]));
    rig.sessions("2026-11-20", { ...OPEN, endSeconds: NOW });
    const history = rig.run();
    assert.deepEqual(toIds(history), ["week", "night", "noon", "open"]);
    assert.deepEqual(
      history.open.map(({ id }) => id),
      ["other"],
    );
    assert.equal(readFileSync(join(rig.folder, "open.csv"), "utf8"), writeCsv(OPEN_SESSION_CSV, [other]));
  });

  it("are moved also where one that is open stands as ended in another day's file", (t) => {
    const rig = new StoredRig(t);
    rig.sessions("2026-11-02", { ...OPEN, endSeconds: NOW });
    const history = rig.run();
    assert.deepEqual([toIds(history), history.open], [["week", "night", "noon", "open"], []]);
    assert.equal(rig.files().has("sessions/2026-11-02.csv"), false);
  });

  it("are found with --full wherever they stand", (t) => {
    const rig = new StoredRig(t);
    const files = rig.files();
    rig.run();
    rollUpFolder(toSettings(rig.folder));
    // Nothing but the file itself shows it: its folder does not change, and newer files there are.
    rig.sessions("2026-11-12", WEEK, NIGHT);
    rig.run({ full: true });
    assert.deepEqual(rig.files(), files);
  });
});

describe("rows that someone has written into an older day file", () => {
  it("are found at the latest in the first run of the next day, for nothing but the file itself shows it", (t) => {
    const rig = new StoredRig(t);
    const files = rig.files();
    rig.run();
    rollUpFolder(toSettings(rig.folder, { nowSeconds: NOW }));
    rig.sessions("2026-11-12", WEEK, NIGHT);
    let sessionCount: number | undefined;
    for (const day of [1, 2]) {
      rig.run();
      const { rollup } = rollUpFolder(toSettings(rig.folder, { nowSeconds: NOW + day * 86_400 }));
      sessionCount = rollup.users.find(({ user }) => user === "alice")?.totals.sessionCount;
    }
    assert.equal(sessionCount, 4, "week, night, noon and the one that runs");
    assert.deepEqual(rig.files(), files);
  });

  it("leave with their sessions: prune leaves no trace", (t) => {
    const rig = new StoredRig(t);
    rig.run();
    rollUpFolder(toSettings(rig.folder, { nowSeconds: NOW }));
    rig.sessions("2026-11-12", WEEK, NIGHT);
    const history = openHistory(toSettings(rig.folder, { nowSeconds: NOW }), "a version", { checksAllFiles: true });
    const removed = [...allEnded(history.ended)].filter(({ id }) => id === "night");
    changeHistory(history, { ...noChange(history), removed }, () => undefined);
    const left = [...rig.files()].filter(([, text]) => text?.includes("night") === true).map(([path]) => path);
    assert.deepEqual(left, []);
  });
});

describe("a row of someone whom only the stored user names", () => {
  it("keeps that name where it is moved home", (t) => {
    const rig = new StoredRig(t);
    const named = { ...NIGHT, user: "Alice", commonName: "", username: "" };
    rig.sessions("2026-11-18", named);
    const text = readFileSync(join(rig.folder, "sessions/2026-11-18.csv"), "utf8");
    rmSync(join(rig.folder, "sessions/2026-11-18.csv"));
    rig.sessions("2026-11-01", named);
    const history = rig.run({ usersIgnoreCase: true });
    assert.equal(readFileSync(join(rig.folder, "sessions/2026-11-18.csv"), "utf8"), text);
    assert.equal(history.ended.readDay("2026-11-18")[0]?.user, "alice");
  });
});
