import assert from "node:assert/strict";
import { test } from "node:test";
import type { Session } from "../../src/history/session.js";
import { at, NOW_SECONDS, exampleInput, exampleSession, renderSite } from "../support/example-site.js";

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
  assert.doesNotMatch(toPage(["2026-11-18", "2026-11-20"]), /earlier traffic/, "it was seen from its first day on");
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
  for (const page of pages.values()) assert.doesNotMatch(page, /earlier traffic/);
});

test("the tiles of the day on which a session was first seen say that its earlier traffic is in them", () => {
  const late = {
    id: "late000000",
    user: "branch",
    startSeconds: at("2026-11-18T08:00:00Z"),
    firstSeenSeconds: at("2026-11-20T08:00:00Z"),
    bytesReceived: 5000,
  };
  const row = { id: "late000000", user: "branch", server: "openvpn", bytesReceived: 4000, bytesSent: 1 };
  const marked = (fields: Partial<Session>, usageDays: readonly string[], more = {}): readonly string[] => {
    const session = seen({ ...late, ...fields });
    const [openSessions, endedSessions] = session.endSeconds === null ? [[session], []] : [[], [session]];
    const usage = usageDays.map((day) => ({ ...row, day }));
    const pages = renderSite(exampleInput({ openSessions, endedSessions, usage, ...more }));
    const isMarked = (page: string): boolean =>
      /<dd class="note">(with earlier traffic of 1 session|mit früherem Datenverkehr von 1 Sitzung)<\/dd>/.test(page);
    return [...pages].flatMap(([path, page]) => (isMarked(page) ? [path] : [])).sort();
  };
  const running = { endSeconds: null, lastSeenSeconds: NOW_SECONDS };
  const seenToday = { firstSeenSeconds: at("2026-11-21T08:00:00Z") };
  const live = ["history/2026-11/21/index.html", "index.html", "servers/berlin/index.html"];
  assert.deepEqual(marked({ ...running, ...seenToday }, []), live);
  assert.deepEqual(marked({ ...running, ...seenToday }, [], { language: "de" }).length, 3);
  const ended = { endSeconds: at("2026-11-21T09:00:00Z"), lastSeenSeconds: at("2026-11-21T09:00:00Z") };
  assert.deepEqual(marked({ ...ended, ...seenToday }, []), live);
  // The day is over.
  assert.deepEqual(marked(running, ["2026-11-20"]), ["history/2026-11/20/index.html"]);
  assert.deepEqual(marked(ended, ["2026-11-20"]), ["history/2026-11/20/index.html"]);
  // It began in the month before.
  const october = { startSeconds: at("2026-10-30T08:00:00Z") };
  assert.deepEqual(marked({ ...ended, ...october }, ["2026-11-20"]), [
    "history/2026-11/20/index.html",
    "history/2026-11/index.html",
  ]);
  // It was first seen in an earlier month than the one in which it ended.
  const september = { startSeconds: at("2026-09-30T08:00:00Z") };
  assert.deepEqual(marked({ ...ended, ...september }, ["2026-10-31"]), [
    "history/2026-10/31/index.html",
    "history/2026-10/index.html",
  ]);
  // It was seen from its first day on.
  assert.deepEqual(marked({ ...ended, ...october }, ["2026-10-30", "2026-10-31", "2026-11-20"]), []);
  const firstDays = ["2026-11-18", "2026-11-19", "2026-11-20"];
  assert.deepEqual(marked({ ...running, firstSeenSeconds: late.startSeconds }, firstDays), []);
});
