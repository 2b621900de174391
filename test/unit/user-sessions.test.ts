import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Session } from "../../src/history/session.js";
import type { Usage } from "../../src/history/usage.js";
import { at, exampleSession } from "../support/example-site.js";
import { readUser, rollUpFolder, toSettings, type RolledHistory } from "../support/rolled-history.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

// Both have the slug …-495c9f4de532.
const TWINS = ["MAxImILIAn.muSteRManN@DEPartment.example.com", "mAXIMiLiAn.mUstermANN@DEpArtment.example.com"];

function ended(user: string, id: string, start: string, hours = 1, more: Partial<Session> = {}): Session {
  const startSeconds = at(start);
  const endSeconds = startSeconds + hours * 3600;
  return exampleSession({ user, id, startSeconds, endSeconds, lastSeenSeconds: endSeconds, ...more });
}

function makeUsage({ id, user, server }: Session, day: string): Usage {
  return { day, id, user, server, bytesReceived: 10, bytesSent: 20 };
}

const LONG = ended("alice", "along", "2026-10-31T12:00:00Z", 30);
const SESSIONS: readonly Session[] = [
  LONG,
  ended("alice", "a2", "2026-11-20T08:00:00Z"),
  ended("alice", "a3", "2026-11-20T10:00:00Z", 1, { publicIp: "", bytesReceived: null, bytesSent: null }),
  ended("bob", "b1", "2026-11-19T08:00:00Z", 1, { goneBySeconds: at("2026-11-19T09:01:00Z"), endSource: "status" }),
  ...["constructor", "__proto__", "toString", "Zoë, 😀\n", ...TWINS].map((user, number) =>
    ended(user, `n${number}`, "2026-11-18T08:00:00Z"),
  ),
];
const USAGE = ["2026-10-31", "2026-11-01"].map((day) => makeUsage(LONG, day));

interface Row {
  readonly session: Session;
  readonly usage: readonly Usage[];
}

/** What the copy gives of each user, by id. */
function readAll(rolled: RolledHistory): ReadonlyMap<string, readonly Row[]> {
  return new Map(
    rolled.rollup.users.map(({ user }) => {
      const { sessions, usage } = readUser(rolled, user);
      const read = sessions.map((session) => ({ session, usage: usage.get(session.id) ?? [] }));
      return [user, read.sort((a, b) => (a.session.id < b.session.id ? -1 : 1))];
    }),
  );
}

function wanted(sessions: readonly Session[], usage: readonly Usage[]): ReadonlyMap<string, readonly Row[]> {
  const users = [...new Set(sessions.map(({ user }) => user))].sort();
  return new Map(
    users.map((user) => [
      user,
      sessions
        .filter((session) => session.user === user)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((session) => ({ session, usage: usage.filter(({ id }) => id === session.id) })),
    ]),
  );
}

function newHistory(t: WithAfter): string {
  const folder = tempFolder(t);
  writeHistory(folder, { ended: SESSIONS, usage: USAGE });
  return folder;
}

describe("the copy of each user's ended sessions", () => {
  it("gives each user their own with their usage, whatever they are called, in this run and in the next", (t) => {
    const folder = newHistory(t);
    for (const run of ["first", "next"]) {
      assert.deepEqual(readAll(rollUpFolder(toSettings(folder))), wanted(SESSIONS, USAGE), run);
    }
  });

  it("is told of what comes, changes and goes, of which alone it is written", (t) => {
    const folder = newHistory(t);
    rollUpFolder(toSettings(folder));
    const bob = readFileSync(join(folder, "cache/users/bob.json"), "utf8");
    const more = ended("alice", "a4", "2026-11-20T12:00:00Z");
    const early = ended("carol", "c1", "2026-09-20T12:00:00Z", 30);
    const earlyUsage = makeUsage(early, "2026-09-20");
    writeHistory(folder, { ended: [more, early], usage: [earlyUsage] });
    const all = [...SESSIONS, more, early];
    const second = rollUpFolder(toSettings(folder));
    assert.deepEqual(readAll(second), wanted(all, [...USAGE, earlyUsage]));
    assert.deepEqual([...second.monthsRead].sort(), ["2026-09", "2026-11"]);

    rmSync(join(folder, "usage/2026-11-01.csv"));
    rmSync(join(folder, "sessions/2026-09-20.csv"));
    const left = all.filter(({ id }) => id !== "c1");
    const third = rollUpFolder(toSettings(folder));
    assert.deepEqual(readAll(third), wanted(left, USAGE.slice(0, 1)));
    assert.equal(readFileSync(join(folder, "cache/users/bob.json"), "utf8"), bob);
    const held = JSON.stringify(readUser(third, "alice").sessions);
    assert.ok(!held.includes("carol"));
  });

  it("is right of a user all of whose sessions of a day went, and came again", (t) => {
    const folder = newHistory(t);
    const path = join(folder, "sessions/2026-11-20.csv");
    const text = readFileSync(path);
    for (let time = 0; time < 3; time += 1) {
      rollUpFolder(toSettings(folder));
      rmSync(path);
      const without = SESSIONS.filter(({ id }) => id !== "a2" && id !== "a3");
      assert.deepEqual(readAll(rollUpFolder(toSettings(folder))), wanted(without, USAGE));
      writeFileSync(path, text);
      assert.deepEqual(readAll(rollUpFolder(toSettings(folder))), wanted(SESSIONS, USAGE));
    }
  });

  it("is written anew where most of it was replaced", (t) => {
    const folder = newHistory(t);
    rollUpFolder(toSettings(folder));
    let sessions = [...SESSIONS];
    let longest = 0;
    for (let number = 0; number < 130; number += 1) {
      const more = ended("bob", `m${number}`, "2026-11-20T12:00:00Z");
      sessions = [...sessions, more];
      writeHistory(folder, { ended: [more] });
      rollUpFolder(toSettings(folder));
      const lines = readFileSync(join(folder, "cache/users/bob.json"), "utf8").split("\n").filter(Boolean);
      longest = Math.max(longest, lines.length);
    }
    assert.ok(longest > 100 && longest < 125, `${longest} lines`);
    assert.deepEqual(readAll(rollUpFolder(toSettings(folder))), wanted(sessions, USAGE));
  });
});

describe("a copy that someone has changed", () => {
  const files = (folder: string): string => join(folder, "cache/users");

  it("is made anew, and the sessions are right all the same: every byte, cut, another's, twice", (t) => {
    const folder = newHistory(t);
    rollUpFolder(toSettings(folder));
    const file = join(files(folder), "alice.json");
    const whole = readFileSync(file);
    const bob = readFileSync(join(files(folder), "bob.json"));
    const expected = wanted(SESSIONS, USAGE).get("alice");
    const damaged = [
      Buffer.alloc(0),
      whole.subarray(0, -2),
      whole.subarray(0, whole.length / 2),
      bob,
      Buffer.concat([whole, bob]),
      Buffer.concat([whole, Buffer.from(whole.toString().replaceAll("203.0.113.7", "203.0.113.8"))]),
      Buffer.concat([whole, Buffer.from('["alice","2026-11-20",[]]\n')]),
      Buffer.concat([whole, Buffer.from(whole.toString().replaceAll("2026-11-20", "2026-11-21"))]),
      Buffer.from("x".repeat(whole.length)),
      ...Array.from({ length: whole.length }, (_, place) => flipped(whole, place)),
    ];
    const rolled = rollUpFolder(toSettings(folder));
    let madeAnewCount = 0;
    for (const bytes of damaged) {
      writeFileSync(file, bytes);
      const { sessions, usage } = readUser(rolled, "alice");
      const read = sessions.map((session) => ({ session, usage: usage.get(session.id) ?? [] }));
      assert.deepEqual(
        read.sort((a, b) => (a.session.id < b.session.id ? -1 : 1)),
        expected,
        bytes.toString(),
      );
      if (!readFileSync(file).equals(bytes)) madeAnewCount += 1;
    }
    assert.ok(madeAnewCount > damaged.length * 0.9, `${madeAnewCount} of ${damaged.length}`);
  });

  it("costs nothing but time in the next run either, whatever stands in a file's or the folder's place", (t) => {
    const folder = newHistory(t);
    const [file, victim] = [join(files(folder), "alice.json"), join(folder, "victim")];
    const plants: Readonly<Record<string, () => unknown>> = {
      "no file": () => undefined,
      "no folder": () => {
        rmSync(files(folder), { recursive: true });
      },
      "a link": () => {
        symlinkSync(victim, file);
      },
      "a dangling link": () => {
        symlinkSync("nowhere", file);
      },
      "a pipe": () => execFileSync("mkfifo", [file]),
      "a folder": () => {
        mkdirSync(file);
      },
      "a link to a folder in the folder's place": () => {
        rmSync(files(folder), { recursive: true });
        mkdirSync(join(folder, "elsewhere"), { recursive: true });
        symlinkSync(join(folder, "elsewhere"), files(folder));
      },
    };
    rollUpFolder(toSettings(folder));
    writeFileSync(victim, readFileSync(file));
    let number = 0;
    const more: Session[] = [];
    for (const [what, plant] of Object.entries(plants)) {
      for (const isMore of [false, true]) {
        const before = readFileSync(victim, "utf8");
        rmSync(file, { recursive: true, force: true });
        plant();
        if (isMore) {
          const session = ended("alice", `m${(number += 1)}`, "2026-11-21T08:00:00Z");
          more.push(session);
          writeHistory(folder, { ended: [session] });
        }
        assert.deepEqual(readAll(rollUpFolder(toSettings(folder))), wanted([...SESSIONS, ...more], USAGE), what);
        assert.equal(readFileSync(victim, "utf8"), before, what);
        assert.equal(existsSync(join(files(folder), "nowhere")), false, what);
        if (existsSync(join(folder, "elsewhere"))) assert.deepEqual(readdirSync(join(folder, "elsewhere")), [], what);
      }
    }
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
