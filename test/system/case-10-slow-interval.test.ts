import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type CaseFolder, openCase } from "../support/case-folder.js";
import { writeStatus } from "../support/write-status.js";

const CASE = "10-slow-status-interval";
const STATUS = ["--status", "status.log", "--name", "vpn"] as const;

interface StatusJson {
  readonly stale_after_seconds: number;
  readonly sources: readonly { readonly state: string }[];
  readonly clients: readonly { readonly user: string; readonly confirmed: boolean }[];
}

describe("a status that is written every ten minutes, with stale_after at five", () => {
  it("is stale at most until its second file, and says how to change that", async (t) => {
    const place = openCase(t, CASE);
    const said: string[] = [];
    for (const look of "a:10 a:14 a:16 a:19 b:20 b:24 b:26 b:29 c:30 c:34 c:36 c:39".split(" ")) {
      const [file = "", minute = ""] = look.split(":");
      place.copy(`${file}.log`, "status.log");
      const run = await place.run("gen", ...STATUS, "--now", `2026-05-14T10:${minute}:20Z`);
      assert.equal(run.status, 0);
      if (run.stderr !== "") said.push(`${minute} ${run.stderr}`);
      const { clients, sources } = place.statusJson() as StatusJson;
      const isKnown = minute >= "20" || minute <= "14";
      assert.deepEqual(
        [sources.map(({ state }) => state), clients],
        [[isKnown ? "ok" : "stale"], clients.map((client) => ({ ...client, user: "kay", confirmed: isKnown }))],
      );
      assert.equal(clients.length, 1);
    }
    assert.equal(said.length, 2);
    assert.match(
      said[0] ?? "",
      /^16 .*: stale: .*stale_after.*“status FILE 60”|^16 .*: stale: .*“status FILE 60”.*stale_after/,
    );
    assert.match(said[1] ?? "", /^20 .*: ok again \(was stale\)\n$/);
  });

  it("is stale once it is 2.5 intervals old", async (t) => {
    const place = openCase(t, CASE);
    for (const [file, minute] of [
      ["a", "10"],
      ["b", "20"],
      ["c", "30"],
    ] as const) {
      place.copy(`${file}.log`, "status.log");
      await place.run("gen", ...STATUS, "--now", `2026-05-14T10:${minute}:20Z`);
    }
    const before = await place.run("gen", ...STATUS, "--now", "2026-05-14T10:55:00Z");
    assert.equal(before.stderr, "");
    const after = await place.run("gen", ...STATUS, "--now", "2026-05-14T10:55:01Z");
    assert.match(after.stderr, /: stale: /);
  });
});

describe("gen every ten minutes, with stale_after at five", () => {
  const START = Date.parse("2026-05-14T10:00:00Z") / 1000;

  async function runEveryTenMinutes(place: CaseFolder, runs: number): Promise<string> {
    let said = "";
    for (let run = 0; run < runs; run++) {
      const updatedSeconds = START + run * 600;
      const kay = {
        commonName: "kay",
        realAddress: "203.0.113.1:4000",
        virtualAddress: "10.8.0.2",
        bytesReceived: 1000 + run * 60_000,
        bytesSent: 2000,
        connectedSinceSeconds: START - 100,
        username: "",
      };
      const text = writeStatus({ updatedSeconds, clients: [kay] }, { version: 3, release: "2.6" });
      writeFileSync(join(place.folder, "status.log"), text);
      const now = new Date((updatedSeconds + 20) * 1000).toISOString();
      const { stderr, status } = await place.run("gen", ...STATUS, "--now", now);
      said += stderr;
      assert.equal(status, 0);
    }
    return said;
  }

  it("says nothing, and no chart is grey between its looks", async (t) => {
    const place = openCase(t, CASE);
    assert.equal(await runEveryTenMinutes(place, 13), "");
    const page = place.read("o/index.html");
    assert.match(page, /recording since \d\d:\d\d/);
    assert.doesNotMatch(page, /no data for/);
    // All of what was moved between the first look and the last.
    assert.deepEqual(
      place.rows("h/samples/2026-05-14.csv").map((row) => row["bytes_received"]),
      ["0", ...Array.from({ length: 12 }, () => "60000")],
    );
    const day = place.read("o/history/2026-05/14/index.html");
    assert.doesNotMatch(day, /Not monitored from 10:[1-9]|Not monitored from 11/);
  });

  it("calls its pages out of date only when one was left out and the next is late", async (t) => {
    const place = openCase(t, CASE);
    await runEveryTenMinutes(place, 3);
    assert.equal((place.statusJson() as StatusJson).stale_after_seconds, 1500);
    for (const page of ["o/index.html", "o/servers/vpn/index.html"]) {
      assert.match(place.read(page), /id="as-of" data-stale-after="1500"/);
    }
  });

  it("makes the same site in steps as at once", async (t) => {
    const place = openCase(t, CASE);
    await runEveryTenMinutes(place, 5);
    const full = await place.run("gen", ...STATUS, "--full", "-v", "--now", "2026-05-14T10:40:20Z");
    assert.equal(full.stdout, "0 files written, 0 removed\n");
  });
});
