import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { recoverJournal } from "../../src/io/history/journal.js";
import { FIXED_COMMAND } from "../support/fixed-command.js";
import { fileTree } from "../support/file-tree.js";
import { everyKill, forEachKilled, runCounted } from "../support/kill-runs.js";
import { makeSession } from "../support/make-session.js";
import { CLI } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { thinKills } from "../support/thin-kills.js";
import { writeHistory } from "../support/write-history.js";

const CAPTURE = join(import.meta.dirname, "../fixtures/captures/2.6.14/tun-v2");
const capture = readdirSync(CAPTURE).find((name) => /^\d+-\d+\.status$/.test(name)) ?? "";
const NOW = Number(/-(\d+)/.exec(capture)?.[1]);
const DAY = 86_400;

const sessions = [1, 2, 40, 41, 42].map((days, index) =>
  makeSession({ user: index % 2 === 0 ? "anna" : "ben", startSeconds: NOW - days * DAY - 7200 }),
);
const usage = sessions.map(({ id, user, server }) => {
  return { day: "2020-01-01", id, user, server, bytesReceived: 1, bytesSent: 2 };
});

const WORLD = makeHost(CLI, "/");

interface Command {
  readonly name: string;
  readonly args: readonly string[];
}

const COMMANDS: readonly Command[] = [
  { name: "prune", args: ["prune", ...FIXED_COMMAND, "--user", "anna", "--yes", "--backup", "BACKUP"] },
  { name: "keep", args: ["gen", "--config", "KEEP"] },
  { name: "import", args: ["import", ...FIXED_COMMAND, "SESSIONS", "--server", "vpn"] },
];

const GEN: Command = { name: "gen", args: ["gen", ...FIXED_COMMAND] };

/** The command line in a folder of its own. */
function toArgv({ args }: Command, folder: string): readonly string[] {
  const paths: Readonly<Record<string, string>> = {
    BACKUP: join(folder, "backup.csv"),
    KEEP: join(folder, "keep.toml"),
    SESSIONS: join(folder, "openvpn-sessions.csv"),
  };
  const flags = ["--history", join(folder, "history"), "--out", join(folder, "out"), "--timezone", "UTC", "-q"];
  const now = new Date(NOW * 1000).toISOString();
  return [
    ...args.map((arg) => paths[arg] ?? arg),
    "--status",
    join(dirname(folder), "vpn.status"),
    ...flags,
    "--now",
    now,
  ];
}

async function makeBefore(folder: string): Promise<void> {
  writeHistory(join(folder, "history"), { ended: sessions, usage });
  // The one path for all copies, since it is on the pages.
  cpSync(join(CAPTURE, capture), join(dirname(folder), "vpn.status"));
  writeFileSync(join(folder, "keep.toml"), 'keep = "30d"\ncommand = "openvpn-status-site"\n');
  const local = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
  const rows = [1, 3, 40].map((days) => {
    const start = NOW - days * DAY - 9000;
    return `carl,203.0.113.9,10.8.0.9,${local(start)},${local(start + 600)},600`;
  });
  const text = ["user,public_ip,tunnel_ip,start,end,duration_s", ...rows, ""].join("\r\n");
  writeFileSync(join(folder, "openvpn-sessions.csv"), text);
  const { status, stderr } = await runHere(toArgv(GEN, folder), WORLD);
  assert.deepEqual([status, stderr], [0, ""]);
}

/** The history without what is derived from it. */
function historyTree(folder: string): ReadonlyMap<string, string | null> {
  return new Map([...fileTree(join(folder, "history"))].filter(([path]) => !path.startsWith("cache")));
}

for (const command of COMMANDS) {
  test(`${command.name}, killed at any call: the history is as before or after, and the next run completes it`, async (t) => {
    const work = tempFolderInMemory(t);
    const [before, after] = [join(work, "before"), join(work, "after")];
    await makeBefore(before);
    cpSync(before, after, { recursive: true, preserveTimestamps: true });
    const all = [join(after, "history"), join(after, "out")];
    const calls = await runCounted([CLI, ...toArgv(command, after)], all, join(work, "count"));
    const trees = { before: historyTree(before), after: historyTree(after) };
    const site = fileTree(join(after, "out"));
    assert.notDeepEqual(trees.before, trees.after);
    assert.notDeepEqual(fileTree(join(before, "out")), site);
    const inHistory = calls.filter((call) => call.includes(join(after, "history"))).length;
    // Publishing has its own matrix: here some of it and of the cache, for the way from the history to the site.
    const toKind = (call: string): "history" | "site" =>
      call.includes(join(after, "history")) && !call.includes("/cache") ? "history" : "site";
    const every = everyKill(calls);
    const kills = thinKills(every, calls, toKind, { history: 1, site: 47 });

    const found = { before: 0, after: 0 };
    let completed = 0;
    const folder = join(work, "killed");
    cpSync(before, folder, { recursive: true, preserveTimestamps: true });
    const argv = [CLI, ...toArgv(command, folder)];
    await forEachKilled(argv, folder, [join(folder, "history"), join(folder, "out")], kills, async (kill) => {
      const what = `killed ${kill.mode} call ${kill.at}: ${calls[kill.at - 1] ?? ""}`;
      recoverJournal(join(folder, "history"));
      const tree = historyTree(folder);
      const state = JSON.stringify([...tree]) === JSON.stringify([...trees.after]) ? "after" : "before";
      assert.deepEqual(tree, trees[state], what);
      found[state]++;
      const backup = join(folder, "backup.csv");
      if (command.name === "prune") {
        if (state === "after") assert.deepEqual(readFileSync(backup), readFileSync(join(after, "backup.csv")), what);
        rmSync(backup, { force: true });
      }
      // One in three shows what the state before and after come to.
      if (kill.at % 3 !== 1) return;
      // Once it is done, prune would refuse a user whom the history does not know.
      const next = command.name === "prune" && state === "after" ? GEN : command;
      const again = await runHere(toArgv(next, folder), WORLD);
      assert.deepEqual([again.status, again.stdout, again.stderr], [0, "", ""], what);
      assert.deepEqual(historyTree(folder), trees.after, what);
      assert.deepEqual(fileTree(join(folder, "out")), site, what);
      completed++;
    });
    t.diagnostic(
      `${command.name}: ${calls.length} calls, ${inHistory} of them in the history; ${kills.length} of ${every.length} kills: ` +
        `${found.before} left the state before, ${found.after} the state after, 0 else; ` +
        `${completed} of ${completed} were completed by the next run`,
    );
    assert.ok(found.before > 0 && found.after > 0 && completed > 0);
  });
}
