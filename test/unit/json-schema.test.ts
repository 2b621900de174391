import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toDayJsonTarget, toSchemaTarget, toUserJsonTargets } from "../../src/build/json-targets.js";
import { toJsonSchema } from "../../src/render/json-schema.js";
import type { Session } from "../../src/history/session.js";
import { makeZone } from "../../src/status/zone.js";
import { openJsonChecks, toSchemaPart } from "../support/check-json-files.js";
import { demoInput } from "../support/demo-site.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import { indexAll, type FullInput } from "../support/full-index.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { makeContent } from "../support/make-content.js";
import { planSite } from "../support/plan-site.js";

const check = openJsonChecks(toJsonSchema());

/** The JSON files of a site by path, checked. */
async function jsonOf(input: FullInput): Promise<ReadonlyMap<string, unknown>> {
  const files = new Map<string, unknown>();
  for (const target of planSite(input)) {
    if (toSchemaPart(target.path) === null) continue;
    const text = Buffer.from(await makeContent(target)).toString("utf8");
    assert.doesNotMatch(text, /[<\u2028\u2029\u0000]/, target.path);
    const content: unknown = JSON.parse(text);
    assert.equal(check(target.path, content), "");
    files.set(target.path, content);
  }
  return files;
}

interface Listed {
  readonly sessions: readonly Readonly<Record<string, unknown>>[];
}
const sessionsOf = (file: unknown): Listed["sessions"] => (file as Listed).sessions;

describe("the schema of the files for programs", () => {
  it("describes every file of a month of a company, in each language", async () => {
    for (const language of ["en", "de"] as const) assert.ok((await jsonOf(demoInput(language))).size > 40);
  });

  it("describes files with hostile names, with all details and with none", async () => {
    const open = HOSTILE_NAMES.map((name) =>
      exampleSession({ user: name, startSeconds: NOW_SECONDS - 60, endSeconds: null }),
    );
    const details = {
      goneBySeconds: at("2026-11-20T09:00:01Z"),
      endSource: "event",
      firstSeenSeconds: at("2026-11-20T08:00:01Z"),
      countedFromSeconds: at("2026-11-20T08:00:00Z"),
      earlierAddresses: [{ address: "198.51.100.7", lastSeenSeconds: at("2026-11-20T08:30:00Z") }],
      clientVersion: "2.6.1",
      platform: "win",
    } as const;
    const ended = HOSTILE_NAMES.map((name) => exampleSession({ user: name, username: name, server: name, ...details }));
    const bare = exampleSession({ user: "", bytesReceived: null, bytesSent: null, startSeconds: 0, endSeconds: 1 });
    const aside = { line: 5, list: "clients", commonName: null, possibleNames: [], reason: "odd" } as const;
    const files = await jsonOf(
      exampleInput({
        openSessions: open,
        endedSessions: [...ended, bare],
        aliases: new Map(HOSTILE_NAMES.map((name) => [name, name])),
        countries: { key: "k", find: (address) => (address === "203.0.113.7" ? "DE" : "") },
        sources: [
          OK_SOURCE,
          {
            ...OK_SOURCE,
            server: "b",
            state: "missing",
            snapshotSeconds: null,
            connectingCount: null,
            rowsSetAside: [aside],
          },
        ],
      }),
    );
    const users = [...files.keys()].filter((path) => path.startsWith("users/"));
    assert.equal(users.length, HOSTILE_NAMES.length + 1);
    const names = new Set(users.map((path) => (files.get(path) as { user: string }).user));
    assert.deepEqual(names, new Set([...HOSTILE_NAMES, ""]));
    const { clients } = files.get("status.json") as { clients: readonly Readonly<Record<string, unknown>>[] };
    const [live] = clients;
    const [ofDay] = sessionsOf(files.get("history/2026-11/20/index.json"));
    const { confirmed, ...fields } = live ?? {};
    assert.equal(confirmed, true);
    assert.deepEqual(Object.keys(fields).sort(), Object.keys(ofDay ?? {}).sort(), "one serializer writes all of them");
    assert.equal(ofDay?.["country"], "DE");
    assert.deepEqual(ofDay["earlier_addresses"], [{ address: "198.51.100.7", last_seen: "2026-11-20T08:30:00Z" }]);
  });

  it("is published as it is, and again when it changes", async () => {
    const target = toSchemaTarget();
    const text = Buffer.from(await makeContent(target)).toString("utf8");
    assert.deepEqual(JSON.parse(text), toJsonSchema());
    assert.equal(target.toKey?.(), text);
  });

  it("is strict: a field too many, one too few and a wrong one are found", async () => {
    const files = await jsonOf(
      exampleInput({ openSessions: [exampleSession({ user: "a", startSeconds: NOW_SECONDS - 9, endSeconds: null })] }),
    );
    assert.equal(files.size, 3);
    for (const [path, content] of files) {
      const copy = (): Record<string, unknown> => structuredClone(content) as Record<string, unknown>;
      for (const key of Object.keys(copy())) {
        const less = Object.fromEntries(Object.entries(copy()).filter(([name]) => name !== key));
        assert.match(check(path, less), new RegExp(`required property '${key}'`), path);
      }
      assert.match(check(path, { ...copy(), more: 1 }), /additional properties/, path);
      const list = path === "status.json" ? "clients" : "sessions";
      const changed = (change: (session: Record<string, unknown>) => void): string => {
        const all = copy();
        for (const session of all[list] as Record<string, unknown>[]) change(session);
        return check(path, all);
      };
      assert.match(
        changed((session) => (session["more"] = 1)),
        /additional properties/,
        path,
      );
      assert.match(
        changed((session) => delete session["id"]),
        /required/,
        path,
      );
      assert.match(
        changed((session) => (session["start"] = "2026-11-21 08:00")),
        /pattern/,
        path,
      );
      assert.match(
        changed((session) => (session["country"] = "Germany")),
        /pattern/,
        path,
      );
    }
    assert.match(check("users/a/other.json", {}), /is not described/);
  });
});

describe("the sessions of a user and of a day", () => {
  const session = (id: string, start: string, more: object = {}) =>
    exampleSession({ id, user: "alice", startSeconds: at(start), ...more });

  it("are those of the pages, newest first; what moves in a running one is null", async () => {
    const files = await jsonOf(
      exampleInput({
        aliases: new Map([["alice", "Alice A."]]),
        openSessions: [session("running", "2026-11-21T08:00:00Z", { endSeconds: null, lastSeenSeconds: NOW_SECONDS })],
        endedSessions: [
          session("second", "2026-11-20T22:30:00Z", { endSeconds: at("2026-11-21T01:00:00Z") }),
          session("first", "2026-10-01T08:00:00Z"),
        ],
      }),
    );
    const user = files.get("users/alice/index.json") as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      { ...user, sessions: sessionsOf(user).map(({ id, duration_s: lasted }) => [id, lasted]) },
      {
        schema_version: 1,
        user: "alice",
        alias: "Alice A.",
        timezone: "Europe/Berlin",
        session_count: 3,
        months: [
          { month: "2026-11", session_count: 2, path: null },
          { month: "2026-10", session_count: 1, path: null },
        ],
        sessions: [
          ["running", null],
          ["second", 9000],
          ["first", 3600],
        ],
      },
    );
    const [running, second] = sessionsOf(user);
    for (const field of ["end", "bytes_received", "bytes_sent", "last_seen"]) assert.equal(running?.[field], null);
    assert.equal(second?.["bytes_sent"], 2_000_000);
    const today = files.get("history/2026-11/21/index.json") as Record<string, readonly { id: string }[]>;
    assert.deepEqual(
      today["sessions"]?.map(({ id }) => id),
      ["running"],
    );
    assert.deepEqual(
      today["carried"]?.map(({ id }) => id),
      ["second"],
    );
    assert.deepEqual(
      [...files.keys()].filter((path) => path.startsWith("users/")),
      ["users/alice/index.json"],
    );
  });

  it("of a user with very many are in a file for each older month", async () => {
    const of = (month: string, count: number) =>
      Array.from({ length: count }, (_, number) =>
        session(`${month}-${number}`, `2026-${month}-02T08:00:00Z`, {
          startSeconds: at(`2026-${month}-02T08:00:00Z`) + number,
        }),
      );
    const ended = [...of("11", 399), ...of("10", 1), ...of("09", 3)];
    const files = await jsonOf(exampleInput({ endedSessions: ended.reverse() }));
    const user = files.get("users/alice/index.json") as { months: unknown };
    assert.equal(sessionsOf(user).length, 400);
    assert.deepEqual(user.months, [
      { month: "2026-11", session_count: 399, path: null },
      { month: "2026-10", session_count: 1, path: null },
      { month: "2026-09", session_count: 3, path: "2026-09/index.json" },
    ]);
    assert.equal(sessionsOf(files.get("users/alice/2026-09/index.json")).length, 3);
    const paths = [...files.keys()].filter((path) => path.startsWith("users/"));
    assert.equal(paths.length, 2);
  });

  it("of a user are made again if what they show changes, not if what the pages alone show does", () => {
    const ended = (changed: object = {}) => [
      session("new", "2026-11-20T08:00:00Z", changed),
      ...Array.from({ length: 400 }, (_, number) => session(`old-${number}`, "2026-09-02T08:00:00Z")),
      session("oldest", "2026-08-02T08:00:00Z"),
    ];
    const running = (changed: object = {}) =>
      session("running", "2026-11-21T08:00:00Z", { endSeconds: null, lastSeenSeconds: NOW_SECONDS, ...changed });
    const keysOf = (
      changed: Partial<FullInput>,
      openByMonth: ReadonlyMap<string, readonly Session[]> = new Map([["2026-11", [running()]]]),
    ): readonly (string | undefined)[] => {
      const input = exampleInput({ endedSessions: ended(), ...changed });
      const index = indexAll(input);
      const [user] = index.users.values();
      assert.ok(user !== undefined);
      const targets = toUserJsonTargets(user, openByMonth, { sources: { input, programVersion: "a" }, index });
      assert.deepEqual(
        targets.map(({ path }) => path),
        ["users/alice/index.json", "users/alice/2026-08/index.json"],
      );
      return targets.map(({ toKey }) => toKey?.());
    };
    const [own, older] = keysOf({});
    const LONG_AGO = "one that began long ago";
    const day = { day: "2026-11-20", user: "alice", server: "openvpn", bytesReceived: 1, bytesSent: 2 };
    const moved = { bytesReceived: 9, bytesSent: 9, lastSeenSeconds: NOW_SECONDS + 86_400, missedSeconds: 5 };
    assert.deepEqual(keysOf({ usage: [{ ...day, id: "running" }] }, new Map([["2026-11", [running(moved)]]])), [
      own,
      older,
    ]);
    for (const [what, changed, openByMonth, isOlderChanged] of [
      ["an ended session", { endedSessions: ended({ bytesReceived: 7 }) }, undefined, false],
      ["a running session", {}, new Map([["2026-11", [running({ tunnelIp: "10.8.0.99" })]]]), false],
      ["who is not connected any more", {}, new Map(), false],
      [
        LONG_AGO,
        {},
        new Map([
          ["2026-11", [running()]],
          ["2026-08", [running({ id: "long" })]],
        ]),
        true,
      ],
      ["how many there are", { endedSessions: [...ended(), session("x", "2026-08-03T08:00:00Z")] }, undefined, true],
      ["the alias", { aliases: new Map([["alice", "Alice A."]]) }, undefined, true],
    ] as const) {
      const [ownNow, olderNow] = keysOf(changed, openByMonth);
      assert.equal(olderNow !== older, isOlderChanged, what);
      assert.equal(ownNow !== own, what !== LONG_AGO, what);
    }
  });

  it("of a day are made again if a running session shows something else, not if time goes by", () => {
    const keyOf = (changed: object, endedKey = "ended"): string | undefined => {
      const running = session("running", "2026-11-21T08:00:00Z", { endSeconds: null, ...changed });
      const input = exampleInput({ openSessions: [running] });
      const index = indexAll(input);
      const [day] = index.days.values();
      assert.ok(day !== undefined);
      return toDayJsonTarget(day, endedKey, { sources: { input, programVersion: "a" }, index }).toKey?.();
    };
    assert.equal(keyOf({ lastSeenSeconds: NOW_SECONDS }), keyOf({ lastSeenSeconds: NOW_SECONDS - 60, bytesSent: 1 }));
    assert.notEqual(keyOf({ tunnelIp: "10.8.0.99" }), keyOf({}));
    assert.notEqual(keyOf({}, "others"), keyOf({}));
  });

  it("are made again if their zone, the countries or the program change, also where nothing else does", () => {
    const input = exampleInput({ endedSessions: [session("one", "2026-11-20T08:00:00Z")] });
    const index = indexAll(input);
    const keysOf = (changed: Partial<FullInput>, programVersion = "a"): readonly (string | undefined)[] => {
      const context = { sources: { input: { ...input, ...changed }, programVersion }, index };
      const [user] = index.users.values();
      const [day] = index.days.values();
      assert.ok(user !== undefined && day !== undefined);
      return [toDayJsonTarget(day, "day", context), ...toUserJsonTargets(user, new Map(), context)].map((one) =>
        one.toKey?.(),
      );
    };
    const before = keysOf({});
    assert.deepEqual(keysOf({ nowSeconds: NOW_SECONDS + 60 }), before);
    for (const other of [
      keysOf({ countries: { key: "other", find: () => "" } }),
      keysOf({ zone: makeZone("Asia/Kolkata") }),
      keysOf({}, "b"),
    ]) {
      assert.equal(new Set([...before, ...other]).size, 4);
    }
  });
});
