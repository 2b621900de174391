import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { at } from "../support/make-session.js";
import { CLI, type CliRun } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";
import { writeStatus } from "../support/write-status.js";

interface Place {
  readonly folder: string;
  readonly at: (path: string) => string;
  /** The next minute's run, with these tables of sites for others. */
  readonly gen: (sites: readonly string[], ...more: readonly string[]) => Promise<CliRun>;
  readonly copies: () => readonly string[];
}

function makePlace(t: TestContext): Place {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "memory"), { mode: 0o700 });
  const host = { ...makeHost(CLI, folder), systemZone: "UTC", memoryFolders: [join(folder, "memory")] };
  let minute = 0;
  const inFolder = (path: string): string => join(folder, path);
  return {
    folder,
    at: inFolder,
    gen: (sites, ...more) => {
      const now = new Date((at("2026-11-21T08:00:00Z") + minute++ * 60) * 1000).toISOString();
      const tables = sites.map((out) => `[[site]]\nout = ${JSON.stringify(out)}\n`).join("");
      writeFileSync(inFolder("openvpn-status-site.toml"), `${tables}[[server]]\nstatus = "vpn.log"\n`);
      const client = {
        commonName: "alice",
        realAddress: "192.0.2.1:1194",
        virtualAddress: "10.8.0.2",
        bytesReceived: 1,
        bytesSent: 2,
        connectedSinceSeconds: at("2026-11-21T07:00:00Z"),
        username: "UNDEF",
      };
      const text = writeStatus({ updatedSeconds: at(now), clients: [client] }, { version: 2, release: "2.6" });
      writeFileSync(inFolder("vpn.log"), text);
      return runHere(["gen", "--now", now, ...more], host);
    },
    copies: () => {
      const sites = inFolder("history/cache/sites");
      return existsSync(sites) ? readdirSync(sites, { recursive: true, encoding: "utf8" }).sort() : [];
    },
  };
}

const SILENT: CliRun = { status: 0, stdout: "", stderr: "" };

function assertBegins(run: CliRun, out: string): string {
  assert.deepEqual([run.status, run.stdout], [0, ""]);
  const said = `${out} is not in the configuration as a [[site]] any more, but what was published there last is still there`;
  assert.ok(run.stderr.startsWith(`openvpn-status-site: ${said}`), run.stderr);
  assert.equal(run.stderr.split("\n").length, 2, run.stderr);
  return /: (\S+ (?:-\S+ )?\S+)\n$/.exec(run.stderr)?.[1] ?? "";
}

test("a site for others that leaves the config is told once, with the command that removes it", async (t) => {
  const { folder, at: inFolder, gen, copies } = makePlace(t);
  const team = inFolder("team");
  assert.deepEqual(await gen(["team", "board"]), SILENT);
  assert.deepEqual(await gen(["team", "board"]), SILENT);
  const command = assertBegins(await gen(["board"]), team);
  assert.equal(command, `rm -r ${team}`);
  assert.deepEqual(await gen(["board"]), SILENT);
  assert.ok(existsSync(join(team, "index.html")), "nothing is removed by itself");

  // Its copy of the history is gone, that of the other site is not.
  const kept = copies().filter((path) => path.endsWith("open.csv"));
  assert.equal(kept.length, 1);
  assert.equal(copies().filter((path) => path.endsWith("out.json")).length, 2);

  execFileSync("/bin/sh", ["-c", command], { cwd: folder });
  assert.equal(existsSync(team), false);
  const after = await gen(["board"]);
  assert.match(after.stderr, /^openvpn-status-site: \S+\/team: nothing is published there any more, or /);
  assert.equal(copies().filter((path) => path.endsWith("out.json")).length, 1, "and it is forgotten");
  assert.deepEqual(await gen(["board"]), SILENT);
});

test("a site that is in the config again is made again, and that is told", async (t) => {
  const { at: inFolder, gen } = makePlace(t);
  await gen(["team"]);
  assertBegins(await gen([]), inFolder("team"));
  assert.deepEqual(await gen([]), SILENT);
  assert.match(
    (await gen(["team"])).stderr,
    /team: nothing is published there any more, or the \[\[site\]\] is in the/,
  );
  assert.deepEqual(await gen(["team"]), SILENT);
});

test("in German", async (t) => {
  const { gen } = makePlace(t);
  await gen(["team"]);
  assert.match(
    (await gen([], "--language", "de")).stderr,
    /team steht nicht mehr als \[\[site\]\] in der Konfiguration, .*: rm -r /,
  );
});

test("a site that moves is told of at its old place only", async (t) => {
  const { at: inFolder, gen } = makePlace(t);
  await gen(["team"]);
  assertBegins(await gen(["moved"]), inFolder("team"));
});

test("no command removes a site in whose folder another one is now", async (t) => {
  const { at: inFolder, gen } = makePlace(t);
  await gen(["team"]);
  assert.equal(assertBegins(await gen(["team/new"]), inFolder("team")), `ls -la ${inFolder("team")}`);
});

test("without a site for others, now or before, nothing is looked for or said", async (t) => {
  const { at: inFolder, gen, copies } = makePlace(t);
  assert.deepEqual(await gen([]), SILENT);
  assert.deepEqual(copies(), []);
  // An earlier version leaves a copy that does not say where its site is published.
  await gen(["team"]);
  for (const path of copies().filter((one) => one.endsWith("out.json")))
    rmSync(join(inFolder("history/cache/sites"), path));
  assert.deepEqual(await gen([]), SILENT);
  assert.deepEqual(copies(), []);
  // The folder of the site itself was a site for others.
  await gen(["team"]);
  assert.deepEqual(await gen([], "--out", "team"), SILENT);
});

test("a quiet run says nothing, but deletes the copy", async (t) => {
  const { at: inFolder, gen, copies } = makePlace(t);
  await gen(["team"]);
  assert.deepEqual(await gen([], "-q"), SILENT);
  assert.equal(copies().filter((path) => path.endsWith("open.csv")).length, 0);
  assertBegins(await gen([]), inFolder("team"));
  renameSync(inFolder("team"), inFolder("elsewhere"));
  assert.match((await gen([])).stderr, /nothing is published there any more/);
});
