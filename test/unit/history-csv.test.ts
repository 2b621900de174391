import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  findAppendPoint,
  readCsv,
  readCsvFile,
  writeCsv,
  writeCsvRecords,
  layOutForRows,
} from "../../src/history/csv-table.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../src/history/session-csv.js";
import { NO_DETAILS, type Session } from "../../src/history/session.js";
import { SAMPLE_CSV } from "../../src/history/sample-csv.js";
import { say } from "../support/say-problem.js";
import type { Words } from "../../src/text/problem.js";

const session: Session = {
  id: "hby9cb4qz1",
  server: "openvpn",
  user: "alice",
  commonName: "alice",
  username: "",
  realAddress: "203.0.113.10:40000",
  publicIp: "203.0.113.10",
  tunnelIp: "10.8.0.2",
  tunnelIpv6: "fd00:8::1000",
  clientId: "0",
  cipher: "AES-256-GCM",
  startSeconds: Date.parse("2026-11-21T08:12:15Z") / 1000,
  endSeconds: Date.parse("2026-11-21T09:12:15Z") / 1000,
  lastSeenSeconds: Date.parse("2026-11-21T09:12:15Z") / 1000,
  bytesReceived: 1234,
  bytesSent: 5678,
  ...NO_DETAILS,
};
const HEADER =
  "user,public_ip,tunnel_ip,start,end,duration_s,bytes_received,bytes_sent,id,server,common_name,username,real_address,tunnel_ipv6,client_id,cipher,last_seen,gone_by,end_source,first_seen,counted_from,earlier_addresses,client_version,platform";
const ROW =
  "alice,203.0.113.10,10.8.0.2,2026-11-21T08:12:15Z,2026-11-21T09:12:15Z,3600,1234,5678,hby9cb4qz1,openvpn,alice,,203.0.113.10:40000,fd00:8::1000,0,AES-256-GCM,2026-11-21T09:12:15Z,,,,,,,";

function told(result: unknown): unknown {
  return typeof result === "object" && result !== null && "what" in result
    ? { ...result, what: say(result.what as Words) }
    : result;
}

describe("a day file of sessions", () => {
  it("has the contract's columns and texts", () => {
    assert.equal(writeCsv(ENDED_SESSION_CSV, [session]), `${HEADER}\n${ROW}\n`);
  });
  it("reads back with a BOM, CRLF, blank lines and no line feed at its end", () => {
    const reading = readCsv(ENDED_SESSION_CSV, `\uFEFF${HEADER}\r\n\r\n${ROW}\r\n${ROW.replace("hby", "abc")}`);
    assert.equal(reading.kind === "rows" && reading.rows.length, 2);
    assert.deepEqual(reading.kind === "rows" && reading.rows[0], session);
  });
  it("says which line is wrong, what was expected and what was found", () => {
    const broken = [
      [ROW.replace("1234", "12x4"), 'bytes_received: expected a whole number, got "12x4"'],
      [ROW.replace("1234", "1.23457E+11"), 'bytes_received: expected a whole number, got "1.23457E+11"'],
      [ROW.replace("1234", "0x64"), 'bytes_received: expected a whole number, got "0x64"'],
      [ROW.replace("1234", " 200 "), 'bytes_received: expected a whole number, got " 200 "'],
      [ROW.replace("3600", "-5"), 'duration_s: expected a whole number, got "-5"'],
      [ROW.replace("3600", "1e3"), 'duration_s: expected a whole number, got "1e3"'],
      [ROW.replace("1234", "9007199254740993"), "bytes_received: expected a whole number"],
      [ROW.replace("T08:12:15Z", " 08:12"), 'start: expected a time like 2026-11-21T08:12:15Z, got "2026-11-21 08:12"'],
      [ROW.replace("11-21T09", "11-20T09"), "end: expected a time not before the start"],
      [`${ROW},more`, "expected 24 fields, got 25"],
      [ROW.replace("2026-11-21T09:12:15Z,3600", ","), "end: expected a time, since day files contain ended sessions"],
      [ROW.replace("11-21T08", "02-30T08"), "start: expected a time"],
    ] as const;
    for (const [row, what] of broken) {
      const quoted = ROW.replace("AES-256-GCM", '"two\nlines"');
      const reading = readCsv(ENDED_SESSION_CSV, `${HEADER}\n${quoted}\n\n${row}\n${ROW}\n`);
      assert.equal(reading.kind, "broken", row);
      assert.ok(say(reading.what).startsWith(what), `${say(reading.what)} / ${what}`);
      assert.equal(reading.line, 5, row);
    }
  });
  it("refuses foreign columns", () => {
    const reading = readCsv(ENDED_SESSION_CSV, "user,start\nalice,2026\n");
    assert.equal(reading.kind === "broken" && reading.line, 1);
  });
  it("refuses a quote that is not closed, naming a line", () => {
    const reading = readCsv(ENDED_SESSION_CSV, `${HEADER}\n"${ROW}\n${ROW}\n`);
    assert.equal(reading.kind, "broken");
  });
});

describe("open.csv", () => {
  it("leaves end and duration empty", () => {
    const text = writeCsv(OPEN_SESSION_CSV, [{ ...session, endSeconds: null }]);
    const header = `${HEADER},received_settled,received_reading,sent_settled,sent_reading,missed_at,step_s,step_received,step_sent`;
    assert.equal(text, `${header}\n${ROW.replace("2026-11-21T09:12:15Z,3600", ",")},1234,1234,5678,5678,,,,\n`);
  });
  it("keeps the last two readings of counters, and has none in a file of an older version", () => {
    const readings = { received: { confirmed: 1, last: 2 }, sent: { confirmed: 3, last: 0 } };
    const open = { ...session, endSeconds: null, readings };
    const step = { seconds: 60, bytesReceived: 7, bytesSent: 0 };
    for (const one of [open, { ...open, readings: { ...readings, step } }]) {
      assert.deepEqual(readCsv(OPEN_SESSION_CSV, writeCsv(OPEN_SESSION_CSV, [one])), { kind: "rows", rows: [one] });
    }
    const old = `${HEADER}\n${ROW.replace("2026-11-21T09:12:15Z,3600", ",")}\n`;
    assert.deepEqual(readCsv(OPEN_SESSION_CSV, old), { kind: "rows", rows: [{ ...session, endSeconds: null }] });
  });
  it("keeps that a snapshot of a clock behind missed the session", () => {
    const open = { ...session, endSeconds: null, missedSeconds: 40 };
    const reading = readCsv(OPEN_SESSION_CSV, writeCsv(OPEN_SESSION_CSV, [open]));
    assert.equal(reading.kind === "rows" && reading.rows[0]?.missedSeconds, 40);
  });
  it("refuses a session that has ended", () => {
    assert.equal(readCsv(OPEN_SESSION_CSV, `${HEADER}\n${ROW}\n`).kind, "broken");
  });
});

describe("a file with other columns", () => {
  // What version 0.1.0 wrote before columns were added.
  const [oldHeader, oldRow] = [HEADER.split(",").slice(0, 17).join(","), ROW.split(",").slice(0, 17).join(",")];
  const moreHeader = `${HEADER.replace("id,", "")},mood,id`;
  const moreRow = `${ROW.replace("hby9cb4qz1,", "")},"calm, mostly",hby9cb4qz1`;

  it("is read by name: a missing column is empty", () => {
    assert.deepEqual(readCsv(ENDED_SESSION_CSV, `${oldHeader}\n${oldRow}\n`), { kind: "rows", rows: [session] });
  });
  it("is read in any order, and keeps a column that is not known", () => {
    const reading = readCsv(ENDED_SESSION_CSV, `${moreHeader}\n${moreRow}\n`);
    const unknownCells = { mood: "calm, mostly" };
    assert.deepEqual(reading, { kind: "rows", rows: [{ ...session, unknownCells }] });
    const text = writeCsv(ENDED_SESSION_CSV, reading.kind === "rows" ? reading.rows : []);
    assert.equal(text, `${HEADER},mood\n${ROW},"calm, mostly"\n`);
  });
  it("counts a record's fields against its own header", () => {
    const reading = readCsv(ENDED_SESSION_CSV, `${oldHeader}\n${ROW}\n`);
    assert.deepEqual(told(reading), { kind: "broken", line: 2, what: "expected 17 fields, got 24" });
  });
  it("gets records in its own layout", () => {
    const layout = layOutForRows(ENDED_SESSION_CSV, moreHeader.split(","), [session]);
    assert.deepEqual(layout.header, moreHeader.split(","));
    const text = writeCsvRecords(ENDED_SESSION_CSV, layout, [session]);
    assert.equal(text, `${ROW.replace("hby9cb4qz1,", "")},,hby9cb4qz1\n`);
  });
  it("is refused where a column repeats, or lacks what makes a session", () => {
    for (const header of [`${HEADER},mood,mood`, HEADER.replace("id,", ""), "user,start", "remember the milk"]) {
      const reading = readCsv(ENDED_SESSION_CSV, `${header}\n`);
      assert.equal(reading.kind === "broken" && reading.line, 1, header);
    }
  });
  it("is known in pieces by the text of each record", () => {
    const file = readCsvFile(ENDED_SESSION_CSV, `${oldHeader}\r\n\r\n${oldRow}\r\n${oldRow}`);
    assert.ok(file.kind === "file");
    assert.equal(file.headerText, `${oldHeader}\r\n`);
    assert.deepEqual(
      file.lines.map(({ text }) => text),
      [`${oldRow}\r\n`, oldRow],
    );
  });
});

describe("where the next record goes", () => {
  const header = HEADER.split(",");
  const point = (text: string) => findAppendPoint(ENDED_SESSION_CSV, Buffer.from(text));
  const whole = `${HEADER}\n${ROW}\n`;
  it("is the end of a file of complete records", () => {
    assert.deepEqual(point(whole), { kind: "point", offset: whole.length, before: "", header });
    for (const text of [`\uFEFF${whole}`, `\r\n\n${whole}`]) {
      assert.deepEqual(point(text), { kind: "point", offset: Buffer.byteLength(text), before: "", header });
    }
  });
  it("is after a last record that is whole but has no line feed", () => {
    assert.deepEqual(point(whole + ROW), { kind: "point", offset: whole.length + ROW.length, before: "\n", header });
  });
  it("is after such a record also if a name in it has a line break", () => {
    const row = ROW.replace("AES-256-GCM", '"two\nlines"');
    assert.deepEqual(point(whole + row), { kind: "point", offset: whole.length + row.length, before: "\n", header });
  });
  it("is in place of a last record that was cut, wherever it was cut", () => {
    for (let length = 1; length < ROW.length; length++) {
      assert.deepEqual(
        point(whole + ROW.slice(0, length)),
        { kind: "point", offset: whole.length, before: "", header },
        String(length),
      );
    }
  });
  it("is nowhere in an empty file, and in one that is cut off in its header: its rows are lost", () => {
    for (let length = 0; length <= HEADER.length; length++) {
      const found = point(HEADER.slice(0, length));
      assert.ok(found.kind === "broken", String(length));
      assert.equal(found.line, 1);
    }
    assert.equal(readCsv(ENDED_SESSION_CSV, "").kind, "broken");
    assert.equal(readCsv(ENDED_SESSION_CSV, "\n\n").kind, "broken");
  });
  it("is nowhere in a file of another kind", () => {
    assert.deepEqual(told(point("remember the milk\n")), {
      kind: "broken",
      line: 1,
      what: 'expected a header with the columns start, end, id, server, got "remember the milk"',
    });
  });
  it("is nowhere in a file whose damage is in the middle", () => {
    assert.deepEqual(told(point(`${HEADER}\n"${ROW}\n${ROW}`)), {
      kind: "broken",
      line: 1,
      what: "a quote is never closed",
    });
  });
  it("counts bytes, not characters", () => {
    const row = ROW.replace("alice", "Jürgen 🦊");
    const text = `${HEADER}\n${row}\n`;
    assert.deepEqual(point(`${text}x`), { kind: "point", offset: Buffer.byteLength(text), before: "", header });
  });
});

describe("earlier addresses", () => {
  const earlierAddresses = [
    { address: "203.0.113.7", lastSeenSeconds: session.startSeconds },
    { address: "fd00:8::1000", lastSeenSeconds: session.startSeconds + 60 },
  ];
  const cell = "203.0.113.7@2026-11-21T08:12:15Z fd00:8::1000@2026-11-21T08:13:15Z";
  const row = ROW.replace(",,,,,,,", `,,,,,${cell},,`);
  it("are each an address and when it was last seen", () => {
    const text = writeCsv(ENDED_SESSION_CSV, [{ ...session, earlierAddresses }]);
    assert.equal(text, `${HEADER}\n${row}\n`);
    assert.deepEqual(readCsv(ENDED_SESSION_CSV, text), { kind: "rows", rows: [{ ...session, earlierAddresses }] });
  });
  it("are refused without a time", () => {
    for (const wrong of ["203.0.113.7", "@2026-11-21T08:12:15Z", `${cell} `]) {
      const reading = readCsv(ENDED_SESSION_CSV, `${HEADER}\n${row.replace(cell, wrong)}\n`);
      assert.ok(reading.kind === "broken" && say(reading.what).startsWith("earlier_addresses: expected"), wrong);
    }
  });
});

describe("samples", () => {
  it("have the contract's columns", () => {
    const sample = { timeSeconds: session.startSeconds, server: "a,b", clients: 3, bytesReceived: 4, bytesSent: 5 };
    const text = writeCsv(SAMPLE_CSV, [sample]);
    assert.equal(text, 'time,server,clients,bytes_received,bytes_sent\n2026-11-21T08:12:15Z,"a,b",3,4,5\n');
  });
});
