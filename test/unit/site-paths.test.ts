import assert from "node:assert/strict";
import { test } from "node:test";
import { dayPath, monthPath, relativeHref, userMonthPath, userPath } from "../../src/site/site-paths.js";

test("pages have the documented paths", () => {
  assert.equal(monthPath("2026-11"), "history/2026-11/index.html");
  assert.equal(dayPath("2026-11-21"), "history/2026-11/21/index.html");
  assert.equal(userPath("alice"), "users/alice/index.html");
  assert.equal(userMonthPath("alice", "2026-11"), "users/alice/2026-11/index.html");
});

test("links are relative and name the file", () => {
  const day = dayPath("2026-11-21");
  assert.equal(relativeHref("index.html", day), "history/2026-11/21/index.html");
  assert.equal(relativeHref(day, "index.html"), "../../../index.html");
  assert.equal(relativeHref(day, monthPath("2026-11")), "../index.html");
  assert.equal(relativeHref(day, dayPath("2026-11-20")), "../20/index.html");
  assert.equal(relativeHref(day, day), "index.html");
});
