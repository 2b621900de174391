import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { pruneAllOf, pruneSessions } from "../../assets/prune-command.js";
import { shellQuote } from "../../assets/shell-quote.js";

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

test("sessions are named by id", () => {
  assert.equal(pruneSessions(["hby9cb4qz1", "a b"]), "openvpn-status-site prune hby9cb4qz1 'a b'");
});

test("everything is named by user and server, in a way that no name can pass for a flag", () => {
  assert.equal(pruneAllOf(undefined, undefined), "openvpn-status-site prune --all");
  assert.equal(pruneAllOf("-dash", undefined), "openvpn-status-site prune --user=-dash");
  assert.equal(pruneAllOf("Doe, Jane", "paris"), "openvpn-status-site prune --user='Doe, Jane' --server=paris");
});

test("a name that a terminal would act on, or that would mislead, gives no command", () => {
  for (const name of ["a\u001b[2J", "evil\u202Etxt", "a\u2028b", "a\u200bb", "a\u3164", "a\u2800", "a\ufe0f", "a\nb"]) {
    assert.equal(pruneAllOf(name, undefined), undefined);
    assert.equal(pruneAllOf("alice", name), undefined);
  }
});
