import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Usage } from "../../src/history/usage.js";
import { at, makeSession } from "../support/make-session.js";
import { tempFolder } from "../support/temp-folder.js";
import { hasTerminal, runOnTerminal, type TerminalRun } from "../support/terminal-run.js";
import { skipUnless } from "../support/visible-skip.js";
import { writeHistory } from "../support/write-history.js";

const sessions = [
  ["alice", "2026-11-20T08:12:15Z"],
  ["bob\u001b[31m", "2026-11-20T09:12:15Z"],
  ["carol", "2026-11-20T10:12:15Z"],
].map(([user = "", start = ""]) => makeSession({ user, startSeconds: at(start) }));
const running = makeSession({ user: "dave", startSeconds: at("2026-11-21T08:00:00Z"), endSeconds: null });

const DOWN = "\u001b[B";
const TAB = "\t";
const ENTER = "\r";
const ESCAPE = "\u001b";

interface Rig {
  readonly prune: (
    args: readonly string[],
    dialogue: readonly (readonly [RegExp, string])[],
  ) => Promise<TerminalRun & { readonly left: readonly string[] }>;
}

function makeRig(test: { after(hook: () => void): void }, usage: readonly Usage[] = []): Rig {
  const folder = tempFolder(test);
  const history = join(folder, "history");
  writeHistory(history, { ended: sessions, open: [running], usage });
  const flags = ["--history", history, "--out", join(folder, "out"), "--timezone", "UTC"];
  return {
    prune: async (args, dialogue) => {
      const status = join(folder, "vpn.status");
      const run = await runOnTerminal(["prune", ...args, ...flags, "--status", status, "-q"], dialogue);
      const days = readdirSync(join(history, "sessions"));
      const text = days.map((day) => readFileSync(join(history, "sessions", day), "utf8")).join("");
      return { ...run, left: sessions.filter(({ id }) => text.includes(id)).map(({ user }) => user) };
    },
  };
}

const skip = skipUnless(hasTerminal, "there is no `script` (util-linux) to make a terminal with");

describe("prune on a terminal", { skip }, () => {
  it("with nothing selected offers a list to search and tick, shows what would go, and asks twice", async (t) => {
    const { status, shown, left } = await makeRig(t).prune(
      [],
      [
        [/Which sessions[^]*confirm/, "bob"],
        [/1 match/, `${DOWN}${TAB}`],
        [/1 selected|◼/, ENTER],
        [/Delete 1 session\?[^]*No/, "y"],
        [/This cannot be undone\. Really\?[^]*No/, "y"],
      ],
    );
    assert.equal(status, 0, shown);
    assert.deepEqual(left, ["alice", "carol"]);
    assert.match(shown, /1 ended session of 1 user: bob\(U\+001B\)\[31m\r?\nStarted in 2026-11; these:/);
    assert.doesNotMatch(shown, /dave/, "who is connected is not on the list");
  });
  it("shows and asks, too, where only usage rows of a session are left", async (t) => {
    const usage = { day: "2026-11-20", id: "gone", user: "erin", server: "vpn", bytesReceived: 1, bytesSent: 1 };
    const { status, shown } = await makeRig(t, [usage]).prune(
      ["--user", "erin"],
      [
        [/Usage rows of 1 session that the history no longer has: erin[^]*Delete 1 session\?[^]*No/, "y"],
        [/This cannot be undone\. Really\?[^]*No/, "n"],
      ],
    );
    assert.equal(status, 0, shown);
    assert.match(shown, /Nothing was deleted/);
  });
  it("ticks several", async (t) => {
    const { shown, left } = await makeRig(t).prune(
      ["--yes"],
      [
        [/Which sessions[^]*confirm/, `${DOWN}${TAB}`],
        [/◼/, `${DOWN}${TAB}`],
        [/◼/, ENTER],
      ],
    );
    assert.equal(left.length, 1, shown);
  });
  const refusals: readonly (readonly [string, readonly string[], readonly (readonly [RegExp, string])[]])[] = [
    ["at the first question", ["--user", "alice"], [[/Delete 1 session\?[^]*No/, "n"]]],
    ["by mere Enter", ["--user", "alice"], [[/Delete 1 session\?[^]*No/, ENTER]]],
    [
      "at the second question",
      ["--user", "alice"],
      [
        [/Delete 1 session\?[^]*No/, "y"],
        [/Really\?[^]*No/, "n"],
      ],
    ],
    ["by Escape", ["--user", "alice"], [[/Delete 1 session\?[^]*No/, ESCAPE]]],
    ["in the list", [], [[/Which sessions[^]*confirm/, "\u0003"]]],
    [
      "by another number",
      ["--all"],
      [
        [/Delete the whole history, 3 sessions\?[^]*No/, "y"],
        [/To confirm, type the number of sessions, 3/, `4${ENTER}`],
      ],
    ],
  ];
  for (const [how, args, dialogue] of refusals) {
    it(`deletes nothing when declined ${how}`, async (t) => {
      const { status, shown, left } = await makeRig(t).prune(args, dialogue);
      assert.deepEqual([status, left.length], [0, 3], shown);
      assert.match(shown, /Nothing was deleted\./);
    });
  }
  it("asks for the number of sessions before it deletes all", async (t) => {
    const { status, shown, left } = await makeRig(t).prune(
      ["--all"],
      [
        [/Delete the whole history, 3 sessions\?[^]*No/, "y"],
        [/To confirm, type the number of sessions, 3/, `3${ENTER}`],
      ],
    );
    assert.deepEqual([status, left], [0, []], shown);
    assert.match(shown, /Kept, still connected: .*dave/);
  });
});
