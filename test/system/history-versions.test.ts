import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { CLI, type CliRun } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

// Made by version 0.1.0 (commit d5b5997): alice is open since 21:00, bob and carol have ended.
const OLD = fileURLToPath(new URL("../fixtures/history-0.1.0", import.meta.url));
const OLD_HEADER =
  "user,public_ip,tunnel_ip,start,end,duration_s,bytes_received,bytes_sent,id,server,common_name,username,real_address,tunnel_ipv6,client_id,cipher,last_seen";
const NEW_COLUMNS = "gone_by,end_source,first_seen,counted_from,earlier_addresses,client_version,platform";
const DONE: CliRun = { status: 0, stdout: "", stderr: "" };

type Rows = readonly Readonly<Record<string, string>>[];

class Place {
  readonly folder: string;

  constructor(test: TestContext) {
    this.folder = tempFolder(test);
    cpSync(OLD, join(this.folder, "h"), { recursive: true });
  }

  /** One `gen` at a time on 2026-11-21 that shows these clients, each with the time it has been connected since. */
  gen(time: string, clients: Readonly<Record<string, string>>, ...more: string[]): Promise<CliRun> {
    const seconds = Date.parse(`2026-11-21T${time}Z`) / 1000;
    const rows = Object.entries(clients).map(([commonName, since], index) => ({
      commonName,
      realAddress: `203.0.113.${10 + index}:4000${index}`,
      virtualAddress: `10.8.0.${2 + index}`,
      bytesReceived: 20_000,
      bytesSent: 30_000,
      connectedSinceSeconds: Date.parse(since) / 1000,
      username: "",
    }));
    const text = writeStatus({ updatedSeconds: seconds, clients: rows }, { version: 2, release: "2.6" });
    mkdirSync(join(this.folder, "run"), { recursive: true });
    writeFileSync(join(this.folder, "run/vpn.log"), text);
    return this.run("gen", "--now", `2026-11-21T${time}Z`, ...more);
  }

  run(command: string, ...args: string[]): Promise<CliRun> {
    const place = ["--status", "run/vpn.log", "--name", "vpn", "--history", "h", "--out", "o", "--timezone", "UTC"];
    return runHere([command, ...place, ...args], makeHost(CLI, this.folder));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  rows(path: string): Rows {
    return parse(this.read(path), { columns: true });
  }

  files(): readonly string[] {
    return [
      "open.csv",
      "sources.csv",
      ...["sessions", "usage", "samples"].flatMap((kind) => {
        return readdirSync(join(this.folder, "h", kind)).map((name) => `${kind}/${name}`);
      }),
    ];
  }

  /** Rewrites the columns of all of the history's files. */
  changeColumns(change: (row: Readonly<Record<string, string>>) => Readonly<Record<string, string>>): void {
    for (const file of this.files()) {
      const rows = this.rows(`h/${file}`).map(change);
      if (rows.length === 0) continue;
      const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const records = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
      writeFileSync(join(this.folder, "h", file), records.map((fields) => `${fields.map(quote).join(",")}\n`).join(""));
    }
  }
}

const ALICE = { alice: "2026-11-20T21:00:00Z" };

describe("a history of version 0.1.0", () => {
  it("is read, and its day files get the new columns when a row enters them", async (t) => {
    const place = new Place(t);
    const before = place.read("h/sessions/2026-11-20.csv");
    assert.deepEqual(await place.gen("00:17:20", ALICE), DONE);
    assert.equal(place.read("h/sessions/2026-11-20.csv"), before, "no row has entered it");
    assert.match(place.read("o/users/index.html"), /carol/);
    assert.deepEqual(await place.gen("00:18:20", {}), DONE);
    const [header, bob, alice] = place.read("h/sessions/2026-11-20.csv").split("\n");
    assert.equal(header, `${OLD_HEADER},${NEW_COLUMNS}`);
    assert.equal(`${bob ?? ""}\n`, before.slice(before.indexOf("\n") + 1).replace("\n", ",,,,,,,\n"));
    assert.equal(
      alice,
      "alice,203.0.113.10,10.8.0.2,2026-11-20T21:00:00Z,2026-11-21T00:17:20Z,11840,20000,30000,sewcaz8nr3,vpn,alice,,203.0.113.10:40000,,0,AES-256-GCM,2026-11-21T00:17:20Z,2026-11-21T00:18:20Z,status,,,,,",
    );
    assert.ok(place.read("h/sessions/2026-11-21.csv").startsWith(`${OLD_HEADER}\n`), "carol's day is as it was");
    assert.equal(place.rows("h/usage/2026-11-20.csv").length, 1);
  });

  it("can be pruned: the rows that stay keep every byte", async (t) => {
    const place = new Place(t);
    assert.deepEqual(await place.gen("00:17:20", ALICE), DONE);
    const carols = place.read("h/sessions/2026-11-21.csv");
    const now = ["--now", "2026-11-21T00:17:30Z"];
    const backup = await place.run("prune", "--user", 'bob, "jr"', "--yes", "--backup", "b.csv", ...now);
    assert.deepEqual(backup, { status: 0, stdout: "1 session deleted.\n", stderr: "" });
    assert.ok(!place.files().includes("sessions/2026-11-20.csv"));
    assert.equal(place.read("h/sessions/2026-11-21.csv"), carols);
    assert.equal((await place.run("import", "b.csv", ...now)).status, 0);
    const [, bob] = place.read("h/sessions/2026-11-20.csv").split("\n");
    assert.match(bob ?? "", /^"bob, ""jr""",.*,2026-11-20T22:20:00Z,,,,,,,$/);
  });
});

describe("a history of another version", () => {
  it("with a column less is read, appended to and pruned", async (t) => {
    const place = new Place(t);
    assert.deepEqual(await place.gen("00:17:20", { ...ALICE, dave: "2026-11-21T00:17:00Z" }), DONE);
    const isKept = ([column]: readonly [string, string]): boolean => column !== "cipher" && column !== "reported";
    place.changeColumns((row) => Object.fromEntries(Object.entries(row).filter(isKept)));
    assert.deepEqual(await place.gen("00:18:20", {}), DONE);
    const dave = place.rows("h/sessions/2026-11-21.csv").find(({ user }) => user === "dave");
    assert.equal(dave?.["end"], "2026-11-21T00:17:20Z");
    assert.equal(dave["cipher"], "");
    assert.equal((await place.run("prune", "--user", "carol", "--yes")).status, 0);
    assert.deepEqual(
      place.rows("h/sessions/2026-11-21.csv").map(({ user }) => user),
      ["dave"],
    );
  });

  it("with columns more keeps them, also of a session that goes on and then ends", async (t) => {
    const place = new Place(t);
    assert.deepEqual(await place.gen("00:17:20", ALICE), DONE);
    place.changeColumns((row) => ({ mood: `mood of ${row["user"] ?? row["server"] ?? ""}`, ...row }));
    const usage = place.read("h/usage/2026-11-20.csv");
    assert.deepEqual(await place.gen("00:18:20", { ...ALICE, dave: "2026-11-21T00:18:00Z" }, "--full"), DONE);
    assert.deepEqual(
      place.rows("h/open.csv").map(({ user, mood }) => [user, mood]),
      [
        ["alice", "mood of alice"],
        ["dave", ""],
      ],
    );
    assert.equal(place.rows("h/sources.csv")[0]?.["mood"], "mood of vpn");
    assert.deepEqual(await place.gen("00:19:20", {}), DONE);
    const moods = (day: string): unknown => place.rows(`h/sessions/${day}.csv`).map(({ user, mood }) => [user, mood]);
    assert.deepEqual(moods("2026-11-20"), [
      ['bob, "jr"', 'mood of bob, "jr"'],
      ["alice", "mood of alice"],
    ]);
    assert.deepEqual(moods("2026-11-21"), [
      ["carol", "mood of carol"],
      ["dave", ""],
    ]);
    assert.equal(place.read("h/usage/2026-11-20.csv"), usage);
    assert.equal((await place.run("prune", "--user", "alice", "--yes", "--backup", "b.csv")).status, 0);
    assert.equal((await place.run("import", "b.csv")).status, 0);
    assert.deepEqual(moods("2026-11-20"), [
      ['bob, "jr"', 'mood of bob, "jr"'],
      ["alice", "mood of alice"],
    ]);
  });
});

describe("a damaged file of the history", () => {
  const damages: Readonly<Record<string, (text: string) => string>> = {
    "of 0 bytes": () => "",
    "cut inside its header": (text) => text.slice(0, 20),
    "cut inside a later column of its header": (text) => text.slice(0, OLD_HEADER.length - 3),
    "cut behind its header": (text) => text.slice(0, OLD_HEADER.length),
    "without its header": (text) => text.slice(text.indexOf("\n") + 1),
    "with a count in a spreadsheet's notation": (text) => text.replace(",7,8,", ",1.23457E+11,8,"),
  };
  for (const [name, damage] of Object.entries(damages)) {
    it(`${name} stops every run, is named and stays as it is`, async (t) => {
      const place = new Place(t);
      const file = "h/sessions/2026-11-21.csv";
      const damaged = damage(place.read(file));
      writeFileSync(join(place.folder, file), damaged);
      for (const time of ["00:17:20", "00:18:20"]) {
        const { status, stdout, stderr } = await place.gen(time, { zoe: "2026-11-21T00:17:00Z" });
        assert.equal(status, 65, stderr);
        assert.equal(stdout, "");
        assert.match(stderr, /sessions\/2026-11-21\.csv: line [12]: /);
        assert.equal(place.read(file), damaged);
        assert.throws(() => place.read("o/index.html"), { code: "ENOENT" });
      }
    });
  }
});
