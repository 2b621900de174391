import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, it, type TestContext } from "node:test";
import { type CaseFolder, openCase } from "../support/case-folder.js";

interface SourceJson {
  readonly state: string;
  readonly detail: string;
}

function firstSource(folder: CaseFolder): SourceJson {
  const { sources } = folder.statusJson() as { sources: readonly SourceJson[] };
  assert.ok(sources[0] !== undefined);
  return sources[0];
}

/** Sets the file's mtime, which is a time of this test and not of the machine. */
function touch(folder: CaseFolder, name: string, time: string): void {
  const seconds = Date.parse(time) / 1000;
  utimesSync(join(folder.folder, name), seconds, seconds);
}

function startAgain({ folder }: CaseFolder): void {
  for (const made of ["h", "o"]) rmSync(join(folder, made), { recursive: true, force: true });
}

const LOOKS = {
  "openvpn.log": "OpenVPN's own log",
  "service.log": "a log of OpenVPN Access Server",
  "status.json": "OpenVPN Access Server's JSON",
};

describe("a path that names another file than the status file", () => {
  for (const [name, looks] of Object.entries(LOOKS)) {
    it(`is told for what it is by gen and parse, and by import if it cannot read it: ${name}`, async (t) => {
      const place = openCase(t, "04-log-instead-of-status");
      const run = await place.run("gen", "--status", name, "--name", "vpn", "--now", "2026-09-13T19:42:00Z");
      assert.equal(run.status, 65);
      const { state, detail } = firstSource(place);
      const told = `line 1: expected "OpenVPN CLIENT LIST" or a TITLE row, got ${looks}`;
      assert.deepEqual([state, detail], ["invalid", told]);
      const fix = /name the file of the server's [“"]status[”"] directive/gi;
      assert.equal(run.stderr.match(fix)?.length, 1, run.stderr);
      assert.doesNotMatch(run.stderr, /END|disk|incomplete/);
      const page = place.read("o/index.html");
      assert.match(page, /This is not a status file of OpenVPN\./);
      assert.equal(page.replaceAll("&#39;", "'").replaceAll("&quot;", '"').match(fix)?.length, 1);
      for (const text of [run.stderr, page, place.read("o/status.json")])
        assert.doesNotMatch(text, /Diffie|stdoutmsg|openvpn_0/);

      const parsed = await place.run("parse", name);
      assert.equal(parsed.status, 65);
      assert.ok(parsed.stderr.includes(`${told}; name the file of the server's "status" directive`), parsed.stderr);
      assert.equal(parsed.stdout, "");
      const imported = await place.run("import", name, "--server", "vpn", "--now", "2026-09-13T19:42:00Z");
      if (name === "openvpn.log") {
        // `import` reads it.
        assert.equal(imported.status, 0, imported.stderr);
        return;
      }
      assert.equal(imported.status, 65);
      assert.ok(imported.stderr.includes(told), imported.stderr);
    });
  }

  it("is told once what to do, in German too", async (t) => {
    const place = openCase(t, "04-log-instead-of-status");
    const now = ["--now", "2026-09-13T19:42:00Z"];
    const run = await place.run("gen", "--status", "openvpn.log", "--name", "vpn", "--language", "de", ...now);
    assert.equal(run.status, 65);
    for (const text of [run.stderr, place.read("o/index.html"), place.read("o/servers/vpn/index.html")]) {
      assert.match(text, /OpenVPN(?:'|&#39;)s own log/);
      assert.equal(text.match(/Direktive „status“|status(?:"|&quot;) directive/g)?.length, 1, text);
    }
  });

  it("is told for the answer of a management interface that it is", async (t) => {
    const place = openCase(t, "07-management-dump-in-a-file");
    touch(place, "dump.log", "2026-05-14T10:10:00Z");
    const run = await place.run("gen", "--status", "dump.log", "--name", "vpn", "--now", "2026-05-14T10:10:20Z");
    assert.equal(run.status, 65);
    const { state, detail } = firstSource(place);
    assert.equal(state, "invalid");
    assert.match(detail, /got an answer of OpenVPN's management interface$/);
    assert.match(run.stderr, /"unix:\/path" or "tcp:HOST:PORT" under \[\[server\]\]/);
    assert.equal(run.stderr.split("unix:/path").length, 2, run.stderr);
    assert.doesNotMatch(run.stderr, /clock|END/);
  });
});

describe("a version 1 file of another zone", () => {
  const cases = [
    [
      "newyork.log",
      "4 h behind its mtime, so its times are not of UTC but of a zone at UTC-04:00, such as America/New_York",
    ],
    [
      "kolkata.log",
      "5 h 30 min ahead of its mtime, so its times are not of UTC but of a zone at UTC+05:30, such as Asia/Kolkata",
    ],
  ] as const;
  for (const [name, told] of cases) {
    it(`is invalid, with the zone that fits, and nothing of it is recorded: ${name}`, async (t) => {
      const place = openCase(t, "08-version-1-zone-differs");
      touch(place, name, "2026-05-14T10:10:00Z");
      const run = await place.run("gen", "--status", name, "--name", "vpn", "--now", "2026-05-14T10:10:20Z");
      assert.equal(run.status, 65);
      assert.deepEqual(firstSource(place), {
        ...firstSource(place),
        state: "invalid",
        detail: `its own time is ${told}`,
      });
      assert.match(run.stderr, /timezone under \[\[server\]\]/);
      assert.deepEqual(place.rows("h/open.csv"), []);
      const germanPage = await place.run(
        "gen",
        "--status",
        name,
        "--name",
        "vpn",
        "--language",
        "de",
        "--now",
        "2026-05-14T10:11:20Z",
      );
      assert.equal(germanPage.stderr, "");
      assert.match(place.read("o/index.html"), /timezone unter \[\[server\]\]/);
    });
  }

  it("is right with its zone", async (t) => {
    const place = openCase(t, "08-version-1-zone-differs");
    touch(place, "newyork.log", "2026-05-14T10:10:00Z");
    const run = await place.run("gen", "--config", "newyork.toml", "--now", "2026-05-14T10:10:20Z");
    assert.deepEqual([run.status, run.stderr], [0, ""]);
    assert.deepEqual(
      place.rows("h/open.csv").map(({ user, start }) => [user, start]),
      [["fay", "2026-05-14T09:40:00Z"]],
    );
  });

  it("is looked at only while it is newer than what is known: a copy of a file that was taken is not invalid", async (t) => {
    const place = openCase(t, "08-version-1-zone-differs");
    touch(place, "newyork.log", "2026-05-14T10:10:00Z");
    await place.run("gen", "--config", "newyork.toml", "--now", "2026-05-14T10:10:20Z");
    touch(place, "newyork.log", "2026-05-14T11:10:00Z");
    const run = await place.run("gen", "--config", "newyork.toml", "--now", "2026-05-14T11:10:20Z");
    assert.equal(run.status, 0);
    assert.equal(firstSource(place).state, "stale");
  });
});

describe("a management interface that does not answer as it should", () => {
  const NOW = ["--now", "2026-05-14T10:10:20Z"] as const;
  const ABOUT_FILES = /tmpfiles|PrivateTmp|disk|0600|status file|[Dd]atei anlegen|Platte/;

  async function startFake(t: TestContext, place: CaseFolder, mode: string): Promise<number> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(place.folder, "fake.mjs"), mode, String(port)], { stdio: "ignore" });
    t.after(() => child.kill());
    await sleep(300);
    return port;
  }

  it("is read where it answers", async (t) => {
    const place = openCase(t, "15-management-advice");
    const port = await startFake(t, place, "plain");
    const run = await place.run("gen", "--status", `tcp:127.0.0.1:${port}`, "--name", "vpn", ...NOW);
    assert.deepEqual([run.status, run.stderr], [0, ""]);
    assert.deepEqual(
      place.rows("h/open.csv").map(({ user }) => user),
      ["adam"],
    );
  });

  it("gets advice about itself, in both languages", async (t) => {
    const place = openCase(t, "15-management-advice");
    const [password, busy, nobody] = [
      await startFake(t, place, "password"),
      await startFake(t, place, "busy"),
      await freePort(),
    ];
    const web = createServer(
      (socket) => void socket.on("error", () => undefined).end("HTTP/1.1 400 Bad Request\r\n\r\n"),
    );
    t.after(() => web.close());
    const webPort = await new Promise<number>((resolve) =>
      web.listen(0, "127.0.0.1", () => {
        resolve((web.address() as { port: number }).port);
      }),
    );
    const server = (port: number, more = "") => `[[server]]\nname = "mgmt"\nstatus = "tcp:127.0.0.1:${port}"\n${more}`;
    const faults: readonly (readonly [string, string, number, RegExp, RegExp])[] = [
      [
        "wrong password",
        server(password, 'password_file = "password"\n'),
        77,
        /password_file under .* first line/,
        /password_file unter .* erste Zeile/,
      ],
      ["no password", server(password), 77, /password_file under/, /password_file unter/],
      [
        "no password file",
        server(password, 'password_file = "none"\n'),
        77,
        /password_file under/,
        /password_file unter/,
      ],
      ["busy", server(busy), 65, /one client at a time, and another one is connected/, /nur einen Client zugleich/],
      [
        "nobody",
        server(nobody),
        66,
        /“management” directive names this address/,
        /Direktive „management“ diese Adresse/,
      ],
      [
        "unknown host",
        '[[server]]\nname = "mgmt"\nstatus = "tcp:no-such-host.invalid:7505"\n',
        66,
        /Check the host/,
        /Den Host/,
      ],
      ["something else", server(webPort), 65, /address and its port/, /Adresse und ihren Port/],
    ];
    for (const [what, config, status, english, german] of faults) {
      writeFileSync(join(place.folder, "c.toml"), config);
      const run = await place.run("gen", "--config", "c.toml", ...NOW);
      assert.equal(run.status, status, what);
      assert.match(run.stderr, english, what);
      assert.doesNotMatch(run.stderr, ABOUT_FILES, what);
      startAgain(place);
      const inGerman = await place.run("gen", "--config", "c.toml", "--language", "de", ...NOW);
      assert.match(inGerman.stderr, german, what);
      const page = place.read("o/index.html");
      assert.match(page, german, what);
      assert.doesNotMatch(page, ABOUT_FILES, what);
      startAgain(place);
    }
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => {
        resolve(port);
      });
    });
  });
}

/** A version 1 file of one client, written at its own time. */
function writeVersion1(
  place: CaseFolder,
  name: string,
  commonName: string | Buffer,
  updated = "2026-05-14 10:10:00",
): void {
  const client = Buffer.isBuffer(commonName) ? commonName.toString("latin1") : commonName;
  const lines = [
    "OpenVPN CLIENT LIST",
    `Updated,${updated}`,
    "Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since",
    `${client},203.0.113.1:1000,100,2000,${updated}`,
    "ROUTING TABLE",
    "Virtual Address,Common Name,Real Address,Last Ref",
    `10.8.0.2,${client},203.0.113.1:1000,${updated}`,
    "GLOBAL STATS",
    "Max bcast/mcast queue length,0",
    "END",
  ];
  writeFileSync(join(place.folder, name), `${lines.join("\n")}\n`, Buffer.isBuffer(commonName) ? "latin1" : "utf8");
  touch(place, name, `${updated.replace(" ", "T")}Z`);
}

describe("what is said of a source that is ok", () => {
  const NOW = ["--now", "2026-05-14T10:10:20Z"] as const;

  it("names what makes UNDEF clients of version 1 tell their names, on the page alone", async (t) => {
    const place = openCase(t, "08-version-1-zone-differs");
    writeVersion1(place, "undef.log", "UNDEF");
    const run = await place.run("gen", "--status", "undef.log", "--name", "vpn", ...NOW);
    assert.deepEqual([run.status, run.stderr, firstSource(place).state], [0, "", "ok"]);
    assert.match(place.read("o/index.html"), /“status-version 2” or “username-as-common-name”/);
    assert.match(place.read("o/servers/vpn/index.html"), /username-as-common-name/);
    await place.run("gen", "--status", "undef.log", "--name", "vpn", "--language", "de", ...NOW);
    assert.match(place.read("o/index.html"), /„status-version 2“ oder „username-as-common-name“/);

    writeVersion1(place, "undef.log", "fay");
    await place.run("gen", "--status", "undef.log", "--name", "vpn", ...NOW);
    assert.doesNotMatch(place.read("o/index.html"), /username-as-common-name/);
  });

  it("tells that the server's clock is not set, whether the status is fresh by this clock or not", async (t) => {
    const place = openCase(t, "08-version-1-zone-differs");
    writeVersion1(place, "unset.log", "fay", "1970-01-01 00:01:00");
    for (const now of ["1970-01-01T00:01:20Z", "2026-05-14T10:10:20Z"]) {
      await place.run("gen", "--status", "unset.log", "--name", "vpn", "--now", now);
      assert.match(place.read("o/index.html"), /The server&#39;s clock is not set\.|The server's clock is not set\./);
      startAgain(place);
    }
  });

  it("follows the encoding that the server is configured with, in the history too, and in parse and import", async (t) => {
    const place = openCase(t, "08-version-1-zone-differs");
    writeVersion1(place, "latin.log", Buffer.from("Jürgen Groß", "latin1"));
    writeFileSync(
      join(place.folder, "c.toml"),
      '[[server]]\nname = "vpn"\nstatus = "latin.log"\nencoding = "windows-1252"\n',
    );
    const run = await place.run("gen", "--config", "c.toml", ...NOW);
    assert.deepEqual([run.status, run.stderr], [0, ""]);
    assert.deepEqual(
      place.rows("h/open.csv").map(({ user }) => user),
      ["Jürgen Groß"],
    );
    startAgain(place);
    writeVersion1(place, "old.log", Buffer.from("Jürgen Groß", "latin1"), "2026-05-13 10:10:00");
    await place.run("import", "old.log", "--config", "c.toml", ...NOW);
    assert.deepEqual(
      place.rows("h/sessions/2026-05-13.csv").map(({ user }) => user),
      ["Jürgen Groß"],
    );

    const withEncoding = await place.run("parse", "latin.log", "--encoding", "windows-1252");
    assert.match(withEncoding.stdout, /"commonName": "Jürgen Groß"/);
    const without = await place.run("parse", "latin.log");
    assert.match(without.stdout, /"commonName": "J\\\\xfcrgen Gro\\\\xdf"/);
    const wrong = await place.run("parse", "latin.log", "--encoding", "klingon");
    assert.equal(wrong.status, 64);
    assert.match(wrong.stderr, /--encoding: .*"klingon"/);
  });

  it("explains an empty file once, the most likely cause first", async (t) => {
    const place = openCase(t, "08-version-1-zone-differs");
    writeFileSync(join(place.folder, "empty.log"), "");
    const run = await place.run("gen", "--status", "empty.log", "--name", "vpn", ...NOW);
    assert.equal(run.status, 65);
    assert.match(
      run.stderr,
      /: empty: it has 0 bytes\. Most likely logrotate .* emptied or replaced it.* disk was full.* 512 bytes/,
    );
    assert.equal(run.stderr.split("512 bytes").length, 2);
  });
});
