import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { DONE, placeIn, writeSnapshot, type GenPlace } from "../support/gen-place.js";
import { CLI, copyCli, runCli, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

// Numbers that no system gives to anyone.
const USER = 54_321;
const WEB_GROUP = 54_322;
const TIMES = ["2026-11-20T23:57:00Z", "2026-11-20T23:58:00Z", "2026-11-21T00:01:00Z"];

interface UnprivilegedPlace extends GenPlace {
  /** Runs `gen` as a user who is in no group but its own. */
  readonly gen: (minute: number, ...flags: readonly string[]) => Promise<CliRun>;
  readonly statusAt: (minute: number) => void;
}

/** An `out` as `install -d -m 2750 -o USER -g WEB_GROUP` makes it, or as `makeOut` does. */
function makePlace(t: TestContext, makeOut: (out: string) => void = giveOut): UnprivilegedPlace {
  const folder = tempFolderInMemory(t);
  chmodSync(folder, 0o755);
  const cli = copyCli(join(folder, "program"));
  const place = placeIn(folder, join(folder, "status.log"));
  mkdirSync(place.history);
  chownSync(place.history, USER, USER);
  makeOut(place.out);
  const statusAt = (minute: number): void => {
    const names = ["alice", "bob", "carol"].slice(0, minute + 1);
    writeSnapshot(
      place,
      TIMES[minute] ?? "",
      names.map((name) => [name, "2026-11-20T20:00:00Z", 1000] as const),
    );
    chmodSync(place.status, 0o644);
  };
  const gen = (minute: number, ...flags: readonly string[]): Promise<CliRun> => {
    statusAt(minute);
    return runCli([...place.args(TIMES[minute] ?? ""), ...flags], { uid: USER, cli });
  };
  return { ...place, gen, statusAt };
}

function giveOut(out: string): void {
  mkdirSync(out);
  chownSync(out, USER, WEB_GROUP);
  chmodSync(out, 0o2750);
}

/** Every folder and file of the site but our own records, with its group and permissions. */
function toEntries(out: string): readonly (readonly [path: string, isFolder: boolean, gid: number, mode: number])[] {
  const paths = ["", ...readdirSync(out, { recursive: true, encoding: "utf8" })].filter(
    (path) => !path.startsWith("."),
  );
  return paths.map((path) => {
    const { gid, mode } = lstatSync(join(out, path));
    return [path, lstatSync(join(out, path)).isDirectory(), gid, mode & 0o7777] as const;
  });
}

function assertReadableForWebGroup(out: string): void {
  const entries = toEntries(out);
  assert.ok(entries.length > 50);
  for (const [path, isFolder, gid, mode] of entries) {
    assert.equal(gid, WEB_GROUP, path);
    assert.equal(mode, isFolder ? 0o2750 : 0o640, path);
  }
  const script = `
    const { readdirSync, readFileSync, statSync } = require("node:fs");
    const paths = readdirSync(".", { recursive: true }).filter((path) => !path.startsWith(".") && statSync(path).isFile());
    for (const path of paths) readFileSync(path);
    console.log(paths.length);`;
  const reader = { uid: USER + 1, gid: WEB_GROUP, cwd: out, encoding: "utf8" } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], reader);
  assert.equal(stderr, "");
  assert.equal(Number(stdout), entries.filter(([, isFolder]) => !isFolder).length);
}

describe(
  "gen as a user who is not in the web server's group",
  { skip: skipUnless(isRoot, "needs root"), timeout: 120_000 },
  () => {
    for (const umask of [0o022, 0o077]) {
      it(`leaves out and all that it makes in it readable for that group, with umask ${umask.toString(8)}`, async (t) => {
        const place = makePlace(t);
        const umaskBefore = process.umask(umask);
        t.after(() => process.umask(umaskBefore));
        for (const minute of TIMES.keys()) {
          assert.deepEqual(await place.gen(minute), DONE);
          assertReadableForWebGroup(place.out);
        }
      });
    }

    it("gives an out that it makes itself the group of the folder above, where that has setgid", async (t) => {
      const place = makePlace(t, () => undefined);
      chownSync(place.folder, USER, WEB_GROUP);
      chmodSync(place.folder, 0o2755);
      assert.deepEqual(await place.gen(0), DONE);
      assertReadableForWebGroup(place.out);
    });

    it("says once, with the command, that something has another group than out, and once that it no longer has", async (t) => {
      const place = makePlace(t, (out) => {
        mkdirSync(out);
        chownSync(out, USER, USER);
        chmodSync(out, 0o2750);
      });
      assert.deepEqual(await place.gen(0), DONE);
      // As an admin does who finds nginx answering 403.
      chownSync(place.out, USER, WEB_GROUP);
      chmodSync(place.out, 0o2750);
      const [said, again] = [await place.gen(1, "--full"), await place.gen(2)];
      assertReadableForWebGroup(place.out);
      assert.deepEqual([said, again], [DONE, DONE], "--full had all of it made again");

      const charts = join(place.out, "charts");
      chownSync(charts, 0, 0);
      chmodSync(charts, 0o2757);
      // All files are looked at in the first run of a day, with --full, and where a folder has changed.
      const genLooking = (seconds: number): Promise<CliRun> => {
        utimesSync(join(place.out, "users"), seconds, seconds);
        return place.gen(2);
      };
      for (const time of [1, 2]) {
        const run = await genLooking(time);
        assert.equal(run.status, 0);
        if (time !== 1) {
          assert.equal(run.stderr, "");
          continue;
        }
        const [text = "", command = "", ...rest] = run.stderr.split("\n");
        assert.match(
          text,
          /^openvpn-status-site: \/.*\/out\/charts\S* belongs to group root, but the out folder to 54322: .*:$/,
        );
        assert.equal(command, `chgrp -R 54322 ${place.out} && find ${place.out} -type d -exec chmod g+s {} +`);
        assert.deepEqual(rest, [""]);
      }
      const { status } = spawnSync("sh", [
        "-c",
        `chgrp -R 54322 ${place.out} && find ${place.out} -type d -exec chmod g+s {} +`,
      ]);
      assert.equal(status, 0);
      const healed = await genLooking(3);
      assert.equal(healed.stderr, "openvpn-status-site: all files in out have the group of the folder again\n");
      assert.deepEqual(await genLooking(4), DONE);

      // Of files, those that no run makes again are looked at, too.
      const [name = ""] = readdirSync(join(place.out, "assets")).filter((file) => file.endsWith(".gz"));
      const copy = join(place.out, "assets", name);
      chownSync(copy, USER, 0);
      const saidOfFile = await genLooking(5);
      assert.match(saidOfFile.stderr, /\/out\/assets\/\S+\.gz belongs to group root/);
      chownSync(copy, USER, WEB_GROUP);
      assert.match((await genLooking(6)).stderr, /have the group of the folder again/);
    });
  },
);

describe("gen as root", { skip: skipUnless(isRoot, "needs root"), timeout: 60_000 }, () => {
  it("gives everything to the group of out by --full", async (t) => {
    const folder = tempFolderInMemory(t);
    const place = placeIn(folder, join(folder, "status.log"));
    writeSnapshot(place, TIMES[0] ?? "", [["alice", "2026-11-20T20:00:00Z", 1000]]);
    assert.deepEqual(await runCli(place.args(TIMES[0] ?? "")), DONE);
    chownSync(place.out, 0, WEB_GROUP);
    chmodSync(place.out, 0o2750);
    const inode = lstatSync(join(place.out, "users")).ino;
    assert.deepEqual(await runCli([...place.args(TIMES[0] ?? ""), "--full"]), DONE);
    assertReadableForWebGroup(place.out);
    assert.equal(lstatSync(join(place.out, "users")).ino, inode, "nothing had to be removed for it");
  });

  it("says that a group is right again only once all files were looked at", async (t) => {
    const folder = tempFolderInMemory(t);
    const place = placeIn(folder, join(folder, "status.log"));
    const time = TIMES[0] ?? "";
    writeSnapshot(place, time, [["alice", "2026-11-20T20:00:00Z", 1000]]);
    const gen = async (elapsedSeconds: number, ...flags: readonly string[]): Promise<string> => {
      let asked = 0;
      // Time is up as soon as a build has begun.
      const host = { ...makeHost(CLI, place.history), elapsedSeconds: () => (asked++ === 0 ? 0 : elapsedSeconds) };
      const { status, stderr } = await runHere([...place.args(time), ...flags], host);
      assert.equal(status, 0);
      return stderr;
    };
    assert.equal(await gen(0), "");
    chownSync(join(place.out, "users", "index.html"), 0, WEB_GROUP);
    utimesSync(join(place.out, "users"), 1, 1);
    assert.match(await gen(0), /index\.html belongs to group 54322/);
    // Everything is to be made again, so what is left for the next run is not looked at.
    utimesSync(join(place.out, "users"), 2, 2);
    assert.equal(await gen(100, "--title", "Other"), "");
    assert.match(await gen(0, "--title", "Other"), /have the group of the folder again/);
  });
});
