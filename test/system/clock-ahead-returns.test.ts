import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import { assertSameFiles, filesBelow } from "../support/compare-folders.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder, type WithAfter } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const HOUR = 3_600_000;
const FIRST = Date.parse("2026-11-28T08:00:00Z");
/** The last snapshot before the clock is ahead. */
const BEFORE = FIRST + 30 * HOUR;
const DONE = { status: 0, stdout: "", stderr: "" };

type Row = Readonly<Record<string, string>>;
type Clients = Readonly<Record<string, number>>;

class Place {
  readonly folder: string;

  constructor(test: WithAfter) {
    this.folder = tempFolder(test);
    const config = `history = "h"\nout = "o"\ntimezone = "Europe/Berlin"\nfeed = true\n`;
    writeFileSync(join(this.folder, "c.toml"), `${config}[[server]]\nname = "vpn"\nstatus = "vpn.log"\n`);
  }

  /** One `gen` of a status with these clients and their starts, by a clock that server and host share. */
  async gen(nowMs: number, clients: Clients): Promise<void> {
    const rows = Object.entries(clients).map(([commonName, sinceMs], index) => ({
      commonName,
      realAddress: `203.0.113.${10 + index}:40000`,
      virtualAddress: `10.8.0.${2 + index}`,
      bytesReceived: 20_000,
      bytesSent: 30_000,
      connectedSinceSeconds: sinceMs / 1000,
      username: "",
      clientId: index,
    }));
    const text = writeStatus({ updatedSeconds: nowMs / 1000, clients: rows }, { version: 2, release: "2.6" });
    writeFileSync(join(this.folder, "vpn.log"), text);
    assert.deepEqual(await this.run(nowMs), DONE);
  }

  run(nowMs: number, ...more: string[]) {
    const now = new Date(nowMs).toISOString().replace(".000Z", "Z");
    return runHere(["gen", "--config", "c.toml", "--now", now, ...more], makeHost(CLI, this.folder));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** The rows of all day files of sessions. */
  ended(): readonly Row[] {
    const folder = join(this.folder, "h/sessions");
    const days = existsSync(folder) ? readdirSync(folder).sort() : [];
    return days.flatMap((day) => parse<Row>(this.read(`h/sessions/${day}`), { columns: true }));
  }
}

for (const [what, ahead] of [
  ["3 days", Date.parse("2026-12-02T14:07:00Z")],
  ["2 years", Date.parse("2028-12-02T14:07:00Z")],
] as const) {
  const aheadDay = new Date(ahead).toISOString().slice(0, 10);
  for (const [whom, last] of [
    ["with everyone", { alice: FIRST, bob: FIRST }],
    ["without someone who is there all the time", { bob: FIRST }],
  ] as const) {
    describe(`a clock that is ahead by ${what} for three snapshots, the last ${whom}`, () => {
      it("leaves nothing on the pages, in samples and in sessions that began before, now or 28 hours later", async (t) => {
        const place = new Place(t);
        for (let time = FIRST; time <= BEFORE; time += 2 * HOUR) {
          await place.gen(time, { alice: FIRST, bob: FIRST, dora: FIRST });
        }
        await place.gen(ahead, { alice: FIRST, bob: FIRST, dora: FIRST });
        await place.gen(ahead + 60_000, { alice: FIRST, bob: FIRST, carol: ahead + 30_000 });
        await place.gen(ahead + 120_000, last);
        const back = BEFORE + 10 * 60_000;
        await place.gen(back, { alice: FIRST, bob: FIRST });
        checkSite(place, back);
        for (let time = back + 2 * HOUR; time <= back + 28 * HOUR; time += 2 * HOUR) {
          await place.gen(time, { alice: FIRST, bob: FIRST });
        }
        const now = back + 28 * HOUR;
        checkSite(place, now);
        const made = filesBelow(join(place.folder, "o"));
        assert.deepEqual(await place.run(now, "--full"), DONE);
        assertSameFiles(made, filesBelow(join(place.folder, "o")), "as a full build");
      });
    });
  }

  function checkSite(place: Place, now: number): void {
    const open = parse<Row>(place.read("h/open.csv"), { columns: true });
    const seen = new Date(now).toISOString().replace(".000Z", "Z");
    assert.deepEqual(open.map((row) => [row["user"], row["last_seen"]]).sort(), [
      ["alice", seen],
      ["bob", seen],
    ]);
    assert.equal(existsSync(join(place.folder, `h/samples/${aheadDay}.csv`)), false);
    const ended = place.ended().map((row) => [row["user"], row["end"], row["gone_by"]]);
    // Carol began by the wrong clock, and her times are all that is known of her.
    assert.deepEqual(ended.sort(), [
      ["carol", `${aheadDay}T14:08:00Z`, `${aheadDay}T14:09:00Z`],
      ["dora", "2026-11-29T14:00:00Z", "2026-11-29T14:10:00Z"],
    ]);
    for (const page of ["index.html", "servers/vpn/index.html", "status.json", "feed.xml"]) {
      const found = new RegExp(`.{60}(?:${aheadDay}|No status was read 20|733? d|732 d).{60}`, "s").exec(
        place.read(`o/${page}`),
      );
      assert.equal(found?.[0], undefined, page);
    }
    const today = new Date(now + HOUR).toISOString().slice(0, 10);
    const live = place.read(`o/history/${today.slice(0, 7)}/${today.slice(8)}/index.html`);
    assert.match(live, /alice/);
    assert.doesNotMatch(live, /24:00–|–24:00|as of 24:00/);
  }
}
