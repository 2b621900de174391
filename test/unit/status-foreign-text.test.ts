import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findForeignText } from "../../src/status/foreign-text.js";
import { parseStatus } from "../../src/status/parse-status.js";
import { ParsingError } from "../../src/status/parsing-error.js";

const SECRET = "S3CRET";
const LOG_2_4 = `Sun Sep 13 19:40:57 2026 OpenVPN 2.4.12 ${SECRET}\n`;

const LOOKS: readonly (readonly [looks: string, text: string | Uint8Array])[] = [
  ["OpenVPN's own log", LOG_2_4],
  ["OpenVPN's own log", `2026-03-30 09:16:00 us=12 ${SECRET}\n`],
  ["OpenVPN's own log", `1778753400.123456 40000001 ${SECRET}\n`],
  ["OpenVPN's own log", `May  4 10:10:00 vpn openvpn[12]: ${SECRET}\n`],
  ["OpenVPN's own log", `May  4 10:10:00 vpn ovpn-server[12]: ${SECRET}\n`],
  ["OpenVPN's own log", `OpenVPN 2.6.14 x86_64-pc-linux-gnu ${SECRET}\n`],
  ["OpenVPN's own log", `2026-11-21 09:00:00 us=123 MULTI: ${SECRET}\n`],
  ["OpenVPN's own log", `2026-11-21 09:00:00 us=123456 MULTI ${SECRET}\n`],
  ["OpenVPN's own log", `2026-11-21T09:00:00+0000 vpn openvpn[123]: MULTI: ${SECRET}\n`],
  ["OpenVPN's own log", `2026-11-21T09:00:00+01:00 vpn ovpn-server[123]: ${SECRET}\n`],
  ["OpenVPN's own log", `2026-11-21T09:00:00.123456+0100 vpn openvpn-server@udp[123]: ${SECRET}\n`],
  [
    "OpenVPN's own log",
    `-- Logs begin at Mon 2026-11-16 08:00:00 UTC, end at ${SECRET}\n2026-11-21T09:00:00+0000 vpn openvpn[1]: ${SECRET}\n`,
  ],
  [
    "OpenVPN's own log",
    `-- Journal begins at Mon 2026-11-16 08:00:00 UTC. --\nNov 21 09:00:00 vpn openvpn[1]: ${SECRET}\n`,
  ],
  ["OpenVPN's own log", `-- Boot ${SECRET} --\nNov 21 09:00:00 vpn ovpn-udp[1]: x\n`],
  [
    "the log of some program",
    `-- Logs begin at Mon 2026-11-16 08:00:00 UTC. --\nNov 21 09:00:00 vpn sshd[1]: ${SECRET}\n`,
  ],
  ["the log of some program", `-- Journal begins at Mon 2026-11-16 08:00:00 UTC, ends at ${SECRET}. --\n`],
  ["the log of some program", `2026-11-21T09:00:00+0000 vpn sshd[123]: openvpn: ${SECRET}\n`],
  ["the log of some program", `May  4 10:10:00 vpn sshd[12]: ${SECRET}\n`],
  ["the log of some program", `2026-03-30T09:16:00Z ${SECRET}\n`],
  ["a log of OpenVPN Access Server", `2026-03-30T09:16:00+0000 [stdoutmsg] OVPN 0 OUT: "${SECRET}"\n`],
  ["a log of OpenVPN Access Server", `2026-03-30 09:16:00 [stdoutmsg#info] OVPN 1 OUT: "${SECRET}"\n`],
  ["OpenVPN Access Server's JSON", `{"openvpn_0": {"client_list": [["${SECRET}"]]}}`],
  ["OpenVPN Access Server's JSON", `{\n  "x": {\n    "client_list": ["${SECRET}"]}}`],
  ["JSON", `{"${SECRET}": 1}`],
  ["JSON", `[\n {"a": "${SECRET}"}]`],
  ["an answer of OpenVPN's management interface", `>INFO:OpenVPN Management ${SECRET}\nTITLE,x\nEND\n`],
  ["an answer of OpenVPN's management interface", `ENTER PASSWORD:SUCCESS: ${SECRET}\nTITLE,x\nEND\n`],
  ["text in UTF-16", Buffer.from(`\ufeffOpenVPN CLIENT LIST\r\n${SECRET}`, "utf16le")],
  ["text in UTF-16", Buffer.from(`OpenVPN CLIENT LIST\r\n${SECRET}`, "utf16le")],
  ["text in UTF-16", Buffer.from(`\ufeffOpenVPN CLIENT LIST\r\n${SECRET}`, "utf16le").swap16()],
  ["text in UTF-16", Buffer.from(`OpenVPN CLIENT LIST\r\n${SECRET}`, "utf16le").swap16()],
  ["NUL bytes, as a crash or a full disk leaves them", `${"\0".repeat(600)}${SECRET}\nEND\n`],
  ["a file compressed by gzip", Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.from(SECRET)])],
  ["a ZIP archive or a workbook", `PK\x03\x04${SECRET}`],
  ["a web page or XML", `<!DOCTYPE html><title>${SECRET}`],
  ["a key or a certificate", `-----BEGIN PRIVATE KEY-----\n${SECRET}\n`],
  ["a status log without its beginning", `CLIENT_LIST,${SECRET},1.2.3.4:5\nEND\n`],
  ["a status log without its beginning", `Updated,2026-03-30 09:16:00\n${SECRET}\nEND\n`],
  ["something else", `root:x:0:0:${SECRET}\n`],
  ["something else", `OpenVPN CLIENT LIST of ${SECRET}\nEND\n`],
];

describe("a text that begins as no status log does", () => {
  for (const [looks, text] of LOOKS) {
    const label = JSON.stringify(Buffer.from(text).toString("latin1").slice(0, 40));
    it(`is told for ${looks}, and nothing of it is quoted: ${label}`, () => {
      const found = findForeignText(text);
      assert.ok(found !== undefined);
      assert.deepEqual([found.reason, found.line, found.found], ["invalid", 1, looks]);
      assert.ok(!found.message.includes(SECRET));
      // The parser says the same of it as the reader of sources, who has not decoded it.
      assert.throws(
        () => parseStatus(text),
        (error) => error instanceof ParsingError && error.message === found.message,
      );
    });
  }

  it("is told so before its size, its END and the blanks in front of it are looked at", () => {
    for (const text of [LOG_2_4.repeat(400_000), `\ufeff\r\n \n${LOG_2_4}`]) {
      assert.throws(
        () => parseStatus(text),
        (error) => error instanceof ParsingError && error.found === "OpenVPN's own log",
      );
    }
    assert.equal(findForeignText(`\n\n  ${LOG_2_4}`)?.line, 3);
  });

  it("tells what to do", () => {
    assert.match(findForeignText(LOG_2_4)?.message ?? "", /; name the file of the server's "status" directive$/);
    assert.match(findForeignText(">INFO:\n")?.message ?? "", /status = "unix:\/path" or "tcp:HOST:PORT"/);
  });

  it("is found in time, whatever it is", () => {
    for (const text of ["[ ".repeat(10_000), "{".repeat(10_000), `{${" ".repeat(10_000)}`, "a".repeat(10_000)]) {
      const before = performance.now();
      findForeignText(text.repeat(50));
      assert.ok(performance.now() - before < 200);
    }
  });
});

describe("a text that may be a status log", () => {
  for (const text of [
    "",
    " \n\t\r\n",
    "Open",
    "OpenVPN CLIENT LIST",
    "OpenVPN STATISTICS\n",
    "TITLE\t",
    "TIME,",
    "HEADER,x",
  ]) {
    it(`is left to the parser: ${JSON.stringify(text)}`, () => {
      assert.equal(findForeignText(text), undefined);
      assert.equal(findForeignText(Buffer.from(`\ufeff${text}`)), undefined);
    });
  }

  it("is none if it goes on after the beginning of a first line", () => {
    assert.notEqual(findForeignText("Open\n"), undefined);
    assert.notEqual(findForeignText(`TITLE${" ".repeat(2000)}`), undefined);
  });
});
