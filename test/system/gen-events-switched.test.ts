import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { makeEventPlace, toEventLine, type EventLine, type EventPlace } from "../support/event-place.js";
import { fileTree } from "../support/file-tree.js";
import { writeSnapshot } from "../support/gen-place.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";

/** A site that has been running for days before its server gets events. */
class RunningSite {
  readonly place: EventPlace;
  readonly #config: string;

  constructor(folder: string) {
    this.place = makeEventPlace(folder);
    this.#config = join(folder, "site.toml");
  }

  /** Adds or takes away the key `events`. */
  switchEvents(isOn: boolean): void {
    const line = `events = ${JSON.stringify(this.place.events)}\n`;
    const without = readFileSync(this.#config, "utf8").replace(line, "");
    writeFileSync(this.#config, isOn ? without + line : without);
  }

  happens(...lines: readonly EventLine[]): void {
    appendFileSync(this.place.events, lines.map(toEventLine).join(""));
  }

  /** A run at a time, with the status of the same time. It makes what a full build makes. */
  async see(now: string, clients: Parameters<typeof writeSnapshot>[2]): Promise<string> {
    writeSnapshot(this.place, now, clients);
    const { status, stderr } = await runCli(this.place.args(now));
    assert.equal(status, 0, stderr);
    return stderr;
  }

  /** User, end, bytes received and source of each end, of one day. */
  ended(day: string): readonly string[] {
    const [header = "", ...rows] = readFileSync(join(this.place.history, `sessions/${day}.csv`), "utf8").trimEnd().split("\n"); // prettier-ignore
    const columns = ["user", "end", "bytes_received", "end_source"].map((name) => header.split(",").indexOf(name));
    return rows.map((row) => columns.map((column) => row.split(",")[column] ?? "").join(" ")).sort();
  }

  /** How exact a page's totals are: the first word. */
  exactness(path: string): string {
    const html = readFileSync(join(this.place.out, path), "utf8");
    return /<p class="muted exactness">\s*(Exact|No session|At least)/.exec(html)?.[1] ?? "none";
  }

  async isAsFull(now: string): Promise<boolean> {
    const made = fileTree(this.place.out);
    rmSync(join(this.place.history, "cache"), { recursive: true });
    rmSync(this.place.out, { recursive: true });
    const { status, stderr } = await runCli([...this.place.args(now), "--full"]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(fileTree(this.place.out), made);
    return true;
  }
}

const day = (date: number): string => `history/2026-11/${String(date)}/index.html`;

it("events that are switched on in a running site, and off again", async (t) => {
  const site = new RunningSite(tempFolder(t));
  const ALICE = { name: "alice", since: "2026-11-18T09:00:00Z", ip: "203.0.113.10", port: 40_000 } as const;
  const BOB = { name: "bob", since: "2026-11-19T08:00:00Z", ip: "203.0.113.11", port: 40_001, tunnelIp: "10.8.0.3" } as const; // prettier-ignore
  const CAROL = { name: "carol", since: "2026-11-20T10:00:00Z", port: 7, tunnelIp: "10.8.0.9" } as const;
  const DAVE = { name: "dave", since: "2026-11-21T10:00:00Z", ip: "203.0.113.10", port: 40_000 } as const;

  // Without events: Bob's first session is over before they come, Alice's stays connected.
  site.switchEvents(false);
  await site.see("2026-11-18T10:00:00Z", [["alice", ALICE.since, 100], ["bob", "2026-11-18T09:30:00Z", 5]]); // prettier-ignore
  await site.see("2026-11-18T10:01:00Z", [["alice", ALICE.since, 200]]);
  assert.deepEqual(site.ended("2026-11-18"), ["bob 2026-11-18T10:00:00Z 5 status"]);
  await site.see("2026-11-19T09:00:00Z", [["alice", ALICE.since, 300], ["bob", BOB.since, 7]]); // prettier-ignore

  // On, while both are connected. Neither has a connect event, which is no reason to report anything.
  site.switchEvents(true);
  assert.equal(await site.see("2026-11-19T09:01:00Z", [["alice", ALICE.since, 400], ["bob", BOB.since, 9]]), ""); // prettier-ignore
  site.happens({ kind: "disconnect", ...BOB, duration: 3699, received: 11 });
  assert.equal(await site.see("2026-11-19T09:02:00Z", [["alice", ALICE.since, 500]]), "");
  assert.deepEqual(site.ended("2026-11-19"), ["bob 2026-11-19T09:01:39Z 11 event"]);
  // What was recorded before stays as it is.
  assert.deepEqual(site.ended("2026-11-18"), ["bob 2026-11-18T10:00:00Z 5 status"]);
  assert.equal(site.exactness(day(19)), "At least");

  // A whole day with events: a session that no status shows, and Alice's, which began without them.
  site.happens({ kind: "connect", ...CAROL }, { kind: "disconnect", ...CAROL, duration: 12, received: 1 });
  await site.see("2026-11-20T11:00:00Z", [["alice", ALICE.since, 600]]);
  site.happens({ kind: "disconnect", ...ALICE, duration: 2 * 86_400 + 7200, received: 777 });
  await site.see("2026-11-20T11:01:00Z", []);
  assert.deepEqual(site.ended("2026-11-20"), ["carol 2026-11-20T10:00:12Z 1 event"]);
  assert.deepEqual(site.ended("2026-11-18"), ["alice 2026-11-20T11:00:00Z 777 event", "bob 2026-11-18T10:00:00Z 5 status"]); // prettier-ignore
  assert.equal(site.exactness(day(20)), "Exact");

  // A session that was killed with the server: it has a connect event, and its end lies between two snapshots.
  site.happens({ kind: "connect", ...DAVE });
  await site.see("2026-11-21T10:01:00Z", [["dave", DAVE.since, 3]]);
  site.happens({ kind: "connect", ...CAROL, since: "2026-11-21T11:00:00Z" });
  site.happens({ kind: "disconnect", ...CAROL, since: "2026-11-21T11:00:00Z", duration: 5 });
  await site.see("2026-11-21T11:01:00Z", []);
  assert.equal(site.exactness(day(21)), "No session");
  assert.equal(site.exactness(day(20)), "Exact");
  for (const path of ["history/2026-11/index.html", "history/index.html", "users/alice/index.html"]) {
    assert.equal(site.exactness(path), "At least", path);
  }
  // Carol was never connected before, but might have been, unseen.
  assert.equal(site.exactness("users/carol/index.html"), "At least");
  await site.isAsFull("2026-11-21T11:01:00Z");

  // Off: what follows is known from snapshots only. The days before stay exact.
  site.switchEvents(false);
  const eve = ["eve", "2026-11-22T10:00:00Z", 1] as const;
  await site.see("2026-11-22T10:01:00Z", [eve]);
  assert.equal(await site.see("2026-11-22T10:02:00Z", []), "");
  assert.deepEqual(site.ended("2026-11-22"), ["eve 2026-11-22T10:01:00Z 1 status"]);
  assert.equal(site.exactness(day(22)), "At least");
  // The last event was on that day, so it is not known of the rest of it.
  assert.equal(site.exactness(day(21)), "At least");
  assert.equal(site.exactness(day(20)), "Exact");

  // On again: the days in between are not covered, the ones before still are.
  site.switchEvents(true);
  site.happens({ kind: "connect", ...CAROL, since: "2026-11-23T10:00:00Z" });
  site.happens({ kind: "disconnect", ...CAROL, since: "2026-11-23T10:00:00Z", duration: 200 });
  await site.see("2026-11-23T11:00:00Z", []);
  site.happens({ kind: "connect", ...CAROL, since: "2026-11-24T10:00:00Z" });
  site.happens({ kind: "disconnect", ...CAROL, since: "2026-11-24T10:00:00Z", duration: 200 });
  await site.see("2026-11-24T11:00:00Z", []);
  assert.deepEqual(
    [20, 21, 22, 23, 24].map((date) => site.exactness(day(date))),
    ["Exact", "At least", "At least", "At least", "Exact"],
  );

  await site.isAsFull("2026-11-24T11:00:00Z");
});

it("a line that is lost while nobody comes or goes shows on all pages", async (t) => {
  const site = new RunningSite(tempFolder(t));
  const CAROL = { name: "carol", since: "2026-11-20T10:00:00Z", port: 7, tunnelIp: "10.8.0.9" } as const;
  await site.see("2026-11-20T09:00:00Z", []);
  site.happens({ kind: "connect", ...CAROL }, { kind: "disconnect", ...CAROL, duration: 200 });
  await site.see("2026-11-20T11:00:00Z", []);
  const paths = ["history/2026-11/", day(20).replace("index.html", ""), "history/", "users/carol/", "users/carol/2026-11/"]; // prettier-ignore
  const shown = (): ReadonlySet<string> => new Set(paths.map((path) => site.exactness(`${path}index.html`)));
  assert.deepEqual(shown(), new Set(["Exact"]));
  appendFileSync(site.place.events, "half a line\n");
  assert.match(await site.see("2026-11-20T11:01:00Z", []), /events not understood/);
  assert.deepEqual(shown(), new Set(["At least"]));
  assert.match(await site.see("2026-11-20T11:02:00Z", []), /ok again/);
  await site.isAsFull("2026-11-20T11:02:00Z");
});
