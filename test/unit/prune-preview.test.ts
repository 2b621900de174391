import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pruneExceptions } from "../../src/commands/prune/prune-preview.js";
import { makeZone } from "../../src/status/zone.js";
import { makeSession } from "../support/make-session.js";

const STYLE = { language: "en", zone: makeZone("UTC") } as const;

function keptLines(count: number, style: Parameters<typeof pruneExceptions>[1] = STYLE): readonly string[] {
  const connected = Array.from({ length: count }, (_, place) =>
    makeSession({ user: `user-${place}`, startSeconds: 1_795_000_000, endSeconds: null }),
  );
  const text = pruneExceptions({ ended: [], connected, unknownNames: ["gone"] }, style);
  assert.match(text, /\n$/);
  return text.trimEnd().split("\n");
}

describe("what prune keeps", () => {
  it("is ten connected sessions, and how many more", () => {
    const lines = keptLines(450);
    assert.equal(lines.length, 12);
    for (const [place, line] of lines.slice(0, 10).entries()) {
      assert.match(line, new RegExp(`^Kept, still connected: .* user-${place} `));
    }
    assert.deepEqual(lines.slice(10), ["Kept, still connected: … and 440 more", 'There is no session "gone".']);
    assert.equal(keptLines(450, { ...STYLE, language: "de" })[10], "Bleibt, noch verbunden: … und 440 weitere");
  });

  it("is all of them where there are no more than ten", () => {
    assert.equal(keptLines(10).length, 11);
    assert.doesNotMatch(keptLines(10).join(), / more/);
    assert.match(keptLines(11)[10] ?? "", /… and 1 more$/);
    assert.deepEqual(keptLines(0), ['There is no session "gone".']);
  });
});
