import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { pruneSessions } from "../../assets/prune-command.js";
import { at, makeSession } from "../support/make-session.js";
import { copyCli, runCli } from "../support/run-cli.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";
import { writeHistory } from "../support/write-history.js";
import { writeStatus } from "../support/write-status.js";

const NOW = "2026-11-21T12:00:00Z";
const alice = makeSession({ user: "alice", startSeconds: at("2026-11-20T08:12:15Z") });
const bob = makeSession({ user: "bob", startSeconds: at("2026-11-20T09:12:15Z") });

/** A folder with a blank in its name, with the history of two sessions and a status file. */
function makePlace(test: WithAfter): string {
  const folder = join(tempFolder(test), "my vpn");
  mkdirSync(folder);
  writeHistory(join(folder, "h"), { ended: [alice, bob] });
  const status = writeStatus({ updatedSeconds: at(NOW), clients: [] }, { version: 2, release: "2.6" });
  writeFileSync(join(folder, "vpn.status"), status);
  return folder;
}

/** What the pages' script takes for the start of the command. */
function shownCommand(out: string): string {
  const [, json = ""] = /^const sitePrune=(".*");\n$/.exec(readFileSync(join(out, "prune-command.js"), "utf8")) ?? [];
  return JSON.parse(json) as string;
}

function runInShell(command: string): string {
  return execFileSync("sh", ["-c", command], {
    cwd: "/",
    encoding: "utf8",
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    stdio: "pipe",
  });
}

function assertDeletes(folder: string, backup: string): void {
  const { preview, remove } = pruneSessions(shownCommand(join(folder, "o")), [alice.id], backup);
  assert.match(runInShell(preview), /^1 ended session of 1 user: alice\n/);
  assert.equal(runInShell(`${remove} --yes`), "1 session deleted.\n");
  const left = readFileSync(join(folder, "h/sessions/2026-11-20.csv"), "utf8");
  assert.ok(left.includes(bob.id) && !left.includes(alice.id));
  assert.ok(readFileSync(backup, "utf8").includes(alice.id));
}

describe("the prune command that the pages show", () => {
  it("runs as copied from any folder, with the config of the gen that wrote it", async (t) => {
    const folder = makePlace(t);
    writeFileSync(join(folder, "c.toml"), 'out = "o"\nhistory = "h"\n[[server]]\nstatus = "vpn.status"\n');
    const { status, stderr } = await runCli(["gen", "-q", "--config", "c.toml"], { cwd: folder });
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(shownCommand(join(folder, "o")), / prune --config '.*\/my vpn\/c\.toml'$/);
    assertDeletes(folder, join(folder, "b.csv"));
  });

  it("runs as copied from any folder, with the flags of the gen that wrote it", async (t) => {
    const folder = makePlace(t);
    const flags = ["--status", "*.status", "--history", "h", "--out", "o", "--title=-x $(id) 'y'"];
    const { status, stderr } = await runCli(["gen", "-q", ...flags], { cwd: folder });
    assert.deepEqual([status, stderr], [0, ""]);
    assertDeletes(folder, join(folder, "b.csv"));
    assert.match(readFileSync(join(folder, "o/index.html"), "utf8"), /<title>-x \$\(id\) &#39;y&#39;/);
  });

  const canSwitch = isRoot && spawnSync("runuser", ["--version"]).status === 0;
  it(
    "runs as copied by root where gen runs as another user",
    { skip: skipUnless(canSwitch, "needs root") },
    async (t) => {
      const folder = makePlace(t);
      const uid = 65_534;
      chmodSync(dirname(folder), 0o755);
      const cli = copyCli(join(folder, "program"));
      execFileSync("chown", ["-R", String(uid), folder]);
      const { status, stderr } = await runCli(["gen", "-q", "--status", "vpn.status", "--history", "h", "--out", "o"], {
        cwd: folder,
        uid,
        cli,
      });
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(shownCommand(join(folder, "o")), /^runuser -u nobody -- /);
      assertDeletes(folder, join(folder, "b.csv"));
    },
  );

  it("is the config's where the key command names one", async (t) => {
    const folder = makePlace(t);
    writeFileSync(
      join(folder, "c.toml"),
      'command = "docker exec vpn site"\nout = "o"\nhistory = "h"\n[[server]]\nstatus = "vpn.status"\n',
    );
    await runCli(["gen", "-q", "--config", "c.toml"], { cwd: folder });
    assert.equal(shownCommand(join(folder, "o")), "docker exec vpn site prune");
  });
});
