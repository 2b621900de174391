import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileTree } from "../support/file-tree.js";
import { filesWith } from "../support/find-text.js";
import { at, makeSession } from "../support/make-session.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeHistory } from "../support/write-history.js";
import { writeStatus } from "../support/write-status.js";

const START = at("2026-11-21T11:00:00Z");

function makePlace(t: TestContext) {
  const folder = tempFolder(t);
  const config = join(folder, "config.toml");
  const write = (feed: boolean): void => {
    const server = `[[server]]\nname = "berlin"\nstatus = "berlin.log"\n`;
    writeFileSync(config, `out = "out"\nhistory = "history"\ntimezone = "UTC"\nfeed = ${feed}\n${server}`);
  };
  write(true);
  const ended = ["alice", "robert-7", "carol"].flatMap((user, place) =>
    [0, 1].map((day) =>
      makeSession({ user, server: "berlin", startSeconds: at("2026-08-01T08:00:00Z") + 86_400 * (day + 30 * place) }),
    ),
  );
  writeHistory(join(folder, "history"), { ended });
  const run = async (command: string, minutes: number, ...more: readonly string[]): Promise<void> => {
    const now = new Date((START + 60 * minutes) * 1000).toISOString();
    const { status, stderr } = await runHere(
      [command, "--config", config, "--now", now, ...more],
      makeHost(CLI, folder),
    );
    assert.deepEqual([status, stderr], [0, ""]);
  };
  const connect = (minutes: number, ...names: readonly string[]): void => {
    const clients = names.map((commonName, place) => ({
      commonName,
      realAddress: `198.51.100.${place + 1}:1194`,
      virtualAddress: `10.8.0.${place + 2}`,
      bytesReceived: 1000 * minutes,
      bytesSent: 2000,
      connectedSinceSeconds: START - 600,
      username: "",
    }));
    writeFileSync(
      join(folder, "berlin.log"),
      writeStatus({ updatedSeconds: START + 60 * minutes, clients }, { version: 2, release: "2.6" }),
    );
  };
  const feed = join(folder, "out/feed.xml");
  return {
    folder,
    feed,
    write,
    run,
    connect,
    titles: () => [...readFileSync(feed, "utf8").matchAll(/<title>(.*)<\/title>/g)].map(([, title]) => title),
  };
}

const idsIn = (path: string): readonly string[] =>
  [...readFileSync(path, "utf8").matchAll(/<id>(.*)<\/id>/g)].map(([, id]) => id ?? "");

describe("the ids of feed.xml", () => {
  it("are those of one site of one installation, and stay through everything that may be deleted", async (t) => {
    const [one, other] = [makePlace(t), makePlace(t)];
    const team = join(one.folder, "team");
    const config = join(one.folder, "config.toml");
    writeFileSync(
      config,
      `${readFileSync(config, "utf8")}[[site]]\nout = "team"\nusers = "names"\naddresses = "full"\n`,
    );
    for (const place of [one, other]) {
      place.connect(0, "alice");
      await place.run("gen", 0);
    }
    const feeds = [one.feed, other.feed, join(team, "feed.xml")];
    const ids = feeds.map(idsIn);
    const count = ids[0]?.length ?? 0;
    assert.ok(count > 5);
    assert.equal(new Set(ids.flat()).size, 3 * count, "no two have one in common");
    rmSync(join(one.folder, "history/cache"), { recursive: true });
    await one.run("gen", 0, "--full");
    assert.deepEqual(feeds.map(idsIn), ids);
    const [own, derived] = ["history/secret", "history/cache/sites"].map((path) => join(one.folder, path));
    const secret = readFileSync(own ?? "", "utf8").trim();
    assert.match(secret, /^[\da-f]{64}$/);
    assert.deepEqual(await filesWith(derived ?? "", secret), [], "the copy for a site has another one");
  });

  it("need no secret without a feed", async (t) => {
    const { folder, run, connect, write } = makePlace(t);
    write(false);
    connect(0, "alice");
    await run("gen", 0);
    assert.equal(existsSync(join(folder, "history/secret")), false);
  });
});

describe("feed.xml", () => {
  it("is there with feed = true, follows who comes and goes, and is the same as a full build makes it", async (t) => {
    const { folder, feed, run, connect, titles, write } = makePlace(t);
    connect(0, "alice");
    await run("gen", 0);
    assert.deepEqual(titles().slice(1, 3), ["berlin: ok", "alice connected"]);
    // Users whom no live page names are named here.
    assert.ok(titles().includes("robert-7 disconnected"));
    const first = readFileSync(feed, "utf8");
    assert.match(first, /<link href="users\/robert-7\/index\.html"\/>/);
    connect(1, "alice");
    await run("gen", 1);
    assert.equal(readFileSync(feed, "utf8"), first, "a quiet minute changes nothing");
    connect(2);
    await run("gen", 2);
    assert.equal(titles()[1], "alice disconnected");
    connect(3, "carol");
    await run("gen", 3);
    assert.ok(titles().includes("carol connected"));
    const tree = fileTree(join(folder, "out"));
    await run("gen", 3, "--full");
    assert.deepEqual(fileTree(join(folder, "out")), tree);
    write(false);
    await run("gen", 4);
    assert.equal(existsSync(feed), false);
  });

  it("forgets what prune deletes", async (t) => {
    const { folder, run, connect, titles } = makePlace(t);
    connect(0, "alice");
    await run("gen", 0);
    await run("prune", 1, "--user", "robert-7", "--yes", "--quiet");
    assert.ok(
      titles().includes("carol disconnected") && !titles().some((title) => title?.includes("robert-7") === true),
    );
    assert.deepEqual(await filesWith(folder, "robert-7"), []);
    await run("gen", 2);
    assert.ok(!titles().some((title) => title?.includes("robert-7") === true));
  });
});
