import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import type { Host } from "../../src/build/host.js";
import { writePieces } from "../../src/commands/export/write-pieces.js";
import { parseWebSessions } from "../../src/history/parse-web-sessions.js";
import type { Session } from "../../src/history/session.js";
import { toWebRecord, WEB_HEADER } from "../../src/history/write-web-sessions.js";
import { toJsonSchema } from "../../src/render/json-schema.js";
import { makeZone } from "../../src/status/zone.js";
import { openJsonChecks } from "../support/check-json-files.js";
import { fileTree } from "../support/file-tree.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { at, makeSession } from "../support/make-session.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { makeCountryDatabase } from "../support/write-country-database.js";
import { writeHistory } from "../support/write-history.js";

const NOW = "2026-11-21T12:00:00Z";
const alice = makeSession({
  user: "alice",
  startSeconds: at("2026-11-20T22:59:59Z"),
  endSeconds: at("2026-11-21T00:10:00Z"),
});
const bob = makeSession({ user: 'Bob, "B"', startSeconds: at("2026-11-20T23:00:00Z") });
const early = makeSession({ user: "alice", startSeconds: at("2026-03-01T08:00:00Z") });
const running = makeSession({
  user: "carol",
  startSeconds: at("2026-11-21T08:00:00Z"),
  endSeconds: null,
  lastSeenSeconds: at("2026-11-21T11:59:30Z"),
});

interface Rig {
  readonly folder: string;
  readonly export: (...args: readonly string[]) => Promise<CliRun>;
}

function makeRig(
  t: TestContext,
  host: Partial<Host> = {},
  history: Parameters<typeof writeHistory>[1] = { ended: [bob, alice, early], open: [running] },
): Rig {
  const folder = tempFolder(t);
  writeHistory(join(folder, "h"), history);
  const site = ["--history", "h", "--now", NOW, "--timezone", "Europe/Berlin"];
  return {
    folder,
    export: (...args) => runHere(["export", ...site, ...args], { ...makeHost(CLI, folder), ...host }),
  };
}

const lines = ({ stdout }: CliRun): readonly string[] => stdout.split("\n").slice(0, -1);

describe("export --format csv-v1", () => {
  it("writes the file of OpenVPN Status Web with local times, oldest first; a running session has no end", async (t) => {
    const { folder, export: run } = makeRig(t);
    const before = fileTree(folder);
    assert.deepEqual(await run("--format", "csv-v1"), {
      status: 0,
      stdout:
        "user,public_ip,tunnel_ip,start,end,duration_s\n" +
        "alice,203.0.113.10,10.8.0.2,2026-03-01 09:00:00,2026-03-01 10:00:00,3600\n" +
        "alice,203.0.113.10,10.8.0.2,2026-11-20 23:59:59,2026-11-21 01:10:00,4201\n" +
        '"Bob, ""B""",203.0.113.10,10.8.0.2,2026-11-21 00:00:00,2026-11-21 01:00:00,3600\n' +
        "carol,203.0.113.10,10.8.0.2,2026-11-21 09:00:00,,\n",
      stderr: "",
    });
    assert.deepEqual(fileTree(folder), before, "nothing is written");
  });

  it("selects by user and by the local day of the start", async (t) => {
    const { export: run } = makeRig(t);
    const users = async (...args: readonly string[]): Promise<readonly string[]> =>
      lines(await run("--format", "csv-v1", ...args))
        .slice(1)
        .map((line) => `${line.split(",")[0]} ${/\d{4}-\d{2}-\d{2}/.exec(line)?.[0]}`);
    assert.deepEqual(await users("--user", "alice"), ["alice 2026-03-01", "alice 2026-11-20"]);
    assert.deepEqual(await users("--user", "alice", "--user", "carol", "--from", "2026-11-01"), [
      "alice 2026-11-20",
      "carol 2026-11-21",
    ]);
    assert.deepEqual(await users("--from", "2026-11-21"), ['"Bob 2026-11-21', "carol 2026-11-21"]);
    assert.deepEqual(await users("--to", "2026-03-01"), ["alice 2026-03-01"]);
    assert.deepEqual(await users("--user", "carol", "--to", "2026-03-01"), []);
  });

  it("shows what is invisible on a terminal, and to a program what is there", async (t) => {
    const history = { ended: [makeSession({ user: "a\u001b[2J\u202e", startSeconds: at("2026-11-20T08:00:00Z") })] };
    const toTerminal = await makeRig(t, { stdoutIsTerminal: true }, history).export("--format", "csv-v1");
    assert.match(toTerminal.stdout, /\na\(U\+001B\)\[2J\(U\+202E\),/);
    const toFile = await makeRig(t, {}, history).export("--format", "csv-v1");
    assert.match(toFile.stdout, /\na\u001b\[2J\u202e,/);
  });
});

describe("export --format ndjson", () => {
  it("writes a session on each line, with the fields of the site's JSON", async (t) => {
    const { folder, export: run } = makeRig(t);
    writeFileSync(join(folder, "openvpn-aliases.json"), JSON.stringify({ alice: "Alice A." }));
    const found = lines(await run("--format", "ndjson")).map(
      (line) => JSON.parse(line) as Readonly<Record<string, unknown>>,
    );
    assert.deepEqual(
      found.map(({ user, alias, end, duration_s: lasted }) => [user, alias, end, lasted]),
      [
        ["alice", "Alice A.", "2026-03-01T09:00:00Z", 3600],
        ["alice", "Alice A.", "2026-11-21T00:10:00Z", 4201],
        ['Bob, "B"', "", "2026-11-21T00:00:00Z", 3600],
        ["carol", "", null, 14_370],
      ],
    );
    assert.equal(found[3]?.["bytes_sent"], 2000);
    const day = { schema_version: 1, day: "2026-11-21", timezone: "Europe/Berlin", sessions: found, carried: [] };
    assert.equal(openJsonChecks(toJsonSchema())("history/2026-11/21/index.json", day), "");
    assert.deepEqual(readdirSync(join(folder, "h")).includes("cache"), false);
  });

  it("knows countries as the site does, and remembers nothing of them", async (t) => {
    const ended = [makeSession({ user: "a", startSeconds: at("2026-11-20T08:00:00Z"), publicIp: "193.99.144.80" })];
    const { folder, export: run } = makeRig(t, {}, { ended });
    writeFileSync(
      join(folder, "c.mmdb"),
      makeCountryDatabase({ builtSeconds: at(NOW), networks: { "193.99.144.0/24": { country_code: "DE" } } }),
    );
    writeFileSync(join(folder, "c.toml"), 'geoip = "c.mmdb"\n');
    const before = fileTree(folder);
    const [line = "{}"] = lines(await run("--format", "ndjson", "--config", "c.toml"));
    assert.equal((JSON.parse(line) as { country: unknown }).country, "DE");
    assert.deepEqual(fileTree(folder), before);
  });

  it("keeps hostile names, on one line each, and hides nothing", async (t) => {
    const ended = HOSTILE_NAMES.map((user, place) =>
      makeSession({ user, startSeconds: at("2026-11-20T08:00:00Z") + place }),
    );
    const run = await makeRig(t, {}, { ended }).export("--format", "ndjson");
    assert.deepEqual(
      lines(run).map((line) => (JSON.parse(line) as { user: string }).user),
      HOSTILE_NAMES,
    );
    assert.doesNotMatch(run.stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e<]/);
  });

  it("folds the case of users and aliases as the site does", async (t) => {
    const { folder, export: run } = makeRig(
      t,
      {},
      { ended: [makeSession({ user: "ALICE", startSeconds: at("2026-11-20T08:00:00Z") })] },
    );
    writeFileSync(join(folder, "openvpn-aliases.json"), JSON.stringify({ Alice: "Alice A." }));
    writeFileSync(join(folder, "c.toml"), "users_ignore_case = true\n");
    const [line = "{}"] = lines(await run("--format", "ndjson", "--config", "c.toml", "--user", "aLiCe"));
    const { user, alias } = JSON.parse(line) as { user: string; alias: string };
    assert.deepEqual([user, alias], ["alice", "Alice A."]);
  });
});

describe("export", () => {
  it("reads no more once its reader is gone", async () => {
    let [read, written] = [0, 0];
    const pieces = function* (): Generator<string> {
      for (; read < 20; read += 1) yield "x".repeat(200_000);
    };
    const writeStdoutWhole = (): Promise<void> => {
      written += 1;
      return written < 3
        ? Promise.resolve()
        : Promise.reject(Object.assign(new Error("gone"), { code: "EPIPE", syscall: "write" }));
    };
    await writePieces(pieces(), { writeStdoutWhole });
    assert.deepEqual([read, written], [5, 3]);
  });

  it("counts a session once that ended while the history was read", async (t) => {
    const ended = { ...running, endSeconds: at("2026-11-21T11:59:40Z") };
    const run = await makeRig(t, {}, { ended: [ended], open: [running] }).export("--format", "csv-v1");
    assert.deepEqual(lines(run).slice(1), [
      "carol,203.0.113.10,10.8.0.2,2026-11-21 09:00:00,2026-11-21 12:59:40,14380",
    ]);
  });

  it("refuses what it cannot do, and says how to", async (t) => {
    const { export: run, folder } = makeRig(t);
    const refused = async (status: number, pattern: RegExp, ...args: readonly string[]): Promise<void> => {
      const found = await run(...args);
      assert.deepEqual([found.status, found.stdout], [status, ""], args.join(" "));
      assert.match(found.stderr, pattern);
    };
    await refused(64, /no format is named. Give --format with one of: csv-v1, ndjson\./);
    await refused(64, /no format "xml"/, "--format", "xml");
    await refused(64, /no user "alise". Did you mean "alice"\?/, "--format", "ndjson", "--user", "alise");
    await refused(64, /no user "nobody"/, "--format", "ndjson", "--user", "alice", "--user", "nobody");
    await refused(64, /--from: .*2026-11-21/, "--format", "ndjson", "--from", "today");
    await refused(
      64,
      /--from 2026-11-22 is after --to 2026-11-21/,
      "--format",
      "ndjson",
      "--from",
      "2026-11-22",
      "--to",
      "2026-11-21",
    );
    await refused(64, /takes no/, "--format", "ndjson", "alice");
    await refused(66, /there is no history in .*nowhere/, "--format", "ndjson", "--history", "nowhere");
    await refused(64, /es gibt kein Format "xml"/, "--format", "xml", "--language", "de");
    mkdirSync(join(folder, "h/sessions"), { recursive: true });
    writeFileSync(join(folder, "h/sessions/2026-11-19.csv"), "what,is,this\n1,2\n");
    const broken = await run("--format", "csv-v1");
    assert.equal(broken.status, 65);
    assert.match(broken.stderr, /2026-11-19\.csv/);
    assert.equal((await run("--help")).status, 0);
  });

  it("of csv-v1 is read back by import with the same users, addresses, starts and ends", () => {
    const name = fc.oneof(fc.constantFrom(...HOSTILE_NAMES, "=1", "'", "\ufeff", "a\r\nb"), fc.string());
    const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"].map((zone) => makeZone(zone));
    const sketches = fc.uniqueArray(
      fc.record({ user: name.filter((user) => user !== ""), second: fc.nat(300 * 86_400), lasted: fc.nat(200_000) }),
      { selector: ({ user, second }) => `${second} ${user}`, maxLength: 20 },
    );
    let count = 0;
    fc.assert(
      fc.property(sketches, fc.constantFrom(...zones), (all, zone) => {
        // Neither start nor end is in an hour that comes twice, in which a local time means two instants.
        const isClear = (seconds: number): boolean =>
          [-3600, 3600].every((step) => zone.utcOffsetSecondsAt(seconds + step) === zone.utcOffsetSecondsAt(seconds));
        const sessions = all
          .map(({ user, second, lasted }) => {
            const startSeconds = at("2026-01-01T00:00:00Z") + second;
            return makeSession({ user, startSeconds, endSeconds: startSeconds + lasted });
          })
          .filter(({ startSeconds, endSeconds }) => isClear(startSeconds) && isClear(endSeconds ?? 0));
        const text = WEB_HEADER + sessions.map((session) => toWebRecord(session, zone, (one) => one)).join("");
        const context = { server: "vpn", zone, nowSeconds: at("9999-01-01T00:00:00Z"), isDamaged: false };
        const { sessions: found, leftOut, correctedLines } = parseWebSessions(text, context);
        const toKey = ({ user, publicIp, tunnelIp, startSeconds, endSeconds }: Session): unknown => [
          user,
          publicIp,
          tunnelIp,
          startSeconds,
          endSeconds,
        ];
        assert.deepEqual(
          found.map(({ session }) => toKey(session)),
          sessions.map(toKey),
        );
        assert.deepEqual([leftOut, correctedLines], [[], []]);
        count += found.length;
      }),
      { numRuns: 200 },
    );
    assert.ok(count > 500, `${count}`);
  });
});
