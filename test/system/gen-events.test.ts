import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { makeEventPlace, toEventLine, type EventLine, type EventPlace } from "../support/event-place.js";
import { fileTree } from "../support/file-tree.js";
import { historyTree, writeSnapshot } from "../support/gen-place.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

const minute = (number: number): string => new Date(Date.parse("2026-11-21T12:00:00Z") + number * 60_000).toISOString();
const ALICE = { name: "alice", since: minute(-30) } as const;
const BOB = { name: "bob", since: minute(1), port: 5, tunnelIp: "10.8.0.9" } as const;

function write(place: EventPlace, ...lines: readonly EventLine[]): void {
  appendFileSync(place.events, lines.map(toEventLine).join(""));
}

/** One run, a number of minutes after noon. */
async function gen(place: EventPlace, at: number, ...more: readonly string[]): Promise<string> {
  const { status, stderr } = await runCli([...place.args(minute(at)), ...more]);
  assert.equal(status, 0, stderr);
  return stderr;
}

/** User, end, bytes received and source of the ends. */
function endedIn({ history }: EventPlace): readonly string[] {
  const file = join(history, "sessions/2026-11-21.csv");
  if (!existsSync(file)) return [];
  const rows = readFileSync(file, "utf8").split("\n").slice(1, -1);
  return rows.map((row) => {
    const fields = row.split(",");
    return [fields[0], fields[4], fields[6], fields[18]].join(" ");
  });
}

describe("gen with an event file", () => {
  it("is silent while there is no file yet, and records what no snapshot saw", async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), [["alice", ALICE.since, 10]]);
    assert.equal(await gen(place, 0), "");
    write(place, { kind: "connect", ...BOB }, { kind: "disconnect", ...BOB, duration: 17, received: 99 });
    assert.equal(await gen(place, 2), "");
    assert.deepEqual(endedIn(place), ["bob 2026-11-21T12:01:17Z 99 event"]);
    assert.match(readFileSync(join(place.out, "users/bob/index.html"), "utf8"), /bob/);
    assert.equal(await gen(place, 3), "");
    assert.deepEqual(readdirSync(dirname(place.events)), []);
    assert.equal(endedIn(place).length, 1);
  });

  it("makes the same site as a full build", async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), [["alice", ALICE.since, 10]]);
    await gen(place, 0);
    write(place, { kind: "connect", ...BOB }, { kind: "disconnect", ...BOB, duration: 17, received: 99 });
    write(place, { kind: "disconnect", ...ALICE, duration: 1900, received: 20 });
    writeSnapshot(place, minute(2), []);
    await gen(place, 2);
    const made = fileTree(place.out);
    rmSync(join(place.history, "cache"), { recursive: true });
    rmSync(place.out, { recursive: true });
    await gen(place, 2, "--full");
    assert.deepEqual(fileTree(place.out), made);
  });

  it("completes a session that it recorded before, in its day file and on its pages", async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), [["alice", ALICE.since, 10]]);
    await gen(place, 0);
    writeSnapshot(place, minute(2), []);
    await gen(place, 2);
    assert.deepEqual(endedIn(place), ["alice 2026-11-21T12:00:00Z 10 status"]);
    write(place, { kind: "disconnect", ...ALICE, duration: 1900, received: 4_000_000 });
    await gen(place, 3);
    assert.deepEqual(endedIn(place), ["alice 2026-11-21T12:01:40Z 4000000 event"]);
    const page = readFileSync(join(place.out, "users/alice/index.html"), "utf8");
    const made = fileTree(place.out);
    await gen(place, 3, "--full");
    assert.equal(readFileSync(join(place.out, "users/alice/index.html"), "utf8"), page);
    assert.deepEqual(fileTree(place.out), made);
  });

  it("takes the lines that it can, reports the others once, and quotes nothing of another file", async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), []);
    writeFileSync(place.events, "root:x:0:0:secret\n");
    const said = await gen(place, 0);
    assert.match(said, /vpn \(.*vpn\.events\): events not understood: .*1 of 1 new lines/);
    assert.doesNotMatch(said, /secret/);
    const overview = (): string => readFileSync(join(place.out, "index.html"), "utf8");
    assert.match(overview(), /Lines of the event file are not events/);
    assert.doesNotMatch(overview(), /secret/);
    writeFileSync(place.events, "1\tclient-connect\thalf a line that the next one\n");
    write(place, { kind: "connect", ...BOB }, { kind: "disconnect", ...BOB, duration: 17, received: 99 });
    assert.equal(await gen(place, 2), "");
    assert.deepEqual(endedIn(place), ["bob 2026-11-21T12:01:17Z 99 event"]);
    assert.match(await gen(place, 3), /ok again \(was events not understood\)/);
    assert.doesNotMatch(overview(), /Lines of the event file are not events/);
  });

  it("keeps names as they are, whatever bytes they have", async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), []);
    await gen(place, 0);
    const line = toEventLine({ kind: "disconnect", ...BOB, since: minute(-2), name: "NAME", duration: 170 });
    const [before = "", after = ""] = line.split("NAME");
    const names = [Buffer.from([0x4d, 0xfc, 0x6c]), Buffer.from('=1+1,"; <b>')];
    for (const name of names)
      appendFileSync(place.events, Buffer.concat([Buffer.from(before), name, Buffer.from(after)]));
    assert.equal(await gen(place, 2), "");
    const text = readFileSync(join(place.history, "sessions/2026-11-21.csv"), "utf8");
    assert.match(text, /M\\xfcl/);
    assert.match(text, /"=1\+1,""; <b>"/);
    assert.doesNotMatch(readFileSync(join(place.out, "history/2026-11/21/index.html"), "utf8"), /<b>/);
  });

  it("does not read a file again because its server was renamed", async (t) => {
    const folder = tempFolder(t);
    const place = makeEventPlace(folder);
    chmodSync(dirname(place.events), 0o755);
    writeSnapshot(place, minute(0), []);
    write(place, { kind: "connect", ...BOB }, { kind: "disconnect", ...BOB, duration: 17 });
    await gen(place, 2);
    const config = join(folder, "site.toml");
    writeFileSync(config, readFileSync(config, "utf8").replace('name = "vpn"', 'name = "berlin"'));
    await gen(place, 3);
    assert.equal(endedIn(place).length, 1);
  });

  it("refuses a pattern that finds several servers", async (t) => {
    const folder = tempFolder(t);
    const place = makeEventPlace(folder);
    writeSnapshot(place, minute(0), []);
    writeSnapshot({ ...place, status: join(folder, "status-2.log") }, minute(0), []);
    const config = join(folder, "site.toml");
    const text = readFileSync(config, "utf8").replace('name = "vpn"\n', "").replace("/status.log", "/status*.log");
    writeFileSync(config, text);
    const { status, stderr } = await runCli(place.args(minute(0)));
    assert.equal(status, 78);
    assert.match(stderr, /events: ".*vpn\.events" is the file of two servers: "2" and "openvpn"/);
  });

  it("refuses two servers with one file, however it is written", async (t) => {
    const folder = tempFolder(t);
    const place = makeEventPlace(folder);
    const other = place.events.replace("/vpn.events", "/x/../vpn.events");
    const server = `[[server]]\nname = "b"\nstatus = "/b"\nevents = ${JSON.stringify(other)}\n`;
    appendFileSync(join(folder, "site.toml"), `[[server]]\nname = "a"\nstatus = "/a"\n${server}`);
    const { status, stderr } = await runCli(place.args(minute(0)));
    assert.equal(status, 78);
    assert.match(stderr, /events: ".*vpn\.events" is the file of two servers: "vpn" and "b"/);
  });
});

describe("prune with an event file", () => {
  const prune = async (place: EventPlace, at: number): Promise<string> => {
    const [, ...flags] = place.args(minute(at));
    const { status, stderr } = await runCli(["prune", ...flags, "--all", "--yes", "-q"]);
    assert.equal(status, 0, stderr);
    return stderr;
  };

  it("leaves no trace of a session whose event was not read yet", async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), [["alice", ALICE.since, 10]]);
    await gen(place, 0);
    writeSnapshot(place, minute(2), []);
    await gen(place, 2);
    write(place, { kind: "disconnect", ...ALICE, duration: 1900, received: 4_000_000 });
    assert.equal(await prune(place, 3), "");
    assert.deepEqual(readdirSync(dirname(place.events)), []);
    await gen(place, 4);
    assert.deepEqual(endedIn(place), []);
    const everything = [...historyTree(place.history), ...fileTree(place.out)].map(
      ([path, text]) => `${path} ${text ?? ""}`,
    );
    assert.doesNotMatch(everything.join("\n"), /alice/);
  });

  it("leaves a line that a hook adds to the file while it is removed, for the next run", async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), []);
    await gen(place, 0);
    write(place, { kind: "connect", ...BOB }, { kind: "disconnect", ...BOB, duration: 17 });
    // The hook has opened the file before it is renamed.
    const hook = openSync(place.events, "a");
    const isWritten = new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (existsSync(place.events)) return;
        clearInterval(timer);
        writeSync(hook, toEventLine({ kind: "disconnect", ...BOB, since: minute(2), name: "carol", duration: 300 }));
        closeSync(hook);
        resolve();
      }, 1);
    });
    assert.equal(await prune(place, 8), "");
    await isWritten;
    assert.deepEqual(endedIn(place), ["bob 2026-11-21T12:01:17Z 0 event"]);
    await gen(place, 9);
    assert.deepEqual(endedIn(place).slice(1), ["carol 2026-11-21T12:07:00Z 0 event"]);
  });

  it("says so if the lines cannot be removed", { skip: skipUnless(isRoot, "needs root") }, async (t) => {
    const place = makeEventPlace(tempFolder(t));
    writeSnapshot(place, minute(0), []);
    write(place, { kind: "connect", ...BOB }, { kind: "disconnect", ...BOB, duration: 17 });
    chownSync(place.events, 65_534, 65_534);
    await gen(place, 2);
    assert.ok(existsSync(place.events));
    assert.match(await prune(place, 3), /vpn\.events still names deleted sessions/);
  });
});
