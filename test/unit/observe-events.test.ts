import assert from "node:assert/strict";
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs"; // prettier-ignore
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { removeEventsNow } from "../../src/commands/prune/remove-events-now.js";
import { observeEvents } from "../../src/commands/update/observe-events.js";
import type { ObservedEvents } from "../../src/history/observed-events.js";
import { toTakenPath } from "../../src/io/sources/read-events.js";
import { removeTakenAtOnce } from "../../src/io/sources/remove-taken-events.js";
import { commandTextsIn } from "../../src/text/i18n/command-texts.js";
import { toEventLine } from "../support/event-place.js";
import { at } from "../support/make-session.js";
import { tempFolder } from "../support/temp-folder.js";

const NOW = at("2026-11-21T12:00:00Z");
const connect = (name: string): string => toEventLine({ kind: "connect", name, since: "2026-11-21T11:00:00Z" });

function makeFile(t: TestContext): string {
  return join(tempFolder(t), "vpn.events");
}

function observe(path: string, known: ObservedEvents["position"] | null = null, encoding = "utf-8"): ObservedEvents {
  return observeEvents({ path, encoding, known }, NOW);
}

const names = ({ events }: ObservedEvents): readonly string[] => events.map(({ commonName }) => commonName);

describe("what a run finds in an event file", () => {
  it("is each event, with what is wrong with the other lines: how many, and the first", (t) => {
    const path = makeFile(t);
    const long = `1\tclient-connect\t${"x".repeat(9000)}\n`;
    writeFileSync(path, `${connect("alice")}${long}no event\n${connect("bob")}`);
    const found = observe(path);
    assert.deepEqual(names(found), ["alice", "bob"]);
    assert.deepEqual(found.flaw, {
      kind: "lines",
      detail: "2 of 4 new lines, the first: it is longer than 8192 bytes",
    });
  });
  it("has names in the encoding of the server", (t) => {
    const path = makeFile(t);
    const [before = "", after = ""] = connect("NAME").split("NAME");
    writeFileSync(path, Buffer.concat([Buffer.from(before), Buffer.from([0x4d, 0xfc, 0x6c]), Buffer.from(after)]));
    assert.deepEqual(names(observe(path, null, "windows-1252")), ["Mül"]);
    assert.deepEqual(names(observe(path)), ["M\\xfcl"]);
  });
  it("is the first look only before anything was read", (t) => {
    const path = makeFile(t);
    const first = observe(path);
    assert.deepEqual([first.isFirstRead, first.events, first.flaw], [true, [], null]);
    assert.equal(observe(path, first.position).isFirstRead, false);
  });
  it("is above all that the file cannot be read", (t) => {
    const path = makeFile(t);
    mkdirSync(path);
    assert.deepEqual(observe(path).flaw, { kind: "unreadable", detail: "it is a folder, not a file" });
  });
});

describe("events that must not be left behind", () => {
  /** A file that was read and renamed, as the commit of a run leaves it. */
  function take(t: TestContext): { readonly path: string; readonly taken: string; readonly observed: ObservedEvents } {
    const path = makeFile(t);
    writeFileSync(path, connect("alice"));
    const observed = observe(path);
    renameSync(path, toTakenPath(path));
    return { path, taken: toTakenPath(path), observed };
  }

  it("are removed with the renamed file", (t) => {
    const { taken, observed } = take(t);
    assert.equal(removeTakenAtOnce(observed.position), false);
    assert.equal(existsSync(taken), false);
  });
  it("stay if a hook has added a line: the next run reads it", (t) => {
    const { taken, observed } = take(t);
    appendFileSync(taken, connect("bob"));
    assert.equal(removeTakenAtOnce(observed.position), false);
    assert.match(readFileSync(taken, "utf8"), /bob/);
  });
  it("stay with their file if that could not be renamed", (t) => {
    const path = makeFile(t);
    writeFileSync(path, connect("alice"));
    const { position } = observe(path);
    // Of an earlier run, and by chance as long.
    writeFileSync(toTakenPath(path), connect("carol"));
    assert.equal(removeTakenAtOnce(position), true);
    assert.ok(existsSync(path) && existsSync(toTakenPath(path)));
  });
  it("are none if nothing was read: an empty file stays for the hook", (t) => {
    const path = makeFile(t);
    writeFileSync(path, "");
    assert.equal(removeTakenAtOnce(observe(path).position), false);
    assert.ok(existsSync(path));
  });
  it("are removed only when a hook that had opened the file has written its line", async (t) => {
    const path = makeFile(t);
    writeFileSync(path, connect("alice"));
    const hook = openSync(path, "a");
    const observed = observe(path);
    renameSync(path, toTakenPath(path));
    setTimeout(() => {
      writeSync(hook, connect("bob"));
      closeSync(hook);
    }, 20);
    const said: string[] = [];
    const source = { server: "vpn", source: "/run/a", state: "ok", detail: "", events: observed } as const;
    await removeEventsNow([source], commandTextsIn("en"), { writeStderr: (text) => said.push(text) });
    assert.match(readFileSync(toTakenPath(path), "utf8"), /bob/);
    assert.deepEqual(said, []);
  });
  it("are said to stay, and where, in the language of the config", async (t) => {
    const path = makeFile(t);
    writeFileSync(path, connect("alice"));
    const said: string[] = [];
    const source = { server: "vpn", source: "/run/a", state: "ok", detail: "", events: observe(path) } as const;
    for (const language of ["en", "de"] as const) {
      await removeEventsNow([source], commandTextsIn(language), { writeStderr: (text) => said.push(text) });
    }
    assert.match(said[0] ?? "", /vpn\.events still names deleted sessions/);
    assert.equal(said.length, 2);
    assert.notEqual(said[0], said[1]);
  });
});
