import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { at, makeSession } from "../support/make-session.js";
import { CLI, ownEnvironment, runCli } from "../support/run-cli.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { skipUnless } from "../support/visible-skip.js";
import { writeHistory } from "../support/write-history.js";

const DAYS = 60;
const PER_DAY = 500;
const NOW = "2026-11-21T12:00:00Z";

/** A history with so much to write that no pipe holds it. */
function makeLong(test: WithAfter): string {
  const history = join(tempFolder(test), "history");
  const ended = Array.from({ length: DAYS * PER_DAY }, (_, number) =>
    makeSession({
      user: `user-${number % 40}`,
      startSeconds: at("2026-09-01T00:00:00Z") + Math.floor((number * 86_400) / PER_DAY),
    }),
  );
  writeHistory(history, { ended });
  return history;
}

describe("export", () => {
  const history = makeLong({ after });
  const shell = (script: string): { status: number | null; stdout: string; stderr: string } => {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script, "bash", process.execPath, CLI, history], {
      env: ownEnvironment(),
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, stdout, stderr };
  };

  it("stops without a word where its reader has seen enough", () => {
    for (const format of ["csv-v1", "ndjson"]) {
      const { status, stdout, stderr } = shell(
        `"$1" "$2" export --history "$3" --format ${format} | head -n 2; echo "\${PIPESTATUS[0]}"`,
      );
      const lines = stdout.split("\n").slice(0, -1);
      assert.deepEqual([status, lines.length, lines.at(-1), stderr], [0, 3, "0", ""], format);
    }
  });

  it("writes every session to a slow reader, and to a file", () => {
    const slow = shell('"$1" "$2" export --history "$3" --format ndjson | (sleep 1; wc -l)');
    assert.deepEqual([slow.stdout.trim(), slow.stderr], [String(DAYS * PER_DAY), ""]);
    const file = shell('"$1" "$2" export --history "$3" --format csv-v1 > "$3/../a.csv"; wc -l < "$3/../a.csv"');
    assert.deepEqual([file.stdout.trim(), file.stderr], [String(DAYS * PER_DAY + 1), ""]);
  });

  it(
    "says that the disk is full, and exits with 73",
    { skip: skipUnless(existsSync("/dev/full"), "needs /dev/full") },
    () => {
      const { status, stderr } = shell('"$1" "$2" export --history "$3" --format ndjson > /dev/full');
      assert.equal(status, 73);
      assert.match(stderr, /^openvpn-status-site: cannot write "\/dev\/stdout": .*ENOSPC.*\n$/);
    },
  );

  it("can be imported into another history, which has the same sessions then", async (t) => {
    const folder = tempFolder(t);
    const first = join(folder, "first");
    const ended = ["alice", "Bob, jr", "=1+1"].map((user, place) =>
      makeSession({ user, startSeconds: at("2026-07-01T08:00:00Z") + 90_000 * place }),
    );
    writeHistory(first, { ended });
    const place = (name: string): readonly string[] => [
      "--history",
      join(folder, name),
      "--now",
      NOW,
      "--timezone",
      "Europe/Berlin",
    ];
    const exported = await runCli(["export", ...place("first"), "--format", "csv-v1"]);
    assert.deepEqual([exported.status, exported.stderr], [0, ""]);
    writeFileSync(join(folder, "openvpn-sessions.csv"), exported.stdout);
    const imported = await runCli([
      "import",
      ...place("second"),
      "--out",
      join(folder, "out"),
      "--server",
      "vpn",
      join(folder, "openvpn-sessions.csv"),
    ]);
    assert.equal(imported.status, 0, imported.stderr);
    const again = await runCli(["export", ...place("second"), "--format", "csv-v1"]);
    assert.equal(again.stdout, exported.stdout);
    assert.equal(exported.stdout.split("\n").length, 5);
  });
});
