import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseStatus, parseStatusFile } from "../../src/status/parse-status.js";
import { ParsingError } from "../../src/status/parsing-error.js";
import { splitClients } from "../../src/status/split-clients.js";
import type { Client, Status } from "../../src/status/status.js";
import { makeZone } from "../../src/status/zone.js";

const CAPTURES = join(import.meta.dirname, "../fixtures/captures");
const SERVER_FILE = /(?:^|\/)(?:\d+(?:-\d+)?|last)\.status$/;
const files = readdirSync(CAPTURES, { recursive: true, encoding: "utf8" }).sort();
// Of too-long-line-v2, which has its own test, no whole file outlived the second in which its sessions started.
const scenarios = files
  .filter((file) => file.endsWith("truth.tsv") && !file.startsWith("too-long-line"))
  .map((file) => file.slice(0, -"/truth.tsv".length));

interface TrueSession {
  readonly commonName: string;
  readonly realAddress: string;
  readonly tunnelIp: string;
  readonly start: number;
  readonly end: number;
}

function read(file: string): Buffer {
  return readFileSync(join(CAPTURES, file));
}

function parse(file: string): Status {
  return parseStatus(read(file), { timezone: file.includes("tz-kolkata") ? "Asia/Kolkata" : "UTC" });
}

/** What the server told its hooks; a session that it never saw disconnect has no end. */
function readTruth(scenario: string): TrueSession[] {
  const rows = read(`${scenario}/truth.tsv`).toString().trimEnd().split("\n");
  const ends = new Map<string, number>();
  const sessions: TrueSession[] = [];
  for (const row of rows) {
    const [event = "", commonName = "", realAddress = "", tunnelIp = "", start, seconds] = row.split("\t");
    const key = [commonName, realAddress, start].join("\t");
    if (event === "client-disconnect") ends.set(key, Number(start) + Number(seconds));
    else sessions.push({ commonName, realAddress, tunnelIp, start: Number(start), end: Number.POSITIVE_INFINITY });
  }
  return sessions.map((s) => ({ ...s, end: ends.get([s.commonName, s.realAddress, s.start].join("\t")) ?? s.end }));
}

/** The truth writes an IPv6 host and its port alike; the file's own forms have brackets, protocol or no port. */
function isAtTrueAddress({ realAddress: { host, port } }: Client, trueAddress: string): boolean {
  return trueAddress === `${host}:${port}` || (port === null && trueAddress.startsWith(`${host}:`));
}

function isTrueSession(client: Client & { tunnelIp?: string }, session: TrueSession, withTunnelIp: boolean): boolean {
  return (
    client.commonName === session.commonName &&
    client.connectedSince.getTime() === session.start * 1000 &&
    isAtTrueAddress(client, session.realAddress) &&
    (!withTunnelIp || client.tunnelIp === session.tunnelIp)
  );
}

describe("captures of real servers", () => {
  it("are all there", () => {
    assert.ok(scenarios.length >= 80, `${scenarios.length} scenarios`);
    assert.ok(files.filter((file) => SERVER_FILE.test(file)).length >= 400);
  });

  for (const scenario of scenarios) {
    it(`${scenario}: exactly the sessions that the server reported`, () => {
      const truth = readTruth(scenario);
      // In TAP mode version 1 has no IP address anywhere.
      const withTunnelIp = !scenario.endsWith("tap-v1");
      let compared = 0;
      for (const file of files) {
        if (!file.startsWith(`${scenario}/`) || !SERVER_FILE.test(file) || isUnfit(file)) continue;
        const status = parse(file);
        const updated = status.updatedAt.getTime() / 1000;
        const { established, connecting } = splitClients(status);
        const surely = truth.filter((session) => session.start < updated && updated <= session.end);
        for (const session of surely) {
          // A handshake, nameless at first, may last into the next second.
          const found = [
            ...established.filter((client) => isTrueSession(client, session, withTunnelIp)),
            ...connecting.filter(
              (client) => updated === session.start + 1 && isAtTrueAddress(client, session.realAddress),
            ),
          ];
          assert.equal(found.length, 1, `${file}: ${JSON.stringify(session)}`);
          compared += 1;
        }
        for (const client of established) {
          assert.ok(
            truth.some(
              (session) =>
                isTrueSession(client, session, false) && updated >= session.start && updated <= session.end + 1,
            ),
            `${file}: ${client.commonName} at ${client.realAddress.asWritten} is no session of this server`,
          );
        }
      }
      assert.ok(compared > 0, "nothing was compared");
    });
  }

  it("say the same in version 1's local time as in version 2's time_t", () => {
    const ends = (scenario: string) =>
      readTruth(scenario)
        .map(({ commonName, start }) => `${commonName} ${start}`)
        .sort();
    for (const release of ["2.4.12", "2.6.14"]) {
      const file = files.find((f) => f.startsWith(`${release}/tz-kolkata-v1/0`) && SERVER_FILE.test(f)) ?? "";
      const clients = splitClients(parse(file)).established;
      const starts = clients.map((c) => `${c.commonName} ${c.connectedSince.getTime() / 1000}`);
      assert.deepEqual(starts.sort(), ends(`${release}/tz-kolkata-v1`));
    }
    const file = files.find((f) => f.startsWith("2.6.14/tz-kolkata-v2/0") && SERVER_FILE.test(f)) ?? "";
    const untimed = read(file)
      .toString()
      .replaceAll("(time_t)", "(another column)")
      .replace(/^(TIME,[^,]*),\d+$/m, "$1");
    assert.deepEqual([...parseStatus(untimed, { timezone: "Asia/Kolkata" }).clientList], [...parse(file).clientList]);
  });

  for (const scenario of ["2.4.12/tun", "2.6.14/ccd", "2.6.14/tcp", "2.7.6/net30", "2.7.6/udp6", "2.4.12/undef"]) {
    it(`${scenario} shows the same clients in versions 1, 2 and 3`, () => {
      const [first, second, third] = ([1, 2, 3] as const).map((version) => {
        const file = files.find((f) => f.startsWith(`${scenario}-v${version}/0`) && SERVER_FILE.test(f)) ?? "";
        const status = parse(file);
        assert.equal(status.version, version);
        const { established, connecting } = splitClients(status);
        const shown = (c: Client) => `${c.commonName} ${c.realAddress.host} ${c.realAddress.protocol ?? ""}`;
        return {
          established: established.map((c) => `${shown(c)} ${c.tunnelIp} ${c.tunnelIpv6}`).sort(),
          connecting: connecting.map(shown).sort(),
          routes: [...status.routingTable.values()]
            .map((r) => `${r.virtualAddress.asWritten} ${r.virtualAddress.kind} ${r.commonName}`)
            .sort(),
        };
      });
      assert.deepEqual(second, first);
      assert.deepEqual(third, first);
    });
  }
});

describe("torn captures", () => {
  const torn = files.filter((file) => file.startsWith("torn/") && file.endsWith(".status"));
  for (const file of torn) {
    if (file.includes("a-row-broken")) {
      it(`${file} is refused as invalid, naming the line`, () => {
        assert.throws(
          () => parse(file),
          (error) => error instanceof ParsingError && error.reason === "invalid" && error.line > 3,
        );
      });
    } else if (file.includes("no-END")) {
      it(`${file} is refused as incomplete`, () => {
        assert.throws(
          () => parse(file),
          (error) => error instanceof ParsingError && error.reason === "incomplete" && error.line > 3,
        );
      });
    } else {
      it(`${file} parses up to its first END`, () => {
        const text = read(file).toString();
        const whole = text.slice(0, text.indexOf("\nEND\n") + 5);
        const rows = whole.split("\n").filter((line) => line.startsWith("CLIENT_LIST,"));
        assert.equal(parse(file).clientList.size, rows.length);
        assert.deepEqual(parse(file), parseStatus(whole));
      });
    }
  }
});

describe("captures of what is no server's status log", () => {
  it("a file that a long row has emptied is empty", () => {
    const empty = files.filter((f) => f.startsWith("too-long-line-v2/") && SERVER_FILE.test(f) && read(f).length === 0);
    assert.equal(empty.length, 9);
    for (const file of empty) {
      assert.throws(
        () => parse(file),
        (error) => error instanceof ParsingError && error.reason === "empty" && error.line === 1,
      );
    }
  });

  it("clients' statistics are refused by parseStatus and read by parseStatusFile", () => {
    const statistics = files.filter((file) => file.endsWith("client0.status"));
    assert.ok(statistics.length > 70);
    for (const file of statistics) {
      assert.throws(
        () => parse(file),
        (error) => error instanceof ParsingError && error.reason === "client-statistics",
        file,
      );
      const parsed = parseStatusFile(read(file), { zone: makeZone("UTC") });
      assert.ok(parsed.kind === "client-statistics");
      assert.ok((parsed.counters.get("TCP/UDP read bytes") ?? 0) > 0);
    }
  });

  it("replies of the management interface parse, CRLF and all, in every version", () => {
    for (const [file, version] of [
      ["status.txt", 2],
      ["status-1.txt", 1],
      ["status-2.txt", 2],
      ["status-3.txt", 3],
    ] as const) {
      const status = parse(`management/${file}`);
      assert.equal(status.version, version);
      const { established, connecting } = splitClients(status);
      assert.deepEqual(established.map((c) => `${c.commonName} ${c.tunnelIp}`).sort(), [
        "alice 10.8.0.2",
        "bob 10.8.0.3",
      ]);
      assert.deepEqual(
        connecting.map((c) => c.realAddress.asWritten),
        ["127.0.0.22:34911"],
      );
    }
  });
});

describe("captures with odd names", () => {
  const names = [
    " lead and trail ",
    "\"q\" & 's'",
    "-dash",
    "<b>x</b>",
    "=1+1",
    "Doe, Jane",
    "END",
    "HEADER,CLIENT_LIST",
    "John Q. Public",
    "Jürgen Müßig",
    "ROUTING TABLE",
    "UNDEF",
    "back\\slash/slash",
    "foo@example.com",
    "fox 🦊",
    "new_line",
    "plain",
    "rtl\u202egnp.exe",
    "tab_here",
    "x,203.0.113.99:5555,10.8.0.99,,1,2,2026-01-01 00:00:00",
  ];
  for (const folder of ["odd-cn-v1", "odd-cn-v3"]) {
    it(`${folder}: each name comes out byte for byte, each with its own session`, () => {
      for (const file of files.filter((f) => f.startsWith(`${folder}/`) && SERVER_FILE.test(f))) {
        const { established, connecting } = splitClients(parse(file));
        assert.deepEqual(established.map((client) => client.commonName).sort(), [...names].sort());
        assert.deepEqual(connecting, []);
        assert.ok(established.every((client) => client.ambiguous === undefined));
      }
    });
  }
});

/** Emptied by a row that was too long, or met before the first whole write. */
function isUnfit(file: string): boolean {
  return !/^END$/m.test(read(file).toString());
}
