import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BACKUP_CSV, backupAsInserted, isBackup, type BackupRow } from "../../src/history/backup-csv.js";
import { readCsv, writeCsv } from "../../src/history/csv-table.js";
import { isoSeconds } from "../../src/history/iso-seconds.js";
import { parseWebSessions, type RowFlaw, type WebSessions } from "../../src/history/parse-web-sessions.js";
import { replaySnapshots } from "../../src/history/replay-snapshots.js";
import type { Session } from "../../src/history/session.js";
import { mergeImports, type ImportBatch } from "../../src/history/merge-imports.js";
import { recognizeWebSessions } from "../../src/history/web-header.js";
import { makeZone } from "../../src/status/zone.js";
import { makeClient } from "../support/make-client.js";
import { at, makeSession } from "../support/make-session.js";
import { HistoryRun } from "../support/run-history.js";
import { say } from "../support/say-problem.js";

const berlin = makeZone("Europe/Berlin");
const HEADER = "user,public_ip,tunnel_ip,start,end,duration_s";

const CONTEXT = { server: "vpn", zone: berlin, nowSeconds: at("9999-12-31T23:59:59Z"), isDamaged: false };

function web(...rows: readonly string[]): WebSessions {
  return parseWebSessions([HEADER, ...rows, ""].join("\r\n"), CONTEXT);
}

function times({ sessions }: WebSessions): readonly string[] {
  return sessions.map(
    ({ session: { user, startSeconds, endSeconds } }) =>
      `${user} ${isoSeconds(startSeconds)} ${isoSeconds(endSeconds ?? 0)}`,
  );
}

describe("openvpn-sessions.csv of OpenVPN Status Web", () => {
  it("is known by its header, whatever the order of its columns, with a BOM and CRLF", () => {
    const toKind = (text: string): string => recognizeWebSessions(text).kind;
    assert.equal(toKind(`${HEADER}\n`), "sessions");
    assert.equal(toKind(`\ufeffstart,end,user,public_ip,tunnel_ip,duration_s\r\nx`), "sessions");
    assert.equal(toKind(`"user", "start","end"\n`), "sessions");
    assert.equal(toKind(`${HEADER},bytes_received,bytes_sent\n`), "sessions");
    for (const other of [
      HEADER.replaceAll(",", ";"),
      "User,Alias,Public IP,Tunnel IP,Start,End,Duration (s)",
      "user,public_ip,tunnel_ip,start_time,end_time",
      "alice,203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,3600",
      // A day file of our own: as sessions of OpenVPN Status Web they would lose their traffic.
      `${HEADER},bytes_received,bytes_sent,id,server`,
    ]) {
      assert.equal(toKind(`${other}\n`), "other-header", other);
    }
    for (const other of ["OpenVPN CLIENT LIST\n", "TITLE,OpenVPN 2.6", "", "hello", "{}", "a".repeat(5000)]) {
      assert.equal(toKind(other), "something-else", other.slice(0, 20));
    }
  });
  it("takes what it knows where columns are missing or more, and says which", () => {
    const text = "start,end,user,note\n2026-11-20 09:12:15,2026-11-20 10:12:15,alice,x\n";
    const reading = recognizeWebSessions(text);
    assert.equal(reading.kind, "sessions");
    assert.deepEqual(reading.header.lacking, ["public_ip", "tunnel_ip", "duration_s"]);
    assert.deepEqual(reading.header.unknown, ["note"]);
    assert.deepEqual(times(parseWebSessions(text, CONTEXT)), ["alice 2026-11-20T08:12:15Z 2026-11-20T09:12:15Z"]);
  });
  it("leaves out what starts or ends ahead of now, but for the 5 minutes by which clocks differ", () => {
    const nowSeconds = at("2026-11-20T09:12:15Z");
    const text = [
      HEADER,
      "a,,,2026-11-20 10:00:00,2026-11-20 10:17:15,1035",
      "b,,,2026-11-20 10:00:00,2026-11-20 10:17:16,1036",
      "c,,,2027-11-20 10:00:00,2027-11-20 10:17:16,1036",
    ].join("\n");
    const { sessions, leftOut } = parseWebSessions(text, { ...CONTEXT, nowSeconds });
    assert.deepEqual(
      sessions.map(({ session }) => session.user),
      ["a"],
    );
    assert.deepEqual(leftOut, [
      { line: 3, flaw: { kind: "ahead-of-now", column: "end", found: "2026-11-20 10:17:16" } },
      { line: 4, flaw: { kind: "ahead-of-now", column: "start", found: "2027-11-20 10:00:00" } },
    ]);
  });
  it("says where a duration was not the time from start to end, as over a change of the clocks", () => {
    const found = web(
      "a,,,2026-11-20 10:00:00,2026-11-20 11:00:00,3600",
      "b,,,2026-11-20 10:00:00,2026-11-20 11:00:00,",
      "c,,,2026-10-25 01:00:00,2026-10-25 04:00:00,10800",
      "d,,,2026-11-20 10:00:00,2026-11-20 11:00:00,0",
      "e,,,2026-11-20 10:00:00,2026-11-20 11:00:00,1:00:00",
      "f,,,2026-11-20 10:00:00,,7",
    );
    assert.deepEqual(found.correctedLines, [4, 5, 6]);
  });
  it("leaves out rows of which names or addresses were no UTF-8, if the text was not", () => {
    const text = [HEADER, "J\ufffdrg,,,2026-11-20 10:00:00,2026-11-20 11:00:00,3600", ""].join("\n");
    assert.deepEqual(parseWebSessions(text, { ...CONTEXT, isDamaged: true }).leftOut, [
      { line: 2, flaw: { kind: "not-utf-8" } },
    ]);
    assert.deepEqual(parseWebSessions(text, CONTEXT).leftOut, []);
  });
  it("gives sessions from its local times, as ISO and as ctime, also of one row each", () => {
    const found = web(
      "alice,203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,3600",
      "alice,203.0.113.1,10.8.0.2,Mon Jun  1 09:12:15 2026,2026-06-01 10:12:15,3600",
      "alice,203.0.113.1,10.8.0.2,2026-06-02T09:12:15.25,2026-06-02T08:12:15Z,3600",
    );
    assert.deepEqual(found.leftOut, []);
    assert.deepEqual(times(found), [
      "alice 2026-11-20T08:12:15Z 2026-11-20T09:12:15Z",
      "alice 2026-06-01T07:12:15Z 2026-06-01T08:12:15Z",
      "alice 2026-06-02T07:12:15Z 2026-06-02T08:12:15Z",
    ]);
  });
  it("keeps names with quoted commas, quotes, line breaks and spaces, and knows no traffic", () => {
    const found = web(
      '"Smith, Bob",::ffff:203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,3600',
      '" ""x""\n",,,2026-11-20 09:12:15,2026-11-20 10:12:15,3600',
      "carol,c,d,2026-11-20 09:12:15,no,3600",
    );
    assert.deepEqual(
      found.sessions.map(({ session }) => session.user),
      ["Smith, Bob", ' "x"\n'],
    );
    assert.deepEqual(
      found.sessions.map(({ session }) => [
        session.bytesReceived,
        session.bytesSent,
        session.commonName,
        session.publicIp,
      ]),
      [
        [null, null, "Smith, Bob", "203.0.113.1"],
        [null, null, ' "x"\n', ""],
      ],
    );
    assert.deepEqual(
      found.leftOut.map(({ line }) => line),
      [5],
    );
  });
  it("leaves out a time after the year 9999 in UTC, which the history could not write", () => {
    const text = [HEADER, "late,203.0.113.5,10.8.0.6,2026-11-20 10:00:00,9999-12-31 23:59:59-01:00,60"].join("\n");
    const { sessions, leftOut } = parseWebSessions(text, CONTEXT);
    assert.deepEqual(sessions, []);
    assert.deepEqual(leftOut[0]?.flaw, { kind: "not-a-time", column: "end", found: "9999-12-31 23:59:59-01:00" });
  });
  it("names each row that is left out, with its line and why", () => {
    const found = web(
      "dave,203.0.113.4,10.8.0.5,2026-11-20 10:00:00,,",
      "UNDEF,203.0.113.9,,2026-11-20 10:00:00,2026-11-20 10:01:00,60",
      "erin,203.0.113.5,10.8.0.6,gestern,2026-11-20 10:01:00,60",
      "short,1",
      "",
      "frank,203.0.113.5,10.8.0.6,2026-11-20 10:00:00,2026-11-20 09:00:00,60",
      "grace,203.0.113.5,10.8.0.6,2026-03-29 02:30:00,2026-03-29 04:00:00,60",
      ",203.0.113.5,10.8.0.6,2026-11-20 10:00:00,2026-11-20 11:00:00,60",
      "alice,203.0.113.5,10.8.0.6,2026-11-20 10:00:00,2026-11-20 11:00:00,60",
      "alice,203.0.113.6,10.8.0.6,2026-11-20 10:00:00,2026-11-20 12:00:00,60",
      'a"b,203.0.113.5,10.8.0.6,2026-11-20 10:00:00,2026-11-20 11:00:00,60',
      "last,203.0.113.5,10.8.0.6,2026-11-20 10:00:00,2026-11-20 11:00:00,60",
    );
    assert.deepEqual(
      found.sessions.map(({ session }) => session.user),
      ["alice", "last"],
    );
    const expected: readonly (readonly [number, RowFlaw["kind"]])[] = [
      [2, "still-connected"],
      [3, "handshake"],
      [4, "not-a-time"],
      [5, "width"],
      [7, "ends-before-start"],
      [8, "not-a-time"],
      [9, "no-user"],
      [11, "repeated"],
      [12, "not-csv"],
    ];
    assert.deepEqual(
      found.leftOut.map(({ line, flaw }) => [line, flaw.kind]),
      expected,
    );
  });
  it("invents no time in the hour that the zone repeats: the later start, the earlier end", () => {
    const row = (start: string, end: string): readonly string[] =>
      times(web(`a,1,2,2026-10-25 ${start},2026-10-25 ${end},0`));
    assert.deepEqual(row("02:30:00", "04:00:00"), ["a 2026-10-25T01:30:00Z 2026-10-25T03:00:00Z"]);
    assert.deepEqual(row("01:00:00", "02:30:00"), ["a 2026-10-24T23:00:00Z 2026-10-25T00:30:00Z"]);
    assert.deepEqual(row("02:30:00", "02:50:00"), ["a 2026-10-25T01:30:00Z 2026-10-25T01:50:00Z"]);
    assert.deepEqual(row("02:50:00", "02:30:00"), ["a 2026-10-25T00:50:00Z 2026-10-25T01:30:00Z"]);
  });
});

const NAMING = { userFrom: "common_name", usersIgnoreCase: false } as const;

function take(known: readonly Session[], batches: readonly ImportBatch[], keepSeconds: number | null = null): unknown {
  const nowSeconds = at("2026-12-01T00:00:00Z");
  const { taken } = mergeImports(known, batches, { keepSeconds, nowSeconds, ...NAMING });
  return taken.map(({ imported, known: already, expired }) => [imported, already, expired]);
}

function webBatch(...rows: readonly string[]): ImportBatch {
  return { kind: "sessions", label: "", sessions: web(...rows).sessions, usage: [] };
}

describe("an import", () => {
  const row = "alice,203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,3600";
  const live = makeSession({ user: "alice", startSeconds: at("2026-11-20T08:12:15Z") });

  it("skips what an ended or an open session of the same server, user and second is", () => {
    assert.deepEqual(take([], [webBatch(row)]), [[1, 0, 0]]);
    assert.deepEqual(take([live], [webBatch(row)]), [[0, 1, 0]]);
    assert.deepEqual(take([{ ...live, endSeconds: null }], [webBatch(row)]), [[0, 1, 0]]);
    for (const other of [
      { server: "b" },
      { user: "bob", commonName: "bob" },
      { startSeconds: live.startSeconds + 1 },
    ]) {
      assert.deepEqual(take([{ ...live, ...other }], [webBatch(row)]), [[1, 0, 0]], JSON.stringify(other));
    }
  });
  it("skips a session that the history calls by another of its names", () => {
    assert.deepEqual(take([{ ...live, user: "olga", username: "olga" }], [webBatch(row)]), [[0, 1, 0]]);
    assert.deepEqual(take([{ ...live, user: "cert", commonName: "cert", username: "alice" }], [webBatch(row)]), [
      [0, 1, 0],
    ]);
    const unnamed = makeSession({ user: "x", commonName: "", username: "", startSeconds: live.startSeconds });
    assert.deepEqual(
      take(
        [unnamed],
        [
          {
            kind: "sessions",
            label: "",
            usage: [],
            sessions: [{ session: { ...live, user: "" }, possibleStarts: [live.startSeconds] }],
          },
        ],
      ),
      [[1, 0, 0]],
    );
  });
  it("skips by either reading of a start in the hour that the zone repeats", () => {
    const repeated = "alice,1,2,2026-10-25 02:30:00,2026-10-25 04:00:00,0";
    for (const start of ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]) {
      const stored = makeSession({ user: "alice", startSeconds: at(start) });
      assert.deepEqual(take([stored], [webBatch(repeated)]), [[0, 1, 0]], start);
    }
  });
  it("of the same file twice, or of two that overlap, doubles nothing", () => {
    const bob = "bob,203.0.113.1,10.8.0.2,2026-11-20 09:12:15,2026-11-20 10:12:15,3600";
    assert.deepEqual(take([], [webBatch(row), webBatch(row, bob), webBatch(row, bob)]), [
      [1, 0, 0],
      [1, 1, 0],
      [0, 2, 0],
    ]);
  });
  it("doubles nothing of a backup of the same sessions, whichever comes first", () => {
    const alice = makeSession({ user: "alice", startSeconds: at("2026-11-20T08:12:15Z"), realAddress: "" });
    const other = makeSession({ user: "bob", startSeconds: at("2026-11-20T08:12:15Z") });
    const toBackup = (session: Session): ImportBatch => {
      const placed: BackupRow = { kind: "sessions", day: "2026-11-20", place: 0, row: session };
      return { kind: "backup", label: "", rows: backupAsInserted([placed]) };
    };
    assert.deepEqual(take([], [webBatch(row), toBackup(alice), toBackup(other), webBatch(row)]), [
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]);
    assert.deepEqual(take([], [toBackup(other), toBackup(alice), webBatch(row), toBackup(alice)]), [
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
  });
  it("leaves out, and counts, what is older than is kept", () => {
    const old = "alice,203.0.113.1,10.8.0.2,2025-11-20 09:12:15,2025-11-20 10:12:15,3600";
    assert.deepEqual(take([], [webBatch(row, old)], 30 * 86_400), [[1, 0, 1]]);
  });
});

describe("a backup", () => {
  const twins = ["203.0.113.1:1", "203.0.113.2:2"].map((realAddress) =>
    makeSession({ user: '=shared, "x"\n', startSeconds: at("2026-11-20T08:12:15Z"), realAddress }),
  );
  const rows: readonly BackupRow[] = [
    ...twins.map((row, place) => ({ kind: "sessions" as const, day: "2026-11-20", place, row })),
    {
      kind: "usage",
      day: "2026-11-19",
      place: 4,
      row: {
        day: "2026-11-19",
        id: twins[0]?.id ?? "",
        user: '=shared, "x"\n',
        server: "vpn",
        bytesReceived: 1,
        bytesSent: 2,
      },
    },
  ];
  const text = writeCsv(BACKUP_CSV, rows);

  it("reads back as it was written, with each row's place", () => {
    assert.ok(isBackup(text));
    assert.deepEqual(readCsv(BACKUP_CSV, text), { kind: "rows", rows });
  });
  it("is refused with line and field where it was damaged", () => {
    for (const [from, to, what] of [
      ["sessions/2026-11-20.csv,1,", "sessions/../x.csv,1,", /^file: expected a path like/],
      ["sessions/2026-11-20.csv,1,", "sessions/2026-11-20.csv,0,", /^row: expected a number from 1/],
      ["2026-11-20T08:12:15Z", "yesterday", /^start: expected a time/],
    ] as const) {
      const reading = readCsv(BACKUP_CSV, text.replace(from, to));
      assert.ok(
        reading.kind === "broken" && what.test(say(reading.what)) && reading.line === 2,
        JSON.stringify(reading),
      );
    }
  });
  it("brings back just the sessions that are not there, by id, and of twins the one that was deleted", () => {
    const batch: ImportBatch = { kind: "backup", label: "", rows: backupAsInserted(rows) };
    assert.deepEqual(take([], [batch, batch]), [
      [2, 0, 0],
      [0, 2, 0],
    ]);
    assert.deepEqual(take([...twins.slice(1)], [batch]), [[1, 1, 0]]);
    const imported = makeSession({
      ...twins[0],
      user: '=shared, "x"\n',
      startSeconds: at("2026-11-20T08:12:15Z"),
      id: "x",
      realAddress: "",
    });
    assert.deepEqual(take([imported], [batch]), [[0, 2, 0]]);
    const place = { day: "2026-11-20", place: 0 };
    const restored: ImportBatch = {
      kind: "backup",
      label: "",
      rows: { sessions: [{ ...place, row: imported }], usage: [] },
    };
    assert.deepEqual(take(twins, [restored]), [[0, 1, 0]]);
  });
  it("brings back one of several boots that gave the same start and address, by a clock that was not set", () => {
    const boots = ["1", "2"].map((id) =>
      makeSession({
        user: "alice",
        id,
        startSeconds: 12,
        endSeconds: at("2026-11-20T09:00:00Z"),
        firstSeenSeconds: 40,
      }),
    );
    const deleted = boots.map((row, place): BackupRow => ({ kind: "sessions", day: "1970-01-01", place, row }));
    const batch: ImportBatch = { kind: "backup", label: "", rows: backupAsInserted(deleted) };
    assert.deepEqual(take(boots.slice(1), [batch]), [[1, 1, 0]]);
  });
  it("brings usage back with its session only", () => {
    const batch: ImportBatch = { kind: "backup", label: "", rows: backupAsInserted(rows) };
    const usageFor = (known: readonly Session[]): number =>
      mergeImports(known, [batch], { keepSeconds: null, nowSeconds: 0, ...NAMING }).inserted.usage.length;
    assert.equal(usageFor([]), 1);
    assert.equal(usageFor([...twins.slice(0, 1)]), 0);
  });
});

describe("archived status files", () => {
  const NOON = at("2026-11-21T12:00:00Z");
  const client = (received: number): ReturnType<typeof makeClient> =>
    makeClient({ name: "alice", since: NOON - 600, id: "0", received });
  const snapshot = (timeSeconds: number, ...established: readonly ReturnType<typeof makeClient>[]) => {
    return { server: "vpn", timeSeconds, established, connecting: [] };
  };
  const context = { userFrom: "common_name", usersIgnoreCase: false, zone: berlin, staleAfterSeconds: 300 } as const;

  it("give what live runs would have given, in whatever order they come, and end at the last proof", () => {
    const series = [
      snapshot(NOON, client(5)),
      snapshot(NOON + 60, client(9)),
      snapshot(NOON + 90),
      snapshot(NOON + 120),
    ];
    const { sessions } = replaySnapshots([...series].reverse(), context);
    const live = new HistoryRun({ zone: "Europe/Berlin" });
    for (const { timeSeconds, established } of series) live.see(timeSeconds, established);
    assert.deepEqual(sessions, [...live.known.ended.values()]);
    const cut = replaySnapshots(series.slice(0, 2), context).sessions;
    const untilTheLastFile = sessions.map((session) => ({ ...session, goneBySeconds: null }));
    assert.deepEqual(cut, untilTheLastFile, "a session that is connected in the last file ends there");
  });
  it("give the usage of the midnights that they prove", () => {
    const midnight = at("2026-11-21T23:00:00Z");
    const { usage } = replaySnapshots(
      [snapshot(midnight - 60, client(5)), snapshot(midnight + 60, client(9))],
      context,
    );
    assert.deepEqual(
      usage.map(({ day, bytesReceived }) => [day, bytesReceived]),
      [["2026-11-21", 5]],
    );
  });
});
