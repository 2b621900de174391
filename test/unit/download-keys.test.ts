import assert from "node:assert/strict";
import { test } from "node:test";
import { openDownloadTargets } from "../../src/build/download-targets.js";
import { toDownloadStates } from "../../src/build/download-keys.js";
import { NO_COUNTRIES } from "../../src/site/countries.js";
import type { Session } from "../../src/history/session.js";
import { makeZone } from "../../src/status/zone.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { BERLIN, exampleInput, exampleSession, at } from "../support/example-site.js";
import { indexAll } from "../support/full-index.js";
import { rollUpMonth } from "../../src/rollup/month-rollup.js";

const OPEN = exampleSession({ id: "open", user: "alice", startSeconds: at("2026-11-20T08:00:00Z"), endSeconds: null });
const ENDED = exampleSession({ id: "ended", user: "alice", startSeconds: at("2026-11-19T08:00:00Z") });

/** The key of each download of a site with these two sessions. */
function toKeys(open: Partial<Session> = {}, ended: Partial<Session> = {}): ReadonlyMap<string, string> {
  const input = exampleInput({
    openSessions: [{ ...OPEN, ...open }],
    endedSessions: [{ ...ENDED, ...ended }],
  });
  const index = indexAll(input);
  const calendar = makeCalendar(BERLIN);
  const summaries = [...index.months.values()].map((entry) => rollUpMonth(entry, calendar));
  const states = toDownloadStates({ input, calendar }, index, summaries);
  return new Map([...states].map(([stem, { key }]) => [stem, key]));
}

/** The downloads whose keys a change moves. */
function findMoved(open: Partial<Session>, ended: Partial<Session> = {}): readonly string[] {
  const before = toKeys();
  return [...toKeys(open, ended)].flatMap(([stem, key]) => (before.get(stem) === key ? [] : [stem]));
}

const ALL = ["all", "2026-11", "alice"].map((name) => `downloads/openvpn-history_${name}`);
const [OPEN_ONLY, CLOSED_ONLY] = ["open", "closed"].map((status) =>
  ["", "alice_"].map((user) => `downloads/openvpn-history_${user}${status}`),
);

test("a midnight and traffic move no download of a running session", () => {
  assert.deepEqual(findMoved({ lastSeenSeconds: at("2026-11-22T23:30:00Z"), bytesReceived: 5, bytesSent: 6 }), []);
});

test("what a row shows of a running session moves the downloads that hold it, and no other", () => {
  const changes: readonly Partial<Session>[] = [
    { publicIp: "203.0.113.9" },
    { tunnelIp: "10.8.0.9" },
    { tunnelIp: "", tunnelIpv6: "fd00::9" },
    { server: "hamburg" },
    { startSeconds: OPEN.startSeconds + 1 },
    { countedFromSeconds: OPEN.startSeconds + 2 },
  ];
  const expected = [...ALL, ...(OPEN_ONLY ?? [])].sort();
  for (const change of changes) assert.deepEqual([...findMoved(change)].sort(), expected, JSON.stringify(change));
});

test("what a row shows of an ended session moves the downloads that hold it, and no other", () => {
  assert.deepEqual([...findMoved({}, { bytesSent: 7 })].sort(), [...ALL, ...(CLOSED_ONLY ?? [])].sort());
});

test("a download is made again by another version of the program, in another zone, and in another language", () => {
  const input = exampleInput({ endedSessions: [ENDED] });
  const index = indexAll(input);
  const [month] = index.months.values();
  assert.ok(month);
  const table = {
    stem: "downloads/openvpn-history_all",
    sessions: [ENDED],
    names: { aliases: new Map(), countries: NO_COUNTRIES },
  } as const;
  const keys = (site: typeof input, version: string): readonly string[] => {
    const targets = openDownloadTargets(site, version);
    const made = [
      ...targets.toTableTargets(table, "key"),
      targets.toAccessReview(index),
      targets.toUsage(index, month),
    ];
    return made.map(({ toKey }) => toKey?.() ?? "");
  };
  const known = keys(input, "1");
  assert.deepEqual(keys(input, "1"), known);
  for (const other of [
    keys(input, "2"),
    keys({ ...input, zone: makeZone("UTC") }, "1"),
    keys({ ...input, language: "de" }, "1"),
  ]) {
    for (const [place, key] of other.entries()) assert.notEqual(key, known[place]);
  }
});
