import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toEndBounds } from "../../src/history/end-bounds.js";
import { endSession } from "../../src/history/end-session.js";
import { at, makeSession } from "../support/make-session.js";

const START = at("2026-11-21T13:00:00Z");
const END = at("2026-11-21T14:02:11Z");
const GONE_BY = at("2026-11-21T14:03:10Z");

describe("the bounds of a session's end", () => {
  const session = makeSession({ user: "alice", startSeconds: START, endSeconds: END });

  it("are none while it is open", () => {
    assert.equal(toEndBounds({ ...session, endSeconds: null }), null);
  });
  it("are the last proof and the first snapshot without it", () => {
    const ended = endSession({ ...session, endSeconds: null, lastSeenSeconds: END }, GONE_BY);
    assert.deepEqual(toEndBounds(ended), { kind: "bounded", goneBySeconds: GONE_BY, missingSeconds: 59 });
  });
  it("are one instant if OpenVPN reported the end, whatever snapshots showed", () => {
    assert.deepEqual(toEndBounds({ ...session, endSource: "event" }), { kind: "exact" });
    assert.deepEqual(toEndBounds({ ...session, endSource: "event", goneBySeconds: GONE_BY }), { kind: "exact" });
  });
  it("are open after the end if no snapshot without it is known", () => {
    assert.deepEqual(toEndBounds({ ...session, endSource: "status" }), { kind: "unbounded" });
    assert.deepEqual(toEndBounds(session), { kind: "unbounded" }, "an import");
  });
  it("hold for a source that only a newer version knows", () => {
    assert.equal(toEndBounds({ ...session, goneBySeconds: GONE_BY })?.kind, "bounded");
  });
  it("are open if the history says that it was gone before its end", () => {
    assert.deepEqual(toEndBounds({ ...session, endSource: "status", goneBySeconds: END - 1 }), { kind: "unbounded" });
  });
  it("leave out the time before the session counts", () => {
    const unbelieved = { ...session, endSource: "status", goneBySeconds: GONE_BY } as const;
    assert.deepEqual(toEndBounds({ ...unbelieved, countedFromSeconds: END + 50 }), {
      kind: "bounded",
      goneBySeconds: GONE_BY,
      missingSeconds: 9,
    });
    assert.deepEqual(toEndBounds({ ...unbelieved, countedFromSeconds: GONE_BY + 50 }), {
      kind: "bounded",
      goneBySeconds: GONE_BY,
      missingSeconds: 0,
    });
  });
});
