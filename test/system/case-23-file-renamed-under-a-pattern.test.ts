import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openCase, type CaseFolder } from "../support/case-folder.js";

const CASE = "23-file-renamed-under-a-pattern";
const DONE = { status: 0, stdout: "", stderr: "" };

function assertOneSession(place: CaseFolder, server: string, source: string): void {
  const open = place.rows("h/open.csv");
  assert.deepEqual(
    open.map((row) => [row["user"], row["server"], row["start"], row["bytes_received"], row["bytes_sent"]]),
    [["alice", server, "2026-11-21T07:59:51Z", "103", "1"]],
  );
  assert.throws(() => place.read("h/sessions/2026-11-21.csv"), /ENOENT/);
  const sources = place.rows("h/sources.csv");
  assert.deepEqual(
    sources.map((row) => [row["server"], row["source"], row["state"]]),
    [[server, join(place.folder, source), "ok"]],
  );
}

describe("case 23: a file that is renamed under a pattern", () => {
  it("goes on under its name: what is there wins over what is gone", async (t) => {
    const place = openCase(t, CASE);
    const gen = (minute: number): Promise<unknown> =>
      place.run("gen", "--status", "d/*.log", "--now", `2026-11-21T08:0${minute}:00Z`);
    mkdirSync(join(place.folder, "d"));
    place.copy("0.txt", "d/openvpn-status.log");
    assert.deepEqual(await gen(0), DONE);
    renameSync(join(place.folder, "d/openvpn-status.log"), join(place.folder, "d/status.log"));
    for (const minute of [1, 2, 3]) {
      place.copy(`${minute}.txt`, "d/status.log");
      assert.deepEqual(await gen(minute), DONE);
    }
    assertOneSession(place, "openvpn", "d/status.log");
  });

  it("is right too if the file was missing for a minute: its problem ends under the new name", async (t) => {
    const place = openCase(t, CASE);
    mkdirSync(join(place.folder, "d"));
    const gen = (minute: number): Promise<{ status: number | null; stderr: string }> =>
      place.run("gen", "--status", "d/*.log", "--now", `2026-11-21T08:0${minute}:00Z`);
    place.copy("0.txt", "d/openvpn-status.log");
    assert.deepEqual(await gen(0), DONE);
    rmSync(join(place.folder, "d/openvpn-status.log"));
    const gone = await gen(1);
    assert.equal(gone.status, 66);
    assert.match(gone.stderr, /^openvpn-status-site: openvpn \(.*openvpn-status\.log\): .*missing.*\n$/);
    place.copy("2.txt", "d/status.log");
    const back = await gen(2);
    assert.equal(back.status, 0);
    assert.match(back.stderr, /^openvpn-status-site: openvpn \(.*\/d\/status\.log\): ok again \(was missing\)\n$/);
    place.copy("3.txt", "d/status.log");
    assert.deepEqual(await gen(3), DONE);
    assertOneSession(place, "openvpn", "d/status.log");
  });

  it("is right too where it moves from one pattern to another", async (t) => {
    const place = openCase(t, CASE);
    for (const folder of ["a", "b"]) mkdirSync(join(place.folder, folder));
    writeFileSync(join(place.folder, "two.toml"), '[[server]]\nstatus = "a/*.log"\n[[server]]\nstatus = "b/*.log"\n');
    const gen = (minute: number): Promise<{ status: number | null; stderr: string }> =>
      place.run("gen", "--config", "two.toml", "--now", `2026-11-21T08:0${minute}:00Z`);
    place.copy("0.txt", "a/status.log");
    copyFileSync(join(place.folder, "0.txt"), join(place.folder, "b/status-b.log"));
    assert.deepEqual(await gen(0), DONE);
    rmSync(join(place.folder, "a/status.log"));
    place.copy("1.txt", "b/status.log");
    place.copy("1.txt", "b/status-b.log");
    const { status, stderr } = await gen(1);
    assert.notEqual(status, 78, stderr);
    assert.deepEqual(
      place.rows("h/sources.csv").map((row) => [row["server"], row["state"]]),
      [
        [join(place.folder, "a/*.log"), "missing"],
        ["b", "ok"],
        ["openvpn", "ok"],
      ],
    );
  });
});
