import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseStatus, parseStatusFileLeniently } from "../../src/status/parse-status.js";
import { ParsingError, type ParsingReason } from "../../src/status/parsing-error.js";
import { maybeConnected, type RowSetAside } from "../../src/status/rows-set-aside.js";
import type { Status } from "../../src/status/status.js";
import { makeZone } from "../../src/status/zone.js";
import { writeStatus } from "../support/write-status.js";

const TORN = join(import.meta.dirname, "../fixtures/captures/torn");

function parse(text: string | Uint8Array): { readonly status: Status; readonly rows: readonly RowSetAside[] } {
  const { parsed, rowsSetAside } = parseStatusFileLeniently(text, { zone: makeZone("UTC") });
  assert.ok(parsed.kind === "server");
  return { status: parsed, rows: rowsSetAside };
}

const NAMES = ["alice", "Smith, Bob", "carol"];

/** A log of three clients; the second one in lines 5 and 9, in version 1 in lines 5 and 10. */
function log(version: 1 | 2 | 3): string {
  const clients = NAMES.map((commonName, index) => ({
    commonName,
    realAddress: `192.0.2.${index + 1}:${1000 + index}`,
    virtualAddress: `10.8.0.${index + 2}`,
    bytesReceived: 11,
    bytesSent: 22,
    connectedSinceSeconds: 1_795_299_000,
    username: "UNDEF",
  }));
  return writeStatus({ updatedSeconds: 1_795_300_000, clients }, { version, release: "2.6" });
}

/** The log with one line changed. */
function changed(version: 1 | 2 | 3, line: number, change: (line: string) => string): string {
  const lines = log(version).split("\n");
  const before = lines[line - 1] ?? "";
  const after = change(before);
  assert.notEqual(after, before);
  lines[line - 1] = after;
  return lines.join("\n");
}

const separated = (version: 1 | 2 | 3, fields: string) => (version === 3 ? fields.replaceAll(",", "\t") : fields);

function assertRefused(text: string | Uint8Array, line?: number, reason: ParsingReason = "invalid"): void {
  assert.throws(
    () => parse(text),
    (error) => {
      assert.ok(error instanceof ParsingError, String(error));
      assert.deepEqual([error.reason, line ?? error.line], [reason, error.line], error.message);
      return true;
    },
  );
}

describe("in the lenient way a row that cannot be taken is set aside", () => {
  const badClients: [what: string, from: string | RegExp, to: string, reason: RegExp][] = [
    ["a counter below zero", ",11,", ",-11,", /Bytes Received as a whole number/],
    ["a counter with a unit", ",22,", ",22 kB,", /Bytes Sent as a whole number/],
    [
      "a counter that has wrapped below zero",
      ",22,",
      ",18446744073709551604,",
      /Bytes Sent below 2\^53, got "18446744073709551604"/,
    ],
    [
      "the least counter that is too large",
      ",11,",
      ",9007199254740992,",
      /Bytes Received below 2\^53, got "9007199254740992"/,
    ],
    ["no counter", ",11,", ",,", /Bytes Received/],
    ["a bad address", "192.0.2.2:1001", "192.0.2:1001", /Real Address/],
    ["a port that is none", "192.0.2.2:1001", "192.0.2.2:70000", /Real Address/],
    ["an unreadable start", /20\d\d-[^,]*/, "yesterday", /Connected Since/],
    ["a field too few", /,[^,]*$/, "", /./],
    ["a field too many", /$/, ",more", /./],
  ];
  for (const version of [1, 2, 3] as const) {
    const routeLine = version === 1 ? 10 : 9;
    const others = ["192.0.2.1:1000", "192.0.2.3:1002"];
    for (const [what, from, to, reason] of badClients) {
      it(`version ${version}: a client with ${what}`, () => {
        const before = typeof from === "string" ? separated(version, from) : separatedPattern(version, from);
        const text = changed(version, 5, (line) => line.replace(before, separated(version, to)));
        const { status, rows } = parse(text);
        assert.deepEqual([...status.clientList.keys()], others);
        assert.deepEqual(
          rows.map(({ line, list }) => [line, list]),
          [[5, "clients"]],
        );
        if (from !== "192.0.2.2:1001") assert.match(rows[0]?.reason ?? "", reason);
        assert.ok(maybeConnected(rows).has("Smith, Bob"), [...maybeConnected(rows)].join("; "));
        assert.ok(!maybeConnected(rows).has("alice"));
        assert.throws(
          () => parseStatus(text.replace(/18446744073709551604|9007199254740992/, "x")),
          /^ParsingError: line 5: /,
        );
      });
    }

    it(`version ${version}: a client that starts over 400 days after the file's own time`, () => {
      const limit = 1_795_300_000 + 400 * 86_400;
      const at = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
      const start = (seconds: number) =>
        changed(version, 5, (line) =>
          line.replace(at(1_795_299_000), at(seconds)).replace("1795299000", String(seconds)),
        );
      assert.deepEqual(parse(start(limit)).rows, []);
      const { status, rows } = parse(start(limit + 1));
      assert.equal(status.clientList.size, 2);
      assert.deepEqual(
        rows.map(({ line, commonName, reason }) => [line, commonName, reason]),
        [
          [
            5,
            "Smith, Bob",
            `expected Connected Since at most 400 days after the file's own time, got "${new Date((limit + 1) * 1000).toISOString().replace(".000Z", "Z")}"`,
          ],
        ],
      );
    });

    for (const [what, from, to] of [
      ["a bad virtual address", "10.8.0.3", "10.8.0.333"],
      ["a bad real address", "192.0.2.2:1001", "nowhere"],
      ["an unreadable last ref", /20\d\d-[^,\t]*/, "now"],
      ["a field too few", /[,\t][^,\t]*$/, ""],
    ] as const) {
      it(`version ${version}: a route with ${what}`, () => {
        const { status, rows } = parse(changed(version, routeLine, (line) => line.replace(from, to)));
        assert.equal(status.clientList.size, 3);
        assert.deepEqual([...status.routingTable.keys()], ["10.8.0.2", "10.8.0.4"]);
        assert.deepEqual(
          rows.map(({ line, list }) => [line, list]),
          [[routeLine, "routes"]],
        );
        assert.deepEqual(maybeConnected(rows), new Set(), "a route proves nobody that the client list does not show");
      });
    }

    it(`version ${version}: a statistic`, () => {
      const line =
        log(version)
          .split("\n")
          .findIndex((one) => one.includes("queue length")) + 1;
      const { status, rows } = parse(changed(version, line, (one) => one.replace(/\d+$/, "many")));
      assert.equal(status.clientList.size, 3);
      assert.deepEqual(
        rows.map((row) => [row.line, row.list, row.commonName]),
        [[line, "statistics", null]],
      );
    });

    it(`version ${version}: all of them, if all are bad`, () => {
      const text = log(version).replaceAll(separated(version, ",11,"), separated(version, ",x,"));
      const { status, rows } = parse(text);
      assert.equal(status.clientList.size, 0);
      assert.deepEqual(
        rows.map(({ line }) => line),
        [4, 5, 6],
      );
      assert.deepEqual([...maybeConnected(rows)].filter((name) => NAMES.includes(name)).sort(), [...NAMES].sort());
    });
  }

  it("with the name that stands before its address, and each that it may be meant to have", () => {
    const toRow = (row: string) => {
      const [one, ...more] = parse(changed(2, 5, () => `CLIENT_LIST${row}`)).rows;
      assert.deepEqual(more, []);
      return [one?.commonName, [...maybeConnected(one === undefined ? [] : [one])]];
    };
    assert.deepEqual(toRow(""), [null, []]);
    assert.deepEqual(toRow(",alice"), ["alice", ["alice"]]);
    assert.deepEqual(toRow(",a,b,192.0.2.2:1,10.8.0.2"), ["a,b", ["a,b"]]);
    assert.deepEqual(toRow(",a,192.0.2.2:1,192.0.2.2:2"), ["a", ["a", "a,192.0.2.2:1"]]);
    assert.deepEqual(toRow(",a,b,nowhere,10.8.0.2"), ["a", ["a", "a,b", "a,b,nowhere", "a,b,nowhere,10.8.0.2"]]);
    assert.deepEqual(toRow(",,192.0.2.2:1"), [null, []]);
  });

  it("in version 3 with just the one name, whatever is wrong", () => {
    const { rows } = parse(changed(3, 5, () => "CLIENT_LIST\tSmith, Bob\t192.0.2.2:1\t192.0.2.2:2"));
    assert.deepEqual(maybeConnected(rows), new Set(["Smith, Bob"]));
    const nowhere = parse(changed(3, 5, () => "CLIENT_LIST\tSmith, Bob\tnowhere\tanywhere"));
    assert.deepEqual(maybeConnected(nowhere.rows), new Set(["Smith, Bob"]));
  });

  it("be it a line of version 1 without any comma", () => {
    const lines = log(1).split("\n");
    lines.splice(4, 0, "garbage");
    const { status, rows } = parse(lines.join("\n"));
    assert.equal(status.clientList.size, 3);
    assert.deepEqual(
      rows.map(({ line, commonName }) => [line, commonName]),
      [[5, null]],
    );
  });

  it("but a reading of a name with commas that can be taken is taken, whatever the others say", () => {
    const forged = "x,203.0.113.99:5555,10.8.0.99,,1,2,2039-01-01 00:00:00,2177452800";
    const { status, rows } = parse(changed(2, 5, (line) => line.replace("Smith, Bob", forged)));
    assert.deepEqual(rows, []);
    assert.equal([...status.clientList.values()][1]?.commonName, forged);
  });

  it("but more than 20,000 clients are too many, good or bad", () => {
    const bad = new Array<string>(19_997).fill("CLIENT_LIST,x").join("\n");
    const text = (more: string) => log(2).replace("HEADER,ROUTING", `${bad}\n${more}HEADER,ROUTING`);
    assert.equal(parse(text("")).rows.length, 19_997);
    assertRefused(text("CLIENT_LIST,x\n"), 20_004);
    const routes = new Array<string>(20_001).fill("ROUTING_TABLE,x").join("\n");
    assertRefused(log(2).replace("GLOBAL_STATS", `${routes}\nGLOBAL_STATS`));
  });
});

describe("in the lenient way a file is refused all the same", () => {
  const torn = readdirSync(TORN, { recursive: true, encoding: "utf8" }).filter((file) => file.includes("a-row-broken"));
  assert.equal(torn.length, 8);
  for (const file of torn) {
    it(`that is torn: ${file}`, () => {
      assertRefused(readFileSync(join(TORN, file)));
    });
  }

  for (const version of [1, 2, 3] as const) {
    it(`version ${version}: where the rest of a row that was written over stands between others`, () => {
      const lines = log(version).split("\n");
      for (const at of version === 1 ? [4, 5, 9, 10] : [4, 5, 8, 9]) {
        const row = lines[at] ?? "";
        for (let from = 1; from < row.length; from += 1) {
          const rest = row.slice(from);
          // Version 1: what is cut within its first field has as many fields as a whole row, or commas that stand in for them.
          if (version === 1 && rest.split(",").length >= (at < 6 ? 5 : 4)) continue;
          const text = [...lines.slice(0, at), rest, ...lines.slice(at + 1)].join("\n");
          assertRefused(text, at + 1);
        }
      }
    });

    it(`version ${version}: wherever it is cut`, () => {
      const text = log(version);
      for (let length = 1; length < text.length - 4; length += 1) {
        if (text.slice(0, length).endsWith("\nEND")) continue;
        assertRefused(text.slice(0, length), undefined, "incomplete");
      }
    });
  }

  for (const rest of ["TABLE", "L STATS", "N CLIENT LIST", "D", "2:26:40", "n 18 08:12:15 2015", "2015", "123456"]) {
    it(`version 1: where "${rest}" stands between rows`, () => {
      for (const line of [5, 10, 14]) {
        const lines = log(1).split("\n");
        lines.splice(line - 1, 0, rest);
        assertRefused(lines.join("\n"), line);
      }
    });
  }

  for (const [what, from, to, line] of [
    ["the file's time", "Updated,2026", "Updated,x2026", 2],
    ["the clients' header", "Real Address,Bytes", "Real,Bytes", 3],
    ["the title of the routes", "ROUTING TABLE", "YO", 7],
    ["the routes' header", "Virtual Address", "Virtual", 8],
    ["the title of the statistics", "GLOBAL STATS", "GLOBAL YO", 12],
    ["the title of the statistics once more", "GLOBAL STATS", "ROUTING TABLE", 12],
    ["any statistic", "Max bcast/mcast queue length,3\n", "", 13],
  ] as const) {
    it(`without ${what}`, () => {
      const text = log(1).replace(from, to);
      assert.notEqual(text, log(1));
      assertRefused(text, line);
    });
  }
});

function separatedPattern(version: 1 | 2 | 3, pattern: RegExp): RegExp {
  return version === 3 ? new RegExp(pattern.source.replaceAll(",", "\\t")) : pattern;
}
