import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findDayRange, type DayOfUser, type DayRange } from "../../assets/contiguous-selection.js";

function day(date: string, slug: string, ids: string, fields: Partial<DayOfUser> = {}): DayOfUser {
  return { day: date, slug, user: slug, ids: ids.split(" "), hasRunning: false, ...fields };
}

const DAYS = [
  day("2026-11-20", "alice", "a4 a3"),
  day("2026-11-20", "bob", "b2"),
  day("2026-11-19", "alice", "a2"),
  day("2026-11-18", "bob", "b1"),
  day("2026-11-17", "alice", "a1"),
];

function rangeOf(ids: string, days: readonly DayOfUser[] = DAYS, isUserPage = false): DayRange | undefined {
  return findDayRange(days, new Set(ids.split(" ")), { isUserPage, beforeDay: "2026-11-21" });
}

describe("the days that describe a selection", () => {
  it("are a user's, with or without days of others between", () => {
    assert.deepEqual(rangeOf("a4 a3"), { user: "alice", from: "2026-11-20", to: "2026-11-20" });
    assert.deepEqual(rangeOf("a2 a3 a4"), { user: "alice", from: "2026-11-19", to: "2026-11-20" });
    assert.deepEqual(rangeOf("a1 a2 a3 a4"), { user: "alice", from: "2026-11-17", to: "2026-11-20" });
  });

  it("are everyone's", () => {
    assert.deepEqual(rangeOf("b1 a2 b2 a3 a4"), { user: undefined, from: "2026-11-18", to: "2026-11-20" });
  });

  it("are none if a session of these days is not selected, or a selected one is not on the page", () => {
    for (const ids of ["a4", "a2 a4", "a1 a3 a4", "a2 b2", "b1 a2 a3 a4", "a2 a3 a4 elsewhere", "elsewhere"])
      assert.equal(rangeOf(ids), undefined, ids);
  });

  it("are none on a day that may not be over, or on which a session was running", () => {
    const today = [day("2026-11-21", "alice", "a5"), ...DAYS];
    assert.equal(rangeOf("a5", today), undefined);
    assert.equal(rangeOf("a5 a4 a3 a2", today), undefined);
    const running = [day("2026-11-19", "carol", "c1", { hasRunning: true }), ...DAYS];
    assert.equal(rangeOf("c1", running), undefined);
    assert.deepEqual(rangeOf("a2", running)?.user, "alice");
    assert.equal(rangeOf("a2 c1", running), undefined);
  });

  it("are everyone's or none where the user's exact name is not known", () => {
    const hidden = DAYS.map((one) => (one.slug === "bob" ? { ...one, user: undefined } : one));
    assert.equal(rangeOf("b1 b2", hidden), undefined);
    assert.deepEqual(rangeOf("b1", hidden), { user: undefined, from: "2026-11-18", to: "2026-11-18" });
    const own = DAYS.filter(({ slug }) => slug === "bob").map((one) => ({ ...one, user: undefined }));
    assert.equal(rangeOf("b1", own, true), undefined);
  });

  it("are never everyone's on a page of one user", () => {
    const own = DAYS.filter(({ slug }) => slug === "bob").map((one) => ({ ...one, slug: "" }));
    assert.deepEqual(rangeOf("b1", own, true), { user: "bob", from: "2026-11-18", to: "2026-11-18" });
  });
});
