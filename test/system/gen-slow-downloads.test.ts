import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertSameFiles, filesBelow } from "../support/compare-folders.js";
import { FIXED_COMMAND } from "../support/fixed-command.js";
import { makeSession } from "../support/make-session.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";
import { writeStatus } from "../support/write-status.js";

const NOON = Date.parse("2026-11-21T12:00:00Z") / 1000;
/** Of more than 5,000 sessions a download follows each second minute. */
const SESSION_COUNT = 5100;

test("a download of more than 5,000 sessions waits, says as of when it is, and never has a deleted session in it", async (t) => {
  const folder = tempFolder(t);
  const [status, history, out] = [join(folder, "vpn.log"), join(folder, "history"), join(folder, "out")];
  mkdirSync(history);
  const ended = Array.from({ length: SESSION_COUNT }, (_, number) => {
    const startSeconds = NOON - 86_400 * 31 + number * 500;
    return makeSession({ user: number % 50 === 0 ? "gone" : "busy", startSeconds, endSeconds: startSeconds + 90 });
  });
  writeHistory(history, { ended });
  const gen = async (
    seconds: number,
    names: readonly string[],
    place = { history, out },
    ...more: readonly string[]
  ) => {
    const clients = names.map((commonName, number) => ({
      commonName,
      realAddress: `203.0.113.${number}:4000`,
      virtualAddress: `10.8.0.${number + 2}`,
      bytesReceived: 1000,
      bytesSent: 2000,
      connectedSinceSeconds: NOON - 600,
      username: "",
    }));
    writeFileSync(status, writeStatus({ updatedSeconds: NOON + seconds, clients }, { version: 2, release: "2.6" }));
    const now = new Date((NOON + seconds) * 1000).toISOString();
    const folders = [
      ...FIXED_COMMAND,
      "--history",
      place.history,
      "--out",
      place.out,
      "--timezone",
      "UTC",
      "--now",
      now,
    ];
    assert.deepEqual(await runCli(["gen", "--status", status, ...folders, ...more]), {
      status: 0,
      stdout: "",
      stderr: "",
    });
  };
  const read = (path: string): string => readFileSync(join(out, path), "utf8");
  const [all, overview] = ["downloads/openvpn-history_all.csv", "index.html"];

  // On a busy machine, a plain run might stop before its end.
  await gen(0, ["alice"], { history, out }, "--full");
  assert.match(read(all), /alice/);
  assert.doesNotMatch(read("history/index.html"), /As of 2026-11-21 12:00</, "it is up to date");
  await gen(60, ["alice", "bob"]);
  assert.doesNotMatch(read(all), /bob/, "it waits");
  for (const path of [overview, "history/index.html"]) {
    assert.match(read(path), /As of 2026-11-21 12:00</);
    assert.match(read(path), new RegExp(`data-rows="${(SESSION_COUNT + 1).toLocaleString("en")}"`), "the rows it has");
  }
  assert.match(read("downloads/openvpn-history_open.csv"), /bob/, "what is small follows");
  await gen(110, ["alice", "bob"]);
  assert.doesNotMatch(read(all), /bob/);

  await gen(125, ["alice", "bob"]);
  assert.match(read(all), /bob/, "nothing happened, but it has waited long enough");
  for (const path of [overview, "history/index.html"]) assert.doesNotMatch(read(path), /As of 2026-11-21 12:0\d</);
  const anew = { history: join(folder, "copy"), out: join(folder, "anew") };
  cpSync(history, anew.history, { recursive: true });
  await gen(125, ["alice", "bob"], anew, "--full");
  for (const part of ["downloads", "history"]) {
    assertSameFiles(filesBelow(join(out, part)), filesBelow(join(anew.out, part)), part);
  }

  // A folder in the place of a file stops the build of a prune, once the history has changed.
  assert.match(read(all), /^gone,/m);
  rmSync(join(out, overview));
  mkdirSync(join(out, overview, "in the way"), { recursive: true });
  const now = new Date((NOON + 130) * 1000).toISOString();
  const place = ["--status", status, "--history", history, "--out", out, "--timezone", "UTC", ...FIXED_COMMAND];
  assert.equal((await runCli(["prune", "--user", "gone", "--yes", ...place, "--now", now])).status, 73);
  rmSync(join(out, overview), { recursive: true });
  await gen(135, ["alice", "bob"]);
  assert.doesNotMatch(read(all), /^gone,/m, "no download waits with a deleted session in it");
});
