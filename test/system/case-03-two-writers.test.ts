import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type CaseFolder, openCase } from "../support/case-folder.js";
import { writeStatus, type WrittenClient } from "../support/write-status.js";

const CASE = "03-two-servers-one-status-file";
const STATUS = ["--status", "status.log", "--name", "vpn"] as const;
const START = Date.parse("2026-05-14T10:00:00Z") / 1000;
const ON_PAGE = /Two servers seem to write this file in turn.*[^]*its own status path/;

function runAt(place: CaseFolder, seconds: number) {
  return place.run("gen", ...STATUS, "--now", new Date(seconds * 1000).toISOString());
}

function show(place: CaseFolder, seconds: number, clients: readonly WrittenClient[], version: 1 | 2 = 2): void {
  const text = writeStatus({ updatedSeconds: seconds, clients }, { version, release: "2.6" });
  writeFileSync(join(place.folder, "status.log"), text);
}

function client(commonName: string, fields: Partial<WrittenClient> = {}): WrittenClient {
  return {
    commonName,
    realAddress: `203.0.113.${commonName.length}:5000`,
    virtualAddress: `10.8.0.${commonName.length}`,
    bytesReceived: 100,
    bytesSent: 200,
    connectedSinceSeconds: START - 60,
    username: "",
    clientId: commonName.length,
    ...fields,
  };
}

describe("two OpenVPN processes that write one status file in turn", () => {
  it("are told, once on stderr and on the page; their sessions are whole", async (t) => {
    const place = openCase(t, CASE);
    for (const minute of [0, 1, 2, 3, 4]) {
      place.copy(`${minute}.log`, "status.log");
      const run = await place.run("gen", ...STATUS, "--now", `2026-05-14T10:1${minute}:20Z`);
      assert.equal(run.status, 0);
      if (minute === 2) {
        assert.match(
          run.stderr,
          /^openvpn-status-site: vpn \(.*status\.log\): two servers in turn: .* its own status path. .*\n$/,
        );
      } else {
        assert.equal(run.stderr, "");
      }
      const page = place.read("o/index.html");
      if (minute < 2) assert.doesNotMatch(page, ON_PAGE);
      else assert.match(page, ON_PAGE);
    }
    const sessions = [...place.rows("h/open.csv"), ...place.rows("h/sessions/2026-05-14.csv")];
    assert.deepEqual(
      sessions.map(({ user, start, last_seen: lastSeen, bytes_received: received }) => [
        user,
        start,
        lastSeen,
        received,
      ]),
      [
        ["sam", "2026-05-14T10:00:00Z", "2026-05-14T10:14:00Z", "1400"],
        ["tia", "2026-05-14T10:01:40Z", "2026-05-14T10:14:00Z", "1000"],
        ["uwe", "2026-05-14T10:03:20Z", "2026-05-14T10:13:00Z", "800"],
      ],
    );
  });

  it("are told in German too, stay told while they take turns unevenly, and no longer an hour after", async (t) => {
    const place = openCase(t, CASE);
    const one = [client("al"), client("bea")];
    const other = [client("cleo")];
    const said: string[] = [];
    let seconds = START;
    for (const clients of [one, other, one, one, one, other, other, one]) {
      show(place, seconds, clients);
      const run = await runAt(place, seconds + 20);
      if (run.stderr !== "") said.push(run.stderr);
      seconds += 60;
    }
    assert.equal(said.length, 1);
    const last = seconds - 60;
    for (const later of [1800, 3600]) {
      show(place, last + later, one);
      assert.equal((await runAt(place, last + later + 20)).stderr, "");
      assert.match(place.read("o/index.html"), ON_PAGE);
    }
    await place.run("gen", ...STATUS, "--language", "de", "--now", new Date((last + 3620) * 1000).toISOString());
    assert.match(place.read("o/index.html"), /Jedem Server einen eigenen Statuspfad/);
    show(place, last + 3660, one);
    assert.match((await runAt(place, last + 3680)).stderr, /: ok again \(was two servers in turn\)\n$/);
    assert.doesNotMatch(place.read("o/index.html"), ON_PAGE);
  });

  it("are told where one of them has no clients", async (t) => {
    const place = openCase(t, CASE);
    for (const [minute, clients] of [[client("al")], [], [client("al")]].entries()) {
      show(place, START + minute * 60, clients);
      await runAt(place, START + minute * 60 + 20);
    }
    assert.match(place.read("o/index.html"), ON_PAGE);
    // Without the file, that is what there is to say.
    rmSync(join(place.folder, "status.log"));
    await runAt(place, START + 200);
    assert.doesNotMatch(place.read("o/index.html"), ON_PAGE);
    assert.match(place.read("o/index.html"), /The file does not exist/);
  });
});

describe("what else makes clients vanish and come", () => {
  const stories: Readonly<Record<string, readonly (readonly WrittenClient[])[]>> = {
    "a float of the only client": [[client("al")], [client("al", { realAddress: "198.51.100.9:1" })], [client("al")]],
    "a client that lost its connection for a moment": [
      [client("al"), client("bea")],
      [client("bea")],
      [client("bea"), client("al", { connectedSinceSeconds: START + 90, clientId: 9 })],
    ],
    "everybody after a restart": [
      [client("al"), client("bea")],
      [],
      [client("al", { connectedSinceSeconds: START + 90 }), client("bea", { connectedSinceSeconds: START + 91 })],
    ],
    "one client that comes back with its start while another stays": [
      [client("al"), client("bea")],
      [client("bea")],
      [client("al"), client("bea")],
    ],
  };
  for (const [what, snapshots] of Object.entries(stories)) {
    it(`is not taken for two servers: ${what}`, async (t) => {
      const place = openCase(t, CASE);
      for (const [minute, clients] of snapshots.entries()) {
        show(place, START + minute * 60, clients);
        assert.equal((await runAt(place, START + minute * 60 + 20)).stderr, "");
      }
      assert.doesNotMatch(place.read("o/index.html"), ON_PAGE);
    });
  }

  it("is not taken for two servers: a run by hand with another file for the same server", async (t) => {
    const place = openCase(t, CASE);
    for (const [name, minute, clients] of [
      ["a", 0, "al"],
      ["b", 1, "bea"],
      ["a", 2, "al"],
    ] as const) {
      show(place, START + minute * 60, [client(clients)]);
      place.copy("status.log", `${name}.log`);
      const now = new Date((START + minute * 60 + 20) * 1000).toISOString();
      const run = await place.run("gen", "--status", `${name}.log`, "--name", "vpn", "--now", now);
      assert.equal(run.stderr, "");
    }
    assert.doesNotMatch(place.read("o/index.html"), ON_PAGE);
  });
});
