import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stateOfSnapshot } from "../../src/history/source-rows.js";

const NOW = 1_795_300_000;

describe("a snapshot's state by its age", () => {
  it("is ok up to stale_after, and from then on stale", () => {
    assert.equal(stateOfSnapshot(NOW - 300, NOW, 300), "ok");
    assert.equal(stateOfSnapshot(NOW - 301, NOW, 300), "stale");
  });
  it("is ok up to five minutes ahead of now, and invalid from then on: a clock is wrong", () => {
    assert.equal(stateOfSnapshot(NOW + 300, NOW, 60), "ok");
    assert.equal(stateOfSnapshot(NOW + 301, NOW, 60), "invalid");
  });
});
