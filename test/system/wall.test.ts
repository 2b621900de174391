import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

const START = Date.parse("2026-11-21T12:00:00Z") / 1000;

/** A site whose one client is alice. */
function makePlace(t: TestContext) {
  const folder = tempFolder(t);
  const client = {
    commonName: "alice",
    realAddress: "198.51.100.1:1194",
    virtualAddress: "10.8.0.2",
    bytesReceived: 1000,
    bytesSent: 2000,
    connectedSinceSeconds: START - 600,
    username: "",
  };
  const gen = async (minutes: number, config: string): Promise<void> => {
    const nowSeconds = START + 60 * minutes;
    const text = writeStatus({ updatedSeconds: nowSeconds, clients: [client] }, { version: 2, release: "2.6" });
    writeFileSync(join(folder, "berlin.log"), text);
    const server = '[[server]]\nname = "berlin"\nstatus = "berlin.log"\n';
    writeFileSync(join(folder, "config.toml"), `timezone = "UTC"\n${config}\n${server}`);
    const now = new Date(nowSeconds * 1000).toISOString();
    const run = await runHere(["gen", "--config", join(folder, "config.toml"), "--now", now], makeHost(CLI, folder));
    assert.deepEqual([run.status, run.stderr], [0, ""]);
  };
  const read = (path: string): string | null =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : null;
  return { gen, read };
}

describe("the page for a screen on a wall", () => {
  it("is made if the config wants it, shows each run, and leaves with the key", async (t) => {
    const { gen, read } = makePlace(t);
    await gen(0, "");
    assert.equal(read("out/wall/index.html"), null);
    await gen(1, "wall = true");
    assert.match(read("out/wall/index.html") ?? "", /alice[^]*11:50/);
    assert.match(read("out/wall/index.html") ?? "", /2026-11-21 12:01:00/);
    await gen(2, "wall = true");
    assert.match(read("out/wall/index.html") ?? "", /2026-11-21 12:02:00/);
    await gen(3, "");
    assert.equal(read("out/wall/index.html"), null);
    assert.equal(read("out/wall/index.html.gz"), null);
  });

  it("may be all of a site for others, which need not be the site's own, and may be kept from them", async (t) => {
    const { gen, read } = makePlace(t);
    await gen(0, '[[site]]\nout = "team"\npages = ["wall"]');
    assert.equal(read("out/wall/index.html"), null);
    const page = read("team/wall/index.html") ?? "";
    assert.match(page, /user-[0-9a-z]{8}/);
    assert.doesNotMatch(page, /alice|status\.json|<a\b/);
    assert.equal(read("team/index.html"), null);
    await gen(1, 'wall = true\n[[site]]\nout = "team"\npages = ["overview"]');
    assert.ok(read("out/wall/index.html") !== null);
    assert.equal(read("team/wall/index.html"), null);
    await gen(2, 'wall = true\n[[site]]\nout = "team"');
    assert.ok(read("team/wall/index.html") !== null, "without a list it has all");
  });
});
