import assert from "node:assert/strict";
import { test } from "node:test";
import { heldSessions } from "../../src/history/ended-sessions.js";
import { DOWNLOAD_COLUMNS } from "../../src/site/downloads/download-table.js";
import { monthTables, siteTables, userTables } from "../../src/site/downloads/download-tables.js";
import { indexAll } from "../support/full-index.js";
import { makeZone } from "../../src/status/zone.js";
import { downloadSession, downloadTexts } from "../support/download-sessions.js";
import { exampleInput } from "../support/example-site.js";

const zone = makeZone("Europe/Berlin");

function stems(...fields: readonly Parameters<typeof downloadSession>[0][]): readonly string[] {
  const sessions = fields.map(downloadSession);
  const input = exampleInput({
    zone,
    openSessions: sessions.filter(({ endSeconds }) => endSeconds === null),
    endedSessions: sessions.filter(({ endSeconds }) => endSeconds !== null),
  });
  const { users, months } = indexAll(input);
  return [
    ...siteTables(input, heldSessions(input.endedSessions, [])),
    ...[...users.values()].flatMap((entry) => userTables(input, entry)),
    ...[...months.values()].flatMap((entry) => monthTables(input, entry)),
  ].map(({ stem, sessions: rows }) => `${stem}: ${Array.from(rows, ({ id }) => id).join(" ")}`);
}

test("all, open and closed exist even without a session", () => {
  assert.deepEqual(stems(), [
    "downloads/openvpn-history_all: ",
    "downloads/openvpn-history_open: ",
    "downloads/openvpn-history_closed: ",
  ]);
});

test("a user's downloads exist only where they have rows, a month's only where it has sessions, newest first", () => {
  const at = (iso: string): number => Date.parse(iso) / 1000;
  assert.deepEqual(
    stems(
      { id: "b", user: "bob", startSeconds: at("2026-11-20T10:00:00Z"), endSeconds: null },
      { id: "a2", user: "alice", startSeconds: at("2026-11-21T10:00:00Z"), endSeconds: null },
      { id: "a1", user: "alice", startSeconds: at("2026-09-01T10:00:00Z") },
      { id: "c", user: "carol", startSeconds: at("2026-11-20T10:00:00Z") },
    ),
    [
      "downloads/openvpn-history_all: a2 b c a1",
      "downloads/openvpn-history_open: a2 b",
      "downloads/openvpn-history_closed: c a1",
      "downloads/openvpn-history_alice: a2 a1",
      "downloads/openvpn-history_alice_open: a2",
      "downloads/openvpn-history_alice_closed: a1",
      "downloads/openvpn-history_bob: b",
      "downloads/openvpn-history_bob_open: b",
      "downloads/openvpn-history_carol: c",
      "downloads/openvpn-history_carol_closed: c",
      "downloads/openvpn-history_2026-11: a2 b c",
      "downloads/openvpn-history_2026-09: a1",
    ],
  );
});

test("a session counts for the month of its start in the site's zone", () => {
  const start = Date.parse("2026-10-31T23:30:00Z") / 1000;
  assert.ok(stems({ id: "x", startSeconds: start }).includes("downloads/openvpn-history_2026-11: x"));
});

test("sessions of one second stand in the order of their ids", () => {
  assert.equal(stems({ id: "b" }, { id: "a" }, { id: "c" })[0], "downloads/openvpn-history_all: a b c");
});

test("the columns are the documented ones, in order", () => {
  assert.equal(
    DOWNLOAD_COLUMNS.map(({ key }) => downloadTexts.columns[key]).join(", "),
    "User, Alias, Public IP, Tunnel IP, Start, End, Duration (s), Duration, Received (bytes), Sent (bytes), Status, Server, ID, " +
      "Gone by, End source, Client version, Platform, Country",
  );
});
