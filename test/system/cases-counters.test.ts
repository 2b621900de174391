import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openCase } from "../support/case-folder.js";
import type { CliRun } from "../support/run-cli.js";

const DONE: CliRun = { status: 0, stdout: "", stderr: "" };

describe("counters of a running session", () => {
  it("that begin again add up; a single low reading adds nothing", async (t) => {
    const place = openCase(t, "05-counter-begins-again");
    for (let i = 1; i <= 9; i++) {
      const now = `2026-05-14T10:${i + 9}:20Z`;
      assert.deepEqual(await place.run("gen", "--status", `${i}.log`, "--name", "vpn", "--now", now), DONE);
    }
    const [vera] = place.rows("h/sessions/2026-05-14.csv");
    assert.equal(vera?.["end"], "2026-05-14T10:17:00Z");
    assert.equal(vera["bytes_received"], "110000000");
    assert.equal(vera["bytes_sent"], "155000000");
    const growth = place.rows("h/samples/2026-05-14.csv").filter(({ time = "" }) => time >= "2026-05-14T10:15:00Z");
    assert.deepEqual(
      growth.map((row) => [row["time"]?.slice(11, 16), row["bytes_received"], row["bytes_sent"]]),
      [
        ["10:15", "0", "0"],
        ["10:16", "3000000", "4000000"],
        ["10:17", "47000000", "56000000"],
        ["10:18", "0", "0"],
      ],
    );
  });

  it("that show another peer's once bill nothing, and samples lose it again", async (t) => {
    const place = openCase(t, "11-counter-spike");
    for (let i = 1; i <= 5; i++) {
      const now = `2026-05-14T10:${i + 9}:20Z`;
      assert.deepEqual(await place.run("gen", "--status", `${i}.log`, "--name", "vpn", "--now", now), DONE);
    }
    const [pia] = place.rows("h/sessions/2026-05-14.csv");
    assert.equal(pia?.["end"], "2026-05-14T10:13:00Z");
    assert.equal(pia["bytes_received"], "1200000");
    assert.equal(pia["bytes_sent"], "2200000");
    const samples = place.rows("h/samples/2026-05-14.csv").slice(1, 4);
    const sum = (column: string): number => samples.reduce((total, row) => total + Number(row[column]), 0);
    assert.equal(sum("bytes_received"), 200_000);
    assert.equal(sum("bytes_sent"), 200_000);
  });
});

describe("a silent TAP client", () => {
  it("is a session once its row is older than a handshake can be", async (t) => {
    const place = openCase(t, "02-tap-client-without-mac");
    for (const [file, minute] of [
      ["a.log", "10"],
      ["b.log", "20"],
    ] as const) {
      const now = `2026-05-14T10:${minute}:20Z`;
      assert.deepEqual(await place.run("gen", "--status", file, "--name", "tap", "--now", now), DONE);
    }
    assert.deepEqual(
      place
        .rows("h/open.csv")
        .map(({ user, start, tunnel_ip, bytes_received, bytes_sent }) => [
          user,
          start,
          tunnel_ip,
          bytes_received,
          bytes_sent,
        ]),
      [
        ["ida", "2026-05-14T08:10:00Z", "", "494000", "40719500"],
        ["jan", "2026-05-13T10:10:00Z", "", "52429800", "314573800"],
      ],
    );
    const { sources } = place.statusJson() as { sources: readonly { connecting: number }[] };
    assert.equal(sources[0]?.connecting, 0);
  });
});
