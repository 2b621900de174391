import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { filesWith } from "../support/find-text.js";
import { at, makeSession } from "../support/make-session.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-21T12:00:00Z";
const session = (user: string, start: string, end: string | null, server = "vpn"): ReturnType<typeof makeSession> => {
  const [startSeconds, endSeconds] = [at(start), end === null ? null : at(end)];
  return makeSession({ user, server, startSeconds, endSeconds, bytesReceived: 1000, bytesSent: 1000 });
};
const gone = session("Mallory", "2026-11-01T08:00:00Z", "2026-11-04T08:00:00Z", "munich");
const goneLater = session("oscar", "2026-11-10T08:00:00Z", "2026-11-18T08:00:00Z");
const old = session("alice", "2026-11-02T08:00:00Z", "2026-11-03T08:00:00Z");
const kept = session("alice", "2026-11-15T08:00:00Z", "2026-11-17T08:00:00Z");
const long = session("carol", "2026-11-05T08:00:00Z", "2026-11-19T08:00:00Z");
const running = session("bob", "2026-11-01T08:00:00Z", null);
const usage = (
  [
    [gone, ["2026-11-01", "2026-11-02", "2026-11-03"]],
    [goneLater, ["2026-11-10", "2026-11-16", "2026-11-17"]],
    [old, ["2026-11-02"]],
    [kept, ["2026-11-15", "2026-11-16"]],
    [long, ["2026-11-06"]],
    [running, ["2026-11-01"]],
  ] as const
).flatMap(([{ id, user, server }, days]) =>
  days.map((day) => ({ day, id, user, server, bytesReceived: 100, bytesSent: 200 })),
);

interface Rig {
  readonly folder: string;
  readonly history: string;
  readonly run: (command: string, ...args: string[]) => Promise<CliRun>;
  /** The users in the usage rows, by day, but for bob, who is connected, and carol, who just was. */
  readonly users: () => Readonly<Record<string, string>>;
}

/** A history without two of its day files of sessions: someone removed them by hand. The usage rows of these sessions remain. */
async function makeRig(test: TestContext): Promise<Rig> {
  const folder = tempFolderInMemory(test);
  const history = join(folder, "history");
  mkdirSync(history);
  writeHistory(history, { ended: [gone, goneLater, old, kept, long], open: [running], usage });
  const bob = {
    commonName: "bob",
    realAddress: running.realAddress,
    virtualAddress: running.tunnelIp,
    bytesReceived: 2000,
    bytesSent: 2000,
    connectedSinceSeconds: running.startSeconds,
    username: "",
    clientId: Number(running.clientId),
  };
  const file = join(folder, "vpn.status");
  const run = async (command: string, ...args: string[]): Promise<CliRun> => {
    const nowIndex = args.indexOf("--now");
    const updatedSeconds = at(nowIndex < 0 ? NOW : (args[nowIndex + 1] ?? "")) - 5;
    writeFileSync(file, writeStatus({ updatedSeconds, clients: [bob] }, { version: 2, release: "2.6" }));
    const config = [
      ...(args.includes("--history") ? [] : ["--history", history]),
      ...(nowIndex < 0 ? ["--now", NOW] : []),
      ...["--out", join(folder, "out"), "--timezone", "UTC"],
    ];
    return runHere([command, ...args, "--status", file, "--name", "vpn", ...config], makeHost(CLI, folder));
  };
  assert.equal((await run("gen", "--now", "2026-11-21T06:00:00Z")).status, 0);
  rmSync(join(history, "sessions/2026-11-01.csv"));
  rmSync(join(history, "sessions/2026-11-10.csv"));
  const users = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [...fileTree(join(history, "usage"))].map(([name, text]) => {
        const rows = (text ?? "").trim().split("\n").slice(1);
        const names = rows.map((row) => row.split(",")[1]).filter((user) => user !== "bob" && user !== "carol");
        return [name.slice(5, 10), names.join(" ")];
      }),
    );
  return { folder, history, run, users };
}

describe("usage rows of sessions that someone removed by hand", () => {
  it("count nowhere, and count again if the day file returns", async (t) => {
    const { folder, history, run } = await makeRig(t);
    const out = join(folder, "out");
    const file = join(history, "sessions/2026-11-10.csv");
    const before = fileTree(history);
    assert.equal((await run("gen")).status, 0);
    for (const trace of ["Mallory", "oscar"]) assert.deepEqual(await filesWith(out, trace), []);
    for (const [path, text] of before) {
      if (path.startsWith("usage")) assert.equal(fileTree(history).get(path), text, path);
    }
    writeHistory(join(folder, "other"), { ended: [goneLater] });
    writeFileSync(file, readFileSync(join(folder, "other/sessions/2026-11-10.csv")));
    assert.equal((await run("gen")).status, 0);
    assert.match(readFileSync(join(out, "users/oscar/index.html"), "utf8"), /oscar/);
  });

  it("leave with prune by user, which is known although it has no session", async (t) => {
    const { folder, history, run, users } = await makeRig(t);
    const shown = await run("prune", "--user", "Mallory", "--dry-run");
    const preview = "No ended session is selected.\nUsage rows of 1 session that the history no longer has: Mallory\n";
    assert.deepEqual([shown.status, shown.stdout, shown.stderr], [0, preview, ""]);
    const { status, stdout } = await run("prune", "--user", "Mallory", "--yes", "--backup", "b.csv");
    const said = "0 sessions deleted.\nUsage rows of 1 session that the history no longer had deleted.\n";
    assert.deepEqual([status, stdout], [0, said]);
    assert.deepEqual(await filesWith(history, "Mallory"), []);
    assert.equal(readFileSync(join(folder, "b.csv"), "utf8").match(/Mallory/g)?.length, 3);
    const names = Object.values(users()).filter((ofDay) => ofDay !== "");
    assert.equal(names.join(" "), "alice oscar alice oscar alice oscar");
  });

  it("leave with prune by id, server, day and age, and by nothing that does not fit them", async (t) => {
    const cases: readonly (readonly [args: readonly string[], deleted: number, left: string])[] = [
      [[gone.id], 1, "alice oscar alice oscar alice oscar"],
      [["--server", "munich", "--to", "2026-11-01"], 1, "alice oscar alice oscar alice oscar"],
      [["--server", "vpn", "--to", "2026-11-01"], 0, "Mallory Mallory alice Mallory oscar alice oscar alice oscar"],
      [["--from", "2026-11-10"], 1, "Mallory Mallory alice Mallory"],
      [["--older-than", "17d"], 0, "Mallory Mallory Mallory oscar alice oscar alice oscar"],
      [["--older-than", "16d"], 1, "oscar alice oscar alice oscar"],
      [["--user", "bob", "--from", "2026-11-20"], 0, "Mallory Mallory alice Mallory oscar alice oscar alice oscar"],
      [["--all"], 2, ""],
    ];
    for (const [args, deleted, left] of cases) {
      const { history, run, users } = await makeRig(t);
      const { status, stdout, stderr } = await run("prune", ...args, "--yes");
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /There is no session/);
      assert.match(stdout, deleted === 0 ? /deleted\.\n$/ : new RegExp(`Usage rows of ${deleted} session`));
      assert.equal(stdout.includes("Usage rows"), deleted > 0, args.join(" "));
      const names = Object.values(users()).filter((ofDay) => ofDay !== "");
      assert.equal(names.join(" "), left, args.join(" "));
      assert.match(readFileSync(join(history, "usage/2026-11-01.csv"), "utf8"), /bob/);
    }
  });

  it("are found by the user that the config makes of their names", async (t) => {
    const { folder, history, run } = await makeRig(t);
    writeFileSync(join(folder, "site.toml"), "users_ignore_case = true\n");
    const { status, stderr } = await run("prune", "--user", "MALLORY", "--yes", "--config", join(folder, "site.toml"));
    assert.deepEqual([status, stderr], [0, ""]);
    assert.deepEqual(await filesWith(history, "Mallory"), []);
  });

  it("leave with the sessions that are no longer kept", async (t) => {
    const { folder, history, run, users } = await makeRig(t);
    writeFileSync(join(folder, "site.toml"), 'keep = "4d"\n');
    const gen = (...now: string[]) => run("gen", "--config", join(folder, "site.toml"), ...now);
    const left = (): string => Object.values(users()).join(" ").trim();
    for (const [now, names] of [
      // `keep` counts back from the snapshot before: alice's first session goes, and with it what is as old.
      ["2026-11-21T07:00:00Z", "oscar alice oscar alice oscar"],
      ["2026-11-21T12:30:00Z", "oscar alice oscar alice oscar"],
      // Her second one goes; the rows of oscar's session are kept together.
      ["2026-11-21T12:31:00Z", "oscar oscar oscar"],
      // They are old enough, but leave together with sessions only.
      ["2026-11-22T12:30:00Z", "oscar oscar oscar"],
    ] as const) {
      await gen("--now", now);
      assert.equal(left(), names, now);
      assert.match(readFileSync(join(history, "usage/2026-11-01.csv"), "utf8"), /bob/);
      assert.match(readFileSync(join(history, "usage/2026-11-06.csv"), "utf8"), /carol/);
    }
  });

  it("do not count twice where a backup brings the session back", async (t) => {
    const { folder, history, run, users } = await makeRig(t);
    const whole = join(folder, "whole");
    writeHistory(whole, { ended: [gone], usage: usage.filter(({ id }) => id === gone.id) });
    const pruned = await run("prune", "--all", "--yes", "--backup", "b.csv", "--history", whole);
    assert.equal(pruned.status, 0, pruned.stderr);
    const before = users();
    rmSync(join(history, "usage/2026-11-03.csv"));
    const { status, stdout } = await run("import", "b.csv");
    assert.equal(status, 0);
    assert.match(stdout, /1 session imported/);
    assert.deepEqual(users(), before);
    assert.match(readFileSync(join(history, "sessions/2026-11-01.csv"), "utf8"), /Mallory/);
  });
});
