import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { makeZone } from "../../src/status/zone.js";
import { csvTexts, downloadSession, downloadTable, hostileNames } from "../support/download-sessions.js";

const berlin = makeZone("Europe/Berlin");
const HEADER =
  "\uFEFFUser,Alias,Public IP,Tunnel IP,Start,End,Duration (s),Duration,Received (bytes),Sent (bytes),Status,Server,ID,Gone by,End source,Client version,Platform,Country\r\n";

test("a CSV download has the workbook's rows, in the zone's time with its offset", () => {
  const end = { endSource: "status", goneBySeconds: Date.parse("2026-11-21T09:13:15Z") / 1000 } as const;
  const ended = downloadSession({ ...end, clientVersion: "2.6.1", platform: "win" });
  const reported = downloadSession({ user: "carol", endSource: "event" });
  const running = downloadSession({ endSeconds: null, user: "bob" });
  assert.equal(
    csvTexts(berlin)(downloadTable([ended, running, reported], new Map([["alice", "Alice, B."]]))),
    `${HEADER}alice,"Alice, B.",203.0.113.7,10.8.0.2,2026-11-21T09:12:15+01:00,2026-11-21T10:12:15+01:00,3600,3600 s,5000000000,1234,ended,berlin,hby9cb4qz1,2026-11-21T10:13:15+01:00,status,2.6.1,win,\r\n` +
      "bob,,203.0.113.7,10.8.0.2,2026-11-21T09:12:15+01:00,,,,,,running,berlin,hby9cb4qz1,,,,,\r\n" +
      "carol,,203.0.113.7,10.8.0.2,2026-11-21T09:12:15+01:00,2026-11-21T10:12:15+01:00,3600,3600 s,5000000000,1234,ended,berlin,hby9cb4qz1,,event (exact),,,\r\n",
  );
});

test("an empty CSV download has its header", () => {
  assert.equal(csvTexts(berlin)(downloadTable([])), HEADER);
});

test("times tell the two hours apart that a zone repeats in autumn", () => {
  const starts = (zoneName: string, ...instants: readonly string[]): readonly (string | undefined)[] => {
    const sessions = instants.map((instant) => downloadSession({ startSeconds: Date.parse(instant) / 1000 }));
    const csv = csvTexts(makeZone(zoneName))(downloadTable(sessions));
    return parse(csv, { bom: true, from: 2 }).map((row) => row[4]);
  };
  assert.deepEqual(starts("Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:30:05Z"), [
    "2026-10-25T02:30:00+02:00",
    "2026-10-25T02:30:05+01:00",
  ]);
  assert.deepEqual(starts("Asia/Kolkata", "2026-10-25T18:30:00Z"), ["2026-10-26T00:00:00+05:30"]);
  assert.deepEqual(starts("America/St_Johns", "2026-01-01T03:29:59Z"), ["2025-12-31T23:59:59-03:30"]);
  assert.deepEqual(starts("UTC", "2026-01-01T00:00:00Z"), ["2026-01-01T00:00:00+00:00"]);
});

test("hostile names come back whole, and what looks like a formula is a text", () => {
  const csv = csvTexts(berlin)(downloadTable(hostileNames.map((user) => downloadSession({ user }))));
  const rows = parse(csv, { bom: true, from: 2 });
  const formulas = new Set(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u00A0=1", "\u3000＝1", "\u200B=1"]);
  assert.deepEqual(
    rows.map((row) => row[0]),
    // A lone surrogate has no bytes in UTF-8.
    hostileNames.map((name) => (formulas.has(name) ? `'${name}` : name.replace(/\p{Cs}/u, "\uFFFD"))),
  );
  for (const row of rows) assert.equal(row.length, 18);
});
