import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import { parseQuery } from "../../assets/find-query.js";
import { findByName } from "../../assets/find-results.js";
import { parseInstants } from "../../src/history/parse-instants.js";
import { findWho, toAddressedSession } from "../../src/history/find-who.js";
import type { Session } from "../../src/history/session.js";
import { searchScript } from "../../src/render/search-script.js";
import { readSearchShard, writeSearchShard, type SearchShard } from "../../src/site/search/search-shard.js";
import { canonicalAddress } from "../../src/status/ip-address.js";
import { makeZone } from "../../src/status/zone.js";
import { at, makeSession } from "../support/make-session.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { WHO_CASES, WHO_ENDED, WHO_NOW, WHO_OPEN } from "../support/who-cases.js";
import { writeHistory } from "../support/write-history.js";

const UTC = makeZone("UTC");
const BERLIN = makeZone("Europe/Berlin");

/** A part of the index as a browser receives it: written as a script, and run. */
function receive(sessions: Parameters<typeof writeSearchShard>[0]): ReturnType<typeof readSearchShard> {
  let part: unknown;
  const script = searchScript(
    "2026-11",
    writeSearchShard(sessions, (user) => `slug-of-${user.length}`),
  );
  assert.doesNotMatch(script, /<|\u2028|\u2029/);
  runInNewContext(script, { siteSearch: (_name: string, received: unknown) => void (part = received) });
  return readSearchShard(part as SearchShard);
}

describe("who had an address, and who was connected", () => {
  it("is answered by the index of the pages as by the history", () => {
    const sessions = [...receive(WHO_OPEN.map(toAddressedSession)), ...receive(WHO_ENDED.map(toAddressedSession))].sort(
      (a, b) => b.fromSeconds - a.fromSeconds,
    );
    for (const { address, at: time, found } of WHO_CASES) {
      const query = parseQuery([address ?? "", time === null ? "" : `@${time}`].join(" "), UTC);
      assert.ok(query !== undefined);
      const isAddress = address === null ? null : (one: string): boolean => canonicalAddress(one) === query.address;
      const answer = (query.instants ?? [null]).flatMap((atSeconds) =>
        findWho(sessions, { isAddress, atSeconds, nowSeconds: WHO_NOW }),
      );
      assert.deepEqual(
        answer.map(({ session: { user }, certainty, kind }) => `${user} ${certainty ?? "null"} ${kind ?? "null"}`),
        found,
        `${address ?? "anyone"} at ${time ?? "any time"}`,
      );
    }
  });

  it("is answered by the command in the same way, and nobody is exit code 1", async (t) => {
    const folder = tempFolder(t);
    writeHistory(join(folder, "h"), { ended: WHO_ENDED, open: WHO_OPEN });
    const flags = ["--json", "--history", "h", "--timezone", "UTC", "--now", "2026-11-21T12:00:30Z"];
    for (const { address, at: time, found } of WHO_CASES) {
      const args = ["who", ...(address === null ? [] : [address]), ...(time === null ? [] : ["--at", time]), ...flags];
      const { status, stdout, stderr } = await runHere(args, makeHost(CLI, folder));
      assert.deepEqual([status, stderr], [found.length > 0 ? 0 : 1, ""], args.join(" "));
      const rows = JSON.parse(stdout) as { user: string; certainty: string | null; kind: string | null }[];
      assert.deepEqual(
        rows.map(({ user, certainty, kind }) => `${user} ${certainty ?? "null"} ${kind ?? "null"}`),
        found,
        args.join(" "),
      );
    }
  });

  it("is told in a line for each session, in English and German, safe for a terminal", async (t) => {
    const folder = tempFolder(t);
    writeHistory(join(folder, "h"), { ended: WHO_ENDED, open: WHO_OPEN });
    const ask = async (...args: string[]): Promise<string> => {
      const site = ["--history", "h", "--timezone", "Europe/Berlin", "--now", "2026-11-21T12:00:30Z"];
      const { stdout, stderr } = await runHere(["who", ...args, ...site], makeHost(CLI, folder));
      return stdout + stderr;
    };
    assert.match(
      await ask("10.8.0.2", "--at", "2026-11-20 12:00:30"),
      /^possible {2}bob {2}2026-11-20 11:00:00 – 2026-11-20 12:00:00 {2}\(perhaps until 2026-11-20 12:01:00\) {2}10\.8\.0\.2 {2}tunnel address {2}vpn {2}\S+\n$/,
    );
    assert.match(
      await ask("198.51.100.1", "--language", "de"),
      /^dora {2}31\.10\.2026 21:00:00 – 02\.11\.2026 09:00:00 {2}198\.51\.100\.1 {2}frühere Adresse, zuletzt gesehen 01\.11\.2026 00:00:00 {2}/,
    );
    assert.match(await ask("203.0.113.70"), /^<b>\(U\+202E\)carol<\/b><\/script>\(U\+2028\) {2}/);
    assert.equal(await ask("203.0.113.250"), "Nobody is known.\n");
    assert.match(await ask("203.0.113.7:1194"), /expected an IP address, got/);
    assert.match(await ask("203.0.113.7", "--at", "yesterday"), /--at: expected a time that exists in Europe\/Berlin/);
    assert.match(await ask(), /who takes one address, got 0/);
  });
});

test("in the hour that is repeated in autumn, a session is told once, certain only if it is for both, and why is said", async (t) => {
  const folder = tempFolder(t);
  const session = (user: string, from: string, until: string) =>
    makeSession({
      user,
      startSeconds: at(`2026-10-25T${from}:00Z`),
      endSeconds: at(`2026-10-25T${until}:00Z`),
      endSource: "event",
      tunnelIp: "10.8.0.2",
    });
  const ended = [
    session("both", "00:00", "03:00"),
    session("first", "00:10", "00:50"),
    session("second", "01:10", "01:50"),
  ];
  const perhaps: Session = {
    ...session("perhaps", "00:00", "00:20"),
    endSource: "status",
    goneBySeconds: at("2026-10-25T02:00:00Z"),
  };
  writeHistory(join(folder, "h"), { ended: [...ended, session("neither", "00:40", "01:20"), perhaps] });
  const ask = async (time: string, ...more: readonly string[]) => {
    const site = ["--history", "h", "--timezone", "Europe/Berlin", "--now", "2026-11-21T12:00:30Z"];
    const { stdout, stderr } = await runHere(
      ["who", "10.8.0.2", "--at", time, ...more, ...site],
      makeHost(CLI, folder),
    );
    return { stderr, told: stdout.split("\n").map((line) => line.split("  ").slice(0, 2).join(" ")) };
  };
  const { stderr, told } = await ask("2026-10-25 02:30");
  assert.deepEqual(told, ["possible second", "possible first", "certain both", "possible perhaps", ""]);
  assert.equal(
    stderr,
    "openvpn-status-site: --at: 2026-10-25 02:30 was twice in Europe/Berlin; both times are meant. With an offset, such as +01:00, it is one of them.\n",
  );
  assert.match((await ask("2026-10-25 02:30", "--language", "de")).stderr, /gab es in Europe\/Berlin zweimal/);
  const one = await ask("2026-10-25 02:30+01:00");
  assert.deepEqual([one.stderr, ...one.told], ["", "certain second", "certain both", "possible perhaps", ""]);
});

test("a time that is asked for may be written in several ways", () => {
  const berlin = (text: string): readonly number[] => parseInstants(text, BERLIN);
  for (const text of [
    "2026-11-25 03:00",
    "2026-11-25 3:00:00",
    "2026-11-25T03:00",
    "25.11.2026 03:00",
    "2026-11-25T02:00Z",
  ])
    assert.deepEqual(berlin(text), [at("2026-11-25T02:00:00Z")], text);
  assert.deepEqual(berlin("2026-10-25 02:30"), [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")]);
  for (const text of ["2026-03-29 02:30", "2026-02-30 10:00", "03:00", "", "2026-11-25", "2026-11-25 25:00"])
    assert.deepEqual(berlin(text), [], text);
});

test("a search is words, an address, a day or a time", () => {
  const parse = (text: string): unknown => parseQuery(text, UTC);
  const nothing = { words: [], address: null, day: null, instants: null };
  assert.equal(parse("  "), undefined);
  assert.deepEqual(parse("Anna  B"), { ...nothing, words: ["anna", "b"] });
  assert.deepEqual(parse("foo@example.com"), { ...nothing, words: ["foo@example.com"] });
  assert.deepEqual(parse("203.0."), { ...nothing, words: ["203.0."], address: "203.0." });
  assert.deepEqual(parse("2001:DB8:0::1"), { ...nothing, words: ["2001:db8:0::1"], address: "2001:db8::1" });
  assert.deepEqual(parse("::FFFF:192.0.2.1"), { ...nothing, words: ["::ffff:192.0.2.1"], address: "192.0.2.1" });
  assert.deepEqual(parse("2026-11-2"), { ...nothing, words: ["2026-11-2"], day: "2026-11-2" });
  assert.deepEqual(parse("21.11.2026"), { ...nothing, words: ["21.11.2026"], day: "2026-11-21" });
  assert.deepEqual(parse("@2026-11-21 10:00"), { ...nothing, instants: [at("2026-11-21T10:00:00Z")] });
  assert.deepEqual(parse("@tomorrow"), { ...nothing, instants: [] });
});

test("of many users that a word finds, eight are shown, and how many more there are is said", () => {
  const users = Array.from({ length: 10 }, (_, number) => [`alice${number}`, "", ""] as const);
  const query = parseQuery("alice", makeZone("UTC"));
  assert.ok(query !== undefined);
  const [group] = findByName({ zone: "UTC", users, months: [] }, query);
  assert.deepEqual([group?.items.length, group?.more], [8, 2]);
});
