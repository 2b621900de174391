import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { backupPath, pruneAll, pruneDays, pruneSessions } from "../../assets/prune-command.js";
import { shellQuote } from "../../src/text/format/shell-quote.js";

function wordsOfShell(words: readonly string[]): readonly string[] {
  const line = `printf '%s\\0' ${words.map(shellQuote).join(" ")}`;
  return execFileSync("sh", ["-c", line], { encoding: "utf8" }).split("\0").slice(0, -1);
}

test("a real shell reads back every quoted word as it was", () => {
  const awkward = [
    "",
    " ",
    "'",
    "''",
    "a'b",
    '"$HOME"',
    "`id`",
    "$(id)",
    "\\",
    "a\nb",
    "-x",
    "~",
    "*",
    "#",
    "!",
    "ü🦊",
  ];
  assert.deepEqual(wordsOfShell(awkward), awkward);
  const word = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", ""));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      assert.deepEqual(wordsOfShell(words), words);
    }),
    { numRuns: 50 },
  );
});

test("plain words are left plain", () => {
  for (const word of ["hby9cb4qz1", "alice", "foo@example.com", "10.8.0.2:1194"]) assert.equal(shellQuote(word), word);
});

const PRUNE = "node /opt/vpn/cli.js prune --config /etc/vpn.toml";

test("sessions are named by id: first to preview, then to delete with a backup", () => {
  assert.deepEqual(pruneSessions(PRUNE, ["hby9cb4qz1", "a b"], "/var/tmp/b.csv"), {
    preview: `${PRUNE} hby9cb4qz1 'a b' --dry-run`,
    remove: `${PRUNE} hby9cb4qz1 'a b' --backup /var/tmp/b.csv`,
  });
});

test("everything is named by user and server, in a way that no name can pass for a flag", () => {
  const preview = (user?: string, server?: string): string | undefined =>
    pruneAll(PRUNE, { user, server }, "b")?.preview;
  assert.equal(preview(), `${PRUNE} --all --dry-run`);
  assert.equal(preview("-dash"), `${PRUNE} --user=-dash --dry-run`);
  assert.equal(preview("Doe, Jane", "paris"), `${PRUNE} --user='Doe, Jane' --server=paris --dry-run`);
});

test("days are named from the first to the last, of one user or of all", () => {
  const preview = (user?: string): string | undefined =>
    pruneDays(PRUNE, { user, from: "2026-11-01", to: "2026-11-03" }, "b")?.preview;
  assert.equal(preview(), `${PRUNE} --from 2026-11-01 --to 2026-11-03 --dry-run`);
  assert.equal(preview("Doe, Jane"), `${PRUNE} --user='Doe, Jane' --from 2026-11-01 --to 2026-11-03 --dry-run`);
  assert.equal(preview("a\u001b[2J"), undefined);
});

test("a name that a terminal would act on, or that would mislead, gives no command", () => {
  for (const name of ["a\u001b[2J", "evil\u202Etxt", "a\u2028b", "a\u200bb", "a\nb"]) {
    assert.equal(pruneAll(PRUNE, { user: name, server: undefined }, "b"), undefined);
    assert.equal(pruneAll(PRUNE, { user: "alice", server: name }, "b"), undefined);
  }
});

test("a backup is named for the second", () => {
  assert.equal(backupPath(Date.parse("2026-11-21T08:12:15Z") / 1000), "/var/tmp/openvpn-pruned-20261121-081215.csv");
});
