import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toSnapshotState } from "../../src/history/source-rows.js";

const NOW = 1_795_300_000;
const isStale = (ageSeconds: number): boolean => ageSeconds > 300;

describe("a snapshot's state by its age", () => {
  it("is ok up to stale_after, and from then on stale", () => {
    assert.equal(toSnapshotState(NOW - 300, NOW, isStale), "ok");
    assert.equal(toSnapshotState(NOW - 301, NOW, isStale), "stale");
  });
  it("is ok up to five minutes ahead of now, and invalid from then on: a clock is wrong", () => {
    assert.equal(toSnapshotState(NOW + 300, NOW, isStale), "ok");
    assert.equal(toSnapshotState(NOW + 301, NOW, isStale), "invalid");
  });
});
