import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { CLI } from "../support/run-cli.js";
import { runHere, makeHost } from "../support/run-here.js";
import { tempFolderInMemory } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const SINCE = "2026-11-01T08:00:00Z";

/** `gen` on disk over days in which one session of alice's goes on, on server `a`. */
class UsageRig {
  readonly folder: string;

  constructor(t: TestContext) {
    this.folder = tempFolderInMemory(t);
    mkdirSync(join(this.folder, "history"));
  }

  /** @param received what alice has moved; null: server `a` is not configured */
  async gen(now: string, received: number | null): Promise<void> {
    const updatedSeconds = Date.parse(now) / 1000;
    const servers = received === null ? ["b"] : ["a", "b"];
    for (const name of servers) {
      const alice = {
        commonName: "alice",
        realAddress: "203.0.113.1:4000",
        virtualAddress: "10.8.0.2",
        bytesReceived: received ?? 0,
        bytesSent: 0,
        connectedSinceSeconds: Date.parse(SINCE) / 1000,
        username: "",
        clientId: 1,
      };
      const status = { updatedSeconds, clients: name === "a" ? [alice] : [] };
      writeFileSync(join(this.folder, `${name}.log`), writeStatus(status, { version: 2, release: "2.6" }));
    }
    const tables = servers.map(
      (name) => `[[server]]\nname = "${name}"\nstatus = "${join(this.folder, `${name}.log`)}"\n`,
    );
    writeFileSync(join(this.folder, "site.toml"), `timezone = "UTC"\n${tables.join("")}`);
    const folders = ["--history", join(this.folder, "history"), "--out", join(this.folder, "out")];
    const args = ["gen", "-q", "--config", join(this.folder, "site.toml"), ...folders, "--now", now];
    assert.deepEqual(await runHere(args, makeHost(CLI, this.folder)), { status: 0, stdout: "", stderr: "" });
  }

  /** Bytes received by day. */
  usage(): Readonly<Record<string, number>> {
    const folder = join(this.folder, "history", "usage");
    return Object.fromEntries(
      readdirSync(folder)
        .sort()
        .flatMap((name) => {
          const rows = readFileSync(join(folder, name), "utf8").trim().split("\n").slice(1);
          return rows.map((row) => [name.slice(0, 10), Number(row.split(",")[3])] as const);
        }),
    );
  }
}

describe("what a session has moved by each midnight is counted once", () => {
  it("although its server was left out of the config for a while", async (t) => {
    const rig = new UsageRig(t);
    await rig.gen("2026-11-01T12:00:00Z", 100);
    await rig.gen("2026-11-02T12:00:00Z", 200);
    await rig.gen("2026-11-03T12:00:00Z", 300);
    await rig.gen("2026-11-03T13:00:00Z", null);
    await rig.gen("2026-11-05T12:00:00Z", 1000);
    assert.deepEqual(rig.usage(), { "2026-11-01": 100, "2026-11-02": 100, "2026-11-03": 100 });
  });

  it("although the clock was ahead for some days", async (t) => {
    const rig = new UsageRig(t);
    await rig.gen("2026-11-01T12:00:00Z", 100);
    await rig.gen("2026-11-11T12:00:00Z", 200);
    await rig.gen("2026-11-12T12:00:00Z", 1000);
    assert.deepEqual(rig.usage(), { "2026-11-01": 100, "2026-11-11": 100 });
    await rig.gen("2026-11-02T12:00:00Z", 1100);
    await rig.gen("2026-11-03T12:00:00Z", 1200);
    assert.deepEqual(rig.usage(), { "2026-11-01": 100, "2026-11-11": 100 });
    await rig.gen("2026-11-13T12:00:00Z", 1300);
    assert.deepEqual(rig.usage(), { "2026-11-01": 100, "2026-11-11": 100, "2026-11-12": 1000 });
  });
});
