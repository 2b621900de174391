import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appendPoint, readCsv, writeCsv } from "../../src/history/csv-table.js";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../src/history/session-csv.js";
import type { Session } from "../../src/history/session.js";
import { SAMPLE_CSV } from "../../src/history/sample-csv.js";

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
};
const HEADER =
  "user,public_ip,tunnel_ip,start,end,duration_s,bytes_received,bytes_sent,id,server,common_name,username,real_address,tunnel_ipv6,client_id,cipher,last_seen";
const ROW =
  "alice,203.0.113.10,10.8.0.2,2026-11-21T08:12:15Z,2026-11-21T09:12:15Z,3600,1234,5678,hby9cb4qz1,openvpn,alice,,203.0.113.10:40000,fd00:8::1000,0,AES-256-GCM,2026-11-21T09:12:15Z";

describe("a day file of sessions", () => {
  it("has the contract's columns and texts", () => {
    assert.equal(writeCsv(ENDED_SESSION_CSV, [session], { header: true }), `${HEADER}\n${ROW}\n`);
  });
  it("reads back with a BOM, CRLF, blank lines and no line feed at its end", () => {
    const reading = readCsv(ENDED_SESSION_CSV, `\uFEFF${HEADER}\r\n\r\n${ROW}\r\n${ROW.replace("hby", "abc")}`);
    assert.equal(reading.kind === "rows" && reading.rows.length, 2);
    assert.deepEqual(reading.kind === "rows" && reading.rows[0], session);
  });
  it("says which line is wrong, what was expected and what was found", () => {
    const broken = [
      [ROW.replace("1234", "12x4"), 'bytes_received: expected a whole number, found "12x4"'],
      [
        ROW.replace("T08:12:15Z", " 08:12"),
        'start: expected a time like 2026-11-21T08:12:15Z, found "2026-11-21 08:12"',
      ],
      [ROW.replace("11-21T09", "11-20T09"), "end: expected no time before the start"],
      [`${ROW},more`, "expected 17 fields, found 18"],
      [ROW.replace("2026-11-21T09:12:15Z,3600", ","), "end: expected a time, since day files hold ended sessions"],
      [ROW.replace("11-21T08", "02-30T08"), "start: expected a time"],
    ] as const;
    for (const [row, what] of broken) {
      const quoted = ROW.replace("AES-256-GCM", '"two\nlines"');
      const reading = readCsv(ENDED_SESSION_CSV, `${HEADER}\n${quoted}\n\n${row}\n${ROW}\n`);
      assert.equal(reading.kind, "broken", row);
      assert.ok(reading.what.startsWith(what), `${reading.what} / ${what}`);
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
    const text = writeCsv(OPEN_SESSION_CSV, [{ ...session, endSeconds: null }], { header: false });
    assert.equal(text, `${ROW.replace("2026-11-21T09:12:15Z,3600", ",")}\n`);
  });
  it("refuses a session that has ended", () => {
    assert.equal(readCsv(OPEN_SESSION_CSV, `${HEADER}\n${ROW}\n`).kind, "broken");
  });
});

describe("where the next record goes", () => {
  const point = (text: string): unknown => appendPoint(ENDED_SESSION_CSV, Buffer.from(text));
  const whole = `${HEADER}\n${ROW}\n`;
  it("is the end of a file of complete records", () => {
    assert.deepEqual(point(whole), { offset: whole.length, before: "" });
    assert.deepEqual(point(""), { offset: 0, before: "" });
  });
  it("is after a last record that is whole but has no line feed", () => {
    assert.deepEqual(point(whole + ROW), { offset: whole.length + ROW.length, before: "\n" });
  });
  it("is after such a record also if a name in it has a line break", () => {
    const row = ROW.replace("AES-256-GCM", '"two\nlines"');
    assert.deepEqual(point(whole + row), { offset: whole.length + row.length, before: "\n" });
  });
  it("is in place of a last record that was cut, wherever it was cut", () => {
    for (let length = 1; length < ROW.length; length++) {
      assert.deepEqual(point(whole + ROW.slice(0, length)), { offset: whole.length, before: "" }, String(length));
    }
  });
  it("is after a header that is whole but has no line feed, and such a file has no rows", () => {
    for (const text of [HEADER, `\uFEFF${HEADER}`, `${HEADER}\r`]) {
      assert.deepEqual(point(text), { offset: Buffer.byteLength(text), before: "\n" });
      const reading = readCsv(ENDED_SESSION_CSV, `${text}\n`);
      assert.deepEqual(reading, { kind: "rows", rows: [] });
    }
    assert.deepEqual(readCsv(ENDED_SESSION_CSV, HEADER), { kind: "rows", rows: [] });
  });
  it("is in place of a header wherever it was cut, of which nothing is left to read", () => {
    for (let length = 1; length < HEADER.length; length++) {
      assert.deepEqual(point(HEADER.slice(0, length)), { offset: 0, before: "" }, String(length));
    }
    assert.deepEqual(readCsv(ENDED_SESSION_CSV, ""), { kind: "rows", rows: [] });
  });
  it("is not in place of a line that is no part of a header: the file is to be refused as it is", () => {
    assert.deepEqual(point("remember the milk"), { offset: 17, before: "" });
    assert.equal(readCsv(ENDED_SESSION_CSV, "remember the milk").kind, "broken");
  });
  it("is nowhere in a file whose damage is in the middle", () => {
    assert.equal(point(`${HEADER}\n"${ROW}\n${ROW}`), undefined);
  });
  it("counts bytes, not characters", () => {
    const row = ROW.replace("alice", "Jürgen 🦊");
    const text = `${HEADER}\n${row}\n`;
    assert.deepEqual(point(`${text}x`), { offset: Buffer.byteLength(text), before: "" });
  });
});

describe("samples", () => {
  it("have the contract's columns", () => {
    const sample = { timeSeconds: session.startSeconds, server: "a,b", clients: 3, bytesReceived: 4, bytesSent: 5 };
    const text = writeCsv(SAMPLE_CSV, [sample], { header: true });
    assert.equal(text, 'time,server,clients,bytes_received,bytes_sent\n2026-11-21T08:12:15Z,"a,b",3,4,5\n');
  });
});
