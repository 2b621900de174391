import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { makeExpectedUsers } from "../../src/build/make-expected-users.js";
import { findAbsent } from "../../src/site/expected-users.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const AT_SECONDS = Date.parse("2026-11-21T12:00:00Z") / 1000;

interface Place {
  /** Runs `gen` at this second, while these are connected. @returns the files that it wrote */
  readonly gen: (seconds: number, ...names: readonly string[]) => Promise<readonly string[]>;
  /** The line of the overview, without its tags; null if there is none. */
  readonly line: () => string | null;
  readonly html: () => string;
  readonly notices: () => readonly Readonly<Record<string, unknown>>[];
  readonly configure: (expected: readonly string[], more?: string) => void;
}

function makePlace(t: TestContext): Place {
  const folder = tempFolder(t);
  const log = join(folder, "berlin.log");
  writeFileSync(join(folder, "openvpn-aliases.json"), JSON.stringify({ alice: "Alice Adams" }));
  const html = (): string => readFileSync(join(folder, "out/index.html"), "utf8");
  return {
    gen: async (seconds, ...names) => {
      const clients = names.map((commonName, place) => ({
        ...{ commonName, realAddress: `198.51.100.${place + 1}:1194`, virtualAddress: `10.8.0.${place + 2}` },
        ...{ bytesReceived: 1000, bytesSent: 2000, connectedSinceSeconds: AT_SECONDS - 600, username: "" },
      }));
      writeFileSync(
        log,
        writeStatus({ updatedSeconds: AT_SECONDS + seconds, clients }, { version: 2, release: "2.6" }),
      );
      const now = new Date((AT_SECONDS + seconds) * 1000).toISOString();
      const run = await runHere(
        ["gen", "-v", "--config", join(folder, "config.toml"), "--now", now],
        makeHost(CLI, folder),
      );
      assert.equal(run.status, 0, run.stderr);
      return run.stderr.split("\n");
    },
    html,
    line: () => {
      const found = /<li class="expected">(.*?)<\/li>/s.exec(html())?.[1];
      return (
        found
          ?.replace(/<[^>]*>/g, "")
          .replace(/\s+/g, " ")
          .trim() ?? null
      );
    },
    notices: () => {
      const status = JSON.parse(readFileSync(join(folder, "out/status.json"), "utf8")) as {
        notices: Record<string, unknown>[];
      };
      return status.notices.filter(({ kind }) => kind === "expected");
    },
    configure: (expected, more = "") => {
      const server = `[[server]]\nname = "berlin"\nstatus = ${JSON.stringify(log)}\n`;
      const keys = `timezone = "UTC"\nexpected = ${JSON.stringify(expected)}\n${more}\n`;
      writeFileSync(join(folder, "config.toml"), `out = "out"\nhistory = "history"\n${keys}${server}`);
    },
  };
}

describe("those who are expected", () => {
  it("are named on the overview and in status.json while they are not connected, in one line", async (t) => {
    const { gen, line, html, notices, configure } = makePlace(t);
    configure(["alice", "branch-*", "nobody", "bob"]);
    await gen(0, "alice", "branch-1", "branch-2", "bob");
    assert.equal(line(), "Expected, not connected: nobody (never yet)");
    assert.deepEqual(notices(), [
      { kind: "expected", server: null, user: "nobody", time: null, text: "is expected, but not connected" },
    ]);
    await gen(60, "branch-2");
    assert.equal(line(), "Expected, not connected: alice (since 12:00), nobody (never yet), bob (since 12:00)");
    assert.match(html(), /<li class="expected">.*<a href="users\/alice\/index\.html"><bdi>alice<\/bdi><\/a>/s);
    assert.match(html(), /<bdi>nobody<\/bdi> /);
    assert.deepEqual(
      notices().map(({ user, time }) => [user, time]),
      [
        ["alice", "2026-11-21T12:00:00Z"],
        ["nobody", null],
        ["bob", "2026-11-21T12:00:00Z"],
      ],
    );
    await gen(120);
    assert.match(line() ?? "", /alice \(since 12:00\), branch-\* \(since 12:01\), nobody/);
    await gen(180, "alice", "branch-1", "branch-2", "bob");
    assert.equal(line(), "Expected, not connected: nobody (never yet)");
  });

  it("follow a changed config and the day, and leave out what is more than five", async (t) => {
    const { gen, line, configure } = makePlace(t);
    configure([]);
    await gen(0, "alice");
    assert.equal(line(), null);
    configure(["Alice Adams", "b", "c", "d", "e", "f", "g"]);
    await gen(60, "alice");
    assert.equal(
      line(),
      "Expected, not connected: b (never yet), c (never yet), d (never yet), e (never yet), f (never yet) and 1 more",
    );
    configure(["Alice Adams"], 'language = "de"');
    await gen(120);
    assert.equal(line(), "Erwartet, nicht verbunden: Alice Adams (seit 12:01)");
    await gen(86_400);
    assert.equal(line(), "Erwartet, nicht verbunden: Alice Adams (seit 21.11.2026 12:01)");
  });

  it("cost a quiet run nothing, and are on the page that it makes", async (t) => {
    const { gen, line, configure } = makePlace(t);
    configure(["bob"]);
    await gen(0, "alice");
    const written = await gen(60, "alice");
    assert.ok(!written.some((one) => one.includes("users/")), written.join("\n"));
    assert.equal(line(), "Expected, not connected: bob (never yet)");
  });

  it("may differ in case where users do", async () => {
    const users = [{ user: "alice", alias: "", openCount: 1, lastEndSeconds: null }];
    const absent = async (usersIgnoreCase: boolean): Promise<number> =>
      findAbsent(await makeExpectedUsers(["Alice", "AL*"], { usersIgnoreCase }), users).length;
    assert.equal(await absent(true), 0);
    assert.equal(await absent(false), 2);
  });

  it("are known by a user's name or alias; of a pattern one is enough", async () => {
    const make = (user: string, alias: string, openCount: number, lastEndSeconds: number | null) => {
      return { user, alias, openCount, lastEndSeconds };
    };
    const users = [
      make("a1", "", 0, 10),
      make("a2", "", 1, 20),
      make("b1", "Bob", 0, 30),
      make("b2", "", 0, 5),
      make("c", "", 0, null),
    ];
    const names = ["a*", "a1", "b*", "Bob", "", "c", "d"];
    const absent = findAbsent(await makeExpectedUsers(names, { usersIgnoreCase: false }), users);
    assert.deepEqual(absent, [
      { name: "a1", user: "a1", lastEndSeconds: 10 },
      { name: "b*", user: null, lastEndSeconds: 30 },
      { name: "Bob", user: "b1", lastEndSeconds: 30 },
      { name: "", user: null, lastEndSeconds: null },
      { name: "c", user: "c", lastEndSeconds: null },
      { name: "d", user: null, lastEndSeconds: null },
    ]);
  });
});
