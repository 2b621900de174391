import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openJsonChecks, readJsonFiles } from "../support/check-json-files.js";
import { fileTree } from "../support/file-tree.js";
import { filesWith } from "../support/find-text.js";
import { at, makeSession } from "../support/make-session.js";
import { CLI, runCli } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";

const CAPTURES = join(import.meta.dirname, "../fixtures/captures");
const STATUS = /^(?:\d+-(\d+)|.*)\.status$/;

describe("the published JSON", () => {
  it("of real status logs obeys the schema beside it", async (t) => {
    const folder = tempFolder(t);
    const host = makeHost(CLI, folder);
    let [siteCount, fileCount, sessionCount] = [0, 0, 0];
    const releases = readdirSync(CAPTURES).filter((name) => /^\d/.test(name));
    for (const release of releases) {
      for (const capture of readdirSync(join(CAPTURES, release))) {
        const names = readdirSync(join(CAPTURES, release, capture)).filter((name) => STATUS.test(name));
        const place = join(folder, `${release}-${capture}`);
        const [history, out] = [join(place, "history"), join(place, "out")];
        // The first shows clients, the last of some captures that all have left.
        for (const name of [...new Set([names[0], names[Math.floor(names.length / 2)], names.at(-1)])]) {
          const seconds = STATUS.exec(name ?? "")?.[1];
          if (name === undefined || seconds === undefined) continue;
          cpSync(join(CAPTURES, release, capture, name), join(place, "status.log"));
          const now = new Date(Number(seconds) * 1000).toISOString();
          const args = ["--status", join(place, "status.log"), "--history", history, "--out", out, "--now", now];
          const { status } = await runHere(["gen", ...args, "--timezone", "UTC"], host);
          assert.ok(status === 0 || status === 65, `${release} ${capture}: ${status}`);
          const check = openJsonChecks(JSON.parse(readFileSync(join(out, "status.schema.json"), "utf8")) as object);
          siteCount += 1;
          for (const [path, content] of readJsonFiles(out)) {
            assert.equal(check(path, content), "", `${release} ${capture}`);
            fileCount += 1;
            sessionCount += path.startsWith("users/") ? (content as { sessions: unknown[] }).sessions.length : 0;
          }
        }
      }
    }
    t.diagnostic(`${siteCount} sites, ${fileCount} files, ${sessionCount} sessions of users`);
    assert.ok(siteCount > 50 && fileCount > 200 && sessionCount > 50);
  });

  it("lists every session of the history once by user and once by day, and no deleted one", async (t) => {
    const folder = tempFolder(t);
    const [history, out] = [join(folder, "history"), join(folder, "out")];
    const names = ["alice", "bob", "Carol <c>"];
    const days = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-20"];
    const ended = names.flatMap((user) =>
      days.map((day, place) =>
        makeSession({ user, startSeconds: at(`${day}T23:30:00Z`), publicIp: `192.0.2.${place}` }),
      ),
    );
    writeHistory(history, {
      ended,
      open: [makeSession({ user: "alice", startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: null })],
    });
    const run = async (command: string, ...more: readonly string[]): Promise<void> => {
      const place = [
        "--history",
        history,
        "--out",
        out,
        "--timezone",
        "Europe/Berlin",
        "--now",
        "2026-11-21T12:00:00Z",
      ];
      const { status, stderr } = await runCli([command, ...place, ...more]);
      assert.ok(status === 0 || status === 66, stderr);
    };
    const idsIn = (kind: string, list: string): readonly string[] =>
      [...readJsonFiles(out)]
        .filter(([path]) => path.startsWith(kind))
        .flatMap(([, content]) => (content as Record<string, readonly { id: string }[]>)[list] ?? [])
        .map(({ id }) => id)
        .sort();
    await run("gen");
    const all = [
      ...ended.map(({ id }) => id),
      idsIn("users/alice/", "sessions").find((id) => ended.every((one) => one.id !== id)),
    ];
    assert.deepEqual(idsIn("users/", "sessions"), all.sort());
    assert.deepEqual(idsIn("history/", "sessions"), all);
    await run("prune", "--user", "Carol <c>", "--yes");
    assert.deepEqual(await filesWith(out, "Carol"), []);
    const gone = ended.filter(({ user }) => user.startsWith("Carol")).map(({ id }) => id);
    const left = all.filter((id) => id === undefined || !gone.includes(id));
    assert.deepEqual(idsIn("users/", "sessions"), left);
    assert.deepEqual(idsIn("history/", "sessions"), left);
    const before = fileTree(out);
    await run("gen", "--full");
    assert.deepEqual(fileTree(out), before);
  });
});
