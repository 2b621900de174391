import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import glob from "fast-glob";
import { discoverSources, discoverUsualSources, type KnownSource } from "../../src/io/sources/discover-sources.js";
import { parseManagementAddress } from "../../src/io/sources/management-address.js";
import { matchPaths } from "../../src/io/sources/match-paths.js";
import { sourceName, sourceNames } from "../../src/io/sources/source-name.js";
import { ProblemError } from "../../src/text/problem.js";
import { tempFolder } from "../support/temp-folder.js";

function touch(folder: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "");
  }
}

async function namesAndPaths(status: string, name: string | null = null): Promise<readonly [string, string][]> {
  return (await discoverSources([{ status, name }])).map(({ server, source }) => [server, source]);
}

async function configProblem(found: Promise<unknown>): Promise<string> {
  const error: unknown = await found.then(
    () => assert.fail("wanted a config problem"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProblemError && error.problem.kind === "config", String(error));
  return error.message;
}

test("a source is named after its file, without what every status file is called", () => {
  const names = {
    "/run/openvpn-server/status-berlin.log": "berlin",
    "/var/log/openvpn/openvpn-status.log": "openvpn",
    "/var/log/openvpn/status.log": "openvpn",
    "/run/openvpn/office.status": "office",
    "/x/openvpn-status-berlin.log": "berlin",
    "/x/berlin-status.log": "berlin",
    "/x/my-openvpn-status-vpn.log": "my-vpn",
    "/x/server_status.log": "server",
    "/x/statusquo.log": "statusquo",
    "/x/a--b.log": "a--b",
    "/x/vpn.example.com.log": "vpn.example.com",
    "/x/.status": ".status",
  };
  for (const [path, name] of Object.entries(names)) assert.equal(sourceName(path), name, path);
});

test("files of one pattern that share a name are called as their folders are, the others keep theirs", () => {
  assert.deepEqual(sourceNames(["/srv/collected/a/status.log", "/srv/collected/b/status.log"]), ["a", "b"]);
  assert.deepEqual(sourceNames(["/s/a/status.log", "/s/b/status.log", "/s/c/status-x.log"]), ["a", "b", "x"]);
});

test("a pattern finds its files in order, follows links to files, and leaves folders out", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "b/status.log", "a/status.log", "c/other.log");
  mkdirSync(join(folder, "d/status.log"), { recursive: true });
  mkdirSync(join(folder, "e"));
  symlinkSync("../c/other.log", join(folder, "e/status.log"));
  assert.deepEqual(await namesAndPaths(join(folder, "*/status.log")), [
    ["a", join(folder, "a/status.log")],
    ["b", join(folder, "b/status.log")],
    ["e", join(folder, "e/status.log")],
  ]);
});

test("a path is matched as the search on the disk would find it", async (t) => {
  const folder = tempFolder(t);
  const paths = ["a/status.log", "b/status-x.log", "b/.hidden.log", ".c/status.log", "b/c/status.log", "b/[1].log"];
  touch(folder, ...paths);
  const patterns = [
    "*/*.log",
    "**/*.log",
    "**",
    "b/*",
    "{a,b/c}/status.log",
    "*/status-?.log",
    "[ab]/status*.log",
    "*",
  ];
  patterns.push("b/!(*x).log", "@(a|.c)/*", "b/\\[1\\].log", "b/[!.]*.log", "*/status.{log,txt}", "b/**/status*");
  const all = paths.map((path) => join(folder, path));
  for (const pattern of patterns.map((one) => join(folder, one))) {
    const found = await glob(pattern, { dot: true });
    assert.deepEqual([...(await matchPaths(pattern, all))].sort(), [...found].sort(), pattern);
  }
});

test("a path that is there as it is written is no pattern, even with a pattern's characters in it", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "status-[ab].log", "status-a.log", "status-{x,y}*.log", "status-x1.log");
  for (const name of ["status-[ab].log", "status-{x,y}*.log"]) {
    assert.deepEqual(await namesAndPaths(join(folder, name)), [[sourceName(name), join(folder, name)]]);
  }
  assert.deepEqual(await namesAndPaths(join(folder, "status-[a].log")), [["a", join(folder, "status-a.log")]]);
});

test("what leads to nothing is one source all the same: a path with its name, a pattern named by itself", async () => {
  assert.deepEqual(await namesAndPaths("/nowhere/status-x.log"), [["x", "/nowhere/status-x.log"]]);
  assert.deepEqual(await namesAndPaths("/nowhere/*.log"), [["/nowhere/*.log", "/nowhere/*.log"]]);
  assert.deepEqual(await namesAndPaths("/nowhere/*.log", "mine"), [["mine", "/nowhere/*.log"]]);
});

test("one name for a pattern of several files is a config error that names them, for one file it is its name", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "status-a.log");
  const status = join(folder, "status-*.log");
  assert.deepEqual(await namesAndPaths(status, "mine"), [["mine", join(folder, "status-a.log")]]);
  touch(folder, "status-b.log");
  const what = await configProblem(discoverSources([{ status, name: "mine" }]));
  for (const part of ["mine", "status-a.log", "status-b.log"]) assert.ok(what.includes(part), what);
});

test("two sources of one name are a config error that names both", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "status.log", "openvpn-status.log");
  const [one, two] = [join(folder, "status.log"), join(folder, "openvpn-status.log")];
  const twoServers = discoverSources([one, two].map((status) => ({ status, name: null })));
  const oneGlob = discoverSources([{ status: join(folder, "*.log"), name: null }]);
  for (const found of [twoServers, oneGlob]) {
    const what = await configProblem(found);
    assert.ok(what.includes(JSON.stringify(one)) && what.includes(JSON.stringify(two)), what);
  }
});

test("one file for two servers is a config error that names both, also where a pattern finds it", async (t) => {
  const folder = tempFolder(t);
  const path = join(folder, "udp.log");
  writeFileSync(path, "");
  for (const other of [path, join(folder, "*.log")]) {
    const requests = [
      { status: path, name: "udp" },
      { status: other, name: "tcp" },
    ];
    const what = await configProblem(discoverSources(requests));
    assert.match(what, /status: ".*udp\.log" is the file of two servers: "udp" and "tcp"/);
  }
});

test("a management interface is a source as it is written, and a bad address is a config error", async () => {
  assert.deepEqual(await namesAndPaths("unix:/run/openvpn/office.sock"), [["office", "unix:/run/openvpn/office.sock"]]);
  assert.deepEqual(await namesAndPaths("tcp:127.0.0.1:7505"), [["openvpn", "tcp:127.0.0.1:7505"]]);
  assert.deepEqual(parseManagementAddress("tcp:[::1]:7505"), { kind: "tcp", host: "::1", port: 7505 });
  for (const bad of [
    "unix:relative",
    "unix:",
    "tcp:7505",
    "tcp:host:0",
    "tcp:host:65536",
    "tcp:::1:7505",
    "tcp:h:1x",
  ]) {
    const what = await configProblem(discoverSources([{ status: bad, name: null }]));
    assert.ok(what.includes(JSON.stringify(bad)), what);
  }
});

test("status files at the usual places are found without a config, and each gets a name of its own", async (t) => {
  const folder = mkdtempSync(join(tempFolder(t), "openvpn"));
  touch(folder, "run/status-a.log", "log/status.log", "log/openvpn-status.log", "etc/openvpn-status.log");
  const usual = ["run/status-*.log", "log/status.log", "log/openvpn-status.log", "etc/openvpn-status.log", "none.log"];
  const found = await discoverUsualSources(
    [],
    usual.map((path) => join(folder, path)),
  );
  assert.deepEqual(
    found.map(({ server, source }) => [server, source.slice(folder.length + 1)]),
    [
      ["a", "run/status-a.log"],
      ["status", "log/status.log"],
      ["openvpn-status", "log/openvpn-status.log"],
      ["etc", "etc/openvpn-status.log"],
    ],
  );
  assert.deepEqual(await discoverUsualSources([], [join(folder, "none/*")]), []);
});

test("a file that a pattern found before, and that is gone, is a source as long as the pattern matches it", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "a/status.log");
  const row = (server: string, path: string): KnownSource => ({ server, source: join(folder, path) });
  const known = [row("a", "a/status.log"), row("b", "b/status.log"), row("deep", "c/d/status.log"), row("x", "x.log")];
  const found = async (status: string, name: string | null = null): Promise<readonly string[]> =>
    (await discoverSources([{ status: join(folder, status), name }], known)).map(({ server, source }) => {
      return `${server} ${source.slice(folder.length + 1)}`;
    });
  assert.deepEqual(await found("*/status.log"), ["a a/status.log", "b b/status.log"], "and no name changes");
  assert.deepEqual(await found("{a,b}/status.log"), ["a a/status.log", "b b/status.log"]);
  assert.deepEqual(await found("[b-z]/status.log"), ["openvpn b/status.log"], "also where it is the last one");
  assert.deepEqual(await found("**/d/*.log"), ["openvpn c/d/status.log"]);
  assert.deepEqual(await found("a*/status.log"), ["openvpn a/status.log"]);
  assert.deepEqual(
    await found("*/status.log", "mine"),
    ["mine a/status.log"],
    "a name is one server, whatever its file",
  );
  assert.deepEqual(await found("a/status.log"), ["openvpn a/status.log"]);
});

test("a file that is gone gives way to one that has its name, and its neighbours keep theirs", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "a/status.log", "b/status.log");
  const known = ["a/openvpn-status.log", "b/status.log", "c/status.log"].map((path) => {
    return { server: "any", source: join(folder, path) };
  });
  const found = await discoverSources([{ status: join(folder, "*/*.log"), name: null }], known);
  assert.deepEqual(
    found.map(({ server, source }) => `${server} ${source.slice(folder.length + 1)}`),
    ["a a/status.log", "b b/status.log", "c c/status.log"],
  );
});

test("a file that was renamed at the usual places keeps its server's name", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "log/status.log", "run/status-a.log");
  const known = [{ server: "openvpn", source: join(folder, "log/openvpn-status.log") }];
  const usual = ["run/status-*.log", "log/openvpn-status.log", "log/status.log"].map((path) => join(folder, path));
  assert.deepEqual(
    (await discoverUsualSources(known, usual)).map(({ server, source }) => `${server} ${source.slice(folder.length)}`),
    ["a /run/status-a.log", "openvpn /log/status.log"],
  );
});

test("a pattern that found nothing is no file that is gone", async (t) => {
  const source = join(tempFolder(t), "*.log");
  const found = await discoverSources([{ status: source, name: null }], [{ server: "mine", source }]);
  assert.deepEqual(
    found.map(({ server }) => server),
    [source],
  );
});

test("without a config too, a file that is gone from a usual place is a source", async (t) => {
  const folder = tempFolder(t);
  touch(folder, "run/status-a.log");
  const known = ["run/status-b.log", "log/status.log", "own/status.log"].map((path) => {
    return { server: "any", source: join(folder, path) };
  });
  const usual = ["run/status-*.log", "log/status.log"].map((path) => join(folder, path));
  assert.deepEqual(
    (await discoverUsualSources(known, usual)).map(({ server }) => server),
    ["a", "b", "openvpn"],
  );
});
