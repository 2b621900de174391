import assert from "node:assert/strict";
import { test } from "node:test";
import { at, exampleInput, exampleSession, renderSite } from "../support/example-site.js";

const seen = (fields: Parameters<typeof exampleSession>[0]): ReturnType<typeof exampleSession> =>
  exampleSession(fields);

test("traffic from before a session was first seen is marked as counted on that day", () => {
  const late = seen({
    id: "late000000",
    user: "branch",
    startSeconds: at("2026-11-18T08:00:00Z"),
    endSeconds: at("2026-11-21T09:00:00Z"),
    lastSeenSeconds: at("2026-11-21T09:00:00Z"),
    bytesReceived: 5000,
  });
  const row = { id: "late000000", user: "branch", server: late.server, bytesReceived: 4000, bytesSent: 1 };
  const toPage = (days: readonly string[]): string => {
    const usage = days.map((day) => ({ ...row, day }));
    return (
      renderSite(exampleInput({ openSessions: [], endedSessions: [late], usage })).get("users/branch/index.html") ?? ""
    );
  };
  assert.match(toPage(["2026-11-20"]), /First seen<\/dt><dd>2026-11-20: earlier traffic is counted on this day/);
  assert.match(toPage([]), /First seen<\/dt><dd>2026-11-21: /);
  assert.doesNotMatch(toPage(["2026-11-18", "2026-11-20"]), /traffic from before/, "it was seen from its first day on");
});

test("a session that was seen on its first day, or whose traffic nobody knows, has no such mark", () => {
  const ended = { startSeconds: at("2026-11-20T08:00:00Z"), endSeconds: at("2026-11-20T09:00:00Z") };
  const imported = { startSeconds: at("2026-11-18T08:00:00Z"), endSeconds: at("2026-11-20T09:00:00Z") };
  const sessions = [
    seen({ id: "a", user: "alice", ...ended, lastSeenSeconds: ended.endSeconds }),
    seen({
      id: "b",
      user: "alice",
      ...imported,
      lastSeenSeconds: imported.endSeconds,
      bytesReceived: null,
      bytesSent: null,
    }),
  ];
  const pages = renderSite(exampleInput({ openSessions: [], endedSessions: sessions }));
  assert.match(pages.get("users/alice/index.html") ?? "", /alice/);
  for (const page of pages.values()) assert.doesNotMatch(page, /traffic from before/);
});
