import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parseStatus, parseStatusFile } from "../../src/status/parse-status.js";
import { ParsingError, type ParsingReason } from "../../src/status/parsing-error.js";
import { PeerAddress, VirtualAddress } from "../../src/status/status.js";
import { statusToJson } from "../../src/status/status-to-json.js";
import { makeZone } from "../../src/status/zone.js";

// The example in the documentation of openvpn-status 0.2.1.
const README_EXAMPLE = `OpenVPN CLIENT LIST
Updated,Thu Jun 18 08:12:15 2015
Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since
foo@example.com,10.10.10.10:49502,334948,1973012,Thu Jun 18 04:23:03 2015
bar@example.com,10.10.10.10:64169,1817262,28981224,Thu Jun 18 04:08:39 2015
ROUTING TABLE
Virtual Address,Common Name,Real Address,Last Ref
192.168.255.134,foo@example.com,10.10.10.10:49502,Thu Jun 18 08:12:09 2015
192.168.255.126,bar@example.com,10.10.10.10:64169,Thu Jun 18 08:11:55 2015
GLOBAL STATS
Max bcst/mcast queue length,0
END
`;

function readFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/openvpn-status/${name}`, import.meta.url), "utf8");
}

const HEADER_2_6 =
  "HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6 Address,Bytes Received,Bytes Sent," +
  "Connected Since,Connected Since (time_t),Username,Client ID,Peer ID,Data Channel Cipher";

/** A version 2 log of 2.6 with these rows. */
function version2(clientRows: readonly string[], routingRows: readonly string[] = [], more: readonly string[] = []) {
  return [
    "TITLE,OpenVPN 2.6.14 x86_64-pc-linux-gnu",
    "TIME,2026-11-21 22:54:36,1795301676",
    HEADER_2_6,
    ...clientRows.map((row) => `CLIENT_LIST,${row}`),
    "HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)",
    ...routingRows.map((row) => `ROUTING_TABLE,${row}`),
    "GLOBAL_STATS,Max bcast/mcast queue length,6",
    ...more,
    "END",
    "",
  ].join("\n");
}

const ALICE = "alice,192.0.2.1:1194,10.8.0.2,,1,2,2026-11-21 22:54:29,1795301669,UNDEF,0,0,AES-256-GCM";

/** A version 1 log with one client. */
function version1(updated: string, connectedSince: string): string {
  return README_EXAMPLE.replace("Thu Jun 18 08:12:15 2015", updated).replace(
    "Thu Jun 18 04:23:03 2015",
    connectedSince,
  );
}

function assertRefused(
  text: string | Uint8Array,
  wanted: { reason?: ParsingReason; line: number; expected: RegExp; found?: string },
): void {
  assert.throws(
    () => parseStatus(text),
    (error) => {
      assert.ok(error instanceof ParsingError, String(error));
      assert.equal(error.line, wanted.line, error.message);
      assert.match(error.expected, wanted.expected);
      assert.equal(error.reason, wanted.reason ?? "invalid", error.message);
      if (wanted.found !== undefined) assert.equal(error.found, wanted.found);
      assert.equal(error.message, `line ${error.line}: expected ${error.expected}, got ${error.found}`);
      return true;
    },
  );
}

describe("what openvpn-status 0.2.1 parses", () => {
  it("comes out equal: the example of its documentation", () => {
    const status = parseStatus(README_EXAMPLE);
    assert.equal(status.kind, "server");
    assert.equal(status.version, 1);
    assert.equal(status.updatedAt.toISOString(), "2015-06-18T08:12:15.000Z");
    assert.deepEqual([...status.clientList.keys()], ["10.10.10.10:49502", "10.10.10.10:64169"]);
    assert.deepEqual(status.clientList.get("10.10.10.10:49502"), {
      commonName: "foo@example.com",
      realAddress: new PeerAddress({ host: "10.10.10.10", port: 49502, family: 4, asWritten: "10.10.10.10:49502" }),
      bytesReceived: 334948,
      bytesSent: 1973012,
      connectedSince: new Date("2015-06-18T04:23:03Z"),
    });
    assert.deepEqual(status.routingTable.get("192.168.255.126"), {
      virtualAddress: new VirtualAddress({
        kind: "ip",
        family: 4,
        address: "192.168.255.126",
        cached: false,
        asWritten: "192.168.255.126",
      }),
      commonName: "bar@example.com",
      realAddress: new PeerAddress({ host: "10.10.10.10", port: 64169, family: 4, asWritten: "10.10.10.10:64169" }),
      lastRef: new Date("2015-06-18T08:11:55Z"),
    });
    assert.equal(status.globalStats.maxBcastMcastQueueLen, 0);
  });

  it("comes out equal: clients of one name, and routes to hosts, networks and bridges", () => {
    const { clientList, routingTable, globalStats, updatedAt } = parseStatus(readFixture("valid.log"));
    assert.deepEqual(
      [...clientList].map(([key, client]) => [key, client.commonName, client.bytesReceived, client.bytesSent]),
      [
        ["192.0.2.20:40001", "north@example.net", 1024, 2048],
        ["192.0.2.20:40002", "north@example.net", 1024, 2048],
        ["192.0.2.21:40003", "south@example.net", 7_000_000, 81_000_000],
        ["192.0.2.22:40004", "west@example.net", 500, 600],
        ["198.51.100.9:40005", "bridge@example.net", 0, 0],
      ],
    );
    for (const [key, { realAddress }] of clientList) assert.equal(String(realAddress), key);
    assert.deepEqual(
      [...routingTable].map(([key, { virtualAddress, commonName }]) => {
        const { kind, family } = virtualAddress;
        assert.equal(String(virtualAddress), key);
        return [key, kind, family, commonName];
      }),
      [
        ["10.9.0.6", "ip", 4, "west@example.net"],
        ["10.77.0.0/16", "network", 4, "west@example.net"],
        ["2001:db8:77::40/124", "network", 6, "west@example.net"],
        ["10.9.0.10", "ip", 4, "north@example.net"],
        ["10.9.0.14", "ip", 4, "north@example.net"],
        ["10.9.0.18", "ip", 4, "south@example.net"],
        ["0a:2b:3c:4d:5e:6f", "mac", null, "bridge@example.net"],
      ],
    );
    // A start after the file's own time is none of the parser's business.
    assert.ok((clientList.get("198.51.100.9:40005")?.connectedSince ?? updatedAt) > updatedAt);
    assert.equal(globalStats.maxBcastMcastQueueLen, 0);
  });

  it("may have blank lines and a padded day", () => {
    const text = version1("Fri Jun  5 09:03:05 2020", "Fri Jun 5 09:03:05 2020").replaceAll("\n", "\n\n");
    const status = parseStatus(`\n${text}`);
    assert.equal(status.updatedAt.toISOString(), "2020-06-05T09:03:05.000Z");
    assert.deepEqual(status.clientList.get("10.10.10.10:49502")?.connectedSince, status.updatedAt);
  });

  it("may have blanks around each line", () => {
    const padded = README_EXAMPLE.replace(/^.*$/gm, " \t$&\u00a0 ");
    assert.deepEqual(parseStatus(padded), parseStatus(README_EXAMPLE));
    const one = README_EXAMPLE.replace("\nfoo@", "\n  foo@").replace("END", "END  ");
    assert.deepEqual(parseStatus(one), parseStatus(README_EXAMPLE));
    const connecting = README_EXAMPLE.replace(/^192.168.255.134.*\n/m, "");
    assert.deepEqual(
      parseStatus(connecting.replace(/^/gm, "\t")),
      parseStatus(connecting),
      "a whole text that is indented",
    );
  });

  it("keeps the blanks that a name begins with", () => {
    const named = README_EXAMPLE.replaceAll("foo@", " foo@");
    const nameIn = (text: string) => parseStatus(text).clientList.get("10.10.10.10:49502")?.commonName;
    assert.equal(nameIn(named), " foo@example.com");
    assert.equal(nameIn(named.replace(/^192.168.255.134.*\n/m, "")), " foo@example.com", "without a route");
    assert.equal(nameIn(named.replace(/^/gm, "  ")), "   foo@example.com".slice(2), "in a text that is indented");
  });

  it("may have a start long after its own time, and routes of all kinds", () => {
    const routes = ["10.200.0.0/16", "2001:db8::1000/124", "22:1d:63:bf:62:38"];
    const text = version1("Thu Jun 18 08:12:15 2015", "Thu Oct 19 20:14:19 2017").replace(
      "GLOBAL STATS",
      [
        ...routes.map((route) => `${route},foo@example.com,10.10.10.10:49502,Thu Oct 19 20:14:19 2017`),
        "GLOBAL STATS",
      ].join("\n"),
    );
    const { clientList, routingTable } = parseStatus(text);
    assert.equal(clientList.get("10.10.10.10:49502")?.connectedSince.toISOString(), "2017-10-19T20:14:19.000Z");
    assert.deepEqual(
      routes.map((route) => routingTable.get(route)?.virtualAddress.kind),
      ["network", "network", "mac"],
    );
  });

  it("may come as bytes, with a byte order mark and CRLF", () => {
    const bytes = new TextEncoder().encode(`\ufeff${README_EXAMPLE.replaceAll("\n", "\r\n")}`);
    assert.deepEqual(parseStatus(bytes), parseStatus(README_EXAMPLE));
    assert.deepEqual(parseStatus(`\ufeff${README_EXAMPLE}`), parseStatus(README_EXAMPLE));
  });
});

describe("what openvpn-status 0.2.1 refuses", () => {
  const broken: [what: string, from: string, to: string, line: number, expected: RegExp][] = [
    ["no time", "Updated,Thu Jun 18 08:12:15 2015\n", "", 2, /Updated/],
    ["another label than Updated", "Updated,", "Yo,", 2, /Updated/],
    ["a time of too many fields", "Updated,Thu", "Updated,Yo,Thu", 2, /Updated/],
    ["no date at all", "Thu Jun 18 08:12:15 2015", "yesterday", 2, /2026-11-21 08:12:15/],
    ["a date that does not exist", "Thu Jun 18 08:12:15 2015", "Thu Jun 31 08:12:15 2015", 2, /a time/],
    ["an hour that does not exist", "Thu Jun 18 08:12:15 2015", "Thu Jun 18 24:12:15 2015", 2, /a time/],
    ["no client header", "Common Name,Real Address,Bytes", "foo,Real Address,Bytes", 3, /columns Common Name/],
    ["a client row with too few fields", ",334948", "", 4, /5 fields/],
    ["a client row that is cut", "49502,334948,1973012,Thu Jun 18 04:23:03 2015", "49", 4, /5 fields/],
    ["an address without sense", "10.10.10.10:49502,334948", "10.10.10:49502,334948", 4, /Real Address/],
    ["a size that is no number", "334948", "334.9 kB", 4, /Bytes Received/],
    ["a size below zero", "1973012", "-1", 4, /Bytes Sent/],
    ["an unreadable start", "Thu Jun 18 04:23:03 2015", "Thu Jun 18 04:", 4, /Connected Since/],
    ["no routing table", "ROUTING TABLE\n", "", 6, /./],
    ["another section's title", "ROUTING TABLE", "YO", 6, /ROUTING TABLE/],
    ["an unknown section, where it begins", "ROUTING TABLE", "YO TABLE", 6, /ROUTING TABLE/],
    ["an unknown section for the last one", "GLOBAL STATS", "GLOBAL YO", 10, /GLOBAL STATS/],
    ["no routing header", "Virtual Address,Common", "Virtual,Common", 7, /columns Virtual Address/],
    ["a virtual address without sense", "192.168.255.134", "192.168.255", 8, /Virtual Address/],
    ["an unreadable last ref", "Thu Jun 18 08:12:09 2015", "now", 8, /Last Ref/],
    ["no global statistics", "GLOBAL STATS\n", "", 10, /./],
    ["no queue length", "Max bcst/mcast queue length,0\n", "", 11, /Max bcast/],
    ["a queue length that is no number", "length,0", "length,many", 11, /Max bcast/],
  ];
  for (const [what, from, to, line, expected] of broken) {
    it(`is refused with its line: ${what}`, () => {
      const text = README_EXAMPLE.replace(from, to);
      assert.notEqual(text, README_EXAMPLE);
      assertRefused(text, { line, expected });
    });
  }

  // What the files of openvpn-status's own tests are about, in texts of our own.
  const files: [name: string, reason: ParsingReason, line: number, expected: RegExp, found: RegExp][] = [
    ["broken-0-nothing.log", "empty", 1, /^a status log$/, /^the end of the text$/],
    ["broken-1-other-title.log", "invalid", 1, /OpenVPN CLIENT LIST/, /^(?!.*SmokeVPN)/],
    ["broken-2-ends-after-the-time.log", "incomplete", 3, /columns Common Name/, /^the end of the text$/],
    ["broken-3-ends-after-the-title.log", "incomplete", 2, /Updated/, /^the end of the text$/],
    ["broken-4-time-of-three-fields.log", "incomplete", 2, /Updated/, /Updated,Some,Day/],
    ["broken-5-other-label.log", "incomplete", 2, /Updated/, /Written,/],
    ["broken-6-unknown-section.log", "invalid", 7, /ROUTING TABLE/, /^"SEATING PLAN"$/],
    ["broken-7-cut-in-a-time.log", "incomplete", 4, /Connected Since|a time/, /Mon Mar 2 07:/],
  ];
  for (const [name, reason, line, expected, found] of files) {
    it(`is refused with its line: ${name}`, () => {
      assert.throws(
        () => parseStatus(readFixture(name)),
        (error) => {
          assert.ok(error instanceof ParsingError, String(error));
          assert.deepEqual([error.reason, error.line], [reason, line], error.message);
          assert.match(error.expected, expected);
          assert.match(error.found, found);
          return true;
        },
      );
    });
  }

  it("is refused as empty, or incomplete wherever it is cut", () => {
    assertRefused("", { reason: "empty", line: 1, expected: /a status log/, found: "the end of the text" });
    assertRefused(" \n\n", { reason: "empty", line: 1, expected: /a status log/ });
    for (let length = 1; length < README_EXAMPLE.length - 1; length += 1) {
      assert.throws(
        () => parseStatus(README_EXAMPLE.slice(0, length)),
        (error) => error instanceof ParsingError && error.reason === "incomplete",
        `cut to ${length}`,
      );
    }
  });

  it("shows what it found on one line, shortened, with nothing that steers a terminal", () => {
    const text = README_EXAMPLE.replace("334948", `\u001b[31m\u202e\u009b${"x".repeat(300)}`);
    assertRefused(text, {
      line: 4,
      expected: /Bytes Received/,
      found: `"\\u001b[31m(U+202E)(U+009B)${"x".repeat(153)}…"`,
    });
  });
});

describe("version 2", () => {
  it("stops at the first END and ignores later tags, columns and statistics", () => {
    const text = version2([`${ALICE},new`], [], ["GLOBAL_STATS,dco_enabled,0", "FUTURE_TAG,1,2"])
      .replace("Cipher\n", "Cipher,Future Column\n")
      .concat("ERRORS,this row and anything else,\n\ntorn");
    const status = parseStatus(text);
    assert.equal(status.title, "OpenVPN 2.6.14 x86_64-pc-linux-gnu");
    assert.deepEqual(
      [...status.clientList.values()].map((client) => client.dataChannelCipher),
      ["AES-256-GCM"],
    );
    assert.deepEqual([...status.globalStats.more], [["dco_enabled", "0"]]);
  });

  it("leaves out what is empty or UNDEF", () => {
    const [client] = parseStatus(version2([ALICE.replace("UNDEF,0,0", "UNDEF,,0")])).clientList.values();
    assert.deepEqual(Object.keys(client ?? {}).sort(), [
      "bytesReceived",
      "bytesSent",
      "commonName",
      "connectedSince",
      "dataChannelCipher",
      "peerId",
      "realAddress",
      "virtualAddress",
    ]);
  });

  it("has empty fields at a row's end also where tabs separate them, and blanks around its lines", () => {
    const text = version2([ALICE.replace("AES-256-GCM", "")]).replaceAll(",", "\t");
    assert.equal(parseStatus(text).clientList.get("192.0.2.1:1194")?.dataChannelCipher, undefined);
    const [commas, tabs] = [version2([ALICE]), version2([ALICE]).replaceAll(",", "\t")];
    assert.deepEqual(parseStatus(commas.replace(/^.+$/gm, " \t$& \t")), parseStatus(commas));
    assert.deepEqual(parseStatus(tabs.replace(/^.+$/gm, "  $& ")), parseStatus(tabs));
  });

  it("is whole also where blanks stand around its END", () => {
    assertRefused(version2([ALICE.replace(",1,2,", ",x,2,")]).replace("END", " END "), { line: 4, expected: /Bytes/ });
  });

  it("keeps clients at one address without port apart", () => {
    const row = ALICE.replace("192.0.2.1:1194", "2001:db8::1");
    assert.deepEqual(
      [...parseStatus(version2([row, row, row])).clientList.keys()],
      ["2001:db8::1", "2001:db8::1#2", "2001:db8::1#3"],
    );
  });

  for (const rest of ["", "IST,a", "LIST,alice", "LIENT_LIST,alice", "TABLE,10.8.0.2", "UNDEF,0,0", "GCM", "8,alice"]) {
    it(`takes ${JSON.stringify(rest)} for the rest of a torn row, not for a tag`, () => {
      assertRefused(version2([], [], [rest]), {
        line: 6,
        expected: /starts with its tag/,
        found: JSON.stringify(rest),
      });
    });
  }

  for (const [what, from, to] of [
    ["its TIME", "TIME,2026-11-21 22:54:36,1795301676\n", ""],
    ["the client list's header", `${HEADER_2_6}\n`, ""],
    ["the routing table's header", /HEADER,ROUTING.*\n/, ""],
    ["a readable TIME", "1795301676", "soon"],
  ] as const) {
    it(`is refused without ${what}`, () => {
      const text = version2([]).replace(from, to);
      assert.notEqual(text, version2([]));
      assert.throws(
        () => parseStatus(text),
        (error) => error instanceof ParsingError && error.reason === "invalid",
      );
    });
  }

  for (const start of ["TITLE,", "TIME,", "HEADER,CLIENT_LIST,", "HEADER,ROUTING_TABLE,"]) {
    it(`is refused if it says twice what its ${start} is`, () => {
      const lines = version2([]).split("\n");
      const index = lines.findIndex((line) => line.startsWith(start));
      lines.splice(index, 0, lines[index] ?? "");
      assertRefused(lines.join("\n"), { line: index + 2, expected: /^only one / });
    });
  }
});

describe("names with commas", () => {
  const forged = "x,203.0.113.99:5555,10.8.0.99,,1,2,2026-01-01 00:00:00,1767225600";
  const row = (commonName: string, username: string) =>
    `${commonName},192.0.2.1:1194,10.8.0.2,,1,2,2026-11-21 22:54:29,1795301669,${username},0,0,AES-256-GCM`;
  const route = (commonName: string) => `10.8.0.2,${commonName},192.0.2.1:1194,2026-11-21 22:54:35,1795301675`;

  for (const commonName of ["Bob, Smith", "1,2,3", ",", ",,,", "a,192.0.2.7:1", "CLIENT_LIST,END", forged]) {
    for (const username of ["UNDEF", "Doe, Jane", ",", "a,1,2,b"]) {
      it(`come out right by the routing table: ${commonName} as ${username}`, () => {
        const status = parseStatus(version2([row(commonName, username)], [route(commonName)]));
        const [client] = status.clientList.values();
        assert.equal(client?.commonName, commonName);
        assert.equal(client.username, username === "UNDEF" ? undefined : username);
        assert.equal(client.realAddress.asWritten, "192.0.2.1:1194");
        assert.equal(client.ambiguous, undefined);
        assert.equal(status.routingTable.get("10.8.0.2")?.commonName, commonName);
      });
    }
  }

  it("stay and are marked where nothing tells which reading is right", () => {
    const [client] = parseStatus(version2([row(forged, "UNDEF")])).clientList.values();
    assert.equal(client?.ambiguous, true);
    assert.equal(client.commonName, forged);
    assert.equal(client.realAddress.asWritten, "192.0.2.1:1194");
  });

  it("cost time in line with their length", () => {
    const long = forged.concat(",").repeat(120).slice(0, 7900);
    const status = parseStatus(version2(new Array<string>(400).fill(row(long, "UNDEF"))));
    assert.equal(status.clientList.size, 400);
  });
});

describe("version 1 in zones with summer time", () => {
  const parse = (updated: string, since: string, nearSeconds?: number) => {
    const zone = makeZone("Europe/Berlin");
    const text = version1(updated, since);
    const status = parseStatusFile(text, nearSeconds === undefined ? { zone } : { zone, nearSeconds });
    assert.ok(status.kind === "server");
    const client = status.clientList.get("10.10.10.10:49502");
    assert.ok(client !== undefined);
    return [status.updatedAt, client.connectedSince, client.connectedSinceOr].map((instant) => instant?.toISOString());
  };

  it("reads summer and winter by their own offsets", () => {
    assert.deepEqual(parse("2026-11-21 12:00:00", "2026-07-01 12:00:00"), [
      "2026-11-21T11:00:00.000Z",
      "2026-07-01T10:00:00.000Z",
      undefined,
    ]);
  });

  it("in the repeated hour takes the later start that is not after the update, and names the other", () => {
    assert.deepEqual(parse("2026-10-25 04:00:00", "2026-10-25 02:30:00"), [
      "2026-10-25T03:00:00.000Z",
      "2026-10-25T01:30:00.000Z",
      "2026-10-25T00:30:00.000Z",
    ]);
  });

  it("reads the update itself by when the file was written, else as the later instant", () => {
    const summer = Date.UTC(2026, 9, 25, 0, 20) / 1000;
    assert.deepEqual(parse("2026-10-25 02:20:00", "2026-10-25 02:10:00", summer + 1), [
      "2026-10-25T00:20:00.000Z",
      "2026-10-25T00:10:00.000Z",
      "2026-10-25T01:10:00.000Z",
    ]);
    assert.deepEqual(parse("2026-10-25 02:20:00", "2026-10-25 02:10:00", summer + 3600)[0], "2026-10-25T01:20:00.000Z");
    assert.deepEqual(parse("2026-10-25 02:20:00", "2026-10-25 02:10:00"), [
      "2026-10-25T01:20:00.000Z",
      "2026-10-25T01:10:00.000Z",
      "2026-10-25T00:10:00.000Z",
    ]);
  });

  it("reads a time in the skipped hour by the offset before it", () => {
    assert.deepEqual(parse("2026-03-29 04:00:00", "2026-03-29 02:30:00"), [
      "2026-03-29T02:00:00.000Z",
      "2026-03-29T01:30:00.000Z",
      undefined,
    ]);
  });
});

describe("bytes that are not UTF-8", () => {
  const withName = (...name: number[]) => {
    const at = README_EXAMPLE.indexOf("foo@example.com");
    const after = README_EXAMPLE.slice(at + "foo@example.com".length);
    return Buffer.concat([Buffer.from(README_EXAMPLE.slice(0, at)), Buffer.from(name), Buffer.from(after)]);
  };
  const nameIn = (bytes: Uint8Array, encoding?: string) =>
    parseStatus(bytes, encoding === undefined ? {} : { encoding }).clientList.get("10.10.10.10:49502")?.commonName;

  it("become the text \\xHH, each of them, beside what is valid", () => {
    assert.equal(nameIn(withName(0x4a, 0xfc, 0x72)), "J\\xfcr");
    assert.equal(nameIn(withName(0xe2, 0x80, 0x41)), "\\xe2\\x80A", "a cut sequence");
    assert.equal(nameIn(withName(0xc0, 0xaf)), "\\xc0\\xaf", "an overlong one");
    assert.equal(nameIn(withName(0xed, 0xa0, 0x80)), "\\xed\\xa0\\x80", "a surrogate");
    assert.equal(nameIn(withName(0xf4, 0x90, 0x80, 0x80)), "\\xf4\\x90\\x80\\x80", "beyond Unicode");
    assert.equal(nameIn(withName(0xff, 0xc3, 0xbc, 0xf0, 0x9f, 0xa6, 0x8a, 0xff)), "\\xffü🦊\\xff");
  });

  it("are read in the encoding that the caller names", () => {
    assert.equal(nameIn(withName(0x4a, 0xfc, 0x72), "latin1"), "Jür");
    assert.throws(() => nameIn(withName(0x4a), "no-such-encoding"), RangeError);
  });
});

describe("limits", () => {
  it("are 20,000 clients", () => {
    const rows = new Array<string>(20_000).fill(ALICE);
    assert.equal(parseStatus(version2(rows)).clientList.size, 20_000);
    assertRefused(version2([...rows, ALICE]), { line: 20_004, expected: /at most 20,000 clients/ });
  });

  it("are 8 KiB a line", () => {
    const row = (length: number) => `${"n".repeat(length - "CLIENT_LIST,".length - ALICE.length)}${ALICE}`;
    assert.equal(parseStatus(version2([row(8192)])).clientList.size, 1);
    assertRefused(version2([row(8193)]), { line: 4, expected: /8,192 characters/ });
  });

  it("are 16 MiB", () => {
    const text = version2([ALICE]);
    const room = 16 * 1024 * 1024 - text.length;
    assert.equal(parseStatus(text + "x".repeat(room)).clientList.size, 1);
    assertRefused(text + "x".repeat(room + 1), { line: 1, expected: /16 MiB/ });
    assertRefused(Buffer.from(text + "x".repeat(room + 1)), { line: 1, expected: /16 MiB/ });
  });

  it("are the years 1970 to 9999", () => {
    for (const timeT of ["253402300800", "8640000000000"]) {
      assertRefused(version2([ALICE.replace("1795301669", timeT)]), {
        line: 4,
        expected: /^Connected Since \(time_t\) in epoch seconds, up to the year 9999$/,
        found: JSON.stringify(timeT),
      });
      const updated = version2([ALICE]).replace("1795301676", timeT);
      assertRefused(updated, { line: 2, expected: /^TIME, a local time and epoch seconds$/ });
    }
    const unset = version1("Wed Dec 31 19:10:00 1969", "Wed Dec 31 19:00:05 1969");
    assert.equal(
      parseStatus(unset, { timezone: "America/New_York" }).updatedAt.toISOString(),
      "1970-01-01T00:10:00.000Z",
    );
    assertRefused(unset, { line: 2, expected: /^a time/ });
    const since1969 = version2([ALICE.replace("2026-11-21 22:54:29,1795301669", "1969-12-31 19:00:05,5")]);
    assert.equal(parseStatus(since1969).clientList.get("192.0.2.1:1194")?.connectedSince.getTime(), 5000);
    const late = version1("9999-12-31 23:59:59", "9999-12-31 23:59:59");
    assert.equal(parseStatus(late).updatedAt.toISOString(), "9999-12-31T23:59:59.000Z");
    assert.throws(() => parseStatus(late, { timezone: "America/New_York" }), ParsingError);
  });

  it("are not what a server can mean: a start far ahead and a counter that has wrapped are as they stand there", () => {
    const row = ALICE.replace("1795301669", "1995301669").replace(",1,2,", ",9007199254740991,18446744073709551615,");
    const [client] = parseStatus(version2([row])).clientList.values();
    assert.deepEqual(client?.connectedSince, new Date(1_995_301_669_000));
    assert.equal(client.bytesReceived, Number.MAX_SAFE_INTEGER);
    assert.equal(client.bytesSent, 2 ** 64);
    const late = parseStatus(version1("2026-11-21 22:54:36", "2028-01-01 00:00:00"));
    assert.equal(late.clientList.get("10.10.10.10:49502")?.connectedSince.toISOString(), "2028-01-01T00:00:00.000Z");
    for (const count of ["1".repeat(21), "-1", "1e3", "0x1", "1.0", ""]) {
      assertRefused(version2([ALICE.replace(",1,2,", `,${count},2,`)]), { line: 4, expected: /^Bytes Received as/ });
    }
  });
});

describe("statusToJson", () => {
  it("gives times without fractions, maps as objects in order, and hostile keys as keys", () => {
    const text = version2([ALICE], [], ["GLOBAL_STATS,__proto__,1", "GLOBAL_STATS,dco_enabled,0"]);
    const json = JSON.stringify(statusToJson(parseStatus(text)));
    assert.deepEqual(JSON.parse(json), {
      kind: "server",
      version: 2,
      updatedAt: "2026-11-21T22:54:36Z",
      title: "OpenVPN 2.6.14 x86_64-pc-linux-gnu",
      clientList: {
        "192.0.2.1:1194": {
          commonName: "alice",
          realAddress: { host: "192.0.2.1", port: 1194, family: 4, asWritten: "192.0.2.1:1194" },
          bytesReceived: 1,
          bytesSent: 2,
          connectedSince: "2026-11-21T22:54:29Z",
          virtualAddress: "10.8.0.2",
          clientId: "0",
          peerId: "0",
          dataChannelCipher: "AES-256-GCM",
        },
      },
      routingTable: {},
      globalStats: { maxBcastMcastQueueLen: 6, more: JSON.parse('{"__proto__":"1","dco_enabled":"0"}') as unknown },
    });
    assert.ok(json.includes('"more":{"__proto__":"1","dco_enabled":"0"}'));
  });

  it("gives a client's statistics as their own kind", () => {
    const text = "OpenVPN STATISTICS\nUpdated,2026-11-21 22:22:08\nTUN/TAP read bytes,2976\nEND\n";
    assert.deepEqual(statusToJson(parseStatusFile(text, { zone: makeZone("UTC") })), {
      kind: "client-statistics",
      updatedAt: "2026-11-21T22:22:08Z",
      counters: { "TUN/TAP read bytes": 2976 },
    });
    assertRefused(text, { reason: "client-statistics", line: 1, expected: /server/ });
  });
});
